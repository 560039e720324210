"""Betrokken en oplossingsgericht: P11 repair, P12 the route to a person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.gesprekken.rubric.scores import Check
from bot.gesprekken.rubric.view import CRISIS, MISUNDERSTOOD, ROUTE_BY_MISS, View, first_turn
from bot.gesprekken.transcript import Line

ASKS_FOR_PERSON = re.compile(
    r"\bmedewerker\b|\b(?:een )?echt(?:e)? (?:mens|persoon)\b|\b(?:iemand|een mens|een persoon|iemand anders) "
    r"(?:spreken|bellen|aan de (?:lijn|telefoon))\b|\bverbind (?:me|mij) door\b|\bdoorverbinden\b",
    re.IGNORECASE,
)
_OFFERS_PERSON = re.compile(r"\bmedewerker\b|\biemand spreken\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b0[89]00 - \d|\+31 \d|\b113\b")
_SLOTS = (
    ("nummer", _NUMBER),
    ("gratis", re.compile(r"\bgratis\b", re.IGNORECASE)),
    ("tijden", re.compile(r"\d\.\d\d\b|\buur\b|\bdag en nacht\b", re.IGNORECASE)),
    ("wat je bij de hand houdt", re.compile(r"\bbij de hand\b", re.IGNORECASE)),
)


def repair(view: View) -> Check:
    """Returns P11: the ladder is followed and no text of it is said twice."""
    repairs = [line for line in view.lines if line.turn and line.outcome in MISUNDERSTOOD]
    if not repairs:
        return Check("P11", None)
    seen: dict[str, int] = {}
    for line in repairs:
        if line.text in seen:
            return Check("P11", 0, line.number, f"dezelfde tekst als regel {seen[line.text]}")
        seen[line.text] = line.number
    worst = Check("P11", 2, repairs[0].number)
    misses = 0
    for turn in view.turns:
        failed = [line for line in turn if line.outcome in MISUNDERSTOOD]
        misses = misses + 1 if failed else 0
        routed = any(_reaches_person(line) for line in turn)
        if misses > ROUTE_BY_MISS and not routed:
            return Check("P11", 0, failed[0].number, f"{misses} keer niet begrepen en geen weg naar een mens")
        if misses == ROUTE_BY_MISS and not routed:
            worst = Check("P11", 1, failed[0].number, "bij de tweede keer geen weg naar een mens")
        elif failed and not any(line.message.get("choices") for line in failed) and not routed and worst.score == 2:
            worst = Check("P11", 1, failed[0].number, "vraagt het opnieuw zonder keuzes of mens")
    return worst


def _reaches_person(line: Line) -> bool:
    choices = line.message.get("choices") or ()
    return (
        line.outcome == "overdracht"
        or bool(_OFFERS_PERSON.search(line.text))
        or any(c["choice"] == "medewerker" for c in choices)
    )


def person(view: View) -> Check:
    """Returns P12: a person is offered from the first turn, and the route is whole when it is used."""
    lacks: list[tuple[int, str]] = []
    for i, turn in enumerate(view.turns):
        if i and ASKS_FOR_PERSON.search(view.asked(i)) and not given_a_route(turn):
            return Check("P12", 0, view.citizen[i], "vroeg om een mens en kreeg geen weg")
        for line in turn:
            if line.turn and line.outcome == "overdracht" and view.states[i] != CRISIS:
                told = "\n".join((line.text, *((line.message.get("slip") or {}).get("lines") or ())))
                lacks += [(line.number, name) for name, pattern in _SLOTS if not pattern.search(told)]
    if not any(_OFFERS_PERSON.search(line.text) for line in view.turns[first_turn(view)]):
        lacks.append((view.lines[0].number if view.lines else 0, "een mens in de eerste beurt"))
    if lacks:
        return Check("P12", 1, lacks[0][0], "ontbreekt: " + ", ".join(dict.fromkeys(name for _, name in lacks)))
    used = next((line for line in view.lines if line.turn and line.outcome == "overdracht"), None)
    return Check("P12", 2, used.number if used else view.lines[0].number)


def given_a_route(turn: Sequence[Line]) -> bool:
    """Tells whether a turn says how to reach a person."""
    return any(line.outcome == "overdracht" or _NUMBER.search(line.text) for line in turn)
