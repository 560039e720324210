"""Counts a term from the day that somebody told: "I moved on 15 June" makes of "within 4 weeks" a day."""

from __future__ import annotations

import datetime as dt
import re

from bot.calendar import MONTHS, date_in_words
from bot.dialogue.days import DAY, DayTold, day_in, months_after
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.speaker import Speaker
from bot.dialogue.states import HEAVY_STATES, as_searched
from bot.tone.splitting import sentences

_OVER, _OVER_ALREADY = "termijn_voorbij", "termijn_al_voorbij"
NOT_THE_WRITER = ("ouder", "kind", "ex")
DEATH = "leven.overlijden"
_EVENT, _RELATION, _DIED = "levensgebeurtenis", "relatie", "overlijden"
# After these there is nothing to tell the Dienst Toeslagen within weeks, or other terms hold.
_OTHER_TERMS = (_DIED, "kind_geboren", "kind_18", "emigreren", "pensioen")
_ALSO_HAPPENED = re.compile(
    r"\b(?:trekt|trok|komt|kwam) (?:\w+ ){0,5}(?:in|wonen)\b|"
    r"\b(?:gestopt|stop|stopte) met werken\b|\b(?:nieuwe baan|minder werken|meer werken)\b"
)
_TO_TELL = re.compile(r"\b(?:geef|pas|zet|doe)\b[^.?!]*\bbinnen (?P<weken>\d+) weken\b", re.IGNORECASE)
# "Doe dat binnen 4 weken." on its own: when those weeks are over, the whole sentence goes.
_DO_IT = re.compile(r"\W*doe (?:dat|dit|het)(?: dan| wel)? binnen \d+ weken\W*", re.IGNORECASE)
_KEPT = re.compile(r"\bhoud\w* [^.?!]*\bnog (?P<maanden>\d+) maanden\b", re.IGNORECASE)
_TO_STOP = re.compile(r"\bzet\b[^.?!]*\b(?P<voor>\d+) maand\w* voordat je recht eindigt\b", re.IGNORECASE)
_LETTER_IN_WEEKS = re.compile(r"\bbinnen ongeveer (?P<weken>\d+) weken\b", re.IGNORECASE)
_LETTER_IN_MONTHS = re.compile(r"\bkomt meestal na (?P<van>\d+) tot (?P<tot>\d+) maanden\b", re.IGNORECASE)
_AFTER_A_LETTER = re.compile(
    r"\b(?:binnen|de) (?P<weken>\d+) weken (?:beginnen op de dag )?na de datum "
    r"(?:erop|op de (?:brief|aanslag|boete|beschikking|beslissing))\b",
    re.IGNORECASE,
)
_NAMES_A_LETTER = re.compile(
    r"\b(?:brief|\w*aanslag|\w*beschikking|beslissing|besluit|berekening|dagtekening|datum|boete|gedateerd)\b"
)
_MONTH_AFTER = re.compile(r"\bvanaf de maand na de geboorte\b", re.IGNORECASE)
_AFTER_A_DEATH = (_LETTER_IN_WEEKS, _LETTER_IN_MONTHS)
# "Ik ben per 1 oktober ontslagen en mijn dochter gaat nog naar de opvang": it happened to who writes.
_TO_THE_WRITER = re.compile(
    rf"\b(?:ik|we|wij)(?: (?!mijn |onze |haar |m.?n )\w+){{0,5}} (?:{DAY})|"
    rf"(?:{DAY}) (?:ben|zijn|heb|hebben|ga|gaan) (?:ik|we|wij)\b"
)
_ASKS_WHEN = re.compile(r"\b(?:laat|wanneer|lang|termijn|tijd|doorge\w+|geef|melden)\b")


def day_told(heard: Heard) -> str:
    """Returns the day, as YYYY-MM-DD, on which something happens to who writes; of a month its last day; else ""."""
    told = _happened_on(heard)
    return told.day.isoformat() if told else ""


def death_told(heard: Heard) -> str:
    """Returns the day, as YYYY-MM-DD, on which somebody died, when it has passed; of a month its last day; else ""."""
    told = day_in(as_searched(heard.text), heard.today) if heard.said.get(_EVENT) == _DIED else None
    return told.day.isoformat() if told and told.day <= heard.today else ""


def term_counted(bubbles: tuple[str, ...], heard: Heard, memory: Memory, speaker: Speaker) -> tuple[str, ...]:
    """Returns the bubbles with the day behind each term, when the day it begins was told and it matters now."""
    if heard.topic == DEATH:
        died = death_told(heard) or memory.death_day
        return _counted(bubbles, _AFTER_A_DEATH, dt.date.fromisoformat(died), heard, speaker) if died else bubbles
    bubbles = _after_a_letter(_month_after_birth(bubbles, heard, speaker), heard, speaker)
    told, plain = _happened_on(heard), as_searched(heard.text)
    day = told.day.isoformat() if told else memory.event_day if _ASKS_WHEN.search(plain) else ""
    # Who the talk goes on about is not named again: the day that was kept is that of who writes.
    goes_on = not told and heard.said.get(_RELATION) == memory.said.get(_RELATION)
    if (
        not day
        or (not goes_on and _about_another(heard, plain))
        or heard.state in HEAVY_STATES
        or not (heard.topic or "").startswith(("leven.", "toeslagen."))
    ):
        return bubbles
    began = dt.date.fromisoformat(day)
    kept = next((found for bubble in bubbles if (found := _KEPT.search(bubble))), None)
    if not (told and told.exact and kept):
        return _counted(bubbles, (_TO_TELL,), began, heard, speaker)
    bubbles = _counted(bubbles, (_TO_TELL, _KEPT), began, heard, speaker)
    return _counted(bubbles, (_TO_STOP,), months_after(began, int(kept["maanden"])), heard, speaker)


def _month_after_birth(bubbles: tuple[str, ...], heard: Heard, speaker: Speaker) -> tuple[str, ...]:
    """Returns the bubbles with the month in which it begins, for who told on which day or in which month it was."""
    plain = as_searched(heard.text)
    told = day_in(plain, heard.today) if heard.said.get(_EVENT) == "kind_geboren" else None
    named = told is not None and any(month in plain for month in MONTHS)
    if told is None or not (told.exact or named) or told.day > heard.today:
        return bubbles
    return _counted(bubbles, (_MONTH_AFTER,), told.day, heard, speaker)


def _after_a_letter(bubbles: tuple[str, ...], heard: Heard, speaker: Speaker) -> tuple[str, ...]:
    """Returns the bubbles with the last day of a term that runs from the date on a letter, for who told that date."""
    plain = as_searched(heard.text)
    told = day_in(plain, heard.today) if _NAMES_A_LETTER.search(plain) else None
    if told is None or not told.exact or told.day > heard.today:
        return bubbles
    return _counted(bubbles, (_AFTER_A_LETTER,), told.day, heard, speaker)


def _counted(
    bubbles: tuple[str, ...], terms: tuple[re.Pattern[str], ...], day: dt.date, heard: Heard, speaker: Speaker
) -> tuple[str, ...]:
    """Returns the bubbles with, behind the first sentence with each term, the day on which it ends."""
    for term in terms:
        bubbles = next(
            (c for i in range(len(bubbles)) if (c := _behind(bubbles, i, term, day, heard, speaker))), bubbles
        )
    return bubbles


def _behind(
    bubbles: tuple[str, ...], i: int, term: re.Pattern[str], day: dt.date, heard: Heard, speaker: Speaker
) -> tuple[str, ...]:
    bubble = bubbles[i]
    for sentence in sentences(bubble):
        found = term.search(sentence.text)
        name, words = _day_of(found, day, heard.today) if found else ("", {})
        if name not in speaker.content.texts:
            continue
        kept = sentence.end
        if name == _OVER and _DO_IT.fullmatch(sentence.text) and _OVER_ALREADY in speaker.content.texts:
            name, kept = _OVER_ALREADY, sentence.start
        joined = f"{bubble[:kept].rstrip()} {speaker.text(name, heard, **words)[0]}"
        joined = f"{joined} {bubble[sentence.end :].lstrip(' ')}".strip().replace(" \n", "\n")
        return (*bubbles[:i], joined, *bubbles[i + 1 :])
    return ()


def _day_of(term: re.Match[str], day: dt.date, today: dt.date) -> tuple[str, dict[str, str]]:
    """Returns the text that says until when a term runs, or when a letter comes, with the words to fill in."""
    number = {name: int(value) for name, value in term.groupdict().items()}
    if term.re is _MONTH_AFTER:
        first = months_after(day.replace(day=1), 1)
        return "maand_van_ingang", {"wanneer": f"{MONTHS[first.month - 1]} {first.year}"}
    if term.re is _LETTER_IN_MONTHS:
        first, last = months_after(day, number["van"]), months_after(day, number["tot"])
        when = f"{MONTHS[first.month - 1]} tot {MONTHS[last.month - 1]} {last.year}"
        return ("brief_tussen" if last >= today else "", {"wanneer": when})
    if term.re is _KEPT:
        last = months_after(day, number["maanden"])
        return "termijn_recht_voorbij" if last <= today else "termijn_recht", {"dag": date_in_words(last)}
    if term.re is _TO_STOP:
        last = months_after(day, -number["voor"])
        return "termijn_stoppen" if last >= today else "", {"dag": date_in_words(last)}
    last = day + dt.timedelta(weeks=number["weken"])
    if term.re is _AFTER_A_LETTER:
        return ("termijn_tot" if last >= today else "termijn_brief_voorbij"), {"dag": date_in_words(last)}
    names = ("brief_voorbij", "brief_rond") if term.re is _LETTER_IN_WEEKS else (_OVER, "termijn_tot")
    return names[last >= today], {"dag": date_in_words(last)}


def _happened_on(heard: Heard) -> DayTold | None:
    plain = as_searched(heard.text)
    event = heard.said.get(_EVENT)
    happened = (event and event not in _OTHER_TERMS) or _ALSO_HAPPENED.search(plain)
    return day_in(plain, heard.today) if happened and not _about_another(heard, plain) else None


def _about_another(heard: Heard, plain: str) -> bool:
    return heard.said.get(_RELATION) in NOT_THE_WRITER and not _TO_THE_WRITER.search(plain)
