"""Counts a term from the day that somebody told: "I moved on 15 June" makes of "within 4 weeks" a day."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.said import MONTHS
from bot.dialogue.speaker import Speaker
from bot.dialogue.states import HEAVY_STATES, as_searched
from bot.tone.splitting import sentences

NOT_THE_WRITER = ("ouder", "kind", "ex")
_EVENT, _RELATION = "levensgebeurtenis", "relatie"
# After these there is nothing to tell the Dienst Toeslagen within weeks, or other terms hold.
_OTHER_TERMS = ("overlijden", "kind_geboren", "kind_18", "emigreren", "pensioen")
_ALSO_HAPPENED = re.compile(
    r"\b(?:trekt|trok|komt|kwam) (?:\w+ ){0,5}(?:in|wonen)\b|"
    r"\bgestopt met werken\b|\b(?:nieuwe baan|minder werken|meer werken)\b"
)
_WHEN = re.compile(
    rf"\b(?:(?P<dag>[0-3]?\d) |in |sinds |vanaf |per )(?P<maand>{'|'.join(MONTHS)})\b(?: (?P<jaar>20\d\d)\b)?"
)
_TERM = re.compile(r"\b(?:geef|pas|zet|doe)\b[^.?!]*\bbinnen (?P<weken>\d+) weken\b", re.IGNORECASE)
_ASKS_WHEN = re.compile(r"\b(?:laat|wanneer|lang|termijn|tijd|doorge\w+|geef|melden)\b")


def day_told(heard: Heard) -> str:
    """Returns the day, as YYYY-MM-DD, on which something happens to who writes; of a month its last day; else ""."""
    plain = as_searched(heard.text)
    event = heard.said.get(_EVENT)
    happened = (event and event not in _OTHER_TERMS) or _ALSO_HAPPENED.search(plain)
    found = _WHEN.findall(plain)
    if not happened or len(found) != 1 or heard.said.get(_RELATION) in NOT_THE_WRITER:
        return ""
    number, name, year = found[0]
    month = MONTHS.index(name) + 1
    days = [_day(int(y), month, number) for y in ([year] if year else _years_near(heard.today))]
    known = [day for day in days if day]
    return min(known, key=lambda day: abs(day - heard.today)).isoformat() if known else ""


def term_counted(bubbles: tuple[str, ...], heard: Heard, memory: Memory, speaker: Speaker) -> tuple[str, ...]:
    """Returns the bubbles with the last day of a term behind it, when the day it begins was told and it matters now."""
    told = day_told(heard)
    day = told or (memory.event_day if _ASKS_WHEN.search(as_searched(heard.text)) else "")
    about_another = heard.said.get(_RELATION) in NOT_THE_WRITER
    if (
        not day
        or about_another
        or heard.state in HEAVY_STATES
        or not (heard.topic or "").startswith(("leven.", "toeslagen."))
    ):
        return bubbles
    for i, bubble in enumerate(bubbles):
        for sentence in sentences(bubble):
            term = _TERM.search(sentence.text)
            if term is None:
                continue
            last = dt.date.fromisoformat(day) + dt.timedelta(weeks=int(term["weken"]))
            name = "termijn_voorbij" if last < heard.today else "termijn_tot"
            if name not in speaker.content.texts:
                return bubbles
            counted = speaker.text(name, heard, dag=f"{last.day} {MONTHS[last.month - 1]} {last.year}")[0]
            joined = f"{bubble[: sentence.end].rstrip()} {counted} {bubble[sentence.end :].lstrip(' ')}".rstrip()
            return (*bubbles[:i], joined, *bubbles[i + 1 :])
    return bubbles


def _years_near(today: dt.date) -> tuple[int, ...]:
    return today.year - 1, today.year, today.year + 1


def _day(year: int, month: int, number: str) -> dt.date | None:
    last = calendar.monthrange(year, month)[1]
    return dt.date(year, month, int(number or last)) if 1 <= int(number or last) <= last else None
