"""The kinds of private data, with the words people read for each."""

from __future__ import annotations

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
