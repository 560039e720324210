"""Lays an amount that somebody told beside the limit in the answer: "€ 45.000 is hoger dan de grens van € 40.857".

It only compares two numbers: whether somebody gets anything also hangs on what was not told.
"""

from __future__ import annotations

import dataclasses
import re

from bot.dialogue.amounts import about_another, in_euros, is_of_a_year
from bot.dialogue.bubbles import MAX_BUBBLES, fits, starts_list
from bot.dialogue.context import CUE
from bot.dialogue.heard import Heard
from bot.dialogue.speaker import Speaker
from bot.dialogue.states import HEAVY_STATES, as_searched
from bot.knowledge import Content
from bot.knowledge.limits import Limit

# A topic that is less likely than this is not what was meant, though it tells a limit for the amount.
POSSIBLE = 0.1
_BELOW, _ABOVE = "grens_niet_hoger", "grens_hoger"
_EARNS = re.compile(r"\b(?:verdien\w*|inkomen|jaarinkomen|salaris|loon)\b")
_OWNS = re.compile(r"\b(?:spaargeld|gespaard|spaarrekening|sparen|vermogen|op de bank)\b")
# An amount of a month says too little about the year; one that changed or will change is not what counts now.
_NOT_A_YEAR = re.compile(
    r"\b(?:per maand|maandelijks|p m|pm|per week|per uur|erbij|meer|minder|te veel|te weinig|terug\w*)\b"
)
# "50000 spaargeld": without a sign, next to words that can only be about money. Four figures may be a year.
_NUMBER = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+|(?!(?:19|20)\d\d(?!\d))\d{4,7})(?![\d.,]*\d)")
# In euros: less than this, told in a talk without what it is of, may be a rent or a sum to pay.
_LEAST_IN_TALK = 10_000
_TOGETHER = re.compile(r"\b(?:samen|gezamenlijk|(?:wij|we) (?:verdienen|hebben)|ons inkomen)\b")
_ALONE = re.compile(
    r"\b(?:alleenstaand\w*|woon (?:\w+ )?alleen|alleen wonend|single|geen (?:toeslag|fiscale )?partner)\b"
)


def amount_told(heard: Heard) -> tuple[str, float] | None:
    """Returns ("inkomen" or "vermogen", the amount) when a message tells one that counts for a whole year."""
    plain = as_searched(heard.text)
    if _NOT_A_YEAR.search(plain) or about_another(heard):
        return None
    owns, earns = bool(_OWNS.search(plain)), bool(_EARNS.search(plain))
    if owns == earns:
        return None
    amount = _amount_in(heard)
    if not amount or (earns and not is_of_a_year(amount, plain)):
        return None
    return "vermogen" if owns else "inkomen", amount


def _amount_in(heard: Heard) -> float | None:
    amount, numbers = heard.said.get("bedrag"), _NUMBER.findall(as_searched(heard.text))
    if isinstance(amount, int | float):
        return amount
    return int(numbers[0].replace(".", "")) if len(numbers) == 1 else None


def with_told_amount(heard: Heard, content: Content) -> Heard:
    """Returns what was heard; in doubt, the topic that tells a limit for the amount that was told."""
    told = amount_told(heard) if heard.topic is None and heard.text else None
    if told is None:
        return heard
    likely = {topic: p for topic, p in heard.ranking if p >= POSSIBLE}
    limits = {t: limit for t in likely if (limit := _limit(t, told[0], heard, content))}
    if not limits:
        return heard
    # The first topic of a limit is the one that is about it: "mag ik dit verdienen" more than "hoeveel krijg ik".
    topic = min(limits, key=lambda t: limits[t].topics.index(t))
    return dataclasses.replace(heard, topic=topic, confidence=likely[topic])


def _told_in_talk(heard: Heard, content: Content) -> tuple[str, float] | None:
    """Returns the amount of a follow-up that says not what it is of, when the topic only has a limit for one kind.

    "Totaal 41.300 op 1 januari" after what one may own for huurtoeslag is what somebody owns.
    """
    if heard.cue != CUE or _NOT_A_YEAR.search(as_searched(heard.text)) or about_another(heard, but="ouder"):
        return None
    kinds = {limit.kind for limit in content.follow_ups.limits if heard.topic in limit.topics}
    amount = _amount_in(heard)
    return (kinds.pop(), amount) if len(kinds) == 1 and amount and amount >= _LEAST_IN_TALK else None


def beside_its_limit(bubbles: tuple[str, ...], heard: Heard, speaker: Speaker) -> tuple[str, ...]:
    """Returns the bubbles with the amount that was told beside the limit in front; as they are when that is not known.

    Who has a partner and told only an own amount is compared with the limit together, and only when it is above that.
    """
    told = (amount_told(heard) or _told_in_talk(heard, speaker.content)) if heard.text else None
    limit = _limit(heard.topic or "", told[0], heard, speaker.content) if told else None
    if told is None or limit is None or heard.state in HEAVY_STATES or _BELOW not in speaker.content.texts:
        return bubbles
    if heard.said.get("jaar") not in (None, heard.today.year) or starts_list(bubbles[0]):
        return bubbles
    plain, partner = as_searched(heard.text), heard.said.get("partner")
    both = bool(_TOGETHER.search(plain))
    fact = limit.together if both or partner == "ja" else limit.alone
    text = speaker.fill(f"{{{fact}}}", heard.today)
    number = re.fullmatch(r"€ ([\d.]+)", text)
    if number is None:
        return bubbles
    above = told[1] > int(number[1].replace(".", ""))
    if partner == "ja" and not both and not above:
        return bubbles
    alone = partner == "nee" or bool(_ALONE.search(plain))
    whose = " voor jullie samen" if both or partner == "ja" else "" if alone else " zonder partner"
    line = speaker.text(_ABOVE if above else _BELOW, heard, bedrag=in_euros(told[1]), wat=f"{text}{whose}")[0]
    if fits(line, bubbles[0]):
        return (f"{line} {bubbles[0]}", *bubbles[1:])
    return (line, *bubbles) if len(bubbles) < MAX_BUBBLES else bubbles


def _limit(topic: str, kind: str, heard: Heard, content: Content) -> Limit | None:
    toeslag = heard.said.get("toeslag")
    return next(
        (
            limit
            for limit in content.follow_ups.limits
            if limit.kind == kind and topic in limit.topics and limit.toeslag in ("", toeslag)
        ),
        None,
    )
