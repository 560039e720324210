"""What the streams of events have in common: of a conversation to its citizen, and of the desk to a colleague."""

from __future__ import annotations

import json
from typing import Any

from sanic.request import Request
from sanic.response import BaseHTTPResponse

HEARTBEAT = 15.0  # seconds; keeps proxies from closing a silent stream
LOOK = 2.0  # seconds; finds what another process wrote
BEAT = ": er is nog verbinding\n\n"


async def open_stream(request: Request) -> BaseHTTPResponse:
    """Returns the response to send events with, begun."""
    return await request.respond(
        content_type="text/event-stream", headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    )


def event(kind: str, data: dict[str, Any], seq: int | None = None) -> str:
    """Returns an event as it is sent; who comes back after `seq` says so with `Last-Event-ID`."""
    mark = f"id: {seq}\n" if seq is not None else ""
    return f"{mark}event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
