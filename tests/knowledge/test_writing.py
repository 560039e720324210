"""Style is reported with file, line and a better wording, and the real content is free of errors."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.knowledge import Content, ContentError, Problem
from bot.knowledge.__main__ import main
from bot.knowledge.checks import check_all
from bot.knowledge.loading import load_content
from bot.knowledge.style_file import load_rules
from bot.knowledge.writing import check_writing, is_style, reading_levels
from tests.tiny import FEITEN, UITSTEL

TODAY = dt.date(2026, 11, 21)
FIRST_BUBBLE = "Vraag uitstel aan. Dan heb je tot {uitstel_tot}."
SECOND_BUBBLE = "Ben je te laat? De boete is {boete@2026}."


def style_of(folder: Path, today: dt.date | None = TODAY, only: str = "") -> list[Problem]:
    content, _ = load_content(folder / "data")
    return check_writing(folder / "data", content, only, today)


def test_the_small_folder_is_clean(tiny_data) -> None:
    assert [p for p in style_of(tiny_data().root) if not p.warning] == []


def test_an_error_names_file_line_and_better_wording(tiny_data) -> None:
    tiny = tiny_data()
    tiny.change(UITSTEL, SECOND_BUBBLE, "Indien je te laat bent, kost het geld.")
    assert style_of(tiny.root, only="aangifte") == [
        Problem(UITSTEL, tiny.line_of(UITSTEL, "Indien"), "Stijl B19, ambtelijk woord: 'Indien'.", "Schrijf: als.")
    ]


@pytest.mark.parametrize(
    ("old", "new", "marker", "rule"),
    [
        ('knop: "Uitstel"', 'knop: "Uw uitstel"', "knop:", "R01"),
        ('vraag: "Hoe vraag ik uitstel?"', 'vraag: "Hoe vraagt u uitstel?"', "vraag:", "R01"),
        ('kort: "Vraag uitstel aan."', 'kort: "Vraag bijv. uitstel aan."', "kort:", "B21"),
        (FIRST_BUBBLE, "Geen paniek.", "Geen paniek", "E09"),
        ("Voor zorgtoeslag geldt iets anders.", "Voor zorgtoeslag betaal je €5.", "€5", "N35"),
    ],
)
def test_every_part_of_an_answer_is_looked_at(tiny_data, old: str, new: str, marker: str, rule: str) -> None:
    tiny = tiny_data()
    tiny.change(UITSTEL, old, new)
    (problem,) = style_of(tiny.root, only="aangifte")
    assert (problem.file, problem.line) == (UITSTEL, tiny.line_of(UITSTEL, marker))
    assert problem.message.startswith(f"Stijl {rule},")
    assert problem.mend
    assert is_style(problem)


def test_fixed_texts_are_looked_at_in_a_list_and_alone(tiny_data) -> None:
    tiny = tiny_data()
    path = "data/gesprek.yml"
    tiny.change(path, "Ik heb je vraag niet goed begrepen.", "Sorry.")
    tiny.change(path, "Je bericht is leeg.", "Uw bericht is leeg.")
    found = {(p.line, p.message.split(",")[0]) for p in style_of(tiny.root) if p.file == path and not p.warning}
    assert found == {(tiny.line_of(path, "Sorry."), "Stijl M30"), (tiny.line_of(path, "Uw bericht"), "Stijl R01")}


def test_obligatory_parts_of_a_fixed_text(tiny_data) -> None:
    tiny = tiny_data()
    tiny.change("data/gesprek.yml", " en geen mens", "")
    (problem,) = [p for p in style_of(tiny.root) if not p.warning]
    assert problem.message.startswith("Stijl O40")
    assert "geen mens" in problem.mend


def test_facts_are_filled_in_before_counting(tiny_data) -> None:
    tiny = tiny_data()
    long = " ".join(["woord"] * 17)
    tiny.change(UITSTEL, FIRST_BUBBLE, f"Ja. Dan {long} tot {{uitstel_tot}}.")
    (problem,) = [p for p in style_of(tiny.root) if "B12" in p.message]
    assert "22 woorden" in problem.message
    assert not problem.warning
    (unfilled,) = [p for p in style_of(tiny.root, today=None) if "B12" in p.message]
    assert "20 woorden" in unfilled.message
    assert unfilled.warning


def test_a_wording_for_later_is_filled_with_the_facts_of_then(tiny_data) -> None:
    tiny = tiny_data()
    tiny.change(
        FEITEN,
        "  uitstel_tot:",
        "  later:\n    waarde: woord woord woord woord\n    eenheid: tekst\n    geldig_van: 2027-01-01\n"
        "    omschrijving: x\n    bron: https://voorbeeld.nl/x\n    gecontroleerd: 2026-11-01\n    zekerheid: hoog\n"
        "  uitstel_tot:",
    )
    tiny.change(UITSTEL, '  - bubbels:\n      - "Vraag', '  - geldig_van: 2027-02-01\n    bubbels:\n      - "Vraag')
    tiny.change(UITSTEL, FIRST_BUBBLE, f"Ja. Dan {' '.join(['woord'] * 16)} {{later}}.")
    assert any("21 woorden" in p.message for p in style_of(tiny.root))


def test_a_fact_without_a_value_counts_as_one_word(tiny_data) -> None:
    tiny = tiny_data()
    tiny.change(UITSTEL, FIRST_BUBBLE, f"Ja. Dan {' '.join(['woord'] * 14)} {{boete}}.")
    after_the_fact = style_of(tiny.root, today=dt.date(2028, 1, 1))
    assert any("16 woorden" in p.message for p in after_the_fact)


def test_a_term_explained_in_a_bubble_may_stand_in_the_short_text(tiny_data) -> None:
    tiny = tiny_data()
    tiny.change(UITSTEL, 'kort: "Vraag uitstel aan."', 'kort: "Kijk in je beschikking."')
    assert [p.message.split(",")[0] for p in style_of(tiny.root, only="aangifte")] == ["Stijl B20"]
    tiny.change(UITSTEL, FIRST_BUBBLE, "Je beschikking (brief met een besluit) noemt de datum.")
    assert style_of(tiny.root, only="aangifte") == []


def test_a_hard_answer_is_noticed(tiny_data) -> None:
    tiny = tiny_data()
    hard = "Overeenkomstige belastingverplichtingen veroorzaken onvoorzienbare administratieve verantwoordelijkheden. "
    tiny.change(UITSTEL, FIRST_BUBBLE, hard * 5)
    (problem,) = [p for p in style_of(tiny.root) if "leesniveau" in p.message]
    assert problem.line == tiny.line_of(UITSTEL, "Overeenkomstige") - 1
    assert not problem.warning


def test_only_looks_at_the_topics_asked_for(tiny_data) -> None:
    tiny = tiny_data()
    tiny.change(UITSTEL, SECOND_BUBBLE, "Dat is €5.")
    assert len(style_of(tiny.root, only="aangifte")) == 1
    assert style_of(tiny.root, only="contact") == []


def test_rules_that_cannot_be_used_are_a_problem_with_a_line(tiny_data) -> None:
    tiny = tiny_data()
    path = "data/schrijfwijzer.yml"
    tiny.change(path, "  - id: R02\n", "  - id: R02\n    streng: ja\n")
    (problem,) = style_of(tiny.root)
    assert (problem.file, problem.line) == (path, tiny.line_of(path, "streng:"))
    with pytest.raises(ContentError):
        load_rules(tiny.data)
    tiny.remove(path)
    assert [p.file for p in style_of(tiny.root)] == [path]


def test_the_check_includes_style_and_shows_tips_on_request(tiny_data, capsys) -> None:
    tiny = tiny_data()
    tiny.change(UITSTEL, FIRST_BUBBLE, "Je beschikking is binnenkort klaar.")
    assert any(is_style(p) for p in check_all(tiny.root, TODAY))
    arguments = ["check", "--root", str(tiny.root), "--today", TODAY.isoformat()]
    assert main(arguments) == 0
    quiet = capsys.readouterr().out
    assert "Stijl" not in quiet
    assert "tips over stijl" in quiet
    assert main([*arguments, "--stijl"]) == 0
    assert "let op: Stijl T28" in capsys.readouterr().out
    tiny.change(UITSTEL, SECOND_BUBBLE, "Dat is €5.")
    assert main(arguments) == 1
    assert "fout: Stijl N35" in capsys.readouterr().out


def test_reading_levels_are_printed_hardest_first(tiny_data, capsys) -> None:
    tiny = tiny_data()
    tiny.change(UITSTEL, FIRST_BUBBLE, "Verantwoordelijkheden veroorzaken administratieve verplichtingen.")
    assert main(["leesniveau", "--root", str(tiny.root), "--today", TODAY.isoformat()]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].endswith("aangifte.uitstel")
    assert "woorden per zin" in lines[-1]


# --- the real content ---


def test_the_real_content_has_no_style_errors(content: Content, root: Path) -> None:
    assert [str(p) for p in check_writing(root / "data", content, "", TODAY) if not p.warning] == []


def test_sentences_are_short_over_all_answers(content: Content, root: Path) -> None:
    levels = reading_levels(content, load_rules(root / "data"), TODAY)
    mean = sum(level.figures.words for level in levels) / sum(level.figures.sentences for level in levels)
    assert len(levels) == len(content.answers)
    assert mean < 12
