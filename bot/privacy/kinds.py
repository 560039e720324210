"""The kinds of private data, with the words people read for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """What people read about one kind: a label for the citizen and the placeholder that replaces the data."""

    label: str
    placeholder: str


KINDS: dict[str, Kind] = {
    "bsn": Kind("je burgerservicenummer", "[burgerservicenummer]"),
    "iban": Kind("je rekeningnummer", "[rekeningnummer]"),
    "phone": Kind("je telefoonnummer", "[telefoonnummer]"),
    "mail": Kind("je e-mailadres", "[e-mailadres]"),
    "birthdate": Kind("je geboortedatum", "[geboortedatum]"),
    "address": Kind("je adres", "[adres]"),
    "postcode": Kind("je postcode", "[postcode]"),
    "case_number": Kind("je zaaknummer of aanslagnummer", "[zaaknummer]"),
    "letter_number": Kind("het nummer van je brief of betaling", "[briefnummer]"),
    "card": Kind("het nummer van je betaalpas", "[kaartnummer]"),
    "document": Kind("het nummer van je identiteitsbewijs", "[documentnummer]"),
    "login": Kind("je wachtwoord of code", "[inloggegeven]"),
    "name": Kind("je naam", "[naam]"),
}

# What somebody fears most to have given away comes first.
_MOST_SENSITIVE = (
    "bsn", "login", "iban", "card", "document", "birthdate", "address", "name", "phone", "mail", "case_number",
    "letter_number", "postcode",
)  # fmt: skip
_NAMED = 2  # kinds; more of them no longer read as a sentence


def labels_of(kinds: Iterable[str]) -> str:
    """Returns all of these kinds as people read them, in the order given: "je naam en je adres"."""
    return " en ".join(KINDS[kind].label for kind in kinds)


def in_words(kinds: Iterable[str]) -> str:
    """Returns kinds as a citizen reads them, the most sensitive first; after two of them "en andere gegevens"."""
    labels = [KINDS[kind].label for kind in sorted(kinds, key=_MOST_SENSITIVE.index)]
    if len(labels) <= _NAMED:
        return " en ".join(labels)
    return f"{', '.join(labels[:_NAMED])} en andere gegevens"
