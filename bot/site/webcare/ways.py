"""The ways that the desk offers a citizen: their values, their labels, and the words in which people type them."""

from __future__ import annotations

import re

WAIT, LATER, CHATBOT = "wachten", "later", "chatbot"
LABELS = {WAIT: "Wacht op een medewerker", LATER: "Laat mijn vraag liggen", CHATBOT: "Verder met de chatbot"}

LONGEST = 120  # characters; whoever writes more says more than which way
_SOFT = r"(?:dan|maar|wel|graag|hier|even|nu|toch|ook|liever)"
_FOR = r"voor (?:een|de) (?:medewerker|collega)"
_BEFORE = r"(?:(?:ja|ok|oke|oké|goed|prima|nou|hallo|hoi|dan|graag)\W+)*"
_AFTER = rf"(?:\W+(?:{_SOFT}|aub|a\.u\.b|alsjeblieft|alstublieft|svp|kan dat|mag dat|{_FOR}))*"
_WHO = (
    r"(?:laat|laten|(?:ik|we) (?:laat|laten|wil|willen|zou|kan|mag)|"
    rf"(?:hoe |waar )?(?:kan|kunnen|mag|mogen|wil) (?:ik|we))(?: {_SOFT})*"
)
_WHAT = r"(?:(?:een|mijn|m'n|de|deze|het|die) )?(?:bericht(?:je)?|vraag|boodschap)"
_LEAVE = r"(?:achter(?: ?(?:te )?laten)?|liggen|laten liggen|laten staan)"
_WHOLE = rf"(?:{_WHO} {_WHAT}(?: {_SOFT})*(?: {_FOR})? {_LEAVE}|{_WHAT} (?:achterlaten|laten liggen))"

# A message is left from anywhere in a talk; the other ways have a meaning only while they are on the screen.
_ANYWHERE = re.compile(rf"{_BEFORE}{_WHOLE}{_AFTER}\W*")
_ON_SCREEN = {
    LATER: re.compile(
        rf"{_BEFORE}(?:laat (?:(?:hem|het|'m|die|dit|dat|{_SOFT}) )*liggen|(?:hem |het )?laten liggen){_AFTER}\W*"
    ),
    WAIT: re.compile(
        rf"{_BEFORE}(?:wacht op (?:een|de) medewerker|(?:ik )?wacht(?: {_SOFT})*|wachten|"
        rf"ik (?:wil|ga|blijf)(?: {_SOFT})* (?:op (?:een|de) medewerker )?wachten){_AFTER}\W*"
    ),
    CHATBOT: re.compile(
        rf"{_BEFORE}(?:(?:ik wil |ga )?(?:{_SOFT} )*(?:verder|terug) (?:met|naar) de (?:chat)?bot|stop met wachten|"
        rf"(?:ik )?(?:wil |ga )?niet (?:meer|langer) wachten|ik stop met wachten){_AFTER}\W*"
    ),
}  # fmt: skip


def way_in(text: str, on_screen: bool) -> str | None:
    """Returns which way a typed message chooses, or None when it is anything else.

    Args:
        text: the whole message.
        on_screen: whether the ways are offered now, or one of them is being gone.
    """
    if len(text) > LONGEST:
        return None
    low = " ".join(text.lower().replace("’", "'").split())
    if _ANYWHERE.fullmatch(low):
        return LATER
    if not on_screen:
        return None
    return next((way for way, words in _ON_SCREEN.items() if words.fullmatch(low)), None)
