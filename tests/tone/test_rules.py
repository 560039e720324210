"""Rules made from data: what is refused, and with which words."""

from __future__ import annotations

import pytest

from bot.tone import Rules, RulesError, make_rules
from tests.tone.conftest import read_rules_data

GOOD = {"id": "X1", "naam": "test", "niveau": "fout", "soort": "regex", "zoek": "fiets", "beter": "Schrijf auto."}


def rule(**changes) -> dict:
    changed = {**GOOD, **changes}
    return {"regels": [{k: v for k, v in changed.items() if v is not None}]}


def test_the_file_holds_every_rule_of_the_design(rules: Rules) -> None:
    numbers = sorted(int(r.id[1:]) for r in rules.rules)
    assert numbers[:40] == list(range(1, 41))
    assert len(numbers) == len(set(numbers))


def test_every_rule_says_what_would_be_better(rules: Rules) -> None:
    assert all(r.better and r.name for r in rules.rules)


def test_every_rule_that_looks_at_text_has_both_examples(rules: Rules) -> None:
    assert [r.id for r in rules.rules if r.kind != "elders" and (not r.bad or not r.good)] == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "geen regels"),
        ({"regels": "niets"}, "geen regels"),
        ([], "geen regels"),
        ({"regels": [{"naam": "zonder id"}]}, "geen id"),
        ({"regels": [GOOD, GOOD]}, "twee keer"),
        ({**rule(), "regel": []}, "'regel' kennen we niet"),
        (rule(niveua="fout"), "'niveua' kennen we niet"),
        (rule(niveau="streng"), "'streng' kan niet"),
        (rule(soort=None), "'soort' ontbreekt"),
        (rule(naam=""), "'naam' ontbreekt"),
        (rule(beter=None), "'beter' ontbreekt"),
        (rule(zoek="(open"), "geen geldige zoekterm"),
        (rule(zoek="a*"), "vindt ook niets"),
        (rule(zoek=None), "geen 'zoek'"),
        (rule(soort="telling", meet="letters", fout_boven=3), "'letters' kan niet"),
        (rule(soort="telling", meet="woorden"), "geen grens"),
        (rule(soort="telling", meet="woorden", fout_boven="veel"), "geen getal"),
        (rule(soort="lijst", lijst="alles"), "'alles' kan niet"),
        (rule(beter_bij="auto"), "namen met een waarde"),
        (rule(soort="telling", meet="woorden", fout_boven=1, bij_staat={"blij": 3}), "grenzen"),
        ({**rule(), "woorden": {"vervangen": {"indien": ""}}}, "Bij 'indien' staat geen tekst"),
        ({**rule(), "leesniveau": {"vanaf": 3}}, "'vanaf' kennen we niet"),
        ({**rule(), "uitzonderingen": [{"regels": ["X1"], "onderwerpen": ["a.b"]}]}, "geen reden"),
        ({**rule(), "uitzonderingen": [{"regels": ["X2"], "onderwerpen": ["a.b"], "reden": "x"}]}, "'X2' bestaat niet"),
        ({**rule(), "uitzonderingen": [{"regels": ["X1"], "delen": ["voet"], "reden": "x"}]}, "'voet' bestaat niet"),
        ({**rule(), "uitzonderingen": [{"regels": ["X1"], "reden": "x"}]}, "geen plek"),
    ],
)
def test_refused_with_a_reason(data, words: str) -> None:
    with pytest.raises(RulesError) as error:
        make_rules(data)
    assert words in str(error.value)
    assert all(mend for _, _, mend in error.value.mistakes)


def test_every_mistake_is_named_with_its_place() -> None:
    with pytest.raises(RulesError) as error:
        make_rules({"regels": [{**GOOD, "zoek": "("}, {**GOOD, "id": "X2", "niveau": "x"}]})
    assert [place for place, _, _ in error.value.mistakes] == [("regels", 0, "zoek"), ("regels", 1, "niveau")]


def test_exceptions_hold_where_they_are_listed(rules: Rules) -> None:
    for topic in ("contact.phishing", "buiten.ontwijken_fraude", "toeslagen.hersteloperatie", "sociaal.wantrouwen"):
        assert "T27" in rules.exceptions_for(topic)
    assert "T27" not in rules.exceptions_for("aangifte.uitstel")
    assert "B20" in rules.exceptions_for("aangifte.uitstel", "knop")
    assert "B20" not in rules.exceptions_for("aangifte.uitstel")


def test_a_rule_is_found_by_its_id(rules: Rules) -> None:
    assert rules["B12"].limits.level(21) == "fout"
    assert rules["B12"].limits.level(16) == "let_op"
    assert rules["B12"].limits.level(15) is None
    with pytest.raises(KeyError):
        rules["Z99"]


def test_data_is_not_changed_by_reading_it() -> None:
    data = read_rules_data()
    make_rules(data)
    assert data == read_rules_data()
