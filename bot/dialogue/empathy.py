"""One sentence about the situation, in measure: before the answer, never twice running, at most twice a conversation.

Taking it away leaves a complete answer, so a state that was heard wrongly does no harm. Some answers open with such a
sentence of their own: that one counts, and is taken away when it would be one too many.
"""

from __future__ import annotations

import dataclasses
import re

from bot.dialogue.bubbles import MOST_SENTENCES, MOST_WORDS, fits, joined, starts_list
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.states import CONFUSED, CRISIS, HEAVY_STATES, NEUTRAL, RECOVERY, as_searched, state_named
from bot.knowledge.talk import State, Talk
from bot.tone.splitting import sentences, words

CUE = "empathie"
MOST_IN_CONVERSATION = 2
# Where it would sound odd: what is not ours at all, small talk, and not being understood (that is our own failure).
_ANSWERS = ("antwoord", "overdracht", "steun")
_ALSO_ELSEWHERE = ("rouw", "schulden", "bang")
# Such a sentence leans on the one before it, and opens no bubble.
_LEANS = re.compile(r"\s*(?:D(?:at|it|ie|eze|an|aar\w*)|Ook|En|Het|Hij|Ze)\b")


def allowed(state: str, memory: Memory) -> bool:
    """Tells whether this turn may have a sentence about the situation."""
    return (
        state != NEUTRAL
        and not memory.sympathy_last_turn
        and memory.sympathy_count < MOST_IN_CONVERSATION
        and state != memory.last_state
    )


def opens_with_sympathy(bubbles: tuple[str, ...], talk: Talk) -> str:
    """Returns the sentence about the situation that the bubbles open with, or an empty text."""
    first = next(iter(sentences(bubbles[0])), None) if bubbles else None
    if first is None or talk.compassion is None or not talk.compassion.search(first.text):
        return ""
    return bubbles[0][first.start : first.end].strip()


def in_measure(bubbles: tuple[str, ...], outcome: str, heard: Heard, memory: Memory, talk: Talk) -> tuple[str, ...]:
    """Returns the bubbles with, or without, a sentence about the situation, as the dose allows.

    Args:
        bubbles: the answer.
        outcome: its outcome.
        heard: what was heard, with its state.
        memory: what was said before.
        talk: the rules and wordings.
    """
    if heard.state == CRISIS:
        return bubbles  # a fixed text, that may be repeated
    own = opens_with_sympathy(bubbles, talk)
    fits = allowed(heard.state, memory)
    if own:
        return bubbles if fits else _without_first(bubbles, own)
    rules = state_named(talk.states, heard.state)
    if not fits or rules is None or heard.state == RECOVERY:
        return bubbles
    if outcome not in _ANSWERS and not (outcome == "afbakening" and heard.state in _ALSO_ELSEWHERE):
        return bubbles
    sentence = _variant(rules, heard)
    return _with_first(bubbles, sentence, rules) if sentence else bubbles


def counted(bubbles: tuple[str, ...], heard: Heard, memory: Memory, talk: Talk) -> Memory:
    """Returns the memory after a turn: whether it had such a sentence, how many there were, and the last state."""
    shown = bool(opens_with_sympathy(bubbles, talk))
    # That somebody wrote about suicide is not even remembered in here.
    # Who understands nothing of it after a death still writes about that death.
    unchanged = heard.state in (NEUTRAL, CRISIS) or (heard.state == CONFUSED and memory.last_state in HEAVY_STATES)
    state = memory.last_state if unchanged else heard.state
    count = min(memory.sympathy_count + shown, MOST_IN_CONVERSATION + 1)
    return dataclasses.replace(memory, sympathy_last_turn=shown, sympathy_count=count, last_state=state)


def _variant(rules: State, heard: Heard) -> str:
    """Returns one of the sentences that fit. Each state speaks once running, so none of them is ever repeated."""
    plain = as_searched(heard.text)
    fitting = [
        s
        for s in rules.sentences
        if not (s.not_formal and heard.sober)
        and (s.only_with is None or s.only_with.search(plain))
        and s.after in ("", heard.last_state)
    ]
    special = [s for s in fitting if s.after] or [s for s in fitting if s.only_with]
    choice = special or fitting
    return choice[len(heard.text) % len(choice)].text if choice else ""


def _with_first(bubbles: tuple[str, ...], sentence: str, rules: State) -> tuple[str, ...]:
    first = bubbles[0]
    if rules.between and rules.not_at_once:
        opening = next(iter(sentences(first)), None)
        if opening and rules.not_at_once.search(opening.text):
            sentence = f"{sentence} {rules.between}"
    whole = f"{sentence}{chr(10) if re.match(r'[ ]*(?:[0-9]+[.)]|[-•])[ ]', first) else ' '}{first}"
    kept, over = _in_one_bubble(whole)
    if starts_list(over):
        return bubbles  # steps stay together: the answer goes before the sentence
    rest = bubbles[1:]
    if over and rest and fits(over, rest[0]):
        return (kept, joined(over, rest[0]), *rest[1:])
    return (kept, *((over,) if over else ()), *rest)


def _in_one_bubble(text: str) -> tuple[str, str]:
    """Returns the whole sentences that one bubble may have, and those behind them, which can stand by themselves."""
    parts = sentences(text)
    number, most = len(parts), MOST_SENTENCES + _steps_in(text)
    while number > 1 and (number > most or sum(len(words(s.text)) for s in parts[:number]) > MOST_WORDS):
        number -= 1
    while 1 < number < len(parts) and _LEANS.match(text, parts[number].start):
        number -= 1
    end = parts[number - 1].end
    return text[:end].rstrip(), text[end:].strip()


def _steps_in(text: str) -> int:
    items = [s for s in sentences(text) if s.item]
    return max(0, len(items) - 1)


def _without_first(bubbles: tuple[str, ...], sentence: str) -> tuple[str, ...]:
    rest = bubbles[0].split(sentence, 1)[1].strip()
    if rest:
        return (rest, *bubbles[1:])
    return bubbles[1:] or bubbles
