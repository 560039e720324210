"""Reads questions, asks them side by side, and keeps the answers in the order of the questions."""

from __future__ import annotations

import asyncio
import csv
import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bot.ask.client import AskError, ask_conversation

AT_ONCE = 4  # more than the engine's one core can use only makes them wait for each other


@dataclass(frozen=True)
class Row:
    """One line of questions: a conversation of one or more turns."""

    id: str
    turns: tuple[str, ...]
    today: str | None = None


class BadQuestions(ValueError):
    """The file with questions cannot be used; the message names the line and the mend."""


def read_rows(path: Path) -> list[Row]:
    """Returns the rows of a CSV file (id, text, optional today) or of JSON lines (id, turns, optional today).

    Raises:
        BadQuestions: the file is missing or a line is not as it should be.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestions(
            f"{path} is niet te lezen ({type(error).__name__}). Geef een UTF-8-bestand met IN=…"
        ) from None
    rows = list(_json_rows(path, text) if text.lstrip().startswith("{") else _csv_rows(path, text))
    if not rows:
        raise BadQuestions(f"{path} heeft geen vragen.")
    return rows


def _json_rows(path: Path, text: str) -> Iterable[Row]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            turns = data["turns"]
            if isinstance(turns, str) or not turns or not all(isinstance(t, str) for t in turns):
                raise TypeError
            yield Row(str(data["id"]), tuple(turns), _day(path, number, data.get("today")))
        except (ValueError, KeyError, TypeError) as error:
            if isinstance(error, BadQuestions):
                raise
            raise BadQuestions(f'{path}:{number}: schrijf {{"id": "…", "turns": ["…"]}} op één regel.') from None


def _csv_rows(path: Path, text: str) -> Iterable[Row]:
    reader = csv.DictReader(text.splitlines(keepends=True))
    if not {"id", "text"} <= set(reader.fieldnames or ()):
        raise BadQuestions(f"{path}:1: de eerste regel hoort de kolommen id en text te noemen.")
    for data in reader:
        if not (data["id"] and data["text"]):
            raise BadQuestions(f"{path}:{reader.line_num}: id of text is leeg.")
        yield Row(data["id"], (data["text"],), _day(path, reader.line_num, data.get("today")))


def _day(path: Path, number: int, value: str | None) -> str | None:
    if not value:
        return None
    try:
        return dt.date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise BadQuestions(f"{path}:{number}: today hoort als JJJJ-MM-DD.") from None


async def ask_all(site: str, key: str, rows: list[Row], done: Callable[[], Any] = lambda: None) -> list[dict[str, Any]]:
    """Returns one dict a row, in order: {"id", "turns"}, or {"id", "error"} for a row that failed.

    Args:
        site: address of the running site.
        key: this run's local key, which lifts the limits for our own commands.
        rows: what to ask.
        done: called after each row, for a progress bar.
    """
    places = asyncio.Semaphore(AT_ONCE)
    timeout = aiohttp.ClientTimeout(total=90)

    async with aiohttp.ClientSession(headers={"X-Local-Key": key}, timeout=timeout) as session:

        async def one(row: Row) -> dict[str, Any]:
            async with places:
                try:
                    return {"id": row.id, "turns": await ask_conversation(session, site, list(row.turns), row.today)}
                except AskError as error:
                    return {"id": row.id, "error": str(error)}
                finally:
                    done()

        return list(await asyncio.gather(*(one(row) for row in rows)))
