"""What an answer must say on a day: cases that come from the facts and the law, whatever the model understands."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.calendar import AMSTERDAM
from bot.dialogue import Heard, Speaker
from bot.handoff import Reason
from bot.knowledge import Library
from bot.knowledge.experiments import Status

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
QUOTED = re.compile(r'"[^"]*"')  # words of a letter or of another language


def said(library: Library, topic: str, day: str, time: str = "10:00", conditions: dict | None = None) -> str:
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


def read_cases(path: Path) -> list[dict[str, Any]]:
    """Returns the cases of a file: onderwerp, dag, tijd, gezegd, moet, mag_niet, waarom."""
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))["gevallen"]


def missed(case: dict[str, Any], library: Library) -> str | None:
    """Returns what an answer lacks or says wrongly, with the reason of the case, or None when all is well."""
    text = said(library, case["onderwerp"], str(case["dag"]), case.get("tijd", "10:00"), case.get("gezegd"))
    missing = [e for e in case["moet"] if not holds(e, text)]
    wrong = [e for e in case.get("mag_niet", []) if holds(e, text)]
    unquoted = QUOTED.sub("", text)
    wrong += [what for what, pattern in NEVER.items() if re.search(pattern, unquoted, re.IGNORECASE)]
    if not missing and not wrong:
        return None
    return (
        f"{case['onderwerp']} op {case['dag']} {case.get('gezegd') or ''}\n"
        f"Ontbreekt: {missing}\nMag niet: {wrong}\nWaarom: {case['waarom']}\nDe tekst:\n{text}"
    )


def missed_in_trials(case: dict[str, Any], library: Library) -> list[str]:
    """Returns what the other text of an experiment lacks on the day of a case, where the text as it is has it."""
    day = dt.date.fromisoformat(str(case["dag"]))
    found = []
    for experiment in library.content.experiments:
        if experiment.status is Status.STOPPED or case["onderwerp"] not in experiment.topics or not experiment.b:
            continue
        a, b = ("\n\n".join(library.filled(texts, day)) for texts in (experiment.a, experiment.b))
        found += [
            f"De proef '{experiment.id}' zegt in B niet: {expected}\nWaarom: {case['waarom']}"
            for expected in case["moet"]
            if a and holds(expected, a) and not holds(expected, b)
        ]
    return found
