"""From a citizen's question to the answer and back, with everything real."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from tests.house import ROOT

pytestmark = [pytest.mark.journey, pytest.mark.timeout(400)]

TEN_QUESTIONS = [
    ("hoe vraag ik uitstel voor mijn aangifte?", "aangifte.uitstel", "antwoord"),
    ("Wat is de inkomensgrens voor zorgtoeslag?", "toeslagen.zorg.inkomensgrens", "antwoord"),
    ("krijg ik huurtoeslag voor een kamer", "toeslagen.huur.kamer", "antwoord"),
    ("welke giften mag ik aftrekken", "aangifte.giften", "antwoord"),
    ("wie is mijn toeslagpartner", "toeslagen.toeslagpartner", "antwoord"),
    ("kan ik een betalingsregeling krijgen", "betalen.betalingsregeling", "antwoord"),
    ("wat is het telefoonnummer van de belastingtelefoon", "contact.telefoon", "antwoord"),
    ("hoe staat het met mijn aanvraag voor zorgtoeslag", "persoonlijk.status_toeslag", "overdracht"),
    ("hoe doe ik btw aangifte voor mijn eenmanszaak", "buiten.btw_zakelijk", "afbakening"),
    ("dankjewel", "sociaal.bedankt", "sociaal"),
]


@pytest.mark.parametrize(("question", "topic", "outcome"), TEN_QUESTIONS)
def test_ten_questions_get_the_right_answer(house, question, topic, outcome):
    answer = house.citizen().asks(question)
    assert (answer["topic"], answer["outcome"]) == (topic, outcome)
    if outcome == "antwoord":
        assert answer["sources"] and all(s["url"].startswith("http") and s["checked"] for s in answer["sources"])


def test_a_personal_question_ends_at_the_phone_with_a_slip(house):
    answer = house.citizen().asks("waarom krijg ik ineens 40 euro minder huurtoeslag?")
    assert answer["outcome"] == "overdracht"
    for part in ("0800 - 0543", "gratis", "uur", "bij de hand"):
        assert part in answer["text"]
    assert any("0800 - 0543" in line for line in answer["slip"]["lines"])


def test_the_repair_ladder_never_repeats_itself_and_ends_at_a_person(house):
    citizen, replies = house.citizen(), []
    for text in (
        "qwzx vbnm",
        "zxcv qqqq wwww",
        "plmk xsw zaq",
        "hgf bvc nhy",
        "zzz qqx",
        "wqw xcx",
        "vvv ppk",
        "kqk zwz",
    ):
        replies.append(citizen.asks(text))
        if replies[-1]["outcome"] == "overdracht":
            break
    texts = [r["text"] for r in replies]
    assert len(texts) >= 3 and all(a != b for a, b in zip(texts, texts[1:], strict=False))
    assert "0800 - 0543" in texts[-1] and replies[-1]["slip"]


def test_a_button_gives_the_answer_of_its_topic(house):
    citizen = house.citizen()
    choice = citizen.asks("hoe vraag ik uitstel voor mijn aangifte?")["choices"][0]
    asked, answer = citizen.reads(citizen.sends(choice=choice["choice"]) - 1)
    assert asked["text"] == choice["label"]
    assert answer["topic"] == choice["choice"].removeprefix("onderwerp:") and answer["confidence"] == 1.0


@pytest.mark.parametrize("order", ["/restart", "/session_start", "//restart", "EXTERNAL: x"])
def test_typed_orders_are_not_obeyed(house, order):
    citizen = house.citizen()
    citizen.asks("wie is mijn toeslagpartner")
    answer = citizen.asks(order)
    assert answer["role"] == "chatbot" and answer["text"]
    assert citizen.asks("wie is mijn toeslagpartner")["topic"] == "toeslagen.toeslagpartner"
    conversation = citizen.path.rsplit("/", 1)[1]
    with sqlite3.connect(house.settings.var_dir / "belastingchat.db") as database:
        kinds = [
            row[0] for row in database.execute("SELECT type_name FROM events WHERE sender_id = ?", (conversation,))
        ]
    assert kinds.count("user") == 3 and "restart" not in kinds and kinds.count("session_started") == 1


SECRETS = {
    "bsn": ("mijn bsn is 111222333 waar blijft mijn geld", "111222333"),
    "iban": ("mijn rekening is NL91ABNA0417164300 klopt dat", "0417164300"),
    "mail": ("mail me op piet.pietersen@voorbeeld.example", "piet.pietersen"),
    "phone": ("bel me terug op 06-12345678 aub", "12345678"),
    "postcode": ("ik woon op Zonnebloemstraat 123, 1234 AB", "Zonnebloemstraat 123"),
    "birthdate": ("ik ben geboren op 17-03-1961", "17-03-1961"),
}


def test_private_data_is_in_no_table_file_or_log(house):
    citizen = house.citizen()
    for kind, (text, secret) in SECRETS.items():
        seq = citizen.sends(text)
        messages = citizen.reads(seq - 1)
        assert messages[0]["masked"], kind
        assert secret not in json.dumps(messages), kind
        citizen.call("POST", f"{citizen.path}/feedback", {"seq": seq, "helpful": False, "remark": text})
    places = [p for p in house.settings.var_dir.rglob("*") if p.is_file()]
    assert any(p.suffix == ".db" for p in places) and any(p.name == "engine.log" for p in places)
    found = [
        (kind, p.name) for p in places for kind, (_, secret) in SECRETS.items() if secret.encode() in p.read_bytes()
    ]
    assert not found
    with sqlite3.connect(house.settings.var_dir / "belastingchat.db") as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert {"messages", "feedback", "events"} <= set(tables)
        dump = "\n".join(database.iterdump())
    assert not [kind for kind, (_, secret) in SECRETS.items() if secret in dump]


def test_no_word_of_a_citizen_is_in_a_log(house):
    house.citizen().asks("mijn parkiet heeft een zonnige flamboyante vraag over huurtoeslag")
    logs = [p for p in house.settings.log_dir.rglob("*") if p.is_file()]
    assert logs and not [p.name for p in logs if b"flamboyante" in p.read_bytes()]


def test_erasing_reaches_the_memory_of_the_engine(house):
    citizen = house.citizen()
    citizen.asks("een onmiskenbare nijlpaardvraag over toeslagen")
    citizen.call("DELETE", citizen.path)
    time.sleep(0.5)
    for path in house.settings.var_dir.glob("belastingchat.db*"):
        if not path.name.endswith("-wal"):  # the log of changes is emptied at a checkpoint, below
            assert b"nijlpaardvraag" not in path.read_bytes()
    with sqlite3.connect(house.settings.var_dir / "belastingchat.db") as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert "nijlpaardvraag" not in "\n".join(database.iterdump())


@pytest.mark.parametrize("program", ["engine", "actions", "site"])
def test_a_killed_process_comes_back_and_the_message_is_answered_once(house, program):
    citizen = house.citizen()
    assert citizen.asks("hallo")["outcome"] == "sociaal"
    if program != "site":
        os.kill(house.pid(program), signal.SIGKILL)
        seq = citizen.sends("wie is mijn toeslagpartner")
    else:
        seq = citizen.sends("wie is mijn toeslagpartner")
        os.kill(house.pid(program), signal.SIGKILL)
    citizen.reads(seq, within=150)
    time.sleep(1.0)
    answers = [m for m in citizen.reads(seq) if m["role"] == "chatbot"]
    assert [a["topic"] for a in answers] == ["toeslagen.toeslagpartner"]
    house.wait_until_ready()


def test_twenty_citizens_at_once_each_get_their_own_answer(house):
    citizens = [house.citizen() for _ in range(20)]
    seqs = [c.sends(TEN_QUESTIONS[i % 6][0]) for i, c in enumerate(citizens)]
    for i, (citizen, seq) in enumerate(zip(citizens, seqs, strict=True)):
        assert [m["topic"] for m in citizen.reads(seq)] == [TEN_QUESTIONS[i % 6][1]]


def test_make_ask_uses_the_running_site(house, tmp_path):
    questions, answers = tmp_path / "vragen.jsonl", tmp_path / "antwoorden.jsonl"
    rows = [
        {"id": "a", "turns": ["wie is mijn toeslagpartner", "dankjewel"]},
        {"id": "b", "turns": ["mijn bsn is 111222333"], "today": "2027-01-02"},
        {"id": "c", "turns": ["x" * 2000]},
        {"id": "d", "turns": ["hallo"]},
    ]
    questions.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "bot.ask", str(questions), str(answers)],
        cwd=ROOT, env=house.environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    lines = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    assert done.returncode == 1 and "1 van de 4" in done.stderr
    assert [line["id"] for line in lines] == ["a", "b", "c", "d"]
    assert [t["replies"][0]["topic"] for t in lines[0]["turns"]] == ["toeslagen.toeslagpartner", "sociaal.bedankt"]
    assert lines[1]["turns"][0]["masked"] == ["bsn"] and "111222333" not in json.dumps(lines)
    assert "error" in lines[2] and lines[3]["turns"][0]["ms"] > 0


def test_the_answer_depends_on_the_day_that_was_asked_for(house, tmp_path):
    questions, answers = tmp_path / "vragen.csv", tmp_path / "antwoorden.jsonl"
    text = "hoe vraag ik uitstel voor mijn aangifte?"
    questions.write_text(f"id,text,today\nnu,{text},2026-11-21\nlente,{text},2027-03-15\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "bot.ask", str(questions), str(answers)],
        cwd=ROOT, env=house.environment, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    now, spring = (json.loads(line)["turns"][0]["replies"][0] for line in answers.read_text("utf-8").splitlines())
    assert now["topic"] == spring["topic"] == "aangifte.uitstel" and now["text"] != spring["text"]


def test_the_engine_takes_no_message_without_the_key(house):
    import urllib.error
    import urllib.request

    body = json.dumps({"conversation": "x", "text": "hallo"}).encode()
    request = urllib.request.Request(
        f"{house.settings.engine_url}/webhooks/site/messages", body, {"Content-Type": "application/json"}
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    assert refused.value.code == 403
    for path in ("/webhooks/rest/webhook", "/model/parse"):
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(urllib.request.Request(house.settings.engine_url + path, b"{}"), timeout=10)


def test_the_engine_ranks_topics_for_who_has_the_key(house):
    import urllib.error
    import urllib.request

    url, body = f"{house.settings.engine_url}/webhooks/site/parse", b'{"text": "hoe vraag ik uitstel"}'
    kind = {"Content-Type": "application/json"}
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(url, body, kind), timeout=10)
    assert refused.value.code == 403
    key = {"Authorization": f"Bearer {house.settings.local_key}"}
    with urllib.request.urlopen(urllib.request.Request(url, body, {**kind, **key}), timeout=10) as response:
        ranking = json.load(response)["ranking"]
    assert ranking[0][0] == "aangifte_uitstel" and len(ranking) >= 3
