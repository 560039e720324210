"""The sober register, for who says u: still je, but without wishes, thanks and extras."""

from __future__ import annotations

from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.states import says_u
from bot.knowledge.talk import Talk
from bot.tone.splitting import sentences


def stays_sober(heard: Heard, memory: Memory) -> bool:
    """Tells whether this conversation is sober from here on: somebody said u once."""
    return memory.sober or says_u(heard.text)


def plainly(bubbles: tuple[str, ...], heard: Heard, talk: Talk) -> tuple[str, ...]:
    """Returns the bubbles without the sentences that may be left out, when it is sober; never nothing."""
    if not heard.sober:
        return bubbles
    kept = tuple(left for b in bubbles if (left := _without(b, talk.left_out)))
    return kept or bubbles


def _without(bubble: str, left_out: tuple[str, ...]) -> str:
    for sentence in reversed(sentences(bubble)):
        if sentence.text.strip() in left_out:
            bubble = f"{bubble[: sentence.start].rstrip()} {bubble[sentence.end :].lstrip()}".strip()
    return bubble
