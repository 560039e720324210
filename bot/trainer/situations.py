"""For whom a text is, and where in an answer something stands, in words for trainers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.knowledge.asked_words import asked_in_words
from bot.knowledge.model import ASKS, FORMAL, HELPS
from bot.knowledge.yaml_file import Place
from bot.trainer import yaml_edit

# What a trainer chooses on, as the name of a field.
CONDITIONS = {
    ASKS: "Vraagt naar", "toeslag": "Noemt de toeslag", "jaar": "Noemt het jaar", "partner": "Heeft een partner",
    "kind": "Heeft kinderen", "post": "Kreeg post", "relatie": "Gaat het om", HELPS: "Regelt het voor een ander",
    FORMAL: "Zegt u",
}  # fmt: skip
_WHOM = {
    ("partner", "ja"): "een partner heeft", ("partner", "nee"): "geen partner heeft", ("kind", "ja"): "kinderen heeft",
    ("kind", "nee"): "geen kinderen heeft", ("post", "ja"): "post kreeg", (HELPS, "ja"): "het voor een ander regelt",
    (FORMAL, "ja"): "u zegt",
}  # fmt: skip
_VALUES = {"kindgebonden_budget": "kindgebonden budget", "client": "cliënt"}
# Parts of an answer as trainers read them.
FIELDS = {
    "knop": "Tekst op de knop", "vraag": "De vraag in één zin", "eigenaar": "Eigenaar", "lijn": "Telefoonlijn",
    "antwoorden": "Tekst", "bubbels": "bubbel", "kort": "korte vorm", "nalezen": "nog nalezen",
    "makkelijker": "makkelijker", "voorbeeld": "voorbeeld", "bronnen": "Bron", "titel": "titel", "url": "adres",
    "gecontroleerd": "gecontroleerd", "vervolg": "Vervolg", "geldig_van": "geldig van",
    "geldig_tot": "geldig tot en met", "als": "alleen als", "belastingjaar": "belastingjaar",
}  # fmt: skip


def value_in_words(key: str, value: object) -> str:
    """Returns one value of a condition as a trainer reads it."""
    return asked_in_words(value) if key == ASKS else _VALUES.get(str(value), str(value))


def whom(conditions: Mapping[str, object] | None) -> str:
    """Returns for whom a text is: "voor wie vraagt naar: een M-aangifte", or "voor iedereen"."""
    parts = [_whom(key, value) for key, value in (conditions or {}).items() if value]
    return f"voor wie {' en '.join(parts)}" if parts else "voor iedereen"


def _whom(key: str, value: object) -> str:
    words = value_in_words(key, value)
    told = {ASKS: f"vraagt naar: {words}", "relatie": f"het over zijn {words} heeft"}
    return _WHOM.get((key, str(value))) or told.get(key) or f"{words} noemt"


def wording_named(number: int, wording: Mapping[str, Any]) -> str:
    """Returns which text it is: "tekst 3 (voor wie u zegt)"; `number` counts from 1."""
    days = [f"van {_day(wording['geldig_van'])}"] if wording.get("geldig_van") else []
    days += [f"tot en met {_day(wording['geldig_tot'])}"] if wording.get("geldig_tot") else []
    return f"tekst {number} ({', '.join((whom(wording.get('als')), *days))})"


def _day(value: Any) -> str:
    return value if isinstance(value, str) else f"{value.day}-{value.month}-{value.year}"


def part_named(place: Place, answer: Mapping[str, Any]) -> str:
    """Returns which part of an answer a place is in, or "" when it is about the whole."""
    if not place or place[0] not in FIELDS:
        return ""
    key, number = place[0], place[1] if len(place) > 1 else None
    if key == "antwoorden":
        texts = answer.get(key) or ()
        return wording_named(number + 1, texts[number]) if isinstance(number, int) and number < len(texts) else ""
    name = FIELDS[key].lower()
    return f"{name} {number + 1}" if key == "bronnen" and isinstance(number, int) else name


def part_at(text: str, line: int) -> str:
    """Returns which part of an antwoord.yml stands on a line that counts from 1 (see `part_named`)."""
    answer = yaml_edit.load(text)
    before = [key for key in answer if answer.lc.key(key)[0] < line]
    if not before:
        return ""
    key = before[-1]
    items = answer[key] if key in ("antwoorden", "bronnen") else ()
    places = [i for i in range(len(items)) if items.lc.item(i)[0] < line]
    return part_named((key, places[-1]) if places else (key,), answer)
