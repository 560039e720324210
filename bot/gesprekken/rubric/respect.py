"""Respectvol: P6 address and register, P9 the dose of empathy."""

from __future__ import annotations

import re

from bot.gesprekken.rubric.scores import Check
from bot.gesprekken.rubric.view import CRISIS, HEAVY, NEEDS_EMPATHY, View
from bot.tone.splitting import plain, words

EMPATHY_WORDS = 14
MOST_EMPATHY = 2
_SAYS_U = re.compile(r"(?<![\d.,] )(?<![\w.'-])(?:u|uw|uwe|uzelf)(?![\w'-])", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:je|jij|jou|jouw|jezelf)\b", re.IGNORECASE)
_NOT_SOBER = re.compile(
    r"\bgoed dat je\b|\bheb je (?:hier )?nog (?:een )?(?:andere )?vra(?:ag|gen)\b"
    r"|\bfijne (?:dag|avond|middag|weekend)\b|\bprettige? \w+\b|\bnieuwe vraag stellen\b|\bsucces\b",
    re.IGNORECASE,
)
_CHEERFUL = re.compile(
    r"\bfijne (?:dag|avond|middag|weekend)\b|\bprettige? (?:dag|avond|weekend)\b|\bgefeliciteerd\b|\bsucces\b|!",
    re.IGNORECASE,
)


def address(view: View) -> Check:
    """Returns P6: je throughout, and sober after u or in a heavy state."""
    for line, found in view.findings:
        if found.rule == "R01":
            return Check("P6", 0, line.number, f"zegt '{found.found}'")
    formal_from = next((i for i in range(len(view.turns)) if _SAYS_U.search(plain(view.asked(i)))), None)
    for line in view.lines:
        formal = formal_from is not None and line.turn >= formal_from
        heavy = view.states[line.turn] in HEAVY
        hit = (_NOT_SOBER if formal else _CHEERFUL).search(line.text) if formal or heavy else None
        if hit:
            return Check("P6", 1, line.number, f"niet sober: {hit[0]}")
    if formal_from is None:
        return Check("P6", 2)
    bubbles = [(line, b) for line in view.lines if line.turn >= formal_from for b in line.bubbles]
    rate = sum(len(_PRONOUN.findall(plain(b))) for _, b in bubbles) / max(1, len(bubbles))
    if rate > 1:
        line = max(bubbles, key=lambda pair: len(_PRONOUN.findall(plain(pair[1]))))[0]
        return Check("P6", 1, line.number, f"niet sober na u: {rate:.1f} keer je per bubbel".replace(".", ",", 1))
    return Check("P6", 2, bubbles[0][0].number if bubbles else 0)


def dose(view: View) -> Check:
    """Returns P9: sympathy at most once a turn, never twice running, at most twice."""
    for line, found in view.findings:
        if found.rule in ("E06", "E08"):
            return Check("P9", 0, line.number, f"{found.name}: {found.found}")
    # The crisis block is no empathy that is dealt out: it may come as often as it is needed.
    turns = [[] if view.states[i] == CRISIS else view.empathy(i) for i in range(len(view.turns))]
    shown = [i for i, found in enumerate(turns) if found]
    needed = any(s in NEEDS_EMPATHY for s in view.states)
    if not shown:
        return Check("P9", 2 if needed else None)
    first = turns[shown[0]][0][0].number
    for i in shown:
        if i - 1 in shown:
            return Check("P9", 0, turns[i][0][0].number, "medeleven in twee beurten na elkaar")
    for i in shown:
        if len(turns[i]) > 1:
            return Check("P9", 1, turns[i][1][0].number, f"{len(turns[i])} zinnen medeleven in een beurt")
        line, text = turns[i][0]
        if len(words(text)) > EMPATHY_WORDS:
            return Check("P9", 1, line.number, f"zin van {len(words(text))} woorden")
    if len(shown) > MOST_EMPATHY:
        return Check("P9", 1, turns[shown[MOST_EMPATHY]][0][0].number, f"{len(shown)} keer medeleven")
    return Check("P9", 2, first)
