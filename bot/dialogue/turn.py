"""One turn: from what was heard and remembered to what is said and remembered next."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from bot.dialogue import additions, empathy, told
from bot.dialogue.carry import carried, to_remember
from bot.dialogue.closing import CLOSING, Closing
from bot.dialogue.crisis import TOPIC as CRISIS_TOPIC
from bot.dialogue.crisis import after_leaving, help_first, stay_with_help
from bot.dialogue.experiments import EXPERIMENT, cue_is_said
from bot.dialogue.follow_up import resolved
from bot.dialogue.going_on import in_heavy_talk
from bot.dialogue.heard import Heard
from bot.dialogue.languages import in_other_language
from bot.dialogue.memory import Memory
from bot.dialogue.own_case import PERSONAL, not_ours, own_case
from bot.dialogue.readable import not_guessed
from bot.dialogue.register import plainly, stays_sober
from bot.dialogue.sides import part_asked, side_unknown
from bot.dialogue.small_talk import SURE_OF_TOPIC, SmallTalker, asks_meaning, quoted_term_in, small_talk_in, term_in
from bot.dialogue.speaker import CHOICE_STAFF, CHOICE_TOPIC, MAX_CHOICES, NOT_A_SUGGESTION, REPAIR, Message, Speaker
from bot.dialogue.states import AFRAID, ANGRY_AT_BOT, CONFUSED, CRISIS, NEUTRAL, RECOVERY, state_named, state_of
from bot.handoff import Reason
from bot.knowledge import Content
from bot.knowledge.experiments import Cue

UNCLEAR = "sociaal.onduidelijk"
REASONS = {"contact.medewerker": Reason.ASKED_FOR_PERSON, "toeslagen.hersteloperatie": Reason.RECOVERY}
RECOVERY_TOPIC = "toeslagen.hersteloperatie"
MOST_MISSES = 9
MOST_BESIDE = 3
# Another question in the middle of a heavy subject is answered only when it is clear that it is one.
SURE_OF_ANOTHER = 0.5
# These interrupt: after "dankje" one may still ask "en voor huurtoeslag?".
IN_PASSING = ("sociaal.", "buiten.", "contact.taal", "contact.medewerker")

Turn = tuple[Message, Memory]


def take_turn(speaker: Speaker, heard: Heard, memory: Memory) -> Turn:
    """Returns the message to say and the memory after it.

    Args:
        speaker: composes messages.
        heard: what was understood of the citizen's message.
        memory: what was remembered before it.
    """
    _, heard, (message, after) = _deciding(speaker, heard, memory)
    after = after_leaving(message, heard, after, speaker)
    if memory.awaits_remark and heard.text and heard.state != CRISIS and not heard.wants_other:
        message.setdefault(CLOSING, Closing.REMARK.value)
    return message, _remember(message, heard, memory, after, speaker)


def turn_with_reason(speaker: Speaker, heard: Heard, memory: Memory) -> tuple[str, Heard, Message]:
    """Returns which step decided a turn, what was heard as it was meant, and the message: for who asks why."""
    step, meant, (message, _) = _deciding(speaker, heard, memory)
    return step, meant, {key: value for key, value in message.items() if key != REPAIR}


def _deciding(speaker: Speaker, heard: Heard, memory: Memory) -> tuple[str, Heard, Turn]:
    heard = dataclasses.replace(
        heard,
        answered=memory.answered,
        misses=memory.misses,
        repairs=memory.repairs,
        last_state=memory.last_state or "",
    )
    heard = in_state(speaker.content, heard, memory)
    if heard.state != CRISIS:
        meant = understood(speaker.content, heard, memory)
        heard = meant if meant.topic == heard.topic else in_state(speaker.content, meant, memory)
    return next(
        (step.__name__.strip("_"), heard, turn) for step in STEPS if (turn := step(speaker, heard, memory)) is not None
    )


def in_state(content: Content, heard: Heard, memory: Memory) -> Heard:
    """Returns what was heard with the state it was written in, and whether to answer soberly from here on."""
    # What only the model took for a crisis, and is none, is not understood: no other answer fits it either.
    state = state_of(heard.text, heard.topic, heard.confidence, content.talk.states, heard.ranking, heard.resembles)
    if heard.topic == CRISIS_TOPIC and state != CRISIS and content.talk.states:
        ranking = tuple(pair for pair in heard.ranking if pair[0] != CRISIS_TOPIC)
        heard = dataclasses.replace(heard, topic=None, confidence=ranking[0][1] if ranking else 0.0, ranking=ranking)
    return dataclasses.replace(heard, state=state, sober=stays_sober(heard, memory))


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
    heard = not_guessed(heard, content)
    heard = own_case(heard, content)
    doubts = bool(memory.doubt) and heard.state == NEUTRAL
    if doubts:  # "hoeveel krijg ik" goes on about what was probably meant
        memory = dataclasses.replace(memory, topic=memory.doubt)
    # What was only asked back about confirms no guess: the same unclear words again are no answer.
    meant = resolved(heard, memory, content, guesses=not doubts)
    if meant.topic is None and meant.ranking == heard.ranking:  # the conversation told nothing either
        meant = not_ours(meant)
    return carried(meant, memory, content)


def _something_else(speaker: Speaker, heard: Heard, memory: Memory) -> Turn | None:
    """Choosing "iets anders" is no understanding yet, and no new miss."""
    return (speaker.something_else(heard), memory) if heard.wants_other else None


def _other_language(speaker: Speaker, heard: Heard, memory: Memory) -> Turn | None:
    return (speaker.in_language(heard), _answered(heard, memory)) if heard.language else None


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
        message["choices"] = [{"label": speaker.button(own), "choice": f"{CHOICE_TOPIC}{own}"}, *message["choices"][:2]]
    return _dressed(message, heard, _answered(heard, memory), memory, speaker)


def _small_talk(speaker: Speaker, heard: Heard, memory: Memory) -> Turn | None:
    """A whole message of small talk; one that goes on about the last topic is none."""
    kind = small_talk_in(heard.text, speaker.content.talk) if heard.text and not heard.cue else None
    if kind is None or kind.action == "eigen_fout":
        return None
    message, after = SmallTalker(speaker).answer(kind, heard, memory)
    message["text"] = "\n\n".join(plainly(_bubbles(message), heard, speaker.content.talk))
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
    return SmallTalker(speaker).explain(term, heard, memory) if term else None


def _own_mistake(speaker: Speaker, heard: Heard, memory: Memory) -> Turn | None:
    """The last answer did not fit: that is owned, with what else may have been meant, then a person."""
    kinds = speaker.content.talk.small_talk
    kind = small_talk_in(heard.text, speaker.content.talk) if heard.text else None
    says_so = kind is not None and kind.action == "eigen_fout"
    vague = heard.topic is None or heard.topic.startswith("sociaal.")
    if not says_so and not (heard.state == ANGRY_AT_BOT and vague and memory.topic):
        return None
    missed = _missed(memory)
    if not memory.topic and not memory.misses:
        return speaker.something_else(heard), missed
    if memory.misses >= 2:
        return speaker.not_understood(dataclasses.replace(heard, topic=None)), missed
    own = next((k for k in kinds if k.action == "eigen_fout"), None)
    return SmallTalker(speaker).own_mistake(own, heard, memory), dataclasses.replace(
        missed, used={**memory.used, "eigen_fout": memory.used.get("eigen_fout", 0) + 1}
    )


def _not_understood(speaker: Speaker, heard: Heard, memory: Memory) -> Turn | None:
    """The repair ladder. Who has a hard time gets the answer for that first."""
    # A second message without context goes up the ladder: asking the same again would not help.
    if heard.topic is not None and not (heard.topic == UNCLEAR and heard.misses):
        return None
    rules = state_named(speaker.content.talk.states, heard.state)
    unsaid = rules is not None and not memory.misses and not memory.answered.get(rules.instead)
    new = unsaid or memory.last_state != heard.state
    if rules and new and rules.instead in speaker.content.answers:
        return _answer(speaker, dataclasses.replace(heard, topic=rules.instead), memory)
    message = speaker.not_understood(heard)
    return message, _doubting(message, heard, _missed(memory))


def _doubting(message: Message, heard: Heard, memory: Memory) -> Memory:
    """Returns the memory with the likeliest topic of a question back, and what was said about it."""
    if message["outcome"] != "verduidelijking":
        return memory
    likeliest = next((c["choice"].removeprefix(CHOICE_TOPIC) for c in message["choices"]), None)
    return dataclasses.replace(memory, doubt=likeliest, said=to_remember(heard, memory))


def _hand_over(speaker: Speaker, heard: Heard, memory: Memory) -> Turn | None:
    if heard.topic is None or speaker.outcome(heard.topic) != "overdracht":
        return None
    message = speaker.hand_over(heard, REASONS.get(heard.topic, Reason.PERSONAL_DATA))
    return _dressed(message, heard, _answered(heard, memory), memory, speaker)


def _side_unknown(speaker: Speaker, heard: Heard, memory: Memory) -> Turn | None:
    """What the answer does not tell is said, instead of the same answer again."""
    if heard.topic is None or speaker.outcome(heard.topic) != "antwoord":
        return None
    message = speaker.answer(heard)
    unknown = side_unknown(_bubbles(message), heard, memory, speaker.content)
    if not unknown:
        return None
    message["text"] = unknown
    message["choices"] = [*message["choices"][: MAX_CHOICES - 1], {"label": "Medewerker", "choice": CHOICE_STAFF}]
    return message, _answered(heard, memory)


def _answer(speaker: Speaker, heard: Heard, memory: Memory) -> Turn:
    message = speaker.answer(heard)
    reply = speaker.reply(heard)
    forms: list[str] = []
    if reply.simpler and _wants_simpler(reply.bubbles, reply.simpler, heard, memory, speaker):
        message["text"] = "\n\n".join(reply.simpler)
        message.pop(EXPERIMENT, None)  # these are neither of the two texts
        forms = ["makkelijker"]
    after = _missed(memory) if heard.topic == UNCLEAR else dataclasses.replace(_answered(heard, memory), forms=forms)
    return _dressed(message, heard, after, memory, speaker)


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


def _wants_simpler(
    bubbles: tuple[str, ...], simpler: tuple[str, ...], heard: Heard, memory: Memory, speaker: Speaker
) -> bool:
    """Tells whether the easy form fits better: confused again, or afraid of words that were not even asked about."""
    if heard.state == CONFUSED:
        return memory.last_state == CONFUSED
    rules = state_named(speaker.content.talk.states, heard.state)
    if heard.state != AFRAID or rules is None or rules.not_at_once is None:
        return False
    frightens = rules.not_at_once.search
    return bool(frightens("\n".join(bubbles))) and not frightens(heard.text) and not frightens("\n".join(simpler))


def _dressed(message: Message, heard: Heard, after: Memory, memory: Memory, speaker: Speaker) -> Turn:
    """Returns the answer with what belongs to the moment. Each of these is small, and the answer stands without."""
    talk, bubbles = speaker.content.talk, _bubbles(message)
    tried = speaker.content.experiments
    bubbles = told.without_known_questions(part_asked(bubbles, heard, memory, speaker.content), heard, speaker)
    bubbles, after = told.said_back(bubbles, heard, after, speaker)
    said_back, remembers = additions.question_said_back(bubbles, heard, after, speaker)
    if said_back == bubbles or cue_is_said(Cue.SAID_BACK, tried, message, heard):
        bubbles, after = said_back, remembers
    bubbles = plainly(bubbles, heard, talk)
    measured = empathy.in_measure(bubbles, message["outcome"], heard, memory, talk)
    added = not empathy.opens_with_sympathy(bubbles, talk) and empathy.opens_with_sympathy(measured, talk)
    if not added or cue_is_said(Cue.EMPATHY, tried, message, heard):
        bubbles = measured
    bubbles = additions.help_line(bubbles, heard, memory, speaker)
    bubbles, after = additions.for_somebody_else(message, bubbles, heard, after, speaker)
    additions.way_to_a_person(message, heard, memory)
    if empathy.opens_with_sympathy(bubbles, talk):
        message["cue"] = message["cue"] or empathy.CUE
    message["text"] = "\n\n".join(bubbles)
    return message, after


def _bubbles(message: Message) -> tuple[str, ...]:
    return tuple(message["text"].split("\n\n"))


def _missed(memory: Memory) -> Memory:
    misses = min(memory.misses + 1, MOST_MISSES)
    return dataclasses.replace(memory, misses=misses, all_misses=min(memory.all_misses + 1, MOST_MISSES))


def _answered(heard: Heard, memory: Memory) -> Memory:
    assert heard.topic is not None
    answered = {**memory.answered, heard.topic: memory.answered.get(heard.topic, 0) + 1}
    memory = dataclasses.replace(memory, answered=answered, misses=0, doubt=None)
    if heard.topic.startswith(IN_PASSING):
        return memory
    beside = [t for t, _ in heard.ranking if t != heard.topic and not t.startswith(NOT_A_SUGGESTION)][:MOST_BESIDE]
    return dataclasses.replace(memory, topic=heard.topic, said=to_remember(heard, memory), beside=beside, forms=[])


def _remember(message: Message, heard: Heard, before: Memory, after: Memory, speaker: Speaker) -> Memory:
    """Returns the memory with what every turn leaves: repairs that were said, sympathy that was shown, the register."""
    step = message.pop(REPAIR, None)
    if step:
        after = dataclasses.replace(after, repairs={**before.repairs, step: before.repairs.get(step, 0) + 1})
    if heard.topic == UNCLEAR and after.misses > before.misses:  # the next time it is asked in other words
        after = dataclasses.replace(after, answered={**after.answered, UNCLEAR: before.answered.get(UNCLEAR, 0) + 1})
    after = dataclasses.replace(
        after,
        turns=before.turns + 1,
        sober=heard.sober,
        awaits_helped=after.asked_helped and not before.asked_helped,
        awaits_remark=after.awaits_remark and not before.awaits_remark,
    )
    return empathy.counted(_bubbles(message), heard, after, speaker.content.talk)
