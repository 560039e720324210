"""The same words are never said twice running: who goes on after an answer did not have enough of it."""

from __future__ import annotations

from bot.dialogue.dressed import bubbles_of
from bot.dialogue.experiments import EXPERIMENT
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.register import plainly
from bot.dialogue.sides import mark_of
from bot.dialogue.small_talk import meaning_said
from bot.dialogue.speaker import MAX_CHOICES, Choice, Message, Speaker, with_staff
from bot.dialogue.states import CRISIS, RECOVERY
from bot.dialogue.telling import only_tells

LISTENS = "luistert"
NOTHING_MORE, NOTHING_MORE_EITHER = "al_gezegd", "al_gezegd_2"
_END = 100  # characters: of this much no two bubbles end alike
# What else may have been meant: from which probability of the model, and how many.
_PERHAPS, _MOST_PERHAPS = 0.15, 2
_NEVER_OFFERED = ("sociaal.", "buiten.", "persoonlijk.")
_OUTCOMES = ("antwoord", "overdracht", "afbakening", "steun")


def marks_of(message: Message) -> list[int]:
    """Returns by what the memory knows the bubbles of a message again: their ends, for sympathy stands in front."""
    return [_mark(bubble) for bubble in bubbles_of(message)]


def otherwise(message: Message, heard: Heard, memory: Memory, speaker: Speaker) -> tuple[Message, int]:
    """Returns the message, in other words when it is what the last turn said, and how many times running that was so.

    The first time that is the short form with the way to a person, then the easy form, then only the way. Help in
    danger and the fixed text of the recovery operation stay as they are, and so does what a button asks for.
    """
    texts = speaker.content.texts
    if (
        not heard.text
        or heard.state in (CRISIS, RECOVERY)
        or message["outcome"] not in _OUTCOMES
        or heard.topic not in speaker.content.answers
        or (heard.topic or "").startswith("sociaal.")
        or NOTHING_MORE not in texts
        or not _is_shown(message, memory)
    ):
        return message, 0
    reply = speaker.reply(heard)
    more = speaker.text(NOTHING_MORE, heard)
    either = speaker.text(NOTHING_MORE_EITHER if NOTHING_MORE_EITHER in texts else NOTHING_MORE, heard)
    if message["outcome"] == "overdracht":  # who has to call keeps the number
        more = either = bubbles_of(message)[-1:]
    shorter = (reply.short, *more) if reply.short else more
    ways = [way for way in (shorter, reply.simpler, either) if way]
    named = _word_named(heard, memory, speaker)
    ways = [(*named, *ways[0]), *ways[1:]]
    if message["outcome"] == "overdracht" and LISTENS in texts and only_tells(heard, speaker.content):
        ways = [(" ".join((speaker.text(LISTENS, heard)[0], way[0])), *way[1:]) for way in ways]
    bubbles = plainly(ways[memory.again % len(ways)], heard, speaker.content.talk)
    choices = with_staff([*_perhaps_meant(message, heard, speaker), *message["choices"]][:MAX_CHOICES])
    said = {key: value for key, value in message.items() if key != EXPERIMENT}
    return said | {"text": "\n\n".join(bubbles), "choices": choices}, memory.again + 1


def _perhaps_meant(message: Message, heard: Heard, speaker: Speaker) -> list[Choice]:
    """Returns the topics that the model sees in the message alone: who got the same again may mean one of these."""
    shown = {choice["choice"] for choice in message["choices"]}
    likely = [t for t, p in heard.ranking if p >= _PERHAPS and t != heard.topic and not t.startswith(_NEVER_OFFERED)]
    choices = [speaker.choice(t) for t in likely if t in speaker.content.answers][:_MOST_PERHAPS]
    return [choice for choice in choices if choice["choice"] not in shown]


def _is_shown(message: Message, memory: Memory) -> bool:
    """Tells whether the last turn said this; on the way to a person also with a telephone number less or more."""
    marks = marks_of(message)
    if message["outcome"] == "overdracht" and marks:
        return set(marks[:-1] or marks) <= set(memory.shown)
    return list(memory.shown) == marks


def _word_named(heard: Heard, memory: Memory, speaker: Speaker) -> tuple[str, ...]:
    """Returns the meaning of a hard word in a message that goes on: "er staat F-biljet bovenaan"."""
    known = speaker.content.talk.jargon.terms_in(heard.text)
    if not known or memory.topic != heard.topic:
        return ()
    longest = max(known, key=lambda found: len(found.term))
    return (meaning_said(longest.term, longest.meaning),)


def without_line_again(bubbles: tuple[str, ...], heard: Heard, memory: Memory, speaker: Speaker) -> tuple[str, ...]:
    """Returns the bubbles of a follow-up without the telephone number that stands just above; it is on the slip too."""
    if not heard.cue or heard.topic != memory.topic or len(bubbles) < 2:
        return bubbles
    known = _mark(bubbles[-1]) in memory.shown
    names_line = any(line.number in bubbles[-1] for line in speaker.content.phone_lines.values())
    return bubbles[:-1] if known and names_line else bubbles


def _mark(bubble: str) -> int:
    return mark_of((bubble[-_END:],))
