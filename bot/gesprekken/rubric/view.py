"""A conversation, cut once for all points of the rubric."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.gesprekken.transcript import NEUTRAL, Line, Played, bot_lines, by_turn, citizen_lines
from bot.tone import Finding, Rules, lint_turn
from bot.tone.splitting import plain, sentences

CRISIS, RECOVERY, GRIEF, DEBTS, AFRAID = "suicidaal", "toeslagenaffaire", "rouw", "schulden", "bang"
NEEDS_EMPATHY = frozenset((CRISIS, RECOVERY, GRIEF, DEBTS, AFRAID))
HEAVY = NEEDS_EMPATHY | {"boos_op_dienst"}
MISUNDERSTOOD = ("niet_begrepen", "verduidelijking")
OTHER_LANGUAGE = "andere_taal"
ROUTE_BY_MISS = 2  # a person has to be within reach by the second failure in a row


class View:
    """A conversation, cut once for all points."""

    def __init__(self, played: Played, rules: Rules) -> None:
        self.played, self.rules = played, rules
        self.lines = bot_lines(played)
        self.turns = by_turn(self.lines, len(played.turns))
        self.citizen = citizen_lines(played)
        self.states = [NEUTRAL, *self._states()]
        self.lexicon = rules["M31"].pattern
        self.findings = tuple(self._findings())

    def _states(self) -> Iterator[str]:
        """Yields the state of each turn; two misses make a calm turn a frustrated one (section 4.1)."""
        misses = 0
        for i, turn in enumerate(self.played.turns, 1):
            raised = misses >= ROUTE_BY_MISS and turn.state in (NEUTRAL, "verward")
            yield "gefrustreerd" if raised else turn.state
            misses += any(line.outcome in MISUNDERSTOOD for line in self.turns[i])

    def asked(self, turn: int) -> str:
        """Returns what the citizen wrote in a turn; nothing for the greeting."""
        return self.played.turns[turn - 1].text if turn else ""

    def empathy(self, turn: int) -> list[tuple[Line, str]]:
        """Returns the sentences of empathy in a turn of the chatbot."""
        return [
            (line, s.text)
            for line in self.turns[turn]
            for bubble in line.bubbles
            for s in sentences(bubble)
            if self.lexicon and self.lexicon.search(s.text)
        ]

    def _findings(self) -> Iterator[tuple[Line, Finding]]:
        """Yields what the writing rules find in each message; a term once explained stays explained."""
        told: set[str] = set()
        for line in self.lines:
            if line.message.get("cue") == OTHER_LANGUAGE:  # the rules are for Dutch
                continue
            topic = line.topic or "gesprek"
            found = lint_turn(
                line.bubbles, self.rules, state=self.states[line.turn],
                exceptions=self.rules.exceptions_for(topic), explained=told,
            )  # fmt: skip
            for bubble in line.bubbles:
                told |= self.rules.jargon.explained_in(plain(bubble))
            yield from ((line, f) for f in found)


def first_turn(view: View) -> int:
    """Returns which turn is the chatbot's first: the greeting, or the first answer when there is none."""
    return 0 if view.turns[0] or len(view.turns) == 1 else 1  # one that broke off has no more


def first_sentence(turn: Sequence[Line]) -> str:
    """Returns the first sentence of a turn, or an empty text."""
    cut = [s.text for line in turn for b in line.bubbles for s in sentences(b)]
    return cut[0] if cut else ""
