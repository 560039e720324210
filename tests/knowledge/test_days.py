"""The real content with the clock at days in a year: payment day, notices, filing, telephone, and no old amounts."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from bot.calendar import AMSTERDAM, date_in_words
from bot.dialogue import Heard, Speaker, greeting
from bot.handoff import Reason
from bot.knowledge.answers import valid_wordings
from bot.knowledge.facts import PLACEHOLDER
from bot.knowledge.model import Validity

# day: (payment day, first notice of the greeting, filing, is the BelastingTelefoon open at 10.00 uur)
# filing: closed = last year's is over and the next has not begun; open = 1 March to 30 April; late = after 30 April.
DAYS = {
    "2026-11-21": ("2026-12-21", "toeslagen.aanvragen_2025", "closed", False),  # a Saturday
    "2026-12-02": ("2026-12-21", "toeslagen.brief_2027", "closed", True),
    "2026-12-18": ("2026-12-21", "betaaldag.2026_12", "closed", True),
    "2026-12-20": ("2026-12-21", "betaaldag.2026_12", "closed", False),  # a Sunday: paid on Monday
    "2026-12-22": ("2027-01-20", "toeslagen.brief_2027", "closed", True),
    "2026-12-25": ("2027-01-20", "toeslagen.brief_2027", "closed", False),  # Christmas, a Friday
    "2026-12-31": ("2027-01-20", "toeslagen.aanvragen_2025", "closed", True),
    "2027-01-01": ("2027-01-20", "aangifte.voorlopige_aanslag_2027", "closed", False),
    "2027-01-02": ("2027-01-20", "aangifte.voorlopige_aanslag_2027", "closed", False),  # a Saturday
    "2027-02-28": ("2027-03-22", "aangifte.begint_2027", "closed", False),  # a Sunday; 20 March is a Saturday
    "2027-03-01": ("2027-03-22", "aangifte.druk_2027", "open", True),
    "2027-04-30": ("2027-05-20", "aangifte.uiterste_datum_2027", "open", True),
    "2027-05-02": ("2027-05-20", "aangifte.alsnog_2027", "late", False),  # a Sunday
    "2027-05-05": ("2027-05-20", "aangifte.alsnog_2027", "late", False),  # Bevrijdingsdag
    "2027-07-14": ("2027-07-20", None, "late", True),
    "2027-09-01": ("2027-09-20", None, "late", True),
    "2027-12-20": ("2027-12-20", "betaaldag.2027_12", "late", True),  # today is the day
}
each_day = pytest.mark.parametrize("day", DAYS)
# What answers say of postponing, and may not say, by how filing stands.
POSTPONE = {
    "closed": (r"niet meer|was .* 2026", r"^Je kunt uitstel vragen"),
    "open": (r"^Je kunt uitstel vragen", r"niet meer|alleen nog met een brief"),
    "late": (r"alleen nog met een brief|niet meer", r"^Je kunt uitstel vragen"),
}


def at(day: str, hour: int = 10) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), tzinfo=AMSTERDAM)


def said(library, topic: str, day: str) -> str:
    return " ".join(library.answer_for(topic, dt.date.fromisoformat(day)).bubbles)


def test_at_least_fourteen_days_are_tried():
    assert len(DAYS) >= 14


@each_day
def test_the_next_payment_day_counts_weekends_and_holidays(day, library):
    pays = date_in_words(dt.date.fromisoformat(DAYS[day][0]))
    assert f"De volgende betaaldag is {pays}, voor " in said(library, "toeslagen.uitbetaling", day)


@each_day
@pytest.mark.parametrize("toeslag", ["zorgtoeslag", "huurtoeslag", "kinderopvangtoeslag", "kindgebonden_budget"])
def test_every_toeslag_names_the_same_payment_day(toeslag, day, library):
    reply = library.answer_for("toeslagen.uitbetaling", dt.date.fromisoformat(day), {"toeslag": toeslag})
    assert date_in_words(dt.date.fromisoformat(DAYS[day][0])) in " ".join(reply.bubbles)


@each_day
def test_the_greeting_names_what_is_most_urgent(day, library):
    wanted = DAYS[day][1]
    notices = library.current_notices(dt.date.fromisoformat(day), greeting=True)
    assert [n.id for n in notices[:1]] == ([wanted] if wanted else [])
    [message] = greeting(library, at(day))
    last = message["text"].split("\n\n")[-1]
    assert (last == notices[0].text) if wanted else ("medewerker" in last)


@each_day
def test_the_greeting_holds_one_notice_at_most(day, library):
    [message] = greeting(library, at(day))
    texts = library.notices(dt.date.fromisoformat(day))
    assert sum(text in message["text"] for text in texts) <= 1


@each_day
def test_no_answer_holds_two_notices_or_that_of_the_greeting(day, library):
    speaker, date = Speaker(library), dt.date.fromisoformat(day)
    told = library.notices(date, greeting=True)[:1]
    for topic in library.content.topics:
        text = speaker.answer(Heard("", topic, 1.0, ((topic, 1.0),), at(day)))["text"]
        found = [notice for notice in library.notices(date) if text.endswith(f"\n\n{notice}")]
        assert len(found) <= 1 and not set(found) & set(told), topic


@each_day
def test_the_deadline_is_the_date_in_the_letter(day, library):
    text = said(library, "aangifte.deadline", day)
    assert "aangiftebrief" in text
    # The source has the day of every year: it holds for most people, and the letter decides.
    assert re.search(r"meest[^.]*1 mei 2027", text, re.IGNORECASE)
    filing = DAYS[day][2]
    if filing == "closed":
        assert re.search(r"\bmoest\b.*1 mei 2026", text) and "alsnog" in text
    if filing == "open":
        assert "over 2026" in text and "moest" not in text
    if filing == "late":
        assert "alsnog" in text


@each_day
def test_postponing_is_offered_only_while_it_can_be_asked(day, library):
    must, must_not = POSTPONE[DAYS[day][2]]
    text = said(library, "aangifte.uitstel", day)
    assert re.search(must, text), text
    assert not re.search(must_not, text), text


@each_day
def test_the_short_forms_go_with_the_day(day, library):
    reply = library.answer_for("toeslagen.uitbetaling", dt.date.fromisoformat(day))
    assert date_in_words(dt.date.fromisoformat(DAYS[day][0])) in reply.short


@each_day
def test_the_telephone_is_open_or_closed_at_ten(day, library):
    text = Speaker(library).hand_over(
        Heard("", "persoonlijk.status_aangifte", 1.0, (), at(day)), Reason.PERSONAL_DATA
    )["text"]  # fmt: skip
    assert ("nu open" in text) is DAYS[day][3]
    assert ("nu dicht" in text) is not DAYS[day][3]


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-12-24 21", "maandag 28 december 2026"),  # both Christmas days, then a weekend
        ("2026-12-31 20", "maandag 4 januari 2027"),
        ("2027-03-26 18", "dinsdag 30 maart 2027"),  # Easter Monday
        ("2027-04-30 18", "maandag 3 mei 2027"),
    ],
)
def test_when_it_is_closed_the_next_opening_is_named(moment, opens, library):
    day, hour = moment.split()
    heard = Heard("", "persoonlijk.status_aangifte", 1.0, (), at(day, int(hour)))
    assert opens in Speaker(library).hand_over(heard, Reason.PERSONAL_DATA)["text"]


# Old amounts


def money(fact) -> bool:
    return fact.unit in ("EUR", "%")


@each_day
def test_every_amount_without_a_year_holds_on_the_day(day, content):
    facts, date = content.book, dt.date.fromisoformat(day)
    for topic, answer in content.answers.items():
        for wording in valid_wordings(answer, facts, date):
            for name, year in PLACEHOLDER.findall("\n".join((*wording.bubbles, wording.short))):
                if not year and facts.rows(name):
                    assert facts.fact(name, date).validity.covers(date), (topic, name)


@pytest.mark.parametrize("day", [d for d in DAYS if d >= "2027"])
def test_an_amount_of_an_earlier_year_is_shown_with_that_year_only(day, content):
    facts, date = content.book, dt.date.fromisoformat(day)
    for topic, answer in content.answers.items():
        for wording in valid_wordings(answer, facts, date):
            text = "\n".join(wording.bubbles)
            for name, year in PLACEHOLDER.findall(text):
                fact = facts.fact(name, date, int(year)) if year else None
                if fact and money(fact) and not fact.validity.covers(date):
                    assert re.search(rf"\b{year}\b", PLACEHOLDER.sub("", text)), (topic, name)


def test_no_amount_of_2026_alone_is_used_without_a_year_after_2026(content):
    next_year = Validity(dt.date(2027, 1, 1))
    loose = [
        (topic, name)
        for topic, answer in content.answers.items()
        for wording in answer.wordings
        if wording.validity.overlaps(next_year)
        for name, year in PLACEHOLDER.findall("\n".join((*wording.bubbles, wording.short)))
        if not year and name in content.facts and not any(f.validity.overlaps(next_year) for f in content.facts[name])
    ]
    assert loose == []


def test_no_amount_is_typed_in_an_answer_or_notice(content):
    """An amount stands in data/feiten, where it ends by itself; that of an example says that it is one."""
    typed, example = re.compile(r"€ ?\d"), re.compile(r"\b(?:bijvoorbeeld|stel)\b", re.IGNORECASE)
    texts = [(t, x) for t, a in content.answers.items() for w in a.wordings for x in (*w.bubbles, w.short)]
    texts += [(n.id, n.text) for n in content.notices]
    loose = [(where, text) for where, text in texts if typed.search(text) and not example.search(text)]
    assert loose == []
