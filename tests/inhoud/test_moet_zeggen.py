"""What the chatbot says on a day: the expectations of moet_zeggen.yml, which come from the facts and the law."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.calendar import AMSTERDAM
from bot.dialogue import Heard, Speaker
from bot.handoff import Reason

CASES = yaml.safe_load((Path(__file__).parent / "moet_zeggen.yml").read_text(encoding="utf-8"))["gevallen"]
KEYS = {"onderwerp", "dag", "tijd", "gezegd", "moet", "mag_niet", "waarom"}
# Never, whatever the topic or the day.
NEVER = {
    "u of uw": r"(?<![\w.])(?:u|uw)(?![\w.])",
    "een gat in de tekst": r"[{}]",
    "oud nummer van 113 of de BelastingTelefoon": r"0900\D",
    "een bedrag of percentage over 2027 dat nog niet vaststaat": (
        r"€ (?:3\.154|5\.929|60\.098|30\.846|2\.653|3\.505|119\.122|158\.748|71\.903|11,60)\b|36,23%|38,16%|7,87%|9,95%"
    ),
    "een bedrag dat een ontwerp bleef": r"€ (?:51\.396|79\.137|1\.574|3\.010|2\.573|3\.480)\b|7,78%|35,70%",
    "een oude boete": r"€ (?:385|5\.514)\b",
    "de oude aanvraagtermijn": r"1 september 2027",
    "een dag die geen dag is": r"\bNone\b|\bnan\b",
}  # fmt: skip
DAYS = [
    "2026-11-21", "2026-12-01", "2026-12-20", "2026-12-31", "2027-01-01", "2027-01-02", "2027-02-28", "2027-03-01",
    "2027-04-30", "2027-05-01", "2027-05-02", "2027-07-14", "2027-09-01", "2027-12-20", "2027-12-31",
]  # fmt: skip
# What holds for 2026 alone; on a day in 2027 it needs its year in the same bubble.
ONLY_2026 = re.compile(
    r"€ (?:40\.857|51\.142|1\.550|2\.963|129|246|38\.479|76\.958|146\.011|184\.633|932,93|498,20|713,02|764,14|"
    r"2\.580|724|964|3\.416|39\.141|11,23|9,98|8,49|56\.413|59\.357|118\.714|3\.115|5\.685|2\.067|3\.032|38\.883|"
    r"78\.426|6\.633|166|6\.218|469|121)\b|35,75%|17,85%|71,867%|4,3%"
)


QUOTED = re.compile(r'"[^"]*"')  # words of a letter or of another language


def said(library, topic: str, day: str, time: str = "10:00", conditions: dict | None = None) -> str:
    """Returns the text that a citizen reads."""
    now = dt.datetime.fromisoformat(f"{day} {time}").replace(tzinfo=AMSTERDAM)
    heard = Heard("mijn vraag", topic, 0.9, ((topic, 0.9),), now, said=conditions or {})
    speaker = Speaker(library)
    if library.topic(topic).outcome == "overdracht":
        return speaker.hand_over(heard, Reason.PERSONAL_DATA)["text"]
    return speaker.answer(heard)["text"]


def holds(expected: object, text: str) -> bool:
    """Tells whether the text holds a literal string, not as part of a longer number, or fits a /pattern/."""
    expected = str(expected)
    flat = " ".join(text.split())
    if len(expected) > 2 and expected[0] == expected[-1] == "/":
        return re.search(expected[1:-1], flat, re.IGNORECASE) is not None
    before = r"(?<!\d)(?<!\d[.,])" if expected[0].isdigit() else ""
    after = r"(?!\d|[.,]\d)" if expected[-1].isdigit() else ""  # "€ 57" is not in "€ 57.684"
    return re.search(before + re.escape(expected) + after, flat, re.IGNORECASE) is not None


def _name(case: dict) -> str:
    more = "-".join(f"{k}.{v}" for k, v in case.get("gezegd", {}).items())
    return f"{case['onderwerp']}-{case['dag']}" + (f"-{more}" if more else "")


@pytest.mark.parametrize("case", CASES, ids=map(_name, CASES))
def test_the_answer_says_what_it_must_and_nothing_that_it_may_not(case, library):
    text = said(library, case["onderwerp"], str(case["dag"]), case.get("tijd", "10:00"), case.get("gezegd"))
    missing = [e for e in case["moet"] if not holds(e, text)]
    wrong = [e for e in case.get("mag_niet", []) if holds(e, text)]
    unquoted = QUOTED.sub("", text)
    wrong += [what for what, pattern in NEVER.items() if re.search(pattern, unquoted, re.IGNORECASE)]
    assert not missing and not wrong, (
        f"\n{case['onderwerp']} op {case['dag']} {case.get('gezegd') or ''}\n"
        f"Ontbreekt: {missing}\nMag niet: {wrong}\nWaarom: {case['waarom']}\nDe tekst:\n{text}"
    )


def test_the_list_is_complete_and_well_formed(content):
    for case in CASES:
        assert set(case) <= KEYS and {"onderwerp", "dag", "moet", "waarom"} <= set(case), case
        assert isinstance(case["dag"], dt.date) and case["moet"] and case["waarom"], case
        unread = [e for e in [*case["moet"], *case.get("mag_niet", [])] if e is None or isinstance(e, dict)]
        assert not unread, f"{_name(case)}: zet aanhalingstekens om {unread}"
    covered = Counter(case["onderwerp"] for case in CASES)
    assert set(covered) == set(content.topics)
    assert len(CASES) >= 220
    assert len({case["dag"] for case in CASES}) >= 14


@pytest.mark.parametrize("day", DAYS)
def test_no_answer_is_expired_or_broken_on_any_day(day, library, content):
    expired = library.text("antwoord_verlopen", dt.date.fromisoformat(day))[0]
    wrong = []
    for topic, answer in content.answers.items():
        for conditions in [dict(w.conditions) for w in answer.wordings]:
            text = said(library, topic, day, conditions=conditions)
            found = [what for what, p in NEVER.items() if re.search(p, QUOTED.sub("", text), re.IGNORECASE)]
            if expired in text:
                found.append("verlopen")
            if found:
                wrong.append(f"{topic} {conditions}: {found}\n{text}")
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("day", [d for d in DAYS if d >= "2027"])
def test_in_2027_an_amount_of_2026_stands_with_its_year(day, library, content):
    wrong = []
    for topic, answer in content.answers.items():
        for conditions in [dict(w.conditions) for w in answer.wordings]:
            for bubble in said(library, topic, day, conditions=conditions).split("\n\n"):
                if ONLY_2026.search(bubble) and "2026" not in bubble:
                    wrong.append(f"{topic} {conditions}: {bubble}")
    assert not wrong, "\n".join(sorted(set(wrong)))


@pytest.mark.parametrize("day", DAYS)
def test_who_asks_about_himself_is_told_of_a_person(day, library, content):
    for topic, entry in content.topics.items():
        if entry.outcome == "overdracht":
            text = said(library, topic, day)
            assert "medewerker" in text, f"{topic}: {text}"
            assert re.search(r"0800 - (?:0543|2 358 358)", text), f"{topic}: {text}"


def test_support_starts_with_one_sentence_about_the_situation(library, content):
    for topic, entry in content.topics.items():
        if entry.outcome == "steun":
            first = said(library, topic, "2026-11-21").split(". ")[0]
            assert 3 <= len(first.split()) <= 8 and not re.search(r"\d", first), f"{topic}: {first}"
