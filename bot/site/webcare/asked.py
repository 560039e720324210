"""Reads what the desk's pages send: JSON, with texts that are there and not too long."""

from __future__ import annotations

from typing import Any

from sanic.request import Request

from bot.privacy import clean
from bot.site.asking import json_object
from bot.site.errors import DoorError, bad_request

LONGEST = 2000  # characters of a reply or a note
LONGEST_ID = 60  # the member's number goes in front, and 80 is the most that is kept


def body_of(request: Request) -> dict[str, Any]:
    """Returns the JSON object of a request; an empty body is an empty object.

    Raises:
        DoorError: it is no JSON object.
    """
    return json_object(request, "Dit kon ik niet lezen. Laad de pagina opnieuw en probeer het weer.")


def text_in(body: dict[str, Any], key: str, needed: bool = False, most: int = LONGEST) -> str:
    """Returns a text, stripped.

    Raises:
        DoorError: it is no text, is too long, or is missing while it is needed.
    """
    value = body.get(key)
    value = "" if value is None else value
    if not isinstance(value, str):
        raise bad_request(f"'{key}' hoort een tekst te zijn.")
    if len(value) > most:
        told = f"Je tekst heeft {len(value)} tekens. Dat mogen er {most} zijn. Maak hem korter, hij staat er nog."
        raise DoorError(413, "too_long", told)
    if needed and not clean(value).strip():
        raise bad_request("Er staat nog geen tekst. Typ eerst iets.", "empty")
    return value.strip()


def client_id_in(body: dict[str, Any]) -> str:
    """Returns the page's own number for what it sends.

    Raises:
        DoorError: it is missing, too long, or has signs that a database will not keep.
    """
    value = body.get("client_id")
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ID or not value.isprintable():
        raise bad_request("Dit kon ik niet lezen: het nummer van het bericht ontbreekt.", "no_client_id")
    return value
