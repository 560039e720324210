"""staten_voorbeelden.yml: read in order, and every mistake is named with its mend."""

from __future__ import annotations

from bot.knowledge.state_examples import check_state_examples, read_state_examples


def test_sentences_are_read_with_their_state(tmp_path):
    (tmp_path / "staten_voorbeelden.yml").write_text(
        "bang:\n  - ik durf niet\nneutraal:\n  - hallo\n", encoding="utf-8"
    )
    assert read_state_examples(tmp_path) == [("ik durf niet", "bang"), ("hallo", "neutraal")]
    assert check_state_examples(tmp_path) == []


def test_without_the_file_there_is_nothing(tmp_path):
    assert read_state_examples(tmp_path) == [] == check_state_examples(tmp_path)


def test_an_unknown_state_and_a_double_are_named(tmp_path):
    (tmp_path / "staten_voorbeelden.yml").write_text("bangig:\n  - Ik durf niet\nbang:\n  - ik durf  niet\n", "utf-8")
    first, second = (problem.message for problem in check_state_examples(tmp_path))
    assert "bangig" in first and "twee keer" in second


def test_a_file_that_is_no_yaml_is_named(tmp_path):
    (tmp_path / "staten_voorbeelden.yml").write_text("bang: [\n", encoding="utf-8")
    assert len(check_state_examples(tmp_path)) == 1
