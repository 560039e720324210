"""The limits of data/families.yml: which fact an amount that somebody tells is laid beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.knowledge.reader import Reader
from bot.knowledge.yaml_file import Place

KINDS = ("inkomen", "vermogen")


@dataclass(frozen=True)
class Limit:
    """A limit that an answer tells.

    Attributes:
        kind: of what it is: "inkomen" or "vermogen".
        topics: the topics whose answer tells it, the one that is most about it first.
        toeslag: the toeslag that it holds for, or "" when the topics say so.
        alone: the fact with the limit for who has no partner.
        together: the fact with the limit for two partners together.
    """

    kind: str
    topics: tuple[str, ...]
    toeslag: str
    alone: str
    together: str


def read_limits(reader: Reader, root: Mapping[str, Any], topics: Mapping[str, Any]) -> tuple[Limit, ...]:
    """Returns the limits under `grenzen`."""
    found = []
    for name, item in reader.entries(root.get("grenzen"), ("grenzen",)).items():
        place: Place = ("grenzen", name)
        data = reader.mapping(item, place, ("bedrag", "onderwerpen", "toeslag", "alleen", "samen"))
        kind = reader.text(data, "bedrag", place)
        if kind not in KINDS:
            reader.complain((*place, "bedrag"), f"'{kind}' kan hier niet.", f"Kies uit: {', '.join(KINDS)}.")
        told = reader.sequence(data.get("onderwerpen"), (*place, "onderwerpen"), "onderwerpen")
        for i, topic in enumerate(told):
            if topic not in topics:
                told_so = f"Het onderwerp '{topic}' bestaat niet."
                reader.complain((*place, "onderwerpen", i), told_so, "Kies een id uit onderwerpen.yml.")
        found.append(
            Limit(
                kind,
                tuple(str(t) for t in told),
                reader.text(data, "toeslag", place, required=False),
                reader.text(data, "alleen", place),
                reader.text(data, "samen", place),
            )
        )
    return tuple(found)
