"""One thing for an editor to do, and how it is named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.problems import ContentError
from bot.knowledge.yaml_file import Place, YamlFile

DAYS = 60  # how far ahead the report looks
STALE_DAYS = 274  # nine months: time enough to check before a year is over
TOO_STALE_DAYS = 365
LONG_PAST = 300  # a fact that ended so long ago was about one year only, or is not missed
# Level of urgency -> its name. The number is for sorting; editors read the name.
NOW, WEEK, MONTH, SOON, SOME_DAY = range(5)
LEVELS = ("nu", "deze week", "deze maand", "komende tijd", "als er tijd is")
ONE_DAY = dt.timedelta(days=1)
NO_SHORT_FORM_NEEDED = ("sociaal", "steun")  # webcare never pastes these in a public reply


@dataclass(frozen=True)
class Upkeep:
    """One thing for an editor to do.

    Attributes:
        level: urgency, 0 is now (see LEVELS).
        days: days left, negative when it is over already, or None when there is no day to it.
        kind: what it is about: antwoord, variant, feit, bron, nalezen, zekerheid, kort, melding.
        file: path as it should be shown.
        line: line number, counting from 1.
        owner: whose it is.
        message: what is going on.
        mend: what to do.
    """

    level: int
    days: int | None
    kind: str
    file: str
    line: int
    owner: str
    message: str
    mend: str

    @property
    def urgency(self) -> str:
        """The level in words."""
        return LEVELS[self.level]


@dataclass(frozen=True)
class Found:
    """An upkeep item whose line is not looked up yet."""

    level: int
    days: int | None
    kind: str
    file: str
    place: Place
    owner: str
    message: str
    mend: str


def with_lines(found: Iterable[Found], data_dir: Path | None) -> list[Upkeep]:
    """Returns the items with the line they are about, reading each file once."""
    files: dict[str, YamlFile | None] = {}

    def line(shown: str, place: Place) -> int:
        if data_dir is None:
            return 1
        if shown not in files:
            try:
                # It is shown as data/, or as what the folder is called here.
                files[shown] = YamlFile(data_dir.joinpath(*Path(shown).parts[1:]), data_dir)
            except ContentError:  # being edited right now: the report still stands
                files[shown] = None
        file = files[shown]
        return file.line(place) if file else 1

    return [Upkeep(f.level, f.days, f.kind, f.file, line(f.file, f.place), f.owner, f.message, f.mend) for f in found]


def level_of(days: int) -> int:
    """Returns how urgent something is that has so many days left."""
    return NOW if days <= 0 else WEEK if days <= 7 else MONTH if days <= 30 else SOON


def file_of(topic_id: str) -> str:
    """Returns the path of a topic's answer as it is shown."""
    return f"data/onderwerpen/{topic_id.replace('.', '/')}/antwoord.yml"


def said(conditions: object) -> str:
    """Returns the conditions of a wording in words."""
    return ", ".join(f"{key}: {value}" for key, value in conditions)  # type: ignore[attr-defined]


def names_of(names: Iterable[str], most: int = 4) -> str:
    """Returns names in a row, and how many more there are."""
    names = sorted(set(names))
    more = f" en nog {len(names) - most}" if len(names) > most else ""
    return ", ".join(names[:most]) + more
