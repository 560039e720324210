"""Tells whether a reply asks the citizen for a burgerservicenummer in the chat. Staff never need it there."""

from __future__ import annotations

import re

from bot.tone.splitting import sentences

# "burger service nummer", "B.S.N.", "sofi-nummer" and a common slip of the pen.
_NUMBER = r"(?:b\.?s\.?n\.?(?:[\s-]*nummers?)?|(?:burger[\s-]*)?serv?ic?e[\s-]*nummers?|sofi[\s-]*nummers?)(?!\w)"
_WANTED = re.compile(rf"(?<!\w){_NUMBER}|(?<=burger){_NUMBER}", re.IGNORECASE)
# What says that somebody wants it now: a question, an order, a need, or the promise of help once it is there.
_ASKING = re.compile(
    r"""\?\s*\Z
    | \b(?:geef|typ|stuur|vul|noem|deel|zet|zeg|plak|app|mail|vertel|herhaal|bevestig|lever|laat|meld|schrijf)\b
    | \b(?:door|mee|in|op|toe)(?:geven|sturen|delen|typen|vullen|zetten|gegeven|gestuurd)\b
    | \b(?:doorgeven|opsturen|toesturen|sturen|noemen|delen|typen|invullen|vertellen|weten|horen|ontvangen|krijgen)\b
    | \b(?:mag|kan|kun|kunt|wil|wilt|zou|zouden|kunnen|moet|moeten)\b
    | \b(?:nodig|graag|alsjeblieft|alstublieft|svp|aub|missen?|mis|ontbreekt|vragen|vraag|wacht)\b
    | \b(?:volsta(?:at|an)|genoeg)\b
    | \b(?:antwoord|reageer)\s+met\b
    | \A\W*(?:en\s)?(?:(?:wat|welk)\b.{0,15})?(?:je|jouw|uw)?\s*[^\s]*\W*\Z""",
    re.IGNORECASE | re.VERBOSE,
)
# Warning somebody off is the opposite of asking.
_REFUSING = re.compile(
    r"""\b(?:geen|nooit|nergens)\b
    | \b(?:hoef(?:t|de)?|mag|moet|wil|zal|vraag|vragen|typ|stuur|deel|noem|zet|geef|plak|bewaar|bewaren|heb|hebben)\b
      [^,]*\bniet\b(?!\W*(?:vinden|helpen|verder|zien|opzoeken|kijken|controleren))""",
    re.IGNORECASE | re.VERBOSE,
)
# "Zonder je bsn kan ik niets": asks by what it threatens with.
_WITHOUT = re.compile(r"\bzonder\b(?=.*\b(?:ik|we|wij|niets?|geen)\b)(?!.*\b(?:ook|prima|wel)\b)", re.IGNORECASE)
_HAVE_YOU = re.compile(r"\A\W*(?:en\s+)?(?:heb|hebt|heeft)\s+(?:je|jij|u)\b[^.!]*\?\s*\Z", re.IGNORECASE)
# There it is asked by somebody else, or for another place than this chat.
_ELSEWHERE = re.compile(
    r"""\bbij\s+de\s+hand\b | \bmijn\s+(?:belastingdienst|toeslagen)\b | \bdigid\b | \bformulier\w* | \bin\s+de\s+app\b
    | \b(?:als|wanneer)\s+(?:je|u)\s+(?:\w+\s+){0,3}belt\b | \bbel(?:t|len)?\b | \btelefo\w+ | \bwebsite\b | \bportaal\b
    | \bop\s+(?:je|uw|de)\s+(?:\w+\s+)?(?:brief|aanslag|aangifte|machtiging)\b
    | \bop\s+(?:je|uw|de)\s+(?:\w+\s+)?(?:paspoort|loonstrook|jaaropgaaf|identiteitskaart|rijbewijs)\b
    | \bmet\s+de\s+post\b | \b(?:per|in|bij)\s+(?:je|uw|de|een)?\s*(?:brief|bezwaar|aangifte)\b | \bbalie\b""",
    re.IGNORECASE | re.VERBOSE,
)
# "... in de brief, of typ het hier" still asks here.
_HERE = re.compile(
    r"\b(?:hier|in (?:de|deze|dit) (?:chat|gesprek)|nu even|zodat ik|dan (?:kijk|zoek|kan) ik|voor me|aan mij)\b",
    re.IGNORECASE,
)


def asks_bsn(text: str) -> bool:
    """Tells whether a reply asks for a burgerservicenummer, in whatever wording."""
    flat = " ".join(text.replace("B.S.N.", "bsn").replace("b.s.n.", "bsn").split())
    return any(_asks(sentence.text) for sentence in sentences(flat))


def _asks(sentence: str) -> bool:
    if not _WANTED.search(sentence):
        return False
    if _WITHOUT.search(sentence):
        return True
    if _REFUSING.search(sentence):
        return False
    if _HAVE_YOU.search(sentence):
        return True
    if _ELSEWHERE.search(sentence) and not _HERE.search(sentence):
        return False
    return bool(_ASKING.search(sentence))
