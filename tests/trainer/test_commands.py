"""What the pages can do, commands can do: in Dutch, and with a 1 when it was not done."""

from __future__ import annotations

import datetime as dt
import io
import json
import subprocess
import sys

import pytest

from bot.storage import Database
from bot.trainer.worker import serve
from bot.transcript import Transcript
from tests.conftest import ROOT
from tests.tiny import UITSTEL_QUESTIONS


def test_questions_come_move_and_go(run, tiny):
    assert run("voeg-toe", "aangifte.uitstel", "mag het later") == (
        0,
        "1 voorbeeldvraag toegevoegd aan aangifte.uitstel.\n",
    )
    assert "mag het later" in run("toon", "aangifte.uitstel")[1]
    assert run("verplaats", "aangifte.uitstel", "sociaal.bedankt", "mag het later")[0] == 0
    assert run("haal-weg", "sociaal.bedankt", "mag het later")[0] == 0
    code, told = run("haal-weg", "sociaal.bedankt", "mag het later")
    assert code == 1 and "staat niet (meer)" in told
    code, told = run("voeg-toe", "aangifte.uitstel", "mail jan@voorbeeld.nl")
    assert code == 1 and "persoonsgegeven" in told


def test_the_history_is_shown_and_put_back(run, tiny):
    before = tiny.read(UITSTEL_QUESTIONS)
    run("--waarom", "vaak gevraagd", "voeg-toe", "aangifte.uitstel", "mag het later")
    code, told = run("geschiedenis", "--onderwerp", "aangifte.uitstel")
    assert code == 0 and "Noor de Wit" in told and "(vaak gevraagd)" in told
    assert run("zet-terug", told.split()[0])[0] == 0
    assert tiny.read(UITSTEL_QUESTIONS) == before
    assert run("zet-terug", "bestaat-niet")[0] == 1


@pytest.mark.parametrize("name", ["vragen.csv", "nlu.yml"])
def test_a_file_goes_out_and_comes_back_into_an_empty_topic(name, run, tiny, tmp_path):
    file = tmp_path / name
    before = tiny.read(UITSTEL_QUESTIONS)
    assert "20 vragen" in run("uitvoeren", str(file), "--onderwerp", "aangifte.uitstel")[1]
    tiny.write(UITSTEL_QUESTIONS, before.split("      - ")[0])
    assert "20 vragen zijn nieuw" in run("inlezen", str(file), "--kijk")[1]
    assert run("inlezen", str(file))[0] == 0
    assert tiny.read(UITSTEL_QUESTIONS) == before


def test_a_topic_is_made_merged_and_deleted_only_when_sure(run, tiny):
    new = ("aangifte.zon", "Zon", "Over zon.", "Zon geef je niet op.", "zonnepanelen opgeven")
    assert run("nieuw", *new, "--bron", "Zon", "https://voorbeeld.nl/zon")[0] == 0
    code, told = run("verwijder", "aangifte.zon")
    assert code == 0 and "Er is niets verwijderd" in told
    assert run("voeg-samen", "aangifte.zon", "aangifte.uitstel")[0] == 0
    assert "zonnepanelen opgeven" in tiny.read(UITSTEL_QUESTIONS)


def test_an_answer_is_shown_with_what_is_wrong_with_it(run, tiny):
    code, told = run("kijk", "aangifte.uitstel", "--dag", "2026-11-23")
    assert "Dan heb je tot 1 september 2026." in told and "Leesniveau" in told
    tiny.change(
        "data/onderwerpen/aangifte/uitstel/antwoord.yml", "Vraag uitstel aan. Dan", "Indien nodig, bel 06-12345678. Dan"
    )
    code, told = run("kijk", "aangifte.uitstel", "--dag", "2026-11-23")
    assert code == 1 and "telefoonnummer" in told


def test_the_inbox_is_read_and_decided(run, tiny, tmp_path):
    run("inbox")  # makes the database
    database = Database(f"sqlite:///{tmp_path / 'var' / 'belastingchat.db'}")
    transcript = Transcript(database, lambda: dt.datetime.now(dt.timezone.utc))
    conversation, _ = transcript.start([])
    transcript.add_from_citizen(conversation, "c1", "kan het in de herfst", wants_answer=False)
    transcript.add(conversation, [{"text": "x", "outcome": "niet_begrepen"}])
    database.close()
    _, told = run("inbox")
    assert "kan het in de herfst  [niet begrepen]" in told and "1 groepen." in told
    number = told.split()[0]
    assert run("besluit", "onderwerp", number)[0] == 1
    assert run("besluit", "onderwerp", number, "--onderwerp", "aangifte.uitstel")[0] == 0
    assert "kan het in de herfst" in tiny.read(UITSTEL_QUESTIONS)
    assert "0 groepen." in run("inbox")[1]


def test_a_second_colleague_signs_for_what_the_first_said(run, tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("BOT_TRAINERS_AGREE", "2")
    run("inbox")
    database = Database(f"sqlite:///{tmp_path / 'var' / 'belastingchat.db'}")
    transcript = Transcript(database, lambda: dt.datetime.now(dt.timezone.utc))
    conversation, _ = transcript.start([])
    transcript.add_from_citizen(conversation, "c1", "kan het in de herfst", wants_answer=False)
    transcript.add(conversation, [{"text": "x", "outcome": "niet_begrepen"}])
    database.close()
    number = run("inbox")[1].split()[0]
    assert "nog geen collega" in run("besluit", "eens", number)[1]
    assert "tweede collega" in run("besluit", "onderwerp", number, "--onderwerp", "aangifte.uitstel")[1]
    assert "Noor de Wit zegt: onderwerp aangifte.uitstel" in run("inbox")[1]
    assert run("besluit", "eens", number)[0] == 1, "who said it first is not the second"
    assert "kan het in de herfst" not in tiny.read(UITSTEL_QUESTIONS)
    assert run("--wie", "Bo Jansen", "besluit", "eens", number)[0] == 0
    assert "kan het in de herfst" in tiny.read(UITSTEL_QUESTIONS)


def test_the_comparing_process_answers_each_line_and_survives_a_bad_one(tiny):
    requests = [
        {"do": "near", "text": "vraag over uitstel"}, {"do": "onzin"}, {"do": "about", "topic": "aangifte.uitstel"},
        {"do": "group", "texts": ["mag het later", "mag het laater", "wat is het weer"]}, {"do": "worst"},
    ]  # fmt: skip
    out = io.StringIO()
    serve(tiny.data, io.StringIO("".join(json.dumps(r) + "\n" for r in requests)), out)
    near, bad, about, groups, worst = map(json.loads, out.getvalue().splitlines())
    assert near["ok"][0]["topic"] == "aangifte.uitstel" and "error" in bad
    assert len(about["ok"]) == 20 and [sorted(g) for g in groups["ok"]] == [[0, 1], [2]] and "ok" in worst


def test_an_amount_is_set_for_1_january(run, tiny):
    code, told = run("feit", "boete", "€ 480", "2027-01-01", "https://voorbeeld.nl/boete")
    assert (code, told) == (0, "Feit boete is vanaf 01-01-2027 € 480.\n")
    assert run("feit", "boete", "€ 490", "1 mei", "https://voorbeeld.nl/boete")[0] == 1


def test_the_site_does_not_load_what_compares_questions():
    program = "import sys, bot.site.app; sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT).returncode == 0
