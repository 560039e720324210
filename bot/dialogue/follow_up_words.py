"""Reads a message as a possible follow-up: which words go on, point back, or name a part of a family."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from bot.calendar import MONTHS
from bot.dialogue.heard import Heard
from bot.dialogue.phrases import begins_with, has
from bot.dialogue.said import in_plain_words, spotted, with_whole_amounts
from bot.knowledge import Content
from bot.knowledge.hearing import Family, FollowUps, Part

ASKING = frozenset("hoeveel wanneer waarom hoe waar wat welke tot vanaf uiterlijk kan moet mag".split())
UNCLEAR = "sociaal.onduidelijk"
VAGUE = (UNCLEAR, "sociaal.begroeting", "sociaal.bot_identiteit")
# From this it is a question of its own, though it begins as a follow-up.
SURE_OF_NEW = 0.8
# How a message ends that asks the same of something else.
ALSO = ("ook",)
# Below this the model's own guess at a message with one unknown word is worth less than the conversation.
UNSURE = 0.4
FEW_WORDS, LEAST_WORDS = 5, 3
# In so many words a fact of the case is told, or a doubt goes on.
A_LINE = 7
# Who somebody tells of.
SUBJECTS = frozenset("ik wij we hij zij ze".split())
# How things stand is asked of a toeslag or of the aangifte; the other own cases are about what was talked about.
OWN_DOMAIN = {"persoonlijk.status_toeslag": "toeslagen", "persoonlijk.status_aangifte": "aangifte"}
LEANS_ON = (("met",), ("in",), ("op",), ("bij",), ("zonder",), ("voor",), ("van",), ("over",))
# "niet het inkomen maar het spaargeld": what comes after "maar" is what is meant.
_NOT_BUT = re.compile(r"^ (?:nee )?niet (?:\S+ ){1,5}?maar (?=\S)")


@dataclasses.dataclass(frozen=True)
class Message:
    """A message as far as it matters for a follow-up.

    Attributes:
        plain: the words, with a space on both sides; toeslagen by their official name.
        words: the same as a list.
        marked: it begins as a follow-up, or ends as one ("de tandarts ook?").
        points_back: it has a word for what was said before.
        own: the words that neither families.yml nor woorden.yml explains.
        parts: how many parts of the family it names.
        number: it names a number or a month.
    """

    plain: str
    words: tuple[str, ...]
    marked: bool
    points_back: bool
    own: tuple[str, ...]
    parts: int
    number: bool


def read_message(heard: Heard, family: Family | None, content: Content) -> Message:
    """Returns the message as far as it matters for a follow-up in talk about this family."""
    rules = content.follow_ups
    plain = in_plain_words(with_whole_amounts(heard.text), content.words)
    corrects = _NOT_BUT.match(plain)
    plain = _NOT_BUT.sub(" ", plain)
    known: set[str] = set(rules.fillers) | {w for start in rules.starts for w in start.split()}
    for condition in ("toeslag", "partner", "kind", "relatie", "jaar_vanaf_nu"):
        for written, value in spotted(plain, content.words.get(condition, {})):
            known.update(written.split())
            if condition == "toeslag":
                official = str(value).replace("_", " ")
                plain = plain.replace(f" {written} ", f" {official} ")
                known.update(official.split())
    longest: set[str] = set()
    for part in family.parts if family else ():
        named = [phrase for phrase in part.phrases if has(plain, phrase)]
        longest.update(sorted(named, key=len)[-1:])
        known.update(word for phrase in named for word in phrase.split())
    # "wanneer" within "tot wanneer" is no second part.
    parts = sum(1 for phrase in longest if not any(phrase in other for other in longest - {phrase}))
    words = tuple(plain.split())
    known.update(name for names in rules.short_names.values() for name in names if "toeslag" in heard.said)
    own = tuple(w for w in words if w not in known and not w.isdecimal() and w not in MONTHS)
    # An age, a day, a month or an amount: four figures from 1900 to 2099 are a year.
    number = any((w.isdecimal() and not re.fullmatch(r"(?:19|20)\d\d", w)) or w in MONTHS for w in words)
    marked = bool(corrects) or words[-1:] == ALSO or starts_as_follow_up(plain, rules)
    points_back = any(w in rules.pronouns for w in words)
    return Message(plain, words, marked, points_back, own, parts, number)


def starts_as_follow_up(plain: str, rules: FollowUps) -> bool:
    """Tells whether a plain text begins as one that goes on: "en", "maar", "hoe zit het met"."""
    return any(begins_with(plain, start) for start in rules.starts)


def parts_in(plain: str, family: Family, rules: FollowUps) -> Iterator[tuple[tuple[bool, int], Part]]:
    """Yields each part with how much names it: "vanaf wanneer * aanvragen" is about applying, not about a moment."""
    for part in family.parts:
        named = [(not _only_asks(phrase, rules), len(phrase)) for phrase in part.phrases if has(plain, phrase)]
        if named:
            yield max(named), part


def _only_asks(phrase: str, rules: FollowUps) -> bool:
    return all(word in ASKING or word in rules.fillers for word in phrase.split())


def only_tells_a_number(message: Message, heard: Heard) -> bool:
    """Tells whether it is only an amount, an age or a number of somebody: "1.800 euro", "ik verdien 600 per maand".

    With a word of its own ("mijn huur is 650") it says what the amount is of, and the model has nothing better.
    """
    asks = bool(ASKING.intersection(message.words)) or "?" in heard.text
    if not message.number or asks or "toeslag" in heard.said:
        return False
    return not message.own or ("bedrag" in heard.said and heard.confidence < SURE_OF_NEW)


def leans(message: Message) -> bool:
    """Tells whether it is only half a sentence that leans on the one before: "en met de auto?", "zonder partner"."""
    words = message.words
    if words[0] in ("en", "of"):
        return len(words) <= FEW_WORDS and words[1:2] in LEANS_ON
    return len(words) <= LEAST_WORDS and words[0] in ("met", "zonder")


def is_unsure(heard: Heard) -> bool:
    """Tells whether the model has no idea of its own."""
    return heard.topic is None or heard.topic in VAGUE or heard.confidence < UNSURE


def domain(topic: str | None) -> str:
    """Returns what a topic is about. What happens in a life, and what is paid, may be about the toeslag of before."""
    if topic in OWN_DOMAIN:
        return OWN_DOMAIN[topic]
    name = (topic or "").split(".")[0]
    return "toeslagen" if name in ("leven", "betalen") else name
