"""Finds where a text breaks the writing rules: per bubble, per turn and per conversation."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.tone.rules import Limits, Rule, Rules
from bot.tone.splitting import Sentence, plain, split_plain, words

_COMMA = re.compile(r",(?!\d)")
_FIRST_WORDS = 6  # of a long sentence, to recognise it by


@dataclass(frozen=True, order=True)
class Finding:
    """One place where a text breaks a rule.

    Attributes:
        start: index of its first character in the bubble.
        end: index behind its last.
        rule: id of the rule.
        name: what the rule asks, in Dutch.
        level: "fout" or "let_op".
        found: the text at that place; for a count also the number.
        better: a better wording, or what to do, in Dutch.
        bubble: which bubble of the turn, counting from 0.
        turn: which turn of the conversation, counting from 0.
    """

    start: int
    end: int
    rule: str
    name: str
    level: str
    found: str
    better: str
    bubble: int = 0
    turn: int = 0


class _Bubble:
    """A bubble, cut once for all rules."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = plain(text)
        self.sentences = split_plain(self.plain)
        self.lengths = [len(words(s.text)) for s in self.sentences]


def lint(
    text: str,
    rules: Rules,
    *,
    state: str = "neutraal",
    exceptions: Collection[str] = (),
    explained: Collection[str] = (),
) -> list[Finding]:
    """Returns where one bubble breaks the rules, in the order of the text.

    Args:
        text: the bubble; placeholders may be filled or not.
        rules: the writing rules.
        state: state of the conversation; some rules are different when somebody is glad or in danger.
        exceptions: ids of rules that do not hold here (see `Rules.exceptions_for`).
        explained: official terms that were explained elsewhere in the same turn.
    """
    return sorted(_lint_bubble(_Bubble(text), rules, state, exceptions, explained))


def lint_turn(
    bubbles: Sequence[str],
    rules: Rules,
    *,
    state: str = "neutraal",
    exceptions: Collection[str] = (),
    kind: str = "",
    explained: Collection[str] = (),
) -> list[Finding]:
    """Returns where one turn breaks the rules: those for each of its bubbles, and those for the whole.

    Args:
        bubbles: what the chatbot says at once.
        rules: the writing rules.
        state: state of the conversation.
        exceptions: ids of rules that do not hold here.
        kind: kind of message, for its obligatory parts (see `Rules.message_kind`).
        explained: official terms that were explained before.
    """
    cut = [_Bubble(b) for b in bubbles]
    told = set(explained)
    for bubble in cut:
        told |= rules.jargon.explained_in(bubble.plain)
    found = [
        replace(f, bubble=i)
        for i, bubble in enumerate(cut)
        for f in _lint_bubble(bubble, rules, state, exceptions, told)
    ]
    found += _lint_whole(cut, rules, state, exceptions, kind)
    return sorted(found, key=lambda f: (f.bubble, f))


def lint_conversation(
    turns: Sequence[Sequence[str]], rules: Rules, *, state: str = "neutraal", exceptions: Collection[str] = ()
) -> list[Finding]:
    """Returns where a conversation breaks the rules for conversations (not those for its turns).

    Args:
        turns: the bubbles of each turn of the chatbot.
        rules: the writing rules.
        state: state of the conversation.
        exceptions: ids of rules that do not hold here.
    """
    lexicon = rules.compassion
    found: list[Finding] = []
    for rule in _active(rules.of_kind("gesprek"), state, exceptions):
        previous, times = -2, 0
        for i, turn in enumerate(turns):
            hit = next(((b, s) for b, t in enumerate(turn) for s in _compassion([_Bubble(t)], lexicon)), None)
            if hit is None:
                continue
            times += 1
            if previous == i - 1 or rule.limits.level(times):
                sentence = hit[1][1]
                found.append(replace(_at(rule, sentence.start, sentence.end, sentence.text), bubble=hit[0], turn=i))
            previous = i
    return found


def _active(rules: Iterable[Rule], state: str, exceptions: Collection[str]) -> Iterator[Rule]:
    return (r for r in rules if r.id not in exceptions and state not in r.not_in)


def _at(rule: Rule, start: int, end: int, found: str, level: str = "", better: str = "") -> Finding:
    return Finding(start, end, rule.id, rule.name, level or rule.level, found, better or rule.better)


def _lint_bubble(
    bubble: _Bubble, rules: Rules, state: str, exceptions: Collection[str], explained: Collection[str]
) -> Iterator[Finding]:
    for rule in _active(rules.rules, state, exceptions):
        if rule.kind == "regex":
            yield from _search(rule, bubble)
        elif rule.kind == "telling":
            limits = rule.limits_in.get(state, rule.limits)
            yield from _count(rule, limits, bubble)
        elif rule.kind == "lijst":
            hits = (
                rules.jargon.unwanted(bubble.plain)
                if rule.word_list == "vervangen"
                else rules.jargon.unexplained(bubble.plain, explained)
            )
            for hit in hits:
                yield _at(rule, hit.start, hit.end, bubble.text[hit.start : hit.end], better=f"Schrijf: {hit.better}.")


def _search(rule: Rule, bubble: _Bubble) -> Iterator[Finding]:
    if rule.pattern is None:  # pragma: no cover - rules that search have a pattern, `rules` sees to that
        return
    text = bubble.text if rule.whole_text else bubble.plain
    for match in rule.pattern.finditer(text):
        if rule.unless and any(m.start() < match.end() and match.start() < m.end() for m in rule.unless.finditer(text)):
            continue
        instead = rule.better_for.get(match[0].lower())
        yield _at(
            rule, match.start(), match.end(), bubble.text[match.start() : match.end()],
            better=f"Schrijf: {instead}." if instead else "",
        )  # fmt: skip


def _count(rule: Rule, limits: Limits, bubble: _Bubble) -> Iterator[Finding]:
    for value, start, end, unit in _MEASURES[rule.measure](bubble):
        level = limits.level(value)
        if level:
            first = " ".join(bubble.text[start:end].split()[:_FIRST_WORDS])
            yield _at(rule, start, end, f"{value:.3g} {unit}: {first}", level)


_Counts = Iterator[tuple[float, int, int, str]]


def _words_per_sentence(bubble: _Bubble) -> _Counts:
    for sentence, length in zip(bubble.sentences, bubble.lengths, strict=True):
        yield length, sentence.start, sentence.end, "woorden"


def _mean_words(bubble: _Bubble) -> _Counts:
    if bubble.lengths:
        yield sum(bubble.lengths) / len(bubble.lengths), 0, len(bubble.text), "woorden gemiddeld"


def _words(bubble: _Bubble) -> _Counts:
    yield sum(bubble.lengths), 0, len(bubble.text), "woorden"


def _sentences(bubble: _Bubble) -> _Counts:
    # A list reads as one thing, however many steps it has; another rule limits the steps.
    lists = {s.item for s in bubble.sentences if s.item}
    yield sum(not s.item for s in bubble.sentences) + len(lists), 0, len(bubble.text), "zinnen"


def _commas(bubble: _Bubble) -> _Counts:
    for sentence in bubble.sentences:
        yield len(_COMMA.findall(sentence.text)), sentence.start, sentence.end, "komma's"


def _exclamations(bubble: _Bubble) -> _Counts:
    yield bubble.plain.count("!"), max(0, bubble.plain.find("!")), bubble.plain.rfind("!") + 1, "uitroeptekens"


def _steps(bubble: _Bubble) -> _Counts:
    return _items(bubble, True, "stappen")


def _points(bubble: _Bubble) -> _Counts:
    return _items(bubble, False, "punten")


def _items(bubble: _Bubble, numbered: bool, unit: str) -> _Counts:
    for number in sorted({s.item for s in bubble.sentences if s.item and s.numbered is numbered}):
        items = [s for s in bubble.sentences if s.item == number]
        yield sum(s.step for s in items), items[0].start, items[-1].end, unit


_MEASURES = {
    "woorden_per_zin": _words_per_sentence,
    "woorden_per_zin_gemiddeld": _mean_words,
    "woorden": _words,
    "zinnen": _sentences,
    "kommas_per_zin": _commas,
    "uitroeptekens": _exclamations,
    "stappen": _steps,
    "punten": _points,
}


def _compassion(bubbles: Sequence[_Bubble], lexicon: re.Pattern[str] | None) -> list[tuple[int, Sentence]]:
    if lexicon is None:
        return []
    return [(i, s) for i, b in enumerate(bubbles) for s in b.sentences if lexicon.search(s.text)]


def _lint_whole(
    bubbles: Sequence[_Bubble], rules: Rules, state: str, exceptions: Collection[str], kind: str
) -> Iterator[Finding]:
    kind_hits = _compassion(bubbles, rules.compassion)
    for rule in _active(rules.of_kind("beurt", "onderdelen"), state, exceptions):
        if rule.kind == "onderdelen":
            said = "\n".join(b.text for b in bubbles).lower()
            for part in rule.parts.get(kind, ()):
                if not any(choice.lower() in said for choice in part):
                    yield _at(rule, 0, 0, part[0], better=f"Voeg toe: {part[0]}. {rule.better}")
        elif rule.measure == "medeleven":
            for count, (i, sentence) in enumerate(kind_hits, 1):
                too_long = rule.max_words is not None and len(words(sentence.text)) > rule.max_words
                if too_long or rule.limits.level(count):
                    yield replace(_at(rule, sentence.start, sentence.end, sentence.text), bubble=i)
        elif rule.measure == "alleen_medeleven":
            if kind_hits and len(kind_hits) == sum(len(b.sentences) for b in bubbles):
                i, sentence = kind_hits[-1]
                yield replace(_at(rule, sentence.start, sentence.end, sentence.text), bubble=i)
        elif rule.measure == "vragen":
            asked = [(i, b.sentences[-1]) for i, b in enumerate(bubbles) if b.sentences and b.sentences[-1].asks]
            for count, (i, sentence) in enumerate(asked, 1):
                if rule.limits.level(count):
                    yield replace(_at(rule, sentence.start, sentence.end, sentence.text), bubble=i)
