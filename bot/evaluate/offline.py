"""A model that is not served, asked as citizens would: the engine's understanding and our dialogue, without servers."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.dialogue import (
    WRITTEN,
    Memory,
    Speaker,
    heard_in,
    intent_of_choice,
    opening_message,
    privacy_notice,
    question_in,
    take_turn,
)
from bot.dialogue.parsed import batch_line
from bot.knowledge import Library
from bot.launch.supervise import environment
from bot.privacy import mask
from bot.settings import Settings

Message = dict[str, Any]
Part = dict[str, Any]


class ModelBroken(Exception):
    """The model cannot be loaded or fell over; the message says which one."""


class OfflineModel:
    """A model in a process of its own; use it with `with`."""

    def __init__(self, path: Path, settings: Settings) -> None:
        """Makes it; the process starts at `with`.

        Args:
            path: the model file.
            settings: their data_dir holds the content that belongs to it.
        """
        self._path = path
        self._settings = settings
        self._process: subprocess.Popen[str] | None = None
        self._known: dict[tuple[str, str], list[Part]] = {}

    def __enter__(self) -> OfflineModel:
        self._process = subprocess.Popen(
            # Behind the engine that citizens are talking to.
            ["nice", sys.executable, "-m", "bot.rasa_parts.batch_parse", str(self._path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Rasa would write messages of citizens in there.
            stderr=subprocess.DEVNULL,
            text=True,
            env={**environment(self._settings), "BOT_DATA_DIR": str(self._settings.data_dir)},
        )
        self._line()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.communicate()

    def parts(self, text: str, opening: str = "") -> list[Part]:
        """Returns what the engine would make of a masked message: its parts, each with metadata and parse.

        Args:
            text: the message.
            opening: the message that opened the talk, or empty.

        Raises:
            ModelBroken: the model cannot be loaded or fell over.
        """
        if (text, opening) not in self._known:
            assert self._process is not None and self._process.stdin is not None
            try:
                self._process.stdin.write(batch_line(text, opening))
                self._process.stdin.flush()
            except BrokenPipeError:
                raise ModelBroken(f"Het model {self._path.name} is niet te gebruiken.") from None
            self._known[text, opening] = self._line()
        return self._known[text, opening]

    def _line(self) -> Any:
        assert self._process is not None and self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise ModelBroken(f"Het model {self._path.name} is niet te gebruiken.")
        return json.loads(line)


class OfflineChat:
    """One conversation with a model that is not served."""

    def __init__(self, parts: Callable[[str, str], list[Part]], library: Library, now: dt.datetime) -> None:
        """Begins it.

        Args:
            parts: what the model makes of a message (OfflineModel.parts).
            library: what it answers from.
            now: the moment it is held.
        """
        self._parts = parts
        self._speaker = Speaker(library)
        self._library = library
        self._now = now
        self._memory = Memory()
        self._said: list[str] = []

    def says(self, text: str) -> list[Message]:
        """Returns the replies to a message, masked and without its polite words first, as on the site."""
        found = mask(text)
        notice = [privacy_notice(self._library, found.kinds, self._now.date())] if found.kinds else []
        written = found.text.strip()
        asked = question_in(written, self._library.content.follow_ups.polite)
        opening = opening_message(self._said, self._memory.opened)
        more = {WRITTEN: written} if asked != written else {}
        return notice + [
            self._reply(part["parse"], {**part["metadata"], **more}) for part in self._parts(asked, opening)
        ]

    def picks(self, choice: str) -> list[Message]:
        """Returns the reply to a button."""
        intent = {"name": intent_of_choice(choice, self._library), "confidence": 1.0}
        return [self._reply({"text": f"/{intent['name']}", "intent": intent, "intent_ranking": [intent]}, {})]

    def _reply(self, parse: Mapping[str, Any], metadata: Mapping[str, Any]) -> Message:
        self._said.append(str(parse["text"]))
        heard = heard_in(parse, metadata, self._library.content, self._now)
        heard = dataclasses.replace(heard, now=self._now)
        message, self._memory = take_turn(self._speaker, heard, self._memory)
        return message


def first_reply(model: OfflineModel, library: Library, text: str, now: dt.datetime) -> Sequence[Message]:
    """Returns what a citizen would get who begins with this message."""
    return OfflineChat(model.parts, library, now).says(text)
