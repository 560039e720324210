"""Answers, facts and notices from the command line: every part, and nothing that was not named."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from ruamel.yaml import YAML

from bot.settings import read_settings
from bot.trainer import __main__ as commands

ANSWER = "data/onderwerpen/aangifte/uitstel/antwoord.yml"
ON = ("--dag", "2026-11-23")


def answer(tiny) -> dict:
    return YAML(typ="safe").load(tiny.read(ANSWER))


def test_every_part_of_an_answer_is_changed_and_the_rest_stays(run, tiny):
    before = answer(tiny)
    code, told = run(
        "antwoord", "aangifte.uitstel", "--bubbel", "Vraag uitstel aan.", "Dat kan tot {uitstel_tot}.", "--kort", "Kort gezegd.",
        "--van", "2026-01-01", "--tot", "2026-12-31", "--belastingjaar", "2025", "--makkelijker", "Vraag meer tijd.",
        "--knop", "Uitstel vragen", "--vraag", "Kan ik later?", "--eigenaar", "redactie aangifte",
    )  # fmt: skip
    assert (code, told.splitlines()[0]) == (0, "Antwoord op aangifte.uitstel veranderd.")
    now = answer(tiny)
    first = now["antwoorden"][0]
    assert first["bubbels"] == ["Vraag uitstel aan.", "Dat kan tot {uitstel_tot}."]
    assert (first["kort"], str(first["geldig_van"]), first["belastingjaar"]) == ("Kort gezegd.", "2026-01-01", 2025)
    assert (now["knop"], now["vraag"], now["eigenaar"]) == ("Uitstel vragen", "Kan ik later?", "redactie aangifte")
    assert now["makkelijker"] == ["Vraag meer tijd."]
    assert now["antwoorden"][1:] == before["antwoorden"][1:] and now["bronnen"] == before["bronnen"]


def test_a_text_is_added_only_for_some_and_taken_away_again(run, tiny):
    count = len(answer(tiny)["antwoorden"])
    new = ("--tekst", "nieuw", "--bubbel", "Samen vraag je apart uitstel.", "--als", "partner=ja")
    assert run("antwoord", "aangifte.uitstel", *new, "--voorbeeld", "Stel: je bent met z'n tweeën.")[0] == 0
    added = answer(tiny)["antwoorden"][count]
    assert added["als"] == {"partner": "ja"} and added["voorbeeld"] == ["Stel: je bent met z'n tweeën."]
    assert "Samen vraag je apart" in run("kijk", "aangifte.uitstel", *ON, "--gezegd", "partner=ja")[1]
    assert "Samen vraag je apart" not in run("kijk", "aangifte.uitstel", *ON)[1]
    assert run("antwoord", "aangifte.uitstel", "--tekst", str(count + 1), "--weg")[0] == 0
    assert len(answer(tiny)["antwoorden"]) == count


def test_a_text_waits_for_an_editor_until_somebody_read_it(run, tiny):
    assert run("antwoord", "aangifte.uitstel", "--nalezen", "De pagina noemt geen dag.")[0] == 0
    assert answer(tiny)["antwoorden"][0]["nalezen"] == "De pagina noemt geen dag."
    assert "De pagina noemt geen dag." not in run("kijk", "aangifte.uitstel", *ON)[1], "citizens do not see it"
    assert run("antwoord", "aangifte.uitstel", "--nalezen", "")[0] == 0
    assert "nalezen" not in answer(tiny)["antwoorden"][0]


def test_sources_are_added_checked_and_taken_away(run, tiny):
    count = len(answer(tiny)["bronnen"])
    assert run("antwoord", "aangifte.uitstel", "--bron", "Meer", "https://belastingdienst.nl/meer")[0] == 0
    sources = answer(tiny)["bronnen"]
    assert len(sources) == count + 1 and sources[-1]["titel"] == "Meer"
    run("antwoord", "aangifte.uitstel", "--gecontroleerd", "2026-11-20")
    assert {str(s["gecontroleerd"]) for s in answer(tiny)["bronnen"]} == {"2026-11-20"}
    run("antwoord", "aangifte.uitstel", "--zonder-bron", "https://belastingdienst.nl/meer")
    assert len(answer(tiny)["bronnen"]) == count
    assert run("antwoord", "aangifte.uitstel", "--zonder-bron", "https://nergens.example")[0] == 1


def test_what_it_would_be_is_shown_and_nothing_is_kept(run, tiny):
    before = tiny.read(ANSWER)
    code, told = run("antwoord", "aangifte.uitstel", "--kijk", *ON, "--bubbel", "Bel 06-12345678.")
    assert code == 1 and "Bel 06-12345678." in told and "telefoonnummer" in told
    assert tiny.read(ANSWER) == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--bubbel", "Bel 06-12345678."), "privégegeven"),
        (("--tekst", "9", "--kort", "Nee."), "Tekst 9 is er niet"),
        (("--van", "1 mei"), "geen datum"),
        (("--als", "partner"), "naam=waarde"),
    ],
)  # fmt: skip
def test_a_change_with_a_mistake_is_not_made_and_says_why(run, tiny, words, told):
    before = tiny.read(ANSWER)
    code, said = run("antwoord", "aangifte.uitstel", *words)
    assert code == 1 and told in said
    assert tiny.read(ANSWER) == before


def test_the_reason_stands_in_the_history_with_what_changed(run, tiny):
    run("--waarom", "vraag van webcare", "antwoord", "aangifte.uitstel", "--kort", "Kort gezegd.")
    told = run("geschiedenis", "--onderwerp", "aangifte.uitstel", "--verschil")[1]
    assert "(vraag van webcare)" in told and "+ " in told and "Kort gezegd." in told


def test_one_value_of_a_fact_is_mended_and_the_rest_of_it_stays(run, tiny):
    before = run("feiten", "boete")[1]
    assert "gebruikt in:" in before and "1 van " in before
    assert run("feit-verbeter", "boete", "--op", "2026-11-23", "--waarde", "€ 470")[1].startswith(
        "Feit boete verbeterd: € 470"
    )
    after = run("feiten", "boete")[1]
    assert "€ 470" in after and "2026-01-01 tot en met 2026-12-31" in after
    assert run("feit-verbeter", "boete", "--op", "2030-01-01", "--waarde", "1")[0] == 1
    assert run("feit-verbeter", "geen_feit", "--waarde", "1")[0] == 1


def test_a_notice_is_placed_changed_and_stopped(run, tiny):
    page = ("--bron", "Storing", "https://belastingdienst.nl/storing")
    assert run("melding", "storing.inloggen", "--tekst", "Inloggen lukt nu niet.", "--tot", "2030-01-01")[0] == 1
    code, _ = run("melding", "storing.inloggen", "--tekst", "Inloggen lukt nu niet.", "--tot", "2030-01-01", *page)
    assert code == 0 and "nu te zien" in run("meldingen")[1]
    assert run("melding", "storing.inloggen", "--begroeting", "nee", "--onderwerpen", "aangifte.uitstel")[0] == 0
    text = tiny.read("data/actueel.yml")
    assert "Inloggen lukt nu niet." in text and "in_begroeting: false" in text and "[aangifte.uitstel]" in text
    assert run("melding-stop", "storing.inloggen")[0] == 0
    assert "storing.inloggen" not in run("meldingen")[1]
    assert run("melding-stop", "storing.inloggen")[0] == 1


def test_topics_experiments_and_health_are_shown(run):
    told = run("onderwerpen", "uitstel")[1]
    assert told.startswith("aangifte.uitstel  Uitstel voor de aangifte  20 vragen") and "1 van 3 onderwerpen." in told
    assert "0 van 3 onderwerpen." in run("onderwerpen", "--staat", "getraind")[1]
    assert run("proeven") == (0, "")
    code, told = run("gezondheid")
    assert code == 0 and "Gisteren: 0 vragen." in told and "Er is nog geen vergelijking" in told


def test_a_new_model_that_is_not_there_cannot_be_asked(run):
    code, told = run("probeer", "mag het later", "--nieuw")
    assert code == 1 and "draait niet" in told


def test_a_new_model_gets_the_question_in_the_shape_that_it_reads(monkeypatch, tmp_path):
    def answered(_command, *, input, **_):
        parse = {"text": json.loads(input)["text"], "intent": {}}
        return SimpleNamespace(stdout='{"model": "x"}\n' + json.dumps([{"metadata": {}, "parse": parse}]) + "\n")

    monkeypatch.setattr(commands, "waiting_model", lambda *_: tmp_path / "nieuw.tar.gz")
    monkeypatch.setattr(commands.subprocess, "run", answered)
    assert commands.new_model(read_settings({}))("mag het later")["text"] == "mag het later"
