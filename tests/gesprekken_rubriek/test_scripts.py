"""The scripts: what may stand in them, and that the real ones cover what they have to."""

from __future__ import annotations

import pytest

from bot.gesprekken import known_shortfalls, read_scripts, unmet
from bot.gesprekken.scripts import DAY, STATES
from bot.knowledge import ContentError
from bot.privacy import mask
from tests.gesprekken_rubriek.made_up import asks, held, says

GOOD = """
- id: a
  titel: Een vraag
  beurten:
    - burger: kan ik uitstel krijgen
      onderwerp: aangifte.uitstel
      uitkomst: [antwoord, verduidelijking]
      bevat: [uitstel]
      zonder: [boete]
    - kies: Medewerker
"""


def written(folder, text):
    (folder / "01.yml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def scripts(root):
    return read_scripts(root / "tests" / "gesprekken" / "draaiboek")


def test_a_script_is_read_with_its_defaults(tmp_path):
    [script] = read_scripts(written(tmp_path, GOOD))
    assert (script.day, script.start, script.states) == (DAY, "", ("neutraal",))
    assert [s.is_choice for s in script.steps] == [False, True]
    assert script.steps[0].expected.outcomes == ("antwoord", "verduidelijking")


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("burger: kan", "vraag: kan"), 5, "'vraag'"),
        (("- kies: Medewerker", "- staat: blij"), 10, "één van de twee"),
        (("onderwerp:", "staat: vrolijk\n      onderwerp:"), 6, "'vrolijk'"),
        (("titel: Een vraag", "titel: Een vraag\n  vandaag: morgen"), 4, "'vandaag'"),
        (("\n- id: a", GOOD + "\n- id: a"), 12, "twee keer"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path, change, line, words):
    with pytest.raises(ContentError) as caught:
        read_scripts(written(tmp_path, GOOD.replace(*change)))
    problem = caught.value.problems[0]
    assert problem.line == line and words in f"{problem.message} {problem.mend}"


def test_an_empty_folder_is_a_mistake(tmp_path):
    with pytest.raises(ContentError):
        read_scripts(tmp_path)


def test_what_a_conversation_did_not_bring_is_told(tmp_path):
    [script] = read_scripts(written(tmp_path, GOOD))
    good = held(asks("…", says("Ja, uitstel kan.", topic="aangifte.uitstel")), asks("Medewerker", says("Bel ons.")))
    assert unmet(script, good) == []
    bad = held(
        asks("…", says("Een boete.", "overdracht", topic="betalen.beslag")), asks("Medewerker", says("Bel ons."))
    )
    assert unmet(script, bad) == [
        "beurt 1: onderwerp betalen.beslag, verwacht aangifte.uitstel",
        "beurt 1: uitkomst overdracht, verwacht antwoord of verduidelijking",
        "beurt 1: 'uitstel' ontbreekt",
        "beurt 1: 'boete' staat er wel",
    ]


def test_a_known_shortfall_is_no_mistake_and_is_told_until_it_is_over(tmp_path):
    text = GOOD.replace("uitkomst: [antwoord", "nog_niet: daarom\n      uitkomst: [antwoord")
    [script] = read_scripts(written(tmp_path, text))
    second = asks("Medewerker", says("Bel ons."))
    bad = held(asks("…", says("Een boete.")), second)
    assert (unmet(script, bad), known_shortfalls(script, bad)) == ([], ["beurt 1: daarom"])
    good = held(asks("…", says("Ja, uitstel kan.", topic="aangifte.uitstel")), second)
    assert unmet(script, good) == []
    assert "haal 'nog_niet' weg" in known_shortfalls(script, good)[0]


def test_asking_what_is_meant_will_do_when_the_right_topic_is_offered(tmp_path):
    [script] = read_scripts(written(tmp_path, GOOD.replace("[antwoord, verduidelijking]", "antwoord")))
    second = asks("Medewerker", says("Bel ons."))

    def asked(topic):
        choices = [{"label": "Deze", "choice": f"onderwerp:{topic}"}]
        return held(asks("…", says("Wat bedoel je?", "verduidelijking", choices=choices)), second)

    assert unmet(script, asked("aangifte.uitstel")) == []
    assert unmet(script, asked("aangifte.giften"))


def test_few_shortfalls_are_known(scripts):
    turns = [step for s in scripts for step in s.steps]
    assert sum(bool(t.not_yet) for t in turns) <= 0.1 * len(turns)


def test_there_are_enough_conversations_of_every_kind(scripts):
    assert len(scripts) >= 48
    lengths = [len(s.steps) for s in scripts]
    assert sum(n == 1 for n in lengths) >= 10 and sum(n >= 6 for n in lengths) >= 2
    assert {state for s in scripts for state in s.states} == set(STATES)
    assert {step for s in scripts for step in s.ladder} >= {
        "stap1", "stap1b", "stap2", "stap3", "buiten", "eigen_fout", "persoonlijk",
    }  # fmt: skip
    kinds = {kind for s in scripts for kind in s.kinds}
    assert kinds >= {
        "kort", "lang", "rommelig", "u", "namens", "twee-vragen", "vervolg", "masker", "knop", "taal", "praatje",
        "makkelijk", "dag",
    }  # fmt: skip
    assert any(step.is_choice for s in scripts for step in s.steps)


def test_topics_that_are_expected_exist(scripts, content):
    named = {t for s in scripts for step in s.steps for t in step.expected.topics}
    assert named <= set(content.topics)


def test_no_conversation_holds_private_data_but_those_on_masking(scripts):
    found = {s.id for s in scripts for step in s.steps if mask(step.text).kinds}
    assert found == {s.id for s in scripts if "masker" in s.kinds}
