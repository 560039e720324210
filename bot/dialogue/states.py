"""In which situation somebody writes: found by the rules of staten.yml, heavy before light.

A state changes the form and the route of an answer, never its substance. It lives in one turn; what has to be known in
the next stands in the memory of the running conversation, and in no message, log or table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.knowledge.talk import State

NEUTRAL = "neutraal"
GRIEF_TOPIC, STAFF_TOPIC = "leven.overlijden", "contact.medewerker"
RECOVERY_TOPIC = "toeslagen.hersteloperatie"
CRISIS = "suicidaal"
RECOVERY = "toeslagenaffaire"
GRIEF, DEBTS, AFRAID = "rouw", "schulden", "bang"
ANGRY_AT_BOT, ANGRY_AT_SERVICE, FRUSTRATED, CONFUSED = "boos_op_bot", "boos_op_dienst", "gefrustreerd", "verward"
# In these somebody has enough on his mind: no extra notices, wishes or closing question.
HEAVY_STATES = frozenset((CRISIS, RECOVERY, GRIEF, DEBTS, AFRAID, ANGRY_AT_SERVICE))
# In these the fixed text and a person go before everything: missing one is worse than seeing one too many.
NEEDS_A_PERSON = frozenset((CRISIS, RECOVERY))
# With these, two misses are enough for a person (repair ladder, step 3).
ABOVE_CONFUSED = HEAVY_STATES | {ANGRY_AT_BOT, FRUSTRATED}

# What somebody with debts asks about, or what the model takes that for.
_DEBT_TOPICS = (
    "sociaal.", "betalen.", "persoonlijk.", "contact.", "toeslagen.terugbetalen",
    "aangifte.waarom_bijbetalen",
)  # fmt: skip
# Small talk: from this probability on, only what surely resembles a lighter state is one ("ben jij een computer").
_SMALL_TALK, SURE_SMALL_TALK = ("sociaal.begroeting", "sociaal.bedankt", "sociaal.bot_identiteit"), 0.9
# What resembles a danger less than this may be a question with a few of its words (docs/adr/0008).
SURELY_ALIKE = 0.6
# From which probability of an ordinary subject, and to which of danger, such a message is answered as a question …
A_QUESTION, SEES_LITTLE = 0.8, 0.05
# … and from and to which without a word about help.
SURELY_A_QUESTION, SEES_NONE = 0.95, 0.001
# Topics of who needs to be heard. From which probability of one of these, and to which of danger, somebody who does not
# surely resemble a danger tells of a hard time: that is listened to, with help named below.
SUPPORT = ("sociaal.frustratie", "sociaal.wantrouwen", "sociaal.schulden_stress")
A_HARD_TIME, SEES_SOME = 0.5, 0.15
# The topics have to see so much of a danger as well, or its help is only named below the answer.
ALSO_SEEN = 0.02
# When they see so much of it and the states do not, its help is named as well; so it is when both see a little.
SEEN_BY_TOPICS, SEEN_BY_BOTH = 0.3, 0.1

_WORD = re.compile(r"[^\W\d_]{2,}")  # an x below a message is a kiss
_FEWEST_WORDS = 2
_QUOTED = re.compile(r'["“„][^"”“„\n]*["”]|‘[^’\n]*’')
_FORMAL = re.compile(r"(?<![\d.,] )(?<![\w.'-])(?:u|uw|uwe|uzelf)(?![\w.'-]\w)\b", re.IGNORECASE)


def as_searched(text: str) -> str:
    """Returns a text as the rules read it: lower case, one kind of apostrophe, "doooood" as "dood"."""
    text = text.lower().replace("’", "'").replace("`", "'").replace("\u200b", "")
    text = re.sub(r"(?<=[a-z])0(?=[a-z])", "o", text)  # zelfm0ord
    text = re.sub(r"([^\W\d_])\1{2,}", r"\1\1", text)
    return " ".join(text.split())


def find_state(text: str, states: Sequence[State]) -> str:
    """Returns the heaviest state that the rules find in a text, or "neutraal"."""
    plain = as_searched(text)
    return next((s.id for s in states if _found(s, plain)), NEUTRAL)


def tells_of_a_death(text: str, states: Sequence[State]) -> bool:
    """Tells whether the rules find somebody in mourning in a text, also beside a heavier state."""
    grief = state_named(states, GRIEF)
    return grief is not None and _found(grief, as_searched(text))


def _found(state: State, plain: str) -> bool:
    if any(pattern.search(plain) for pattern in state.unless):
        return False
    plain = _left(state, plain)
    return any(pattern.search(plain) for pattern in state.search)


def _left(state: State, plain: str) -> str:
    for pattern in state.ignore:
        plain = pattern.sub(" ", plain)
    return " ".join(plain.split())


def state_of(
    text: str,
    topic: str | None,
    confidence: float,
    states: Sequence[State],
    ranking: Sequence[tuple[str, float]] = (),
    resembles: Mapping[str, float] | None = None,
) -> str:
    """Returns the state of a message: what the rules find, raised by what the model heard, never lowered.

    Args:
        text: what the citizen wrote; empty for a button.
        topic: topic of the message, or None.
        confidence: how sure that is.
        states: the rules, heavy first.
        ranking: all topics with their probability: a danger may be likely enough without being the likeliest.
        resembles: how much the words resemble each state. A model without them has only its topics to tell from.
    """
    likely = {**dict(ranking), **({topic: confidence} if topic else {})}
    by_rule = find_state(text, states)
    order = [s.id for s in states]
    plain = as_searched(text)
    if resembles:
        raised = [s.id for s in states if _is_alike(s, plain, resembles)]
        if CRISIS in raised and resembles[CRISIS] < SURELY_ALIKE:
            if _stands_alone(likely, states) or _tells_of_a_hard_time(likely, states):
                raised.remove(CRISIS)
        # "Mijn vader is met pensioen gegaan" sounds like a death to the words alone.
        if GRIEF in raised and resembles[GRIEF] < SURELY_ALIKE and likely.get(GRIEF_TOPIC, 0.0) < ALSO_SEEN:
            raised.remove(GRIEF)
        # So does "de huur is 640" like debts: no topic sees anything to pay back in it.
        if DEBTS in raised and resembles[DEBTS] < SURELY_ALIKE and all_of(_DEBT_TOPICS, likely) < ALSO_SEEN:
            raised.remove(DEBTS)
        if any(likely.get(topic, 0.0) >= SURE_SMALL_TALK for topic in _SMALL_TALK):
            raised = [name for name in raised if name in NEEDS_A_PERSON or resembles[name] >= SURELY_ALIKE]
    else:
        raised = [
            s.id
            for s in states
            if any(likely.get(t, 0.0) >= s.sure_from for t in s.topics)
            and not any(p.search(plain) for p in s.not_by_model)
        ]
    # The rules know the lighter states apart better than the model does: there it only speaks when they are silent.
    if by_rule != NEUTRAL:
        raised = [name for name in raised if name in NEEDS_A_PERSON]
    candidates = [s for s in (by_rule, *raised) if s != NEUTRAL]
    return min(candidates, key=order.index) if candidates else NEUTRAL


def perhaps_in_danger(
    text: str, states: Sequence[State], ranking: Sequence[tuple[str, float]], resembles: Mapping[str, float]
) -> bool:
    """Tells whether a message that is no crisis still has so much of a danger that help is named below what is said.

    Args:
        text: what the citizen wrote; its state is not a crisis.
        states: the rules, heavy first.
        ranking: all topics with their probability.
        resembles: how much the words resemble each state.
    """
    crisis, plain = state_named(states, CRISIS), as_searched(text)
    if crisis is None:
        return False
    if not _is_alike(crisis, plain, resembles):
        quiet = any(p.search(plain) for p in crisis.not_by_model)
        enough = SEEN_BY_BOTH if resembles.get(CRISIS, 0.0) >= SEEN_BY_BOTH else SEEN_BY_TOPICS
        return _danger(dict(ranking), states) >= enough and not quiet
    return not is_surely_a_question(dict(ranking), states)


def _is_alike(state: State, plain: str, resembles: Mapping[str, float]) -> bool:
    """Tells whether the model hears a state, in more than a harmless piece ("hoe stop ik die") or a look-alike.

    One word ("zorg", "schade") says too little for a model: the rules know which of them are heavy. What takes a
    lighter state away from the rules takes it from the model as well: nobody is congratulated on a child that died.
    """
    if state.id not in NEEDS_A_PERSON and any(p.search(plain) for p in state.unless):
        return False
    return (
        resembles.get(state.id, 0.0) >= state.resembles_from
        and len(_WORD.findall(plain)) >= _FEWEST_WORDS
        and bool(re.search(r"\w", _left(state, plain)))
        and not any(p.search(plain) for p in state.not_alike)
    )


def is_surely_a_question(likely: Mapping[str, float], states: Sequence[State]) -> bool:
    """Tells whether the model has hardly a doubt about an ordinary subject, and sees no danger in the words."""
    return _is_question(likely, states, SURELY_A_QUESTION, SEES_NONE)


def all_of(kinds: str | tuple[str, ...], likely: Mapping[str, float]) -> float:
    """Returns how much the model sees of all topics whose name starts so together."""
    return sum(probability for topic, probability in likely.items() if topic.startswith(kinds))


def _stands_alone(likely: Mapping[str, float], states: Sequence[State]) -> bool:
    """Tells whether only the resemblance to a danger speaks for it, and the topics against it."""
    return _is_question(likely, states) or sees_no_danger(likely, states)


def _tells_of_a_hard_time(likely: Mapping[str, float], states: Sequence[State]) -> bool:
    """Tells whether the topics hear who wants to be listened to, and little danger: "het trauma zit er nog"."""
    return max(likely.get(topic, 0.0) for topic in SUPPORT) >= A_HARD_TIME and _danger(likely, states) < SEES_SOME


def sees_no_danger(likely: Mapping[str, float], states: Sequence[State]) -> bool:
    """Tells whether the topics that a message may be about see too little of a danger to count."""
    return bool(likely) and _danger(likely, states) < ALSO_SEEN


def sees_little_danger(likely: Mapping[str, float], states: Sequence[State]) -> bool:
    """Tells whether the topics that a message may be about see hardly more of a danger than in any other message."""
    return bool(likely) and _danger(likely, states) < SEES_LITTLE


def _danger(likely: Mapping[str, float], states: Sequence[State]) -> float:
    return max((likely.get(t, 0.0) for s in states if s.id == CRISIS for t in s.topics), default=0.0)


def _is_question(
    likely: Mapping[str, float],
    states: Sequence[State],
    sure_from: float = A_QUESTION,
    little: float = SEES_LITTLE,
) -> bool:
    """Tells whether the model is sure of an ordinary subject and sees little danger in the words."""
    subject = max((p for t, p in likely.items() if not t.startswith(("sociaal.", GRIEF_TOPIC))), default=0.0)
    return subject >= sure_from and _danger(likely, states) < little


def says_u(text: str) -> bool:
    """Tells whether somebody says u, outside what he quotes from a letter."""
    return bool(_FORMAL.search(_QUOTED.sub(" ", text)))


def state_named(states: Iterable[State], name: str) -> State | None:
    """Returns the rules of a state, or None when there are none."""
    return next((s for s in states if s.id == name), None)
