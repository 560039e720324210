"""Soft hints on a reply that somebody of webcare is typing: never a lock, always with a better wording."""

from __future__ import annotations

from dataclasses import dataclass

from bot.privacy import KINDS, clean, finds, mask
from bot.tone import Rules, lint
from bot.tone.lint import Finding
from bot.webcare.asks_bsn import asks_bsn

# The rules that matter when a person writes to one citizen, the weightiest first. The others are about a chatbot
# (no "ik ben een medewerker"), or about a text that thousands of people read.
RULES_FOR_PEOPLE = ("E11", "T26", "T27", "E09", "E10", "E08", "R01", "R02", "B12", "B19", "B20", "B21", "T25", "R03")
MOST = 4  # hints at once; with more nobody reads any


@dataclass(frozen=True)
class Hint:
    """One hint: the id of the writing rule, and what to do in one Dutch line."""

    rule: str
    text: str


@dataclass(frozen=True)
class Hints:
    """What there is to say about a draft.

    Attributes:
        hints: at most `MOST`, one for each rule, the weightiest first.
        private: labels of the kinds of private data in it, such as "je rekeningnummer".
        asks_bsn: it asks the citizen for a burgerservicenummer.
    """

    hints: tuple[Hint, ...]
    private: tuple[str, ...]
    asks_bsn: bool


def hints_for(text: str, rules: Rules) -> Hints:
    """Returns the hints on a draft; an empty one has none."""
    text = clean(text)
    kinds = dict.fromkeys(finding.kind for finding in finds(text))
    wants_number = asks_bsn(text)
    left_out = {r.id for r in rules.rules} - set(RULES_FOR_PEOPLE)
    found = lint(text, rules, exceptions=left_out)
    found.sort(key=lambda f: (RULES_FOR_PEOPLE.index(f.rule), f.start))
    hints: list[Hint] = []
    for finding in found:
        hint = Hint(finding.rule, _in_words(finding))
        if hint.rule not in {h.rule for h in hints} and not (finding.rule == "E11" and wants_number):
            hints.append(hint)
    return Hints(tuple(hints[:MOST]), tuple(KINDS[kind].label for kind in kinds), wants_number)


def _in_words(finding: Finding) -> str:
    """Returns the hint as it stands under the reply field: what was found, and what would be better."""
    found = " ".join(mask(finding.found).text.split())
    if finding.rule == "B12":
        return f"Een lange zin: {found.replace(': ', ' (', 1)} …). Knip hem in tweeën."
    return f"“{found}”: {finding.better}"
