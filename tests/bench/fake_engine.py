"""An engine and action server that cost nothing: `python -m tests.bench.fake_engine PORT`.

Answers "Antwoord op: …"; a message with "mens" in it gets the way to a person. May be killed at any moment.
"""

from __future__ import annotations

import asyncio
import sys

from aiohttp import web

SLOW = 0.05  # seconds: about what the real one takes on a busy machine


async def messages(request: web.Request) -> web.Response:
    """Answers one message."""
    body = await request.json()
    text = body.get("text") or body.get("intent", "")
    await asyncio.sleep(SLOW)
    reply = {"text": f"Antwoord op: {text}", "topic": "aangifte.uitstel", "outcome": "antwoord", "confidence": 0.9}
    if "mens" in text:
        reply |= {
            "outcome": "overdracht", "handoff": {"reason": "persoonsgegevens"},
            "slip": {"title": "Belbriefje", "lines": ["Bel 0800 - 0543"]},
        }  # fmt: skip
    return web.json_response({"replies": [reply]})


async def ready(_request: web.Request) -> web.Response:
    """Says that there is a model."""
    return web.json_response({"ready": True, "model": "proef", "status": "ok"})


def main() -> None:
    """Serves until it is killed."""
    app = web.Application()
    app.router.add_post("/webhooks/site/messages", messages)
    app.router.add_get("/webhooks/site/ready", ready)
    app.router.add_get("/health", ready)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None)


if __name__ == "__main__":
    main()
