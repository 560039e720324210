"""Two questions in one message: found by signs and question words, never a story cut off from its question."""

from __future__ import annotations

import re

from bot.dialogue.context import CUE
from bot.dialogue.heard import Heard
from bot.dialogue.meant import understood
from bot.dialogue.memory import Memory
from bot.dialogue.states import HEAVY_STATES, find_state
from bot.knowledge import Content

SURE = 0.6
ANSWERING = ("antwoord", "afbakening", "overdracht")
FEWEST_WORDS = 3

_ASKS = (
    "wat|wie|waar|waarom|wanneer|welke?|hoe|hoeveel|hoelang|waarmee|waarvoor|waarheen|waarop|waaraan|vanaf wanneer|"
    "tot wanneer|sinds wanneer|voor wie|aan wie|bij wie|met wie|op welke|in welk|wnr"
)
_VERBS = (
    "is|zijn|ben|bent|was|wordt|worden|word|kan|kun|kunt|kunnen|mag|mogen|moet|moeten|heb|hebt|heeft|hebben|krijg|"
    "krijgt|krijgen|zou|zal|zullen|wil|telt|tellen|geldt|gelden|hoef|hoeft|hoeven|bestaat|bestaan|doe|doet|betaal|"
    "betaalt|betalen|komt|komen|klopt|gaat|gaan|ga|werkt|loopt|hoort|verandert|weet|weten|vraag"
)
_INTROS = (
    "en|ook|maar|daarnaast|verder|dan|hallo|hoi|goedemorgen|goedemiddag|nog een vraag|andere vraag|tweede vraag|"
    "mijn vraag is|vraag|oh|o ja|trouwens|en dan|dus|of|daarbij"
)
_LEADING = re.compile(rf"^(?:[\W\d]*(?:{_INTROS})\b[\s:,.]*)*", re.IGNORECASE)
_QUESTION = re.compile(
    rf"^\W*(?:{_ASKS}|{_VERBS})\b|\b(?:wil|zou|wilde|willen) (?:ik |we |wij |ook |nog |graag |even )*weten\b|"
    r"\bvraag(?:t)? (?:ik )?(?:me|mij) af\b|\bik weet niet (?:of|hoe|wat|wanneer|waar)\b",
    re.IGNORECASE,
)
# A part that leans on the question before it: "en voor huurtoeslag?"
_LEANING = re.compile(r"^\W*(?:en|of) (?:voor|bij|in|over|met|als|zonder|van|op) \w+.*\?$", re.IGNORECASE | re.DOTALL)
# Where one question may end and the next begin. "en" alone joins so much that a question word has to follow it.
_BORDER = re.compile(
    r"(?<=[?])\s*|\s*\n+\s*|(?<=[.!])\s+|"
    r"[,;]?\s+(?=(?:en ook|daarnaast|nog een vraag|andere vraag|en verder|en daarbij)\b)|"
    rf",?\s+(?=en (?:{_ASKS}|kan ik|mag ik|moet ik|krijg ik|heb ik|kan dat|moet dat)\b)",
    re.IGNORECASE,
)


def questions_in(text: str) -> tuple[str, ...]:
    """Returns the two questions of a message, each with the story that belongs to it, or the whole text as one.

    What goes before the first question belongs to it, what follows the last question too. Three questions or more are
    not taken apart: answering them all would be a wall of text.
    """
    whole = text.strip()
    pieces = [piece.strip() for piece in _BORDER.split(whole) if piece and piece.strip(" ?.!,;")]
    parts: list[str] = []
    story = ""
    for piece in pieces:
        if not is_question(piece) and not (parts and _LEANING.match(piece)):
            story = f"{story} {piece}".strip()
            continue
        if parts and story:  # told after one question and before the next: it leads to the next
            piece, story = f"{story} {piece}", ""
        parts.append(f"{story} {piece}".strip())
        story = ""
    if len(parts) != 2:
        return (whole,)
    if story:
        parts[-1] = f"{parts[-1]} {story}"
    return tuple(parts)


def answered_apart(first: Heard, second: Heard, content: Content) -> bool:
    """Tells whether two parts are answered one after the other: each clear, about something else, with an answer.

    The second may lean on the first: "wat is de grens voor zorgtoeslag? En voor huurtoeslag?"
    """
    # Who has it heavy gets one answer that listens, not two that inform.
    if find_state(f"{first.text} {second.text}", content.talk.states) in HEAVY_STATES:
        return False
    one = understood(content, first, Memory())
    two = understood(content, second, Memory(topic=one.topic, said=one.said))
    if one.topic is None or two.topic is None or min(one.confidence, two.confidence) < SURE:
        return False
    outcomes = [content.topics[heard.topic].outcome for heard in (one, two) if heard.topic]
    # An answer that only repeats is none; "en voor huurtoeslag?" may have the same topic and yet another wording.
    differ = one.topic != two.topic or (two.cue == CUE and one.said.get("toeslag") != two.said.get("toeslag"))
    return differ and all(outcome in ANSWERING for outcome in outcomes) and outcomes.count("overdracht") < 2


def is_question(piece: str) -> bool:
    """Tells whether a piece of text asks something: it begins as a question, or says that one wants to know."""
    bare = _LEADING.sub("", piece)
    if len(re.findall(r"\w+", bare)) < FEWEST_WORDS:
        return False
    return _QUESTION.search(bare) is not None
