"""Which amounts somebody told: an income and a debt stay through the talk. They live in its memory only."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.dialogue.heard import Heard
from bot.dialogue.said import with_whole_amounts
from bot.dialogue.states import DEBTS, as_searched

INCOME, DEBT = "inkomen", "schuld"
_ABOUT_DEBT = ("betalen.", "toeslagen.terugbetalen", "aangifte.waarom_bijbetalen", "persoonlijk.schuld_saldo")
_INCOME = re.compile(
    r"\b(?:(?:ik|en|nu) verdien|mijn (?:bruto ?|jaar)?inkomen is|inkomen van|jaarinkomen van) (?:\w+ ){0,2}"
    r"(?:€ ?|eur(?:o)? )?(?P<bedrag>\d{1,3}(?:\.\d{3})+|\d{4,6})\b(?! per maand)"
)
# "Ik kan 50 euro per maand betalen" is what somebody can miss, not what he has to pay.
_A_MONTH = re.compile(r"\b(?:per maand|maandelijks|in de maand|elke maand|p/?m)\b")
# "Mijn salaris is 2900" is that of a month: a smaller income is only one of a year when that is said.
_LEAST_OF_A_YEAR = 10_000
_A_YEAR = re.compile(r"\b(?:per jaar|jaarinkomen|jaarsalaris|jaarloon|jaarlijks|op jaarbasis|hele jaar)\b")


def income_in(text: str) -> int | None:
    """Returns the yearly income that a text tells, in whole euros."""
    plain = as_searched(with_whole_amounts(text))
    found = _INCOME.search(plain)
    amount = int(found["bedrag"].replace(".", "")) if found else None
    return amount if amount and is_of_a_year(amount, plain) else None


def is_of_a_year(income: float, plain: str) -> bool:
    """Tells whether an income that a text tells is surely that of a whole year."""
    return income >= _LEAST_OF_A_YEAR or _A_YEAR.search(plain) is not None


def amounts_after(heard: Heard, before: Mapping[str, float]) -> dict[str, float]:
    """Returns the amounts that are known after a message: what the writer earns, and what is to be paid."""
    known = dict(before)
    income = income_in(heard.text)
    if income is not None:
        if not about_another(heard):
            known[INCOME] = income
        return known
    amount = None if _A_MONTH.search(as_searched(heard.text)) else heard.said.get("bedrag")
    if isinstance(amount, int | float) and ((heard.topic or "").startswith(_ABOUT_DEBT) or heard.state == DEBTS):
        known[DEBT] = amount
    return known


def about_another(heard: Heard, but: str = "") -> bool:
    """Tells whether a message is about another person than the writer, his partner, and who else is meant by `but`."""
    return heard.said.get("relatie") not in (None, "partner", but)


def in_euros(amount: float) -> str:
    """Returns an amount as one writes it, without the sign: 3.200 or 12,50."""
    whole, cents = divmod(round(amount * 100), 100)
    return f"{whole:,}".replace(",", ".") + (f",{cents:02d}" if cents else "")
