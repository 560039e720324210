"""Uses what the citizen told: what was said is not asked, and comes back in one clause."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping

from bot.calendar import MONTHS
from bot.dialogue.amounts import INCOME, about_another, in_euros, income_in
from bot.dialogue.bubbles import fits, starts_list
from bot.dialogue.days import FROM_TODAY
from bot.dialogue.debts import with_debt
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.speaker import Speaker
from bot.dialogue.states import NEUTRAL, as_searched
from bot.tone.splitting import sentences

TURNS_BETWEEN = 3  # as the question that is said back: once in three turns
# A question in an answer -> the condition it asks for, and for what the citizen may have said the text in its place.
_ASKS: tuple[tuple[re.Pattern[str], str, dict[object, str]], ...] = (
    (re.compile(r"^Heb je een (?:toeslag|fiscale )?partner\b[^?]*\?$"), "partner",
     {"ja": "verteld_partner", "nee": ""}),
    (re.compile(r"^Had je een (?:toeslag|fiscale )?partner\b[^?]*\?$"), "partner",
     {"ja": "verteld_had_partner", "nee": ""}),
    (re.compile(r"^Komt je partner bij je wonen\?$"), "levensgebeurtenis", {"samenwonen": "verteld_samenwonen"}),
    # Who has no partner reads nothing of what holds with one.
    (re.compile(r"^Heb je het hele jaar dezelfde toeslagpartner\b[^?]*\?$"), "partner", {"nee": ""}),
    (re.compile(r"^Met (?:een )?(?:toeslag)?partner (?:is|begint|krijg).*\.$"), "partner", {"nee": ""}),
    # The letter that is awaited is there.
    (re.compile(r"^De brief (?:voor \w+ \w+ )?komt meestal [^.?]*\.$"), "post", {"ja": ""}),
    (re.compile(r"^Was je (?:de|zijn|haar) (?:toeslag|fiscale )?partner\b[^?]*\?$"), "relatie", {
        "partner": "verteld_was_partner", "ouder": "", "kind": "", "huisgenoot": "", "ex": "",
    }),
    (re.compile(r"^Heb je (?:een )?kind(?:eren)?\b[^?]*\?$"), "kind", {"ja": "verteld_kind", "nee": ""}),
)  # fmt: skip
_WHEN = (
    rf"(?P<wanneer>(?:in|op|sinds|per|vanaf) (?:\d{{1,2}} )?(?:{'|'.join(MONTHS)})(?: 20\d\d)?|\b(?:{FROM_TODAY})\b)"
)
# What happened, in the words of the citizen -> the text that says it back, and the topics where it matters.
_HAPPENED: tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...] = (
    (re.compile(r"\bverhuisd\b"), "verteld_verhuisd", ("leven.", "toeslagen.", "aangifte.")),
    (re.compile(r"\b(?:huis|woning|appartement) (?:\w+ ){0,2}gekocht\b"), "verteld_gekocht", ("aangifte.",)),
    (re.compile(r"\bgetrouwd\b"), "verteld_getrouwd", ("leven.", "toeslagen.", "aangifte.")),
    (re.compile(r"\bgestopt met werken\b"), "verteld_gestopt", ("leven.", "toeslagen.", "aangifte.")),
)
# Who asks when the letter comes does not have it, though "de brief" was said.
_AWAITS = re.compile(r"\b(?:wanneer|hoe ?lang|komt|kom|duurt|wacht|wachten|nog geen|niet gekregen|niet ontvangen)\b")
_FIRST_TIME = re.compile(r"\b(?:eerste (?:keer|aangifte)|voor het eerst|nooit eerder|nog nooit) \w*|\beerste keer\b")
# Where an income that was told before comes back.
_OF_INCOME = re.compile(r"toeslagen\.(?:.*\.(?:hoogte|inkomensgrens|voorwaarden)|toetsingsinkomen|proefberekening)\Z")


def without_known_questions(
    bubbles: tuple[str, ...], heard: Heard, speaker: Speaker, debt: float = 0
) -> tuple[str, ...]:
    """Returns the bubbles without questions whose answer was told: a yes takes its place, a no takes the rest along."""
    bubbles = with_debt(bubbles, heard, speaker, debt)
    changed = tuple(left for bubble in bubbles if (left := _told(bubble, heard, speaker)))
    return changed or bubbles


def _told(bubble: str, heard: Heard, speaker: Speaker) -> str:
    found = sentences(bubble)
    for i, sentence in enumerate(found):
        for pattern, condition, answers in _ASKS:
            said = heard.said.get(condition)
            if said not in answers or not pattern.match(sentence.text.strip()):
                continue
            if condition == "post" and _AWAITS.search(as_searched(heard.text)):
                continue
            if answers[said]:
                if answers[said] not in speaker.content.texts:
                    return bubble
                return _replaced(bubble, sentence.start, sentence.end, speaker.text(answers[said], heard)[0])
            goes_along = found[i + 1 : i + 2]
            end = goes_along[0].end if goes_along and goes_along[0].text.startswith("Dan ") else sentence.end
            return _replaced(bubble, sentence.start, end, "")
    return bubble


def _replaced(bubble: str, start: int, end: int, text: str) -> str:
    return re.sub(r"[ ]{2,}", " ", f"{bubble[:start]}{text} {bubble[end:].lstrip(' ')}").strip()


def said_back(
    bubbles: tuple[str, ...], heard: Heard, memory: Memory, speaker: Speaker
) -> tuple[tuple[str, ...], Memory]:
    """Returns the bubbles with one clause on what happened to the citizen, in a calm moment, once in three turns."""
    recently = memory.reflected and memory.turns + 1 - memory.reflected < TURNS_BETWEEN
    if recently or heard.sober or heard.state != NEUTRAL or not heard.topic or not heard.text:
        return bubbles, memory
    if about_another(heard) or speaker.outcome(heard.topic) != "antwoord":
        return bubbles, memory
    clause = _clause(heard, memory.amounts, speaker)
    if not clause or starts_list(bubbles[0]) or not fits(clause, bubbles[0]):
        return bubbles, memory
    return (f"{clause} {bubbles[0]}", *bubbles[1:]), dataclasses.replace(memory, reflected=memory.turns + 1)


def _clause(heard: Heard, known: Mapping[str, float], speaker: Speaker) -> str:
    plain = as_searched(heard.text)
    when = re.search(_WHEN, plain)
    for pattern, name, topics in _HAPPENED:
        if when and pattern.search(plain) and heard.topic and heard.topic.startswith(topics):
            return _text(name, heard, speaker, wanneer=when["wanneer"])
    income, topic = income_in(heard.text), heard.topic or ""
    if income is None and _OF_INCOME.match(topic):
        income = known.get(INCOME)
    if income and topic.startswith("toeslagen."):
        return _text("verteld_inkomen", heard, speaker, bedrag=in_euros(income))
    if _FIRST_TIME.search(plain) and "aangifte" in plain and heard.topic and heard.topic.startswith("aangifte."):
        return _text("verteld_eerste_keer", heard, speaker)
    return ""


def _text(name: str, heard: Heard, speaker: Speaker, **filled: str) -> str:
    return speaker.text(name, heard, **filled)[0] if name in speaker.content.texts else ""
