"""Changes facts: mend a value, or give a fact a new value from a day on. Answers that use it follow by themselves."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from bot.knowledge import Content
from bot.knowledge.facts import references
from bot.knowledge.formats import value_in_words
from bot.knowledge.model import Fact
from bot.trainer import yaml_edit
from bot.trainer.draft import Draft
from bot.trainer.questions import CannotChange

ORDER = (
    "waarde", "eenheid", "geldig_van", "geldig_tot", "omschrijving", "bron", "gecontroleerd", "zekerheid", "herkomst",
)  # fmt: skip
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")
_NUMBER = re.compile(r"\d+([.,]\d+)?")


@dataclass(frozen=True)
class Change:
    """What a trainer filled in: the value as typed, the days, the page it stands on, and how sure that is."""

    value: str
    first: dt.date | None
    last: dt.date | None
    source: str
    checked: dt.date
    confidence: str = "hoog"


def value_of(typed: str, unit: str) -> Any:
    """Returns a typed value as it stands in the file: "€ 1.550,50" is 1550.5, "1 mei" is no date.

    Raises:
        CannotChange: it does not fit the unit.
    """
    typed = typed.strip()
    value: Any = typed
    if unit == "datum":
        try:
            value = dt.date.fromisoformat(typed)
        except ValueError:
            raise CannotChange("Dit is geen datum. Schrijf JJJJ-MM-DD, zoals 2027-05-01.") from None
    elif unit != "tekst":
        plain = typed.replace("€", "").replace("%", "").replace(" ", "").strip()
        if _THOUSANDS.fullmatch(plain):
            plain = plain.replace(".", "")
        if not _NUMBER.fullmatch(plain):
            raise CannotChange(f"'{typed}' is geen getal. Schrijf bijvoorbeeld 1.550 of 12,50.")
        number = float(plain.replace(",", "."))
        value = int(number) if number == int(number) else number
    if value == "":
        raise CannotChange("De waarde is leeg.")
    try:
        value_in_words(value, unit)
    except ValueError as error:
        raise CannotChange(f"De waarde past niet: {error}.") from None
    return value


def mend(draft: Draft, fact: Fact, change: Change) -> str:
    """Changes one value of a fact where it stands."""
    data, entry = _entry(draft, fact)
    _fill(entry, change, value_of(change.value, fact.unit))
    draft.write(fact.file, yaml_edit.dump(data))
    return f"Feit {fact.name} verbeterd: {value_in_words(entry['waarde'], fact.unit)}"


def next_value(draft: Draft, content: Content, name: str, change: Change) -> str:
    """Gives a fact a new value from a day on; the value before it ends the day before.

    Args:
        draft: where the change is made.
        content: the content as it is.
        name: the fact.
        change: the new value; its first day has to be there.
    """
    rows = content.facts.get(name)
    if not rows:
        raise CannotChange(f"Het feit '{name}' bestaat niet. Kies er een uit de lijst.")
    if change.first is None:
        raise CannotChange("Vul in vanaf welke dag de nieuwe waarde geldt.")
    before = max(rows, key=lambda row: row.validity.first or dt.date.min)
    if before.validity.first and before.validity.first >= change.first:
        raise CannotChange("Er is al een waarde die dan begint of later. Verbeter die hieronder.")
    path = draft.data_path("feiten", str(change.first.year), before.file.rsplit("/", 1)[1])
    if path == before.file:
        path = path.replace(".yml", f"_vanaf_{change.first:%m_%d}.yml")
    data, entry = _entry(draft, before)
    if before.validity.last is None or before.validity.last >= change.first:
        yaml_edit.put(entry, "geldig_tot", change.first - dt.timedelta(days=1), ORDER[:3])
        draft.write(before.file, yaml_edit.dump(data))
    target = yaml_edit.load(draft.read(path) or "feiten: {}\n")
    if name in target["feiten"]:
        raise CannotChange(f"In {path} staat '{name}' al. Verbeter die waarde.")
    new = {key: entry[key] for key in ("waarde", "eenheid", "omschrijving") if key in entry}
    _fill(new, change, value_of(change.value, before.unit))
    target["feiten"][name] = {key: new[key] for key in ORDER if key in new}
    draft.write(path, yaml_edit.dump(_block(target)))
    return f"Feit {name} is vanaf {change.first:%d-%m-%Y} {value_in_words(new['waarde'], before.unit)}"


def used_by(content: Content, name: str) -> list[str]:
    """Returns the topics whose answer names the fact."""
    found = []
    for topic, answer in content.answers.items():
        texts = [*answer.simpler, *answer.example]
        for wording in answer.wordings:
            texts += [*wording.bubbles, wording.short, *wording.simpler, *wording.example]
        if any(used == name for text in texts for used, _ in references(text)):
            found.append(topic)
    return found


def _entry(draft: Draft, fact: Fact):
    data = yaml_edit.load(draft.read(fact.file) or "feiten: {}\n")
    entry = data["feiten"].get(fact.name)
    if entry is None:
        raise CannotChange("Een collega haalde dit feit net weg. Ververs de pagina.")
    return data, entry


def _fill(entry: Any, change: Change, value: Any) -> None:
    bare = {
        "waarde": value, "geldig_van": change.first, "geldig_tot": change.last, "gecontroleerd": change.checked,
        "zekerheid": change.confidence, "bron": change.source,
    }  # fmt: skip
    for key, new in bare.items():
        if new is None:
            entry.pop(key, None)
        elif entry.get(key) != new:
            # "1400" as a text keeps its quotes; an address and "hoog" stand bare, as everywhere in these files.
            written = yaml_edit.as_text(new) if key == "waarde" and isinstance(new, str) else new
            _set(entry, key, written)


def _set(entry: Any, key: str, value: Any) -> None:
    if key in entry or not hasattr(entry, "insert"):
        entry[key] = value
        return
    keys = list(entry)
    places = [keys.index(k) for k in ORDER[: ORDER.index(key)] if k in keys]
    entry.insert(max(places) + 1 if places else len(keys), key, value)


def _block(data: Any) -> Any:
    """Returns the mapping with facts below each other: an empty one that was read from {} would stay on one line."""
    if hasattr(data["feiten"], "fa"):
        data["feiten"].fa.set_block_style()
    return data
