"""Fixed sentences that do not fit the moment: a question that was answered already, an answer that was never given."""

from __future__ import annotations

import re

from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.own_case import asks_to_look
from bot.dialogue.speaker import Speaker
from bot.dialogue.states import AFRAID, DEBTS, GRIEF
from bot.tone.splitting import sentences

NOTHING_YET = "nog_niets_beantwoord"
THANKS = "sociaal.bedankt"
_HARD_TIMES = {GRIEF: "bedankt_rouw", DEBTS: "bedankt_zwaar", AFRAID: "bedankt_zwaar"}
_ASKS_SUBJECT = re.compile(r"Waar gaat (?:de|je) vraag over\?")
_MY_ANSWER = re.compile(r"Mijn antwoord hielp je niet\.|Dat antwoord paste niet bij je vraag\.")
_CANNOT_LOOK = re.compile(r"Ik kan niet in (?:je|de) gegevens kijken\.")


def without_known_subject(bubbles: tuple[str, ...], memory: Memory) -> tuple[str, ...]:
    """Returns small talk without the question what it is about, once that is known; never an empty text."""
    if memory.topic is None:
        return bubbles
    kept = tuple(_without(_ASKS_SUBJECT, bubble) for bubble in bubbles)
    return tuple(b for b in kept if b) or bubbles


def true_to_what_was_said(bubbles: tuple[str, ...], heard: Heard, memory: Memory, speaker: Speaker) -> tuple[str, ...]:
    """Returns the reply to scolding without "mijn antwoord hielp je niet", as long as nothing was answered."""
    answered = memory.topic or memory.all_misses or any(not t.startswith("sociaal.") for t in memory.answered)
    if answered or not bubbles or NOTHING_YET not in speaker.content.texts:
        return bubbles
    return (_MY_ANSWER.sub(speaker.text(NOTHING_YET, heard)[0], bubbles[0]), *bubbles[1:])


def thanked_in_a_hard_time(bubbles: tuple[str, ...], heard: Heard, memory: Memory, speaker: Speaker) -> tuple[str, ...]:
    """Returns warmer words for who says thanks after telling of a death, debts or fear, else the same bubbles."""
    if memory.last_state not in _HARD_TIMES:
        return bubbles
    name = _HARD_TIMES[memory.last_state]
    return speaker.text(name, heard) if name in speaker.content.texts else bubbles


def honest_no_first(bubbles: tuple[str, ...], heard: Heard) -> tuple[str, ...]:
    """Returns the bubbles with "ik kan niet in je gegevens kijken" in front, for who asks the chatbot to look."""
    if not asks_to_look(heard.text):
        return bubbles
    said = next((m[0] for b in bubbles if (m := _CANNOT_LOOK.search(b))), None)
    if said is None:
        return bubbles
    rest = tuple(b for b in (_without(_CANNOT_LOOK, bubble) for bubble in bubbles) if b)
    if re.match(r"[0-9]+[.)] |[-•] ", rest[0]) if rest else True:
        return bubbles
    return (f"{said} {rest[0]}", *rest[1:])


def _without(pattern: re.Pattern[str], bubble: str) -> str:
    for sentence in reversed(sentences(bubble)):
        if pattern.fullmatch(sentence.text.strip()):
            bubble = f"{bubble[: sentence.start].rstrip()} {bubble[sentence.end :].lstrip()}".strip()
    return bubble
