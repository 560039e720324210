"""Finds what the words before it give away: numbers of letters, cases and documents, and passwords."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.canvas import Span, keyed
from bot.privacy.public import is_date_or_years

_CASE_WORDS = re.compile(
    r"(?<![a-z])(?:zaak|dossier|beschikkings?|aanslag|bezwaar|klant|cliënt|vorderings?|loonheffingen|"
    r"melding|meldings|"
    r"relatie|btw|subject|procedure|beroeps?)-?(?: ?nummers?| ?nr\.?| ?kenmerk| ?id)(?![a-z])|"
    r"(?<![a-z])(?:rsin|btw-?id|zaak|dossier|beschikking)(?![a-z])"
)
_LETTER_WORDS = re.compile(
    r"(?<![a-z])(?:betalings?|brief|acceptgiro)?-?kenmerk(?![a-z])|(?<![a-z])(?:brief|referentie|betaal|"
    r"volg|beschikking)"
    r"-?(?: ?nummer| ?nr\.?)(?![a-z])|(?<![a-z])(?:referentie|ref\.|reference)(?![a-z])"
)
_DOCUMENT_WORDS = re.compile(
    r"(?<![a-z])(?:paspoort|identiteitskaart|id-?kaart|id-?bewijs|rijbewijs|identiteitsbewijs|"
    r"verblijfsdocument|document|"
    r"vreemdelingen|v|bsnk)-?(?: ?nummer| ?nr\.?)?(?![a-z])"
)
_FILLER = (
    r"[ :=#.,\n(\"']{0,3}(?:(?:nummer|nr\.?|is|van|mijn|de|het|dit|deze|brief|aanslag|"
    r"zaak|met|luidt|heeft|staat|op|onze|uw|ons)[ :=#.\n(\"']{1,3}){0,4}"
)
_VALUE = re.compile(
    _FILLER + r"(?P<value>(?:[a-z]{1,4}[.\-/ ]?)?\d[\da-z*]{0,24}(?:[./\-][\da-z*]{1,24}){0,8}"
    r"(?: (?:- )?(?![\da-z.]{0,12}(?: ?euro?\b| ?€))(?:\d[\da-z]{0,12}|"
    r"[a-z](?= ?\d))(?:[./\-][\da-z]{1,12}){0,5}(?![\w,])){0,6})"
)
_AMOUNT_AFTER = re.compile(r",\d| ?(?:€|euro?(?![a-z]))")
_DOCUMENT_VALUE = re.compile(
    _FILLER + r"(?P<value>(?=[a-z0-9]{0,8}\d)[a-z0-9]{6,12}(?![a-z0-9])|\d{3}[. ]?\d{3}[. ]?\d{3,4}(?!\d))"
)

_ASSESSMENT = re.compile(
    r"(?<!\d)(?:nl ?)?(?:\d{9}|\d{4}([. \-])\d{2}\1\d{3}|\d{3}([. \-])\d{3}\2\d{3})"
    r"(?:[. \-]?[a-z](?:[. \-]?\d){2,9}(?![\da-z]))"
)
_TOESLAGEN = re.compile(r"(?<![\w'’])t[ .\-]?\d{3}[ .\-]?\d{3}[ .\-]?\d{3}(?:[ .\-]?\d{1,3})?(?!\d)")

_LOGIN_WORDS = re.compile(
    r"(?<![a-z])(?:wachtwoord|password|pincode|pin|inlogcode|inlognaam|gebruikersnaam|activeringscode|"
    r"activatiecode|"
    r"digid[- ]?code|bevestigingscode|sms[- ]?code|controlecode|"
    r"toegangscode|verificatiecode|beveiligingscode|koppelcode|herstelcode|"
    r"code uit de sms)(?![a-z])"
)
_LOGIN_VALUE = re.compile(
    r"(?: (?:van|voor|bij|op)(?: (?:mijn|m'n|de|het))? [a-z]{2,20}"
    r"| (?:mijn |m'n )?(?:digid|mijnoverheid|belastingdienst|toeslagen|account|app|inlog|e-?mail|mail|bank))?"
    r"(?P<link> ?[:=] ?| (?:is|was|luidt|wordt) ?:? ?(?:dus |nu |namelijk )?|"
    r" )[\"'“‘(]?(?P<value>[^\s\x00\x01\"”]{3,64})"
)
# "mijn wachtwoord is verlopen": what people say about a password, and no password.
_NO_LOGIN = re.compile(
    r"(?:(?:ge|ver|be|ont|her|aange|inge|opge|afge|toege|uitge|op|mis)[a-z]{2,}(?:d|t|en)|kwijt|"
    r"niet(?:s)?|weg|al|ook|nog|"
    r"onjuist|fout|foutief|ongeldig|verkeerd|nu|mij|het|een|wel|goed|juist|correct|nodig|anders|nieuw|"
    r"oud|geen|dat|dit|"
    r"die|wat|waar|hoe|vergeten|zwak|sterk|veilig|onveilig|geheim|privé|moeilijk|makkelijk|leeg|naar|"
    r"door|van|voor|met|"
    r"zoek|toch|opnieuw|steeds|altijd|helaas|opeens|ineens|echt|bij|per|via|aan|uit|eenmalig|verplicht|"
    r"klaar|mogelijk|"
    r"onmogelijk|binnen|heel|erg|te|mijn|jouw|jullie|hetzelfde|digid|lang|kort|niks|iets|werkt)"
)


def _numbers(low: str, kind: str, words: re.Pattern[str]) -> Iterator[Span]:
    for match in keyed(low, words, _VALUE):
        value = match["value"]
        if _AMOUNT_AFTER.match(low, match.end()):
            continue
        if sum(map(str.isdigit, value)) >= 4 and not is_date_or_years(value):
            if len(value) > 4 or not 1990 <= int(value) <= 2050:
                yield kind, *match.span("value")


def find_case_number(_text: str, low: str) -> Iterator[Span]:
    """Give numbers that are called a case, file, decision or assessment number."""
    yield from _numbers(low, "case_number", _CASE_WORDS)


def find_assessment_number(_text: str, low: str) -> Iterator[Span]:
    """Give numbers in the form of an assessment or old VAT number: a bsn, a letter and some digits."""
    yield from (("case_number", match.start(), match.end()) for match in _ASSESSMENT.finditer(low))


def find_letter_number(_text: str, low: str) -> Iterator[Span]:
    """Give numbers that are called a kenmerk or reference."""
    yield from _numbers(low, "letter_number", _LETTER_WORDS)


def find_toeslagen_number(_text: str, low: str) -> Iterator[Span]:
    """Give letter numbers of Dienst Toeslagen: a T and nine digits or more."""
    yield from (("letter_number", match.start(), match.end()) for match in _TOESLAGEN.finditer(low))


def find_document(_text: str, low: str) -> Iterator[Span]:
    """Give the numbers of passports, identity cards, driving licences and residence permits."""
    for match in keyed(low, _DOCUMENT_WORDS, _DOCUMENT_VALUE):
        if sum(map(str.isdigit, match["value"])) >= 3 and not is_date_or_years(match["value"]):
            yield "document", *match.span("value")


def find_login(text: str, low: str) -> Iterator[Span]:
    """Give a password, user name or code that the citizen types out."""
    for match in keyed(low, _LOGIN_WORDS, _LOGIN_VALUE):
        start = match.start("value")
        value = text[start : match.end("value")].rstrip(".,;:)'’")
        value = value.rstrip(".,;:!?)'’") if value.rstrip("!?").isalpha() else value
        linked = match["link"].strip()
        digits = sum(map(str.isdigit, value))
        if linked:
            secret = (
                digits
                or not value.isalpha()
                or value[1:] != value[1:].lower()
                or not _NO_LOGIN.fullmatch(value.lower())
            )
            # One plain word is a password only when the sentence ends there.
            if secret and value.isalpha() and value == value.lower():
                secret = re.match(r"[.,;!?)'\"”]{0,3}(?:\s|$)(?! ?[a-z])", text[start + len(value) :])
        else:
            secret = (
                (digits >= 4 or (digits and not value[0].isdigit()))
                and not is_date_or_years(value)
                and not (len(value) == 4 and value[:2] in ("19", "20"))
            )
        if secret and len(value) >= 3:
            yield "login", start, start + len(value)
