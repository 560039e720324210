"""Finds a name by the words around it: "op naam van ...", "ik ben" with a whole name, a greeting and a closing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.canvas import Span, lowered
from bot.privacy.names import PARTICLE, accepted

_PROPER = r"[A-ZÀ-Þ][\w'’\-]{0,30}[a-zß-ÿ]"
_SURNAME = rf"(?:{PARTICLE} ){{0,2}}{_PROPER}"
# One word with a capital may be anything after "ik ben" or at the start; a whole name has two, or an initial.
_WHOLE = rf"(?:{_PROPER}(?: {_SURNAME}){{1,4}}|(?:[A-ZÀ-Þ]\. ?){{1,5}}{_SURNAME})"
_END = r"(?![\w'’\-])"

_NAME_OF = re.compile(
    r"(?<![\w\-])(?:(?:op|ten|onder) (?:de )?naam van|t\.?n\.?v\.?|te[nr] name van|spreekt met) "
)  # fmt: skip
_OF = re.compile(rf"(?P<name>{_WHOLE}|{_PROPER}){_END}")
_OF_LOWER = re.compile(rf"(?P<name>(?:[a-zß-ÿ]\. ?){{1,4}}(?:{PARTICLE} ){{0,2}}[a-zß-ÿ][\w'’\-]{{1,30}}){_END}")

# "Ik Ben" is somebody who gives every word a capital: then a capital says nothing.
_I_AM = re.compile(rf"(?<![\w\-])[Ii]k ben (?P<name>{_WHOLE}){_END}")

_HELLO = r"(?i:hallo|hoi|hi|hey|dag|goede?n?(?:morgen|middag|avond|dag))[ ,.!]{1,3}"
_GOES_ON = r"(?i:ik|mijn|wij|we|bsn|geb|geboren|geboortedatum|wonende)(?![a-z])"
_STREET = r"[A-ZÀ-Þ]\w{0,30}(?:straat|laan|weg|plein|kade|gracht|dijk)"
_FIRST = re.compile(
    rf"\s*(?:{_HELLO})?\n?(?:(?i:met) )?(?P<name>{_WHOLE})"
    rf"(?: hier(?![a-z])| ?[,;:\n] {{0,2}}(?=\x00|{_GOES_ON}|{_STREET}))"
)

_GREETS = re.compile(
    r"(?<![\w\-])(?:m\.?v\.?g\.?|(?:(?:met )?(?:vriendelijke|hartelijke|beleefde|lieve) )?groet(?:en|jes)?|"
    r"hoogachtend|grtjs|grt|gr\.)(?![a-z])[ ,.\n]{1,4}(?:van )?(?:(?:mevrouw|mevr|mw|dhr|de heer)\.? )?"
)
_GREETED = re.compile(rf" ?(?P<name>{_WHOLE}|{_PROPER}) ?(?=[.,!]?\s*(?:\Z|\n|\x00))")
_GREETED_LOWER = re.compile(
    rf" ?(?P<name>(?:[a-z]\. ?)?[a-zß-ÿ][\w'’\-]{{1,30}}(?: (?:{PARTICLE} ){{0,2}}[a-zß-ÿ][\w'’\-]{{2,30}}){{0,2}})"
    r" ?(?=[.,!]?\s*\Z)"
)

# Words that may have a capital and are nobody's name: who runs things, subjects, peoples, what a sentence begins with.
_NOBODY = frozenset(
    """
    digid svb uwv duo cak cjib kvk rdw bv b.v vof nv ing rabobank abn amro bank holding team webcare overheid wet box
    groen beleggen beleggingen kind kinder gebonden budget huur zorg opvang hypotheek rente vermogen sparen spaargeld
    inkomen loon voorlopig voorlopige definitief definitieve bezwaar uitstel betaling schuld schulden
    het een de dit dat wat hoe wie waar wanneer waarom welke ik jij hij zij wij we mijn jouw uw ons onze kan mag moet is
    was heb heeft in op bij voor na per sinds tot van uit door met zonder over volgens als maar en of dus ook nog nu dan
    ja nee al net niet geen zelf samen alleen aan om er te toen nadat sorry help hallo hoi graag kunnen kunt kun krijg
    krijgt ben bent iemand beste geachte vriendelijk vriendelijke mevrouw meneer heer medewerker allemaal iedereen
    alvast bedankt dank bvd terug weer den bergen
    januari februari maart april mei juni juli augustus september oktober november december
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    turk turks turkse belg belgen duits duitse duitser pools poolse marokkaans marokkaanse surinaams surinaamse engels
    engelse frans franse brits britse syriër oekraïener
    zzp zzp'er student moslim christen katholiek alleenstaand alleenstaande gescheiden weduwe weduwnaar zelfstandig
    zelfstandige ondernemer hoofd directeur eigenaar bestuurder mantelzorger vluchteling statushouder gedupeerd
    gedupeerde ouder partner erfgenaam executeur bang boos blij benieuwd klaar ziek werkloos arbeidsongeschikt chronisch
    bijna
    """.split()
)
_NOBODY_ENDS = re.compile(
    r".*(?:dienst|toeslag|toeslagen|belasting|aangifte|aanslag|uitkering|gemeente|rechtbank|ministerie|stichting|"
    r"vereniging|verzekering|pensioen|nederland\w{0,6}|ische?|ïense?|eense?)"
)
_INNER = frozenset("van de den der op het in".split())


def find_name_around(text: str, low: str) -> Iterator[Span]:
    """Give names that follow such words; of places that overlap the first."""
    found = [match.span("name") for match in _I_AM.finditer(text) if _somebody(match["name"])]
    first = _FIRST.match(text)
    if first and _somebody(first["name"]):
        found.append(first.span("name"))
    for opening in _NAME_OF.finditer(low):
        match = _OF.match(text, opening.end()) or _OF_LOWER.match(text, opening.end())
        if match and _somebody(match["name"]):
            found.append(match.span("name"))
    for opening in _GREETS.finditer(low):
        match = _GREETED.match(text, opening.end()) or _GREETED_LOWER.match(text, opening.end())
        if match and _somebody(match["name"]) and accepted(match["name"]):
            found.append(match.span("name"))
    end = 0
    for start, stop in sorted(found):
        if start >= end:
            end = stop
            yield "name", start, stop


def _somebody(name: str) -> bool:
    """Tells whether no word of it is nobody's, particles in between aside."""
    words = [word.strip(".") for word in lowered(name).split()]
    names = [word for place, word in enumerate(words) if not (place and word in _INNER)]
    return not any(word in _NOBODY or _NOBODY_ENDS.fullmatch(word) for word in names)
