"""What somebody is angry about: in his own words, or else what the talk was about. Each subject is answered once."""

from __future__ import annotations

import dataclasses

from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.phrases import has
from bot.dialogue.said import in_plain_words
from bot.dialogue.speaker import Message, Speaker
from bot.knowledge import Content
from bot.knowledge.model import ASKS
from bot.tone.splitting import sentences

TOPIC = "sociaal.frustratie"
_GENERAL = "algemeen"
_REMEMBERED = "boos:"  # in Memory.used, beside the kinds of small talk


def about_what(heard: Heard, memory: Memory, content: Content) -> Heard:
    """Returns anger with what it is about (`vraagt`) and which toeslag; without, when that was answered before."""
    answer = content.answers.get(TOPIC)
    if heard.topic != TOPIC or answer is None:
        return heard
    # "Al vier keer gebeld" goes on about the bezwaar that was talked about, unless it names something of its own.
    goes_on = bool(memory.topic) and "toeslag" not in heard.said
    before = _talked_about(memory, content) if goes_on else ""
    toeslag = heard.said.get("toeslag") or (memory.said.get("toeslag") if goes_on else None)
    toeslag = toeslag or (content.follow_ups.toeslag_of(memory.topic or "") if goes_on else None)
    subject = _named(f"{heard.text} {before} {toeslag or ''}".replace("_", " "), content)
    if toeslag and _of_a_toeslag(subject) in answer.asks:
        subject = _of_a_toeslag(subject)
    if not subject or memory.used.get(f"{_REMEMBERED}{subject}"):
        # Said once before: a general wording, another one each time.
        times = memory.used.get(f"{_REMEMBERED}{_GENERAL}", 0)
        return dataclasses.replace(
            heard, said={**heard.said, ASKS: _GENERAL}, answered={**heard.answered, TOPIC: times}
        )
    said = {**heard.said, ASKS: subject} | ({"toeslag": toeslag} if toeslag else {})
    return dataclasses.replace(heard, said=said)


def named_in(message: Message, heard: Heard, speaker: Speaker) -> None:
    """Says which toeslag it is about, behind the sentence of sympathy."""
    toeslag = heard.said.get("toeslag")
    if heard.topic != TOPIC or not toeslag or heard.said.get(ASKS) in (None, _GENERAL):
        return
    line = speaker.text("boos_over", heard, toeslag=str(toeslag).replace("_", " "))[0]
    first = sentences(message["text"])[0]
    message["text"] = f"{message['text'][: first.end]} {line}{message['text'][first.end :]}"


def remembers_anger(heard: Heard, memory: Memory) -> Memory:
    """Returns the memory after an answer to anger: what it was about is not said again."""
    if heard.topic != TOPIC:
        return memory
    key = f"{_REMEMBERED}{heard.said.get(ASKS) or _GENERAL}"
    return dataclasses.replace(memory, used={**memory.used, key: memory.used.get(key, 0) + 1})


def _of_a_toeslag(subject: str) -> str:
    """Returns the name under which an answer has a subject when it is a toeslag: there is no aanslag then."""
    return f"{subject}_toeslag"


def _talked_about(memory: Memory, content: Content) -> str:
    """Returns what was asked of the last topic, or its title: that may name more than was asked."""
    asked = memory.asked.replace("_", " ")
    if _named(asked, content):
        return asked
    return content.topics[memory.topic].title if memory.topic in content.topics else ""


def _named(text: str, content: Content) -> str:
    plain = in_plain_words(text, content.words)
    asks = content.answers[TOPIC].asks
    return next((name for name, phrases in asks.items() if any(has(plain, p) for p in phrases)), "")
