"""Who asks something of the chat API, with what, and whether it is not too often."""

from __future__ import annotations

import asyncio
import hmac
import json
import math
from typing import Any

from sanic.request import Request

from bot.site.errors import DoorError, bad_request, unknown_conversation
from bot.site.staff import cookies
from bot.site.staff.guard import session_of
from bot.staff import Stage
from bot.transcript import Conversation, Origin

_UNREADABLE = "Dit bericht kon ik niet lezen. Probeer het nog een keer."


def json_object(request: Request, told: str = _UNREADABLE) -> dict[str, Any]:
    """Returns the JSON object of a request; an empty body is an empty object.

    Raises:
        DoorError: it is no JSON object; `told` says so.
    """
    try:
        body = json.loads(request.body or b"{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise bad_request(told, "bad_json")
    return body


def body_of(request: Request) -> dict[str, Any]:
    """Returns the JSON object that a citizen's page sends.

    Raises:
        DoorError: it is no JSON object, or does not say that it is JSON: a form on another site cannot.
    """
    if request.content_type.split(";")[0].strip() != "application/json":
        raise DoorError(415, "not_json", "Dit bericht kon ik niet lezen. Stuur het als JSON.")
    return json_object(request)


def token_of(request: Request) -> str:
    """Returns the token of the conversation that came along."""
    value = request.headers.get("authorization", "")
    return value[7:] if value.lower().startswith("bearer ") else value


async def conversation_of(request: Request, conversation: str) -> Conversation:
    """Returns the conversation that this request may touch.

    Raises:
        DoorError: it is not there, or the token is not its own.
    """
    found = await asyncio.to_thread(request.app.ctx.transcript.find, conversation, token_of(request))
    if found is None:
        raise unknown_conversation()
    return found


def _is_tool(request: Request) -> bool:
    """Tells whether this is one of our own commands (make ask, make evaluate), which bear this run's local key."""
    key = request.app.ctx.settings.local_key
    given = request.headers.get("x-local-key", "").encode(errors="surrogateescape")
    return bool(key) and hmac.compare_digest(given, key.encode())


async def origin_of(request: Request) -> Origin | None:
    """Returns who begins a conversation when that is no citizen.

    Decided here and by what only we can show, the local key or a colleague's session: nobody can say of himself that
    he is to be left out, and nobody can leave out somebody else. Who of the colleagues it is is not kept.
    """
    if _is_tool(request):
        return Origin.COMMAND
    session = await session_of(request) if cookies.token(request) else None
    return Origin.COLLEAGUE if session is not None and session.stage is Stage.FULL else None


def check_rate(request: Request, limit: str, key: str) -> None:
    """Counts a request of `key` for a limit of the app, such as "message_limit"; our own commands are free.

    Raises:
        DoorError: it was too often.
    """
    if _is_tool(request):
        return
    seconds = getattr(request.app.ctx, limit).wait(key)
    if seconds:
        wait = math.ceil(seconds)
        raise DoorError(
            429, "too_many", f"Dat gaat even te snel. Wacht {wait} seconden en probeer het opnieuw.", retry_after=wait
        )
