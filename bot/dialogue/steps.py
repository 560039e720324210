"""The steps of a turn, in order: the first that has something to say decides."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable

from bot.dialogue.additions import word_about_help
from bot.dialogue.again import without_line_again
from bot.dialogue.angry import TOPIC as ANGER
from bot.dialogue.angry import about_what, named_in, remembers_anger
from bot.dialogue.asked import asked_apart
from bot.dialogue.crisis import help_first, stay_with_help
from bot.dialogue.doubt import said_with_doubt
from bot.dialogue.dressed import bubbles_of, dressed
from bot.dialogue.experiments import EXPERIMENT
from bot.dialogue.fitting import (
    THANKS,
    honest_no_first,
    thanked_in_a_hard_time,
    true_to_what_was_said,
    without_known_subject,
)
from bot.dialogue.follow_up_words import UNCLEAR
from bot.dialogue.heard import Heard
from bot.dialogue.listening import hears_a_fact
from bot.dialogue.memory import Memory
from bot.dialogue.own_case import PERSONAL
from bot.dialogue.register import plainly
from bot.dialogue.remembered import answered, doubting, missed
from bot.dialogue.said import in_plain_words
from bot.dialogue.sides import AMOUNT, asks_on, mark_of, part_asked, said_again, side_in, side_unknown
from bot.dialogue.small_talk import SURE_OF_TOPIC, SmallTalker, asks_meaning, quoted_term_in, small_talk_in, term_in
from bot.dialogue.speaker import MAX_CHOICES, NOT_A_SUGGESTION, TO_STAFF, Message, Speaker
from bot.dialogue.states import (
    AFRAID,
    ANGRY_AT_BOT,
    CONFUSED,
    DEBTS,
    GRIEF,
    NEUTRAL,
    RECOVERY,
    RECOVERY_TOPIC,
    STAFF_TOPIC,
    state_named,
)
from bot.handoff import Reason
from bot.knowledge.model import ASKS

SCOLDING = "sociaal.schelden"
TRIAL = "toeslagen.proefberekening"
REASONS = {STAFF_TOPIC: Reason.ASKED_FOR_PERSON, RECOVERY_TOPIC: Reason.RECOVERY}
# Another question in the middle of a heavy subject is answered only when it is clear that it is one.
SURE_OF_ANOTHER = 0.5

_WHAT_IS_IT = re.compile(
    r"\W*(?:(?:en|maar|ja|oke|ok|nou|dus) )*wat (?:is|betekent|houdt) (?:het|dat|dit|die)"
    r"(?: (?:nou|dan|eigenlijk|precies|in|toch))*\W*\Z",
    re.IGNORECASE,
)

Turn = tuple[Message, Memory]


def _something_else(speaker: Speaker, heard: Heard, memory: Memory) -> Turn | None:
    """Choosing "iets anders" is no understanding yet, and no new miss."""
    return (speaker.something_else(heard), memory) if heard.wants_other else None


def _other_language(speaker: Speaker, heard: Heard, memory: Memory) -> Turn | None:
    return (speaker.in_language(heard), answered(heard, memory)) if heard.language else None


def _recovery(speaker: Speaker, heard: Heard, memory: Memory) -> Turn | None:
    """Victims of the benefits affair get the fixed text and a person; after that a plain question is answered."""
    if heard.state != RECOVERY or RECOVERY_TOPIC not in speaker.content.answers:
        return None
    own = heard.topic if heard.confidence >= SURE_OF_ANOTHER and heard.topic != RECOVERY_TOPIC else None
    own = None if own is None or own.startswith((*NOT_A_SUGGESTION, PERSONAL)) else own
    if own and memory.answered.get(RECOVERY_TOPIC):
        return None
    heard = dataclasses.replace(heard, topic=RECOVERY_TOPIC)
    message = speaker.hand_over(heard, Reason.RECOVERY)
    if own:
        message["choices"] = [speaker.choice(own), *message["choices"][:2]]
    return dressed(message, heard, answered(heard, memory), memory, speaker)


def _small_talk(speaker: Speaker, heard: Heard, memory: Memory) -> Turn | None:
    """A whole message of small talk; one that goes on about the last topic is none."""
    kind = small_talk_in(heard.text, speaker.content.talk) if heard.text and not heard.cue else None
    if kind is None or kind.action == "eigen_fout":
        return None
    message, after = SmallTalker(speaker).answer(kind, heard, memory)
    bubbles = without_known_subject(bubbles_of(message), memory)
    if kind.topic == THANKS:
        bubbles = thanked_in_a_hard_time(bubbles, heard, memory, speaker)
    if kind.topic == SCOLDING:
        bubbles = true_to_what_was_said(bubbles, heard, memory, speaker)
    message["text"] = "\n\n".join(plainly(bubbles, heard, speaker.content.talk))
    return message, after


def _word(speaker: Speaker, heard: Heard, memory: Memory) -> Turn | None:
    """What a word means; a question that the model is sure of gets the answer to that topic."""
    sure = heard.topic is not None and heard.confidence >= SURE_OF_TOPIC and not heard.topic.startswith("sociaal.")
    if heard.cue or not heard.text:
        return None
    quoted = quoted_term_in(heard.text, speaker.content.talk)
    if quoted:  # 'in mijn brief staat "voorlopige aanslag", wat is dat': the word, not the letter
        return SmallTalker(speaker).explain(quoted, heard, memory)
    if sure and not asks_meaning(heard.text):
        return None
    term = term_in(heard.text, speaker.content.talk, also=not sure)
    if term is None and memory.topic in speaker.content.answers and _WHAT_IS_IT.match(heard.text):
        # the word that the talk is about
        term = term_in(f"wat betekent {speaker.button(memory.topic)}", speaker.content.talk)
    return SmallTalker(speaker).explain(term, heard, memory) if term else None


def _own_mistake(speaker: Speaker, heard: Heard, memory: Memory) -> Turn | None:
    """The last answer did not fit: that is owned, with what else may have been meant, then a person."""
    kinds = speaker.content.talk.small_talk
    kind = small_talk_in(heard.text, speaker.content.talk) if heard.text else None
    says_so = kind is not None and kind.action == "eigen_fout"
    vague = heard.topic is None or heard.topic.startswith("sociaal.")
    if not says_so and not (heard.state == ANGRY_AT_BOT and vague and memory.topic):
        return None
    after = missed(memory)
    # Nothing was answered that could be wrong: none of the topics to choose from was meant.
    if memory.misses < 2 and (memory.doubt or not memory.topic):
        return speaker.something_else(heard), after
    if memory.misses >= 2:
        return speaker.not_understood(dataclasses.replace(heard, topic=None)), after
    own = next((k for k in kinds if k.action == "eigen_fout"), None)
    return SmallTalker(speaker).own_mistake(own, heard, memory), dataclasses.replace(
        after,
        used={**memory.used, "eigen_fout": memory.used.get("eigen_fout", 0) + 1},
        rejected=[*memory.rejected, memory.topic] if memory.topic else memory.rejected,
    )


def _not_understood(speaker: Speaker, heard: Heard, memory: Memory) -> Turn | None:
    """The repair ladder. Who has a hard time gets the answer for that first."""
    # A second message without context goes up the ladder: asking the same again would not help.
    if heard.topic is not None and not (heard.topic == UNCLEAR and heard.misses):
        return None
    rules = state_named(speaker.content.talk.states, heard.state)
    unsaid = rules is not None and not memory.misses and not memory.answered.get(rules.instead)
    new = unsaid or memory.last_state != heard.state
    # Who is still angry is not asked what he means: each time there is something else to say.
    new = new or (rules is not None and rules.instead == ANGER and not memory.misses)
    if rules and new and rules.instead in speaker.content.answers:
        return _answer(speaker, dataclasses.replace(heard, topic=rules.instead), memory)
    message = speaker.not_understood(heard)
    message["text"] = "\n\n".join(word_about_help(bubbles_of(message), heard, speaker))
    return message, doubting(message, heard, missed(memory))


def _hand_over(speaker: Speaker, heard: Heard, memory: Memory) -> Turn | None:
    if heard.topic is None or speaker.outcome(heard.topic) != "overdracht":
        return None
    reply = speaker.reply(heard)
    simpler = bool(reply.simpler) and _wants_simpler(reply.bubbles, reply.simpler, heard, memory, speaker)
    message = speaker.hand_over(heard, REASONS.get(heard.topic, Reason.PERSONAL_DATA), simpler)
    bubbles = part_asked(bubbles_of(message), heard, memory, speaker.content)
    bubbles = without_line_again(honest_no_first(bubbles, heard), heard, memory, speaker)
    message["text"] = "\n\n".join(bubbles)
    return dressed(message, heard, answered(heard, memory), memory, speaker)


def _side_unknown(speaker: Speaker, heard: Heard, memory: Memory) -> Turn | None:
    """What the answer does not tell is said, instead of the same answer again."""
    if heard.topic is None or not asks_on(heard, memory, speaker.content):
        return None
    if speaker.outcome(heard.topic) != "antwoord":
        return None
    message = speaker.answer(heard)
    unknown = side_unknown(bubbles_of(message), heard, memory, speaker.content)
    if not unknown:
        return None
    message["text"] = unknown
    first = [speaker.choice(TRIAL)] if _asks_an_amount_of_a_toeslag(heard, speaker) else []
    others = [choice for choice in message["choices"] if choice not in first]
    message["choices"] = [*first, *others][: MAX_CHOICES - 1] + [TO_STAFF]
    return message, answered(heard, memory)


def _asks_an_amount_of_a_toeslag(heard: Heard, speaker: Speaker) -> bool:
    """Tells whether it asks how much in talk about toeslagen: a trial calculation shows that, and no answer does."""
    side, _ = side_in(in_plain_words(heard.text, speaker.content.words), speaker.content.follow_ups.sides)
    about = (heard.topic or "").startswith("toeslagen.") and heard.topic != TRIAL
    return about and side is not None and side.name == AMOUNT and TRIAL in speaker.content.answers


def _answer(speaker: Speaker, heard: Heard, memory: Memory) -> Turn:
    heard = about_what(heard, memory, speaker.content)
    message = speaker.answer(heard)
    named_in(message, heard, speaker)
    reply = speaker.reply(heard)
    forms: list[str] = []
    if reply.simpler and _wants_simpler(reply.bubbles, reply.simpler, heard, memory, speaker):
        message["text"] = "\n\n".join(reply.simpler)
        message.pop(EXPERIMENT, None)  # these are neither of the two texts
        forms = ["makkelijker"]
    whole = bubbles_of(message)
    asked = part_asked(whole, heard, memory, speaker.content)
    if asked == whole and not forms:
        if listens := hears_a_fact(whole, heard, memory, speaker):
            return listens
        asked = said_again(whole, reply.short, heard, memory, speaker.content)
    if heard.topic == THANKS:
        asked = thanked_in_a_hard_time(asked, heard, memory, speaker)
    if heard.topic == SCOLDING:
        asked = true_to_what_was_said(asked, heard, memory, speaker)
    message["text"] = "\n\n".join(asked)
    after = missed(memory) if heard.topic == UNCLEAR else dataclasses.replace(answered(heard, memory), forms=forms)
    after = remembers_anger(heard, after)
    after = dataclasses.replace(after, told=mark_of(whole))
    message, after = dressed(message, heard, after, memory, speaker)
    return said_with_doubt(message, heard, memory, speaker), after


def _wants_simpler(
    bubbles: tuple[str, ...], simpler: tuple[str, ...], heard: Heard, memory: Memory, speaker: Speaker
) -> bool:
    """Tells whether the easy form fits better: confused again, or in a hard time, and the words are hard.

    Debts, fear and grief last longer than one message: a calm question after it is still asked by the same person.
    """
    if heard.state == CONFUSED:
        return memory.last_state == CONFUSED
    if heard.said.get(ASKS) in speaker.content.follow_ups.not_done_names:
        return False  # who asks what happens if he does not pay is told
    if heard.said.get(ASKS) and memory.asked != heard.said[ASKS]:
        return False  # the easy form is that of the whole topic, and does not tell what is asked now
    state = memory.last_state if heard.state == NEUTRAL else heard.state
    afraid = state_named(speaker.content.talk.states, AFRAID)
    if state not in (AFRAID, DEBTS, GRIEF) or afraid is None or afraid.not_at_once is None:
        return False
    frightens = afraid.not_at_once.search
    # Who asks one thing ("hoe lang mag ik daarover doen") reads that, unless it begins with a threat.
    if asked_apart(heard.text, heard.topic or "", speaker.content):
        bubbles = bubbles[:1]
    return bool(frightens("\n".join(bubbles))) and not frightens(heard.text) and not frightens("\n".join(simpler))


STEPS: tuple[Callable[[Speaker, Heard, Memory], Turn | None], ...] = (
    help_first,
    stay_with_help,
    _something_else,
    _other_language,
    _recovery,
    _small_talk,
    _word,
    _own_mistake,
    _not_understood,
    _hand_over,
    _side_unknown,
    _answer,
)
