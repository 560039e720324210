"""Experiments: how many conversations are needed, what may not be tried, and that both texts say the same."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.knowledge.checks import check_all
from bot.knowledge.experiments import lost_substance, needed_per_arm, never, turned
from bot.knowledge.loading import load_content

CUE = """
experimenten:
  - id: meeleven
    vraag: "Helpt een zin meeleven?"
    soort: cue
    cue: vraag_herhalen
    staten: []
    varianten: {A: met, B: zonder}
    aandeel: 100
    begin: 2026-12-01
    einde: 2027-02-28
    maat: geholpen
    nu: 50
    verwacht: 10
    nodig: 388
    eigenaar: redactie
    status: loopt
"""


# The figures that R gives: power.prop.test(p1 =, p2 =, power = 0.8).
@pytest.mark.parametrize(
    ("baseline", "expected", "needed"),
    [(0.5, 0.1, 388), (0.5, 0.25, 58), (0.1, 0.05, 686), (0.9, -0.05, 686), (0.35, 0.05, 1471), (0.02, 0.01, 3826)],
)
def test_the_needed_number_is_what_the_books_say(baseline, expected, needed):
    assert needed_per_arm(baseline, expected) == needed


@pytest.mark.parametrize(("baseline", "expected"), [(0.5, 0.0), (0.9, 0.2), (0.0, 0.1), (0.1, -0.1)])
def test_an_impossible_difference_has_no_number(baseline, expected):
    with pytest.raises(ValueError, match="two different shares"):
        needed_per_arm(baseline, expected)


@pytest.mark.parametrize(
    ("a", "b", "lost"),
    [
        ("Vraag het voor {deadline@2026} aan.", "Doe het voor {deadline@2025}.", "{deadline@2026}"),
        ("Het is 45 euro.", "Het is een klein bedrag.", "45"),
        ("Doe het voor 1 mei.", "Doe het voor 1 juni.", "mei"),
        ("Log in op Mijn Belastingdienst.", "Log eerst in.", "Mijn Belastingdienst"),
        ("Kijk op toeslagen.nl.", "Kijk op de site.", "toeslagen.nl"),
        ("Kort.", "Kort. Bel 0800 - 0543.", "0800"),
    ],
)
def test_a_fact_in_one_text_only_is_named(a, b, lost):
    assert any(lost in told for told in lost_substance([a], [b])), lost_substance([a], [b])


def test_other_words_around_the_same_facts_are_fine():
    a = ["Vraag uitstel voor {deadline}.", "1. Log in op Mijn Belastingdienst.\n2. Kies uitstel. Bel 0800 - 0543."]
    b = ["Uitstel? Mijn Belastingdienst is de plek, tot {deadline}. Bellen kan ook: 0800 - 0543."]
    assert lost_substance(a, b) == []
    assert turned(["Dat kan niet."], ["Dat kan."]) == ["niet"]


@pytest.fixture()
def problems(tiny_data):
    """What the check says of an experimenten.yml."""

    def told(text: str) -> list[str]:
        tiny = tiny_data()
        (tiny.data / "experimenten.yml").write_text(text, encoding="utf-8")
        found = check_all(tiny.root, dt.date(2026, 11, 23))
        return [str(p) for p in found if p.file == "data/experimenten.yml"]

    return told


@pytest.mark.parametrize("state", ["suicidaal", "toeslagenaffaire", "schulden", "rouw", "bang"])
def test_nothing_is_tried_on_who_has_a_hard_time(problems, state):
    told = problems(CUE.replace("[]", f"[{state}]"))
    assert any("proberen we niets uit" in line and line.startswith("data/experimenten.yml:7:") for line in told), told


@pytest.mark.parametrize(
    "topic", ["sociaal.crisis", "toeslagen.hersteloperatie", "betalen.aanmaning", "leven.overlijden"]
)
def test_heavy_topics_are_spared(topic):
    assert never(topic)
    assert not never("aangifte.uitstel", ("verward",))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("nodig: 388", "nodig: 100", "zijn 388 gesprekken per variant nodig"),
        ("verwacht: 10", "verwacht: 60", "Dit verschil kan niet"),
        ("maat: geholpen", "maat: blij", "Kies uit: geholpen, overgedragen, opnieuw_gevraagd"),
        ("aandeel: 100", "aandeel: 0", "van 1 tot 100"),
        ("einde: 2027-02-28", "einde: 2026-01-01", "einde ligt voor het begin"),
        ("    eigenaar: redactie\n", "", "'eigenaar' ontbreekt"),
        ("B: zonder", "B: iets", "A 'met' en B 'zonder'"),
        ("soort: cue", "soort: antwoord", "één onderwerp"),
        ("id: meeleven", "id: Mee-leven", "kan niet"),
    ],
)
def test_a_mistake_is_named_with_what_to_do(problems, old, new, says):
    told = problems(CUE.replace(old, new))
    assert any(says in line for line in told), told


def test_the_real_experiments_are_in_order(content):
    for experiment in content.experiments:
        assert experiment.needed >= needed_per_arm(experiment.baseline, experiment.expected)


ANSWER = """
experimenten:
  - id: korter
    vraag: "Helpt korter?"
    soort: antwoord
    onderwerpen: [{topic}]
    varianten: {{A: ["{a}"], B: ["{b}"]}}
    aandeel: 100
    begin: 2026-11-01
    einde: 2027-02-28
    maat: geholpen
    nu: 50
    verwacht: 10
    nodig: 388
    eigenaar: redactie
    status: loopt
"""


def test_other_facts_keep_an_experiment_out_and_another_answer_is_a_warning(tiny_data):
    tiny = tiny_data()
    content, _ = load_content(tiny.data)
    topic = next(t.id for t in content.topics.values() if t.outcome == "antwoord" and t.id in content.answers)
    path = tiny.data / "experimenten.yml"
    path.write_text(ANSWER.format(topic=topic, a="Het kost 10 euro.", b="Het kost 20 euro."), encoding="utf-8")
    told = [str(p) for p in load_content(tiny.data)[1]]
    assert sum("zeggen niet hetzelfde" in line for line in told) == 2, told
    path.write_text(ANSWER.format(topic=topic, a="Dit kost 10 euro.", b="Het kost 10 euro."), encoding="utf-8")
    told = load_content(tiny.data)[1]
    assert [p.warning for p in told] == [True]
    assert "A staat niet meer zo in het antwoord" in told[0].message


def test_two_running_experiments_about_the_same_are_refused(problems):
    told = problems(CUE + CUE.split("experimenten:")[1].replace("meeleven", "nog_een"))
    assert any("lopen tegelijk" in line for line in told), told
