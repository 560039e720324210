"""What the chatbot says on a day: the expectations of moet_zeggen.yml, which come from the facts and the law."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest

from bot.evaluate.must_say import NEVER, QUOTED, missed, missed_in_trials, read_cases, said
from tests.dialogue.test_experiments import experiment

CASES = read_cases(Path(__file__).parent / "moet_zeggen.yml")
KEYS = {"onderwerp", "dag", "tijd", "gezegd", "moet", "mag_niet", "waarom"}
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


def _name(case: dict) -> str:
    more = "-".join(f"{k}.{v}" for k, v in case.get("gezegd", {}).items())
    return f"{case['onderwerp']}-{case['dag']}" + (f"-{more}" if more else "")


@pytest.mark.parametrize("case", CASES, ids=map(_name, CASES))
def test_the_answer_says_what_it_must_and_nothing_that_it_may_not(case, library):
    assert (miss := missed(case, library)) is None, f"\n{miss}"


def test_both_texts_of_an_experiment_say_what_they_must(library):
    assert [lack for case in CASES for lack in missed_in_trials(case, library)] == []


def test_a_text_that_leaves_out_what_must_be_said_is_found(library, monkeypatch):
    case = next(c for c in CASES if c["onderwerp"] == "aangifte.uitstel" and not c.get("gezegd"))
    day = dt.date.fromisoformat(str(case["dag"]))
    a = next(w.bubbles for w in library.content.answers["aangifte.uitstel"].wordings if w.validity.covers(day))
    tried = experiment(a=a, b=("Kijk op de site.",))
    monkeypatch.setattr(library, "_content", dataclasses.replace(library.content, experiments=(tried,)))
    assert "De proef 'proef' zegt in B niet" in missed_in_trials(case, library)[0]


def test_when_a_debt_expires_is_said_in_the_same_words_wherever_it_is_asked(content):
    asked = ("betalen.aanmaning", "betalen.betalingsregeling", "betalen.beslag", "persoonlijk.schuld_saldo")
    wordings = [w for t in asked for w in content.answers[t].wordings if w.conditions.get("vraagt") == "verjaring"]
    assert len(wordings) == len(asked)
    assert len({(w.bubbles, w.short) for w in wordings}) == 1


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


def test_nobody_is_told_to_log_in_as_somebody_else(content):
    wrong = re.compile(r"\bmet de DigiD van (?:je|een|uw|iemand)\b", re.IGNORECASE)
    for topic, answer in content.answers.items():
        for wording in answer.wordings:
            for text in (*wording.bubbles, wording.short, *wording.simpler, *wording.example):
                for sentence in re.split(r"(?<=[.!?])\s", text):
                    assert not wrong.search(sentence) or re.search(r"\b(?:niet|nooit)\b", sentence), (topic, sentence)
