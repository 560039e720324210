"""An answer with what belongs to the moment: sympathy, what was told, a help line, a way to a person."""

from __future__ import annotations

from bot.dialogue import additions, empathy, told
from bot.dialogue.amounts import DEBT, amounts_after
from bot.dialogue.experiments import cue_is_said
from bot.dialogue.heard import Heard
from bot.dialogue.limits import beside_its_limit
from bot.dialogue.memory import Memory
from bot.dialogue.naming import with_named_toeslag
from bot.dialogue.register import plainly
from bot.dialogue.speaker import Message, Speaker
from bot.dialogue.term import term_counted
from bot.knowledge.experiments import Cue


def dressed(message: Message, heard: Heard, after: Memory, memory: Memory, speaker: Speaker) -> tuple[Message, Memory]:
    """Returns the answer with what belongs to the moment. Each of these is small, and the answer stands without."""
    talk, bubbles = speaker.content.talk, bubbles_of(message)
    tried = speaker.content.experiments
    bubbles = told.without_known_questions(bubbles, heard, speaker, amounts_after(heard, memory.amounts).get(DEBT, 0))
    bubbles = term_counted(bubbles, heard, memory, speaker)
    compared = beside_its_limit(bubbles, heard, speaker)
    if compared != bubbles:
        bubbles = compared  # that says back what was told
    else:
        bubbles, after = told.said_back(bubbles, heard, after, speaker)
        said_back, remembers = additions.question_said_back(bubbles, heard, after, speaker)
        if said_back == bubbles or cue_is_said(Cue.SAID_BACK, tried, message, heard):
            bubbles, after = said_back, remembers
    bubbles = with_named_toeslag(plainly(bubbles, heard, talk), heard)
    measured = empathy.in_measure(bubbles, message["outcome"], heard, memory, talk)
    added = not empathy.opens_with_sympathy(bubbles, talk) and empathy.opens_with_sympathy(measured, talk)
    if not added or cue_is_said(Cue.EMPATHY, tried, message, heard):
        bubbles = measured
    bubbles = additions.help_line(bubbles, heard, memory, speaker)
    bubbles = additions.word_about_help(bubbles, heard, speaker)
    bubbles = additions.after_asking_before(message, bubbles, heard, speaker)
    bubbles, after = additions.for_somebody_else(message, bubbles, heard, after, speaker)
    additions.way_to_a_person(message, heard, memory)
    if empathy.opens_with_sympathy(bubbles, talk):
        message["cue"] = message["cue"] or empathy.CUE
    message["text"] = "\n\n".join(bubbles)
    return message, after


def bubbles_of(message: Message) -> tuple[str, ...]:
    """Returns the bubbles of a message."""
    return tuple(message["text"].split("\n\n"))
