"""Texts of webcare: standard replies to insert, and the fixed replies for in public."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

PUBLIC_NAMES = ("uitnodiging", "zwaar", "herstel", "crisis", "pagina")


@dataclass(frozen=True)
class Shortcut:
    """A standard reply: typed as /name in the reply field. `team` is "" when it is for everybody."""

    name: str
    title: str
    text: str
    team: str = ""


@dataclass(frozen=True)
class WebcareTexts:
    """Everything in webcare.yml; `public` has a text for each of `PUBLIC_NAMES`, or none at all without the file."""

    shortcuts: tuple[Shortcut, ...] = ()
    public: Mapping[str, str] = field(default_factory=dict)

    def texts(self) -> Iterator[tuple[tuple[Any, ...], str]]:
        """Yields (place in the file, text) of everything that people read."""
        for i, shortcut in enumerate(self.shortcuts):
            yield ("sneltoetsen", i, "tekst"), shortcut.text
        for name, text in self.public.items():
            yield ("openbaar", name), text
