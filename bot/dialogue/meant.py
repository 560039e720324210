"""What somebody meant: what a message is about in this conversation."""

from __future__ import annotations

import dataclasses
import re

from bot.dialogue.answering import answers_us
from bot.dialogue.asked import asked_apart
from bot.dialogue.carry import carried
from bot.dialogue.chosen import as_button
from bot.dialogue.context import CUE
from bot.dialogue.doubt import with_likely_guess
from bot.dialogue.follow_up import resolved
from bot.dialogue.follow_up_words import A_LINE
from bot.dialogue.going_on import in_heavy_talk
from bot.dialogue.heard import Heard
from bot.dialogue.helper import for_another
from bot.dialogue.languages import in_other_language
from bot.dialogue.limits import with_told_amount
from bot.dialogue.memory import Memory
from bot.dialogue.own_case import PERSONAL, needs_support, not_ours, own_case
from bot.dialogue.readable import not_guessed
from bot.dialogue.said import in_plain_words, spotted
from bot.dialogue.sides import AMOUNT, side_in, tells_of
from bot.dialogue.states import GRIEF_TOPIC, NEUTRAL
from bot.dialogue.telling import begins_a_question
from bot.knowledge import Content
from bot.knowledge.model import ASKS

LIFE = "leven."
# From this the model knows what a message is about, whatever stands in it.
CLEAR = 0.9
_CLAUSE = re.compile(r"[,.;?!]\s+")


def understood(content: Content, heard: Heard, memory: Memory) -> Heard:
    """Returns what was heard as it was meant in this conversation.

    Args:
        content: topics, words, families and languages.
        heard: what the engine understood of the message on its own.
        memory: what was remembered before it.
    """
    heard = in_other_language(heard, content)
    if not heard.language and (goes_on := in_heavy_talk(heard, memory, content)):
        return goes_on
    answer = as_button(heard, memory, content) or answers_us(heard, memory, content)
    if answer is not None:
        return _still_asked(carried(answer, memory, content), memory, content)
    heard = not_guessed(heard, content)
    heard = with_told_amount(own_case(heard, content), content)
    doubts = bool(memory.doubt) and heard.state == NEUTRAL and _in_one_talk(memory, content)
    if doubts:  # "hoeveel krijg ik" goes on about what was probably meant
        memory = dataclasses.replace(memory, topic=memory.doubt)
    # What was only asked back about confirms no guess: the same unclear words again are no answer.
    meant = _question_before_fact(heard, memory, content) or resolved(heard, memory, content, guesses=not doubts)
    if meant.topic is None and meant.ranking == heard.ranking:  # the conversation told nothing either
        if _says_yes_or_no(meant, memory, content):
            meant = needs_support(meant)
        else:
            meant = with_likely_guess(needs_support(not_ours(meant)), memory)
    if meant.topic is None:
        meant = _by_its_first_words(meant, memory, content) or meant
    return _still_asked(for_another(carried(meant, memory, content), memory, content), memory, content)


def _question_before_fact(heard: Heard, memory: Memory, content: Content) -> Heard | None:
    """Returns what a short question that points back goes on about when only a fact of the case stands behind it.

    "Hoe lang heb ik daarvoor? De brief is van 30 oktober": the model hears the letter in it, and that is what was told.
    """
    first, sign, rest = heard.text.partition("?")
    words = in_plain_words(first, content.words).split()
    points_back = set(content.follow_ups.pronouns).intersection(words)
    if not sign or not rest.strip() or "?" in rest or len(words) > A_LINE:
        return None
    if not points_back or heard.confidence >= CLEAR:
        return None
    return _by_its_first_words(heard, memory, content)


def _by_its_first_words(heard: Heard, memory: Memory, content: Content) -> Heard | None:
    """Returns what a question goes on about when how things are stands behind it, or None.

    "Hoe lang heb ik daarvoor, de brief ligt hier al een week of vijf": the first words are a follow-up by themselves.
    """
    first, *rest = _CLAUSE.split(heard.text, maxsplit=1)
    alone = dataclasses.replace(heard, text=first, confidence=0.0, ranking=(), together=())
    if not rest or not begins_a_question(alone, content):
        return None
    meant = resolved(alone, memory, content, guesses=False)
    return dataclasses.replace(meant, text=heard.text) if meant.topic and meant.cue else None


def _says_yes_or_no(heard: Heard, memory: Memory, content: Content) -> bool:
    """Tells whether it begins by saying yes or no to the chatbot: an unsure guess at a new subject is odd then."""
    return bool(memory.turns) and in_plain_words(heard.text, content.words).split()[:1] in (["ja"], ["nee"])


def _in_one_talk(memory: Memory, content: Content) -> bool:
    """Tells whether what was asked back about is of the talk: one message that was not understood does not end it."""
    family_of = content.follow_ups.family_of
    return memory.topic is None or family_of(memory.doubt or "") is family_of(memory.topic)


def _still_asked(heard: Heard, memory: Memory, content: Content) -> Heard:
    """Returns what was heard with what it asks of the topic; a follow-up that names nothing goes on about the same."""
    if heard.topic is None:
        return heard
    found = asked_apart(heard.text, heard.topic, content)
    toeslag = str(heard.said.get("toeslag") or "").replace("_", " ")
    if not found and toeslag and heard.topic.startswith((PERSONAL, "betalen.")):  # which toeslag was said before
        found = asked_apart(toeslag, heard.topic, content)
    if not found and heard.topic.startswith(PERSONAL) and _leaves_open_what(heard, memory, content):
        found = asked_apart(_words_of(memory.topic or ""), heard.topic, content)
    if not found and not heard.text and heard.topic in memory.may_ask:  # chosen among what the question may have meant
        found = {ASKS: memory.may_ask[heard.topic]}
    if not found and memory.asked and heard.cue == CUE and heard.topic == memory.topic:
        leaves = _asks_an_amount_beyond(heard, memory, content) or _names_another_person(heard, memory, content)
        found = {} if leaves else {ASKS: memory.asked}
    if not found and heard.cue == CUE and memory.topic in content.topics and heard.topic != memory.topic:
        # "En voor huurtoeslag?" after the inkomensgrens of another toeslag asks for that of this one; a part of the
        # other ("ben 20") was asked of that one only.
        if not memory.asked and spotted(in_plain_words(heard.text, content.words), content.words.get("toeslag", {})):
            found = asked_apart(content.topics[memory.topic].title, heard.topic, content)
    if heard.topic != memory.topic and (life := _life_told(memory, content)):
        found = _of_that_life(life, heard.topic, content) or found or asked_apart(life, heard.topic, content)
    return dataclasses.replace(heard, said={**found, **heard.said}) if found else heard


def _of_that_life(life: str, topic: str, content: Content) -> dict[str, object]:
    """Returns the part for what happened in a life when the answer puts that before what else is asked of it."""
    found, answer = asked_apart(life, topic, content), content.answers.get(topic)
    return found if answer and found.get(ASKS) in answer.asks_first else {}


def _asks_an_amount_beyond(heard: Heard, memory: Memory, content: Content) -> bool:
    """Tells whether an amount is asked that only the whole answer has: "hoeveel mag dat zijn" after a part on a date.

    A moment or a way how stands in any answer by chance; there the part that was asked is the better guess.
    """
    plain = in_plain_words(heard.text, content.words)
    side, asking = side_in(plain, content.follow_ups.sides)
    if side is None or side.name != AMOUNT or set(plain.split()) - asking - content.follow_ups.fillers:
        return False
    topic = heard.topic or ""
    in_part = tells_of(topic, side, content, {ASKS: memory.asked})
    return not in_part and tells_of(topic, side, content, {})


def _names_another_person(heard: Heard, memory: Memory, content: Content) -> bool:
    """Tells whether somebody is named whom the last part was not about, and the answer has a text for just that."""
    relation = heard.said.get("relatie")
    answer = content.answers.get(heard.topic or "")
    if relation is None or relation == memory.said.get("relatie") or answer is None:
        return False
    return any(wording.conditions == {"relatie": relation} for wording in answer.wordings)


def _leaves_open_what(heard: Heard, memory: Memory, content: Content) -> bool:
    """Tells whether an own case is told in so few words that it is of what was just asked about: "nog niets"."""
    words = in_plain_words(heard.text, content.words).split()
    return memory.topic in content.topics and memory.topic != heard.topic and 0 < len(words) <= A_LINE


def _words_of(topic: str) -> str:
    return topic.replace(".", " ").replace("_", " ")


def _life_told(memory: Memory, content: Content) -> str:
    """Returns in words what happened in the life that was just talked about: "wie trekt de rente af" is asked of that.

    Of a death only that of a partner changes what holds for who writes.
    """
    if memory.topic == GRIEF_TOPIC:
        return "overleden partner" if memory.said.get("relatie") == "partner" else ""
    return (
        content.topics[memory.topic].title if memory.topic in content.topics and memory.topic.startswith(LIFE) else ""
    )
