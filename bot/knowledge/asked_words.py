"""The names that answers give to what people ask apart from the rest ("een_m_aangifte"), as people read them."""

from __future__ import annotations

import re

# A name is ASCII, lower case and without marks; these are words that are written in another way.
_WRITTEN = {
    "m aangifte": "M-aangifte", "m biljet": "M-biljet", "m formulier": "M-formulier", "f biljet": "F-biljet",
    "aow": "AOW", "ww": "WW", "wia": "WIA", "wsnp": "Wsnp", "bsn": "BSN", "eu": "EU", "kvk": "KVK",
    "duo": "DUO", "uwv": "UWV",
    "svb": "SVB", "ind": "IND", "anbi": "ANBI", "bkr": "BKR", "kor": "KOR", "woz": "WOZ", "tin": "TIN",
    "nft": "NFT", "id": "ID",
    "sms": "sms", "ib60": "IB60", "eidas": "eIDAS", "digid": "DigiD", "mijnoverheid": "MijnOverheid",
    "airbnb": "Airbnb",
    "eherkenning": "eHerkenning", "nederland": "Nederland", "duitsland": "Duitsland", "belgie": "België",
    "amerika": "Amerika", "curacao": "Curaçao", "oekraine": "Oekraïne", "engels": "Engels", "zzper": "zzp'er",
    "belastingdienst": "Belastingdienst", "dienst toeslagen": "Dienst Toeslagen", "ziektewet": "Ziektewet",
    "geerfd": "geërfd",
}  # fmt: skip
_WORDS = re.compile(rf"\b(?:{'|'.join(map(re.escape, _WRITTEN))})\b")


def asked_in_words(name: object) -> str:
    """Returns what somebody asks in words that fit in a sentence: "een M-aangifte", "tot wanneer"."""
    spoken = str(name).replace("_", " ").strip()
    return _WORDS.sub(lambda found: _WRITTEN[found[0]], spoken)


def capitalised(text: str) -> str:
    """Returns a text with a capital in front; a name with a capital inside ("eIDAS") stays as it is."""
    return text if _has_capital_inside(text) else text[:1].upper() + text[1:]


def behind_another(text: str) -> str:
    """Returns a text as it reads behind another, without a capital in front; "AOW" and "M-biljet" keep theirs."""
    if _has_capital_inside(text) or "-" in text.split(" ", 1)[0]:
        return text
    return text[:1].lower() + text[1:]


def _has_capital_inside(text: str) -> bool:
    """Tells whether the first word is a name that is written with other capitals than a word is: "eIDAS", "AOW"."""
    inside = text.split(" ", 1)[0][1:]
    return inside != inside.lower()
