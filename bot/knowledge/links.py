"""The addresses in the content: where each stands, what is wrong with one at a glance, and what visits found."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from bot.knowledge.problems import shown_path
from bot.release.whole_file import read_whole, write_whole

_URL = re.compile(r"https?://[^\s\"'<>\[\]{}]+")
_BEHIND = ".,;:!?)"  # belongs to the sentence around an address


class Found(str, Enum):
    """What a visit to an address found."""

    GOOD = "goed"
    MOVED = "verhuisd"
    GONE = "weg"
    LOOK = "zelf"  # it could not be judged: refused, too slow, or not there for a moment


@dataclass(frozen=True)
class Visit:
    """A visit to an address.

    Attributes:
        day: when.
        found: what it found.
        said: what the page said or where it went to, in a few Dutch words.
    """

    day: dt.date
    found: Found
    said: str = ""


def links_in(data_dir: Path) -> dict[str, list[tuple[str, int]]]:
    """Returns every address in the YAML files of data/ with the (file, line) where it stands.

    Example questions are left out: what a citizen types is no source, and they are most of the text.
    """
    found: dict[str, list[tuple[str, int]]] = {}
    for path in sorted(data_dir.rglob("*.yml")):
        if path.name == "vragen.yml":
            continue
        text = path.read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines() if "http" in text else (), 1):
            for match in _URL.findall(line):
                found.setdefault(match.rstrip(_BEHIND), []).append((shown_path(path, data_dir), number))
    return found


def is_official(url: str, hosts: Iterable[str]) -> bool:
    """Tells whether an address belongs to one of the sites, or to a part of it."""
    host = (urlsplit(url).hostname or "").lower()
    return any(host == h or host.endswith(f".{h}") for h in hosts)


def what_is_wrong(url: str, hosts: Iterable[str]) -> list[tuple[str, str]]:
    """Returns (what, mend) of what can be said against an address without visiting it; nothing when it is fine."""
    parts = urlsplit(url)
    if not parts.hostname:
        return []  # the check says already that it is no address
    found = []
    if parts.scheme != "https":
        found.append(("Dit adres begint niet met https.", "Kijk of de pagina ook met https:// werkt."))
    if not is_official(url, hosts):
        found.append(
            (
                f"{parts.hostname} is geen officiële site.",
                "Zoek liever een officiële bron; welke dat zijn staat in data/bronnen.yml.",
            )
        )
    return found


def read_visits(path: Path) -> dict[str, Visit]:
    """Returns what the newest visits found, by address; nothing when nobody visited yet."""
    kept = read_whole(path) or {}
    try:
        return {
            url: Visit(dt.date.fromisoformat(v["day"]), Found(v["found"]), str(v["said"])) for url, v in kept.items()
        }
    except (ValueError, KeyError, TypeError):
        return {}


def write_visits(path: Path, visits: Mapping[str, Visit]) -> None:
    """Keeps what visits found."""
    kept = {u: {"day": v.day.isoformat(), "found": v.found.value, "said": v.said} for u, v in sorted(visits.items())}
    write_whole(path, kept)
