"""How values read in Dutch: € 1.250, 35,75%, 6 weken, 1 mei 2027."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bot.calendar import date_in_words

COUNT_UNITS = {
    "dagen": "dag", "werkdagen": "werkdag", "weken": "week", "maanden": "maand", "jaar": "jaar", "uur": "uur",
}  # fmt: skip
UNITS = ("EUR", "%", "datum", "getal", "tekst", *COUNT_UNITS)


def number_in_words(number: Decimal) -> str:
    """Returns the number with a full stop for thousands and a comma for decimals, no needless zeros."""
    plain = f"{number:,f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.replace(",", " ").replace(".", ",").replace(" ", ".")


def value_in_words(value: object, unit: str) -> str:
    """Returns the value of a fact as citizens read it.

    Raises:
        ValueError: the value does not fit the unit; the message is Dutch and says what it should be.
    """
    if unit == "tekst":
        return str(value)
    if unit == "datum":
        if not isinstance(value, dt.date):
            raise ValueError("een datum hoort als JJJJ-MM-DD, zonder aanhalingstekens")
        return date_in_words(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError("de waarde hoort een getal te zijn, met een punt voor de decimalen en zonder aanhalingstekens")
    number = Decimal(str(value))
    if not number.is_finite():  # YAML knows .nan and .inf
        raise ValueError("de waarde hoort een getal te zijn")
    if unit == "EUR":
        if number != number.to_integral_value():
            whole, cents = f"{number:.2f}".split(".")
            return f"€ {number_in_words(Decimal(whole))},{cents}"
        return f"€ {number_in_words(number)}"
    if unit == "%":
        return f"{number_in_words(number)}%"
    if unit == "getal":
        return number_in_words(number)
    if unit in COUNT_UNITS:
        return f"{number_in_words(number)} {COUNT_UNITS[unit] if number == 1 else unit}"
    raise ValueError(f"de eenheid '{unit}' bestaat niet; kies uit {', '.join(UNITS)}")
