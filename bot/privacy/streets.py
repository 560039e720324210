"""Finds streets with a house number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.canvas import Span, before

# A word that ends so is a street, unless it is in the list of words that only look so.
_STREET = re.compile(
    r"..(?:straat(?:je)?|str|laan(?:tje)?|plein(?:tje)?|kade|gracht|singel|dijk|steeg|dreef|plantsoen|"
    r"boulevard|weg)$"
)
_NO_STREET = frozenset(
    "onderweg terugweg heenweg omweg snelweg autoweg uitweg tussenweg halverweg zijweg rechtsweg "
    "middenweg hulpweg milaan "
    "barricade decade arcade brigade façade facade estafette dracht moerdijk jacht ondanks vluchtweg "
    "denkweg".split()
)
# These endings are in too many other words (verzekering, arbeidsmarkt, antwoord): only as a name, with a
# capital.
_PLACE = re.compile(
    r"(?:hof|pad|park|baan|markt|ring|oord|wal|burg|poort|haven|veld|hoek|brink|kamp|akker|erf|hoeve|"
    r"zijde|vaart|einde|"
    r"wijk|burcht|weide|donk|oever|pleintje)$"
)
_NO_PLACE = re.compile(
    r"(?:[eaoui]ring|antwoord|woord|akkoord|moord|boord|limburg|tilburg|burg|luxemburg|hamburg|"
    r"straatsburg|duisburg|"
    r"arbeidsmarkt|woningmarkt|huizenmarkt|huurmarkt|supermarkt|aandelenmarkt|rommelmarkt|bijbaan|"
    r"hoofdbaan|vakantiebaan|"
    r"gerechtshof|wagenpark|ipad|jaareinde|weekeinde|vulveld|voerveld|tekstveld|achterzijde|voorzijde|"
    r"beverwijk|rijswijk|"
    r"waalwijk|kring|sport)$"
)
_BARE = frozenset("plein markt singel hof kade dam spui brink gracht dijk laan weg".split())
_NEVER = frozenset(
    "box stap artikel art vraag rubriek kind kinderen toeslag aangifte aanslag formulier lid punt "
    "pagina bladzijde regel "
    "januari februari maart april mei juni juli augustus september oktober november december ib tg "
    "bijlage schijf groep "
    "nederland belastingjaar jaar nummer huisnummer postbus kvk eu aow anw wlz zvw wia wao wajong".split()
)

# What follows decides too: "weg 2 weken" is no house.
_UNIT = (
    r"(?! ?(?:uur|uren|dag|week|weken|maand|jaar|jaren|km|kilometer|meter|m2|m²|euro|eur|€|%|procent|"
    r"minuten|min|keer|"
    r"maal|x|personen|mensen|kinderen|kind|werkdagen|januari|februari|maart|april|mei|juni|juli|"
    r"augustus|september|"
    r"oktober|november|december|k|duizend|miljoen|auto|huizen|woningen)(?![a-z]))(?! ?dagen)"
)
_HOUSE = (
    r"(?P<house>\d{1,5})(?![\d.,:/]\d|\d)(?!-\d{1,2}-\d)"
    + _UNIT
    + r"(?:(?: ?- ?| )?(?:bis|hs|huis|rood|zwart|[a-z])(?![\w'])(?:-\d{1,4}(?!\d))?"
    + r"|-\d{1,4}(?!\d)| ?[ivx]{1,4}(?![\w']))?"
)
_CANDIDATE = re.compile(
    r"(?<![\w'’\-.])(?P<word>['’]?[^\W\d_](?:[^\W\d_]|['’\-.]){2,40}) {0,2}"
    r"(?:,? ?(?:huisnummer|nummer|nr\.?|no\.|#) ?|, )?" + _HOUSE
)
_LONG_NAME = re.compile(
    r"(?<![\w])(?:laan|plein|hof|weg|kade|park|dijk|pad) (?:van|der|den|op) (?:(?:de|der|den|het|'t) )?"
    r"(?!huis|werk|mijn|mij|vakantie|"
    r"school)[^\W\d_][\w'\-]{2,30}(?: [^\W\d_][\w'\-]{2,30})?,? {1,2}(?:nr\.? ?)?" + _HOUSE
)
_NUMBERED_SQUARE = re.compile(
    r"(?<!\w)plein (?:1813|1940|1944|1945|1953|1992|40-45|'40-'45) {0,2}(?:,? ?(?:nummer|nr\.?) ?)?" + _HOUSE
)
_EXTENSION = re.compile(
    r"(?<![\w'’\-])(?:[A-ZÀ-Þ][\w'’.\-]{0,25} )(?:(?:van|der|den|de|het|ten|ter|'t|"
    r"[A-ZÀ-Þ][\w'’.\-]{0,25}) ){0,3}$"
)
_NO_EXTENSION = re.compile(r"^(?:In|Op|De|Het|Aan|Mijn|Ik|Wij|We|Naar|Adres|Bij|Van|Hij|Zij|Ze|Is|Woon)(?: |$)")
_LIVING = re.compile(
    r"(?<![a-z])(?:woon\w*|wonen\w*|adres\w*|\w+adres|verhuis\w*|verhuizen|ingeschreven)"
    r"(?:[ :,]{1,2}(?:is|naar|op|aan|in|de|het|nu|ik|wij|we|momenteel)){0,4}[ :,\n]{0,2}$"
)


def _is_year(number: str) -> bool:
    return len(number) == 4 and number[:2] in ("19", "20")


def _earlier_words(text: str, start: int) -> int:
    """Give the length of the words before a street that belong to its name: "Jan van" Galenstraat."""
    if not text[max(0, start - 2) : start].strip(" ").isalnum():
        return 0
    extension = _EXTENSION.search(before(text, start, 60))
    words = extension[0] if extension else ""
    while _NO_EXTENSION.match(words):
        words = words.split(" ", 1)[1]
    return len(words) if words[:1].isupper() else 0


def _is_street(text: str, low: str, match: re.Match[str]) -> bool:
    """Decides whether a word with a number is a street with a house number."""
    word = match["word"].rstrip(".-'’")
    number = match["house"]
    if word in _NEVER or number.startswith("0"):
        return False
    if word not in _BARE and len(word) >= 5 and _STREET.search(word) and word not in _NO_STREET:
        return True
    living = _LIVING.search(before(low, match.start(), 60))
    capital = text[match.start("word")].isupper()
    if not (living or capital) or _is_year(number) and not (living and word in _BARE):
        return False
    if word in _BARE:
        return bool(living) or text[max(0, match.start() - 3) : match.start()].rstrip(" ")[-1:] not in (
            "",
            ".",
            "!",
            "?",
        )
    if text[match.end("word")].isdigit():  # only a sure street is written in one with its number
        return False
    return bool(_PLACE.search(word) and not _NO_PLACE.search(word)) or bool(living and capital and len(number) <= 4)


def find_address(text: str, low: str) -> Iterator[Span]:
    """Give streets with a house number; a street alone passes, since it points at nobody."""
    spans = []
    for pattern in (_LONG_NAME, _NUMBERED_SQUARE):
        spans += [match.span() for match in pattern.finditer(low)]
    for match in _CANDIDATE.finditer(low):
        if _is_street(text, low, match):
            spans.append((match.start() - _earlier_words(text, match.start()), match.end()))
    end = 0
    for start, stop in sorted(spans):
        if start >= end:
            end = stop
            yield "address", start, stop
