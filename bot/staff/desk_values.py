"""How the desk works: every setting that beheer may change, declared once with its kind, default and words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from bot.staff.model import StaffError

ON, NO_NEW, OFF = CHATBOT = ("aan", "geen nieuwe gesprekken", "uit")
WEEK = ("ma", "di", "wo", "do", "vr", "za", "zo")


@dataclass(frozen=True)
class Desk:
    """The settings of the desk as they hold now."""

    open_days: tuple[int, ...]  # 0 is Monday
    open_from: dt.time
    open_until: dt.time
    other_hours: dict[str, tuple[dt.time, dt.time]]  # by day of WEEK
    open_on_holidays: bool
    closed_days: tuple[dt.date, ...]
    teams: tuple[str, ...]
    team_hours: dict[str, tuple[dt.time, dt.time]]  # by team, in lower case
    limit_per_person: int
    away_after_minutes: int
    answer_within_minutes: int
    queue_room: int
    shown_name: str  # "voornaam" or "team"
    four_eyes: bool  # whether a new account begins with it
    transcript_days: int
    chatbot: str  # ON, NO_NEW or OFF


@dataclass(frozen=True)
class DeskSetting:
    """One setting: `read` makes a value of the text that is kept, or raises StaffError with the mend."""

    name: str
    default: str
    read: Callable[[str], Any]
    label: str
    help: str
    choices: tuple[str, ...] = ()
    own_page: str = ""  # where it is changed, when that asks for more than a value and a reason


def _days(text: str) -> tuple[int, ...]:
    words = [word.lower()[:2] for word in text.replace(",", " ").split()]
    if not words or any(word not in WEEK for word in words):
        raise StaffError("Noem dagen als: ma di wo do vr.")
    return tuple(sorted({WEEK.index(word) for word in words}))


def _time(text: str) -> dt.time:
    try:
        return dt.datetime.strptime(text.strip().replace(".", ":"), "%H:%M").time()
    except ValueError:
        raise StaffError("Schrijf een tijd als 08:30.") from None


def _dates(text: str) -> tuple[dt.date, ...]:
    try:
        return tuple(sorted({dt.date.fromisoformat(word) for word in text.replace(",", " ").split()}))
    except ValueError:
        raise StaffError("Schrijf dagen als JJJJ-MM-DD, met een spatie of komma ertussen.") from None


def _names(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(" ".join(part.split()) for part in text.replace("\n", ",").split(",") if part.strip()))
    if not names or len(names) > 30 or any(len(name) > 60 or not name.isprintable() for name in names):
        raise StaffError("Noem 1 tot 30 teams, met een komma ertussen en elk hoogstens 60 tekens lang.")
    return names


def _hours(of: str, known: Collection[str] = ()) -> Callable[[str], dict[str, tuple[dt.time, dt.time]]]:
    """Returns a reader of "vr 08:30-13:00, za 10:00-12:00"."""

    def read(text: str) -> dict[str, tuple[dt.time, dt.time]]:
        found = {}
        for part in filter(str.strip, text.split(",")):
            match = re.fullmatch(r"\s*(\S.*?)\s+(\d{1,2}[:.]\d{2})\s*-\s*(\d{1,2}[:.]\d{2})\s*", part)
            if match is None or (known and match[1].lower() not in known):
                raise StaffError(f"Schrijf {of}, met een komma ertussen.")
            begin, end = _time(match[2]), _time(match[3])
            if begin >= end:
                raise StaffError(f"Bij '{match[1]}' ligt het begin na het einde. Draai de tijden om.")
            found[match[1].lower()] = (begin, end)
        return found

    return read


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.strip().isascii() or not text.strip().isdigit() or not least <= int(text) <= most:
            raise StaffError(f"Kies een getal van {least} tot {most}.")
        return int(text)

    return read


def _choice(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.strip() not in words:
            raise StaffError(f"Kies uit: {', '.join(words)}.")
        return text.strip()

    return read


def _yes(text: str) -> bool:
    return _choice("ja", "nee")(text) == "ja"


_YES_NO = ("ja", "nee")
DESK_SETTINGS: tuple[DeskSetting, ...] = (
    DeskSetting("open_days", "ma di wo do vr", _days, "Dagen open", "Op deze dagen zit er iemand aan de balie."),
    DeskSetting("open_from", "08:30", _time, "Open vanaf", "Tijd waarop de balie opengaat."),
    DeskSetting("open_until", "17:00", _time, "Open tot", "Tijd waarop de balie dichtgaat."),
    DeskSetting(
        "other_hours", "", _hours("dagen met hun tijden als: vr 08:30-13:00", WEEK), "Andere tijden",
        "Dagen waarop de balie andere tijden heeft: vr 08:30-13:00. Ze tellen als die dag open is.",
    ),
    DeskSetting("open_on_holidays", "nee", _yes, "Open op feestdagen", "De feestdagen kent de chatbot zelf.", _YES_NO),
    DeskSetting("closed_days", "", _dates, "Extra dagen dicht", "Dagen waarop de balie ook dicht is: 2026-12-31."),
    DeskSetting("teams", "Aangifte, Toeslagen", _names, "Teams", "Waar een gesprek heen kan, met een komma ertussen."),
    DeskSetting(
        "team_hours", "", _hours("teams met hun tijden als: Toeslagen 09:00-16:00"), "Tijden van teams",
        "Teams die korter open zijn dan de balie: Toeslagen 09:00-16:00. Daarbuiten kan er geen gesprek heen.",
    ),
    DeskSetting(
        "limit_per_person", "3", _number(1, 10), "Gesprekken per persoon", "Hoeveel iemand er tegelijk kan hebben."
    ),
    DeskSetting(
        "away_after_minutes", "10", _number(2, 120), "Afwezig na", "Minuten zonder iets te doen; dan ben je afwezig."
    ),
    DeskSetting(
        "answer_within_minutes", "3", _number(1, 60), "Antwoord binnen",
        "Minuten waarna een gesprek zonder antwoord teruggaat naar de werkbak.",
    ),
    DeskSetting("queue_room", "20", _number(1, 500), "Plaatsen in de rij", "Hoeveel burgers er kunnen wachten."),
    DeskSetting(
        "shown_name", "voornaam", _choice("voornaam", "team"), "Naam voor burgers",
        "Wat een burger leest: de voornaam van de medewerker, of de naam van het team.", ("voornaam", "team"),
    ),
    DeskSetting(
        "four_eyes", "nee", _yes, "Vier ogen voor nieuwe collega's",
        "Of antwoorden van een nieuw account op een tweede mens wachten.", _YES_NO,
    ),
    DeskSetting(
        "transcript_days", "30", _number(1, 3650), "Gesprekken bewaren",
        "Dagen na het laatste bericht; daarna wist de chatbot het gesprek.",
    ),
    DeskSetting(
        "chatbot", ON, _choice(*CHATBOT), "De chatbot", "Of de chatbot antwoord geeft.", CHATBOT, "/beheer/aan-uit"
    ),
)  # fmt: skip
BY_NAME = {setting.name: setting for setting in DESK_SETTINGS}


def read_desk(texts: dict[str, str]) -> Desk:
    """Returns the settings from what is kept; a text that no longer fits counts as not set."""
    values = {}
    for setting in DESK_SETTINGS:
        try:
            values[setting.name] = setting.read(texts.get(setting.name, setting.default))
        except StaffError:
            values[setting.name] = setting.read(setting.default)
    return Desk(**values)
