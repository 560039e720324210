"""Notices of actueel.yml: what is wrong with one is told, and each is shown on its days only."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.calendar import AMSTERDAM, next_payment_day
from bot.dialogue import Heard, Speaker, greeting
from bot.knowledge import Library
from bot.knowledge.checks import check_all
from bot.knowledge.loading import load_content
from bot.knowledge.notices import MAX_SENTENCES, MAX_WORDS, current_notices, is_about, notices_for
from bot.knowledge.style_file import load_rules
from bot.tone import lint
from bot.tone.splitting import sentences, words

ACTUEEL = "data/actueel.yml"
NOTICE = """\
actueel:
  - id: uitstel.boete
    tekst: "De boete is {boete}. Vraag op tijd uitstel."
    van: 2026-11-20
    tot: 2026-11-30
    onderwerpen: [aangifte.*]
    in_begroeting: true
    bron: {titel: "Uitstel", url: "https://voorbeeld.nl/nu", gecontroleerd: 2026-11-01}
    eigenaar: redactie aangifte
"""
SHORTER = """\
  - id: storing
    tekst: "Inloggen lukt nu niet altijd."
    van: 2026-11-21
    tot: 2026-11-22
    onderwerpen: [aangifte.uitstel]
    in_begroeting: false
    bron: {titel: "Storing", url: "https://voorbeeld.nl/storing", gecontroleerd: 2026-11-21}
    eigenaar: redactie
"""
TODAY = dt.date(2026, 11, 21)
FINE = "De boete is € 469. Vraag op tijd uitstel."


def at(day: str | dt.date, hour: int = 10) -> dt.datetime:
    day = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return dt.datetime.combine(day, dt.time(hour), tzinfo=AMSTERDAM)


def heard(topic: str, day: str | dt.date = TODAY, **more) -> Heard:
    return Heard("mijn vraag", topic, 0.9, ((topic, 0.9),), at(day), **more)


@pytest.fixture()
def noticed(tiny_data):
    """A tiny folder with a notice, after changes of it."""

    def make(*changes: tuple[str, str], text: str = NOTICE):
        tiny = tiny_data()
        tiny.write(ACTUEEL, text)
        for old, new in changes:
            tiny.change(ACTUEEL, old, new)
        return tiny

    return make


def problems_of(tiny) -> list:
    return [p for p in load_content(tiny.data)[1] if not p.warning]


def test_without_the_file_there_are_no_notices(tiny_data):
    library = Library(tiny_data().data)
    assert library.notices(TODAY) == ()
    assert library.content.notices == ()


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2026-11-19", False), ("2026-11-20", True), ("2026-11-30", True), ("2026-12-01", False)],
)
def test_a_notice_is_shown_from_its_first_day_to_its_last(day, shown, noticed):
    library = Library(noticed().data)
    for asked in ({}, {"topic": "aangifte.uitstel"}, {"greeting": True}):
        assert library.notices(dt.date.fromisoformat(day), **asked) == ((FINE,) if shown else ())


def test_a_notice_is_for_its_own_topics_and_places(noticed):
    library = Library(noticed(("in_begroeting: true", "in_begroeting: false")).data)
    assert library.notices(TODAY, topic="aangifte.uitstel") == (FINE,)
    assert library.notices(TODAY, topic="contact.medewerker") == ()
    assert library.notices(TODAY, greeting=True) == ()
    [notice] = library.current_notices(TODAY)
    assert notice.source.url == "https://voorbeeld.nl/nu"


def test_a_pattern_is_the_start_of_an_id_up_to_a_full_stop(noticed):
    [notice] = Library(noticed().data).content.notices
    assert is_about(notice, "aangifte.uitstel")
    assert not is_about(notice, "aangiften.uitstel")


def test_what_ends_first_comes_first(noticed):
    content = load_content(noticed(text=NOTICE + SHORTER).data)[0]
    facts = content.book
    assert [n.id for n in current_notices(content, facts, TODAY)] == ["storing", "uitstel.boete"]
    assert notices_for(content, facts, TODAY, topic="aangifte.uitstel")[0] == "Inloggen lukt nu niet altijd."


def test_a_notice_with_a_fact_that_does_not_hold_is_not_shown(noticed):
    library = Library(noticed(("tot: 2026-11-30", "tot: 2027-01-31")).data)
    assert library.notices(dt.date(2026, 12, 31)) == (FINE,)
    assert library.notices(dt.date(2027, 1, 1)) == (), "no old amount"


@pytest.mark.parametrize(
    ("old", "new", "marker", "message", "mend"),
    [
        ("    van: 2026-11-20\n", "", "- id: uitstel", "'van' ontbreekt", "van: JJJJ-MM-DD"),
        ("    tot: 2026-11-30\n", "", "- id: uitstel", "'tot' ontbreekt", "tot: JJJJ-MM-DD"),
        ("tot: 2026-11-30", "tot: 2026-11-19", "tot:", "(2026-11-19) ligt voor 'van' (2026-11-20)", "Draai ze om"),
        ("van: 2026-11-20", "van: morgen", "van:", "'van' is geen datum", "JJJJ-MM-DD"),
        ("aangifte.*", "aangiften.*", "onderwerpen:", "'aangiften.*' bestaat niet", "onderwerpen.yml"),
        ("aangifte.*", "aangifte.boete", "onderwerpen:", "'aangifte.boete' bestaat niet", "onderwerpen.yml"),
        ("{boete}", "{boetes}", "tekst:", "Het feit 'boetes' bestaat niet", "data/feiten"),
        ("{boete}", "{boete@2031}", "tekst:", "geen waarde in 2031", "2031"),
        ("De boete is", "Let op. De boete is", "tekst:", "3 zinnen", "hoogstens 2"),
        ("Vraag op tijd", "Vraag " + "heel " * 40 + "op tijd", "tekst:", "48 woorden", "hoogstens 40"),
        ("    eigenaar: redactie aangifte\n", "", "- id: uitstel", "'eigenaar' ontbreekt", "eigenaar:"),
        ("https://voorbeeld.nl/nu", "voorbeeld", "bron:", "geen webadres", "https://"),
        ("in_begroeting: true", "in_begroeting: soms", "in_begroeting:", "'soms' kan hier niet", "true of false"),
        ("id: uitstel.boete", "id: Uitstel boete", "- id:", "'Uitstel boete' kan niet", "a-z"),
        ("    tekst:", "    text:", "text:", "De sleutel 'text' kennen we niet", "tekst"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_line_and_mend(old, new, marker, message, mend, noticed):
    tiny = noticed((old, new))
    found = [p for p in problems_of(tiny) if message in p.message]
    assert [(p.file, p.line) for p in found] == [(ACTUEEL, tiny.line_of(ACTUEEL, marker))]
    assert mend in found[0].mend


def test_a_notice_that_stands_nowhere_is_told(noticed):
    tiny = noticed(("[aangifte.*]", "[]"), ("in_begroeting: true", "in_begroeting: false"))
    [problem] = problems_of(tiny)
    assert "staat nergens" in problem.message


def test_two_notices_with_one_id_are_told_at_the_second(noticed):
    tiny = noticed(text=NOTICE + SHORTER.replace("id: storing", "id: uitstel.boete"))
    [problem] = problems_of(tiny)
    assert "'uitstel.boete' staat er twee keer" in problem.message
    assert problem.line == 10


@pytest.mark.parametrize("text", ["actueel: [", "actueel: dicht\n", "actueel:\n  - zomaar\n", "nu: []\n", "- a\n"])
def test_a_file_of_another_shape_is_told_and_no_traceback(text, noticed):
    assert {p.file for p in problems_of(noticed(text=text))} == {ACTUEEL}


def test_style_is_checked_like_that_of_answers(noticed):
    tiny = noticed(("Vraag op tijd uitstel.", "Vraag op tijd uitstel!"))
    found = [p for p in check_all(tiny.root, TODAY) if p.file == ACTUEEL]
    assert found and all(p.line == tiny.line_of(ACTUEEL, "tekst:") for p in found)
    assert any("uitroepteken" in p.message for p in found)


# In the conversation


def test_the_greeting_ends_with_the_most_urgent_notice_and_its_source(noticed):
    [message] = greeting(Library(noticed().data), at(TODAY))
    assert message["text"].endswith(f"\n\n{FINE}")
    assert [s["url"] for s in message["sources"]] == ["https://voorbeeld.nl/nu"]


def test_a_greeting_without_notice_has_no_sources(noticed):
    [message] = greeting(Library(noticed().data), at("2027-01-15"))
    assert FINE not in message["text"]
    assert "sources" not in message


@pytest.mark.parametrize(
    ("start", "told"),
    [(None, True), ("aangifte.uitstel", True), ("contact.medewerker", False), ("contactkaartje", False)],
)
def test_who_comes_with_something_of_their_own_is_not_told_in_the_greeting(start, told, noticed):
    messages = greeting(Library(noticed().data), at(TODAY), start)
    assert (FINE in messages[0]["text"]) is told


def test_an_answer_ends_with_one_notice_and_its_source(noticed):
    other = SHORTER.replace("aangifte.uitstel", "sociaal.bedankt")
    tiny = noticed(("in_begroeting: true", "in_begroeting: false"))
    tiny.write(ACTUEEL, tiny.read(ACTUEEL) + other)
    message = Speaker(Library(tiny.data)).answer(heard("aangifte.uitstel"))
    assert message["text"].endswith(f"\n\n{FINE}")
    assert message["text"].count(FINE) == 1
    assert message["sources"][-1]["url"] == "https://voorbeeld.nl/nu"


def test_of_two_notices_an_answer_has_the_one_that_ends_first(noticed):
    tiny = noticed(("in_begroeting: true", "in_begroeting: false"))
    tiny.write(ACTUEEL, tiny.read(ACTUEEL) + SHORTER)
    text = Speaker(Library(tiny.data)).answer(heard("aangifte.uitstel"))["text"]
    assert text.endswith("Inloggen lukt nu niet altijd.")
    assert FINE not in text


def test_what_the_greeting_said_is_not_said_again(noticed):
    text = Speaker(Library(noticed().data)).answer(heard("aangifte.uitstel"))["text"]
    assert FINE not in text


def test_a_notice_is_said_once_in_a_conversation(noticed):
    speaker = Speaker(Library(noticed(("in_begroeting: true", "in_begroeting: false")).data))
    assert FINE in speaker.answer(heard("aangifte.uitstel", answered={"sociaal.bedankt": 1}))["text"]
    assert FINE not in speaker.answer(heard("aangifte.uitstel", answered={"aangifte.uitstel": 1}))["text"]


def test_small_talk_and_handing_over_have_no_notice(noticed):
    changes = ("[aangifte.*]", "[sociaal.*, contact.*]"), ("in_begroeting: true", "in_begroeting: false")
    speaker = Speaker(Library(noticed(*changes).data))
    assert FINE not in speaker.answer(heard("sociaal.bedankt"))["text"]
    assert FINE not in speaker.answer(heard("contact.medewerker"))["text"]


def test_an_answer_that_ran_out_has_no_notice(noticed):
    tiny = noticed(("in_begroeting: true", "in_begroeting: false"))
    answer = "data/onderwerpen/aangifte/uitstel/antwoord.yml"
    tiny.change(answer, "antwoorden:\n  - bubbels:", "antwoorden:\n  - geldig_tot: 2026-11-01\n    bubbels:")
    assert FINE not in Speaker(Library(tiny.data)).answer(heard("aangifte.uitstel"))["text"]


# The real ones

DAYS = [TODAY + dt.timedelta(days=n) for n in range(400)]


def test_every_real_notice_is_shown_on_its_first_and_last_day(library):
    assert library.content.notices
    for notice in library.content.notices:
        for day in (notice.validity.first, notice.validity.last):
            assert notice.id in {n.id for n in library.current_notices(day)}, (notice.id, day)


def test_every_real_notice_is_short_and_written_by_the_rules(library, root):
    rules = load_rules(root / "data")
    for notice in library.content.notices:
        for day in {notice.validity.first, notice.validity.last}:
            [text] = [n.text for n in library.current_notices(day) if n.id == notice.id]
            assert "{" not in text
            assert len(sentences(text)) <= MAX_SENTENCES and len(words(text)) <= MAX_WORDS, notice.id
            assert [f for f in lint(text, rules) if f.level == "fout"] == [], notice.id


def test_a_payment_day_is_announced_on_the_day_itself_and_three_days_before(library):
    for day in DAYS:
        pays = next_payment_day(day)
        told = [n for n in library.current_notices(day, greeting=True) if n.id.startswith("betaaldag.")]
        assert bool(told) is ((pays - day).days <= 3 and pays > dt.date(2026, 12, 1)), day
        if told:
            assert f"{pays.day} " in told[0].text and str(pays.year) in told[0].text


def test_no_real_notice_stands_in_a_heavy_topic_or_outside_answers(library):
    for day in DAYS:
        for topic in library.content.topics.values():
            if library.current_notices(day, topic=topic.id):
                assert topic.outcome == "antwoord", (day, topic.id)


def test_the_whole_coming_year_has_a_notice_in_every_month(library):
    months = {(day.year, day.month) for day in DAYS if library.notices(day)}
    assert months == {(day.year, day.month) for day in DAYS}
