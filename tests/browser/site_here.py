"""The site served from this process, for pages that need no engine."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any

from sanic import Sanic

from bot.site.app import create_app


@contextlib.contextmanager
def served(settings: Any, clock: Any) -> Iterator[tuple[str, Sanic]]:
    """Gives the address of a site in a thread of its own, and its app."""
    started, loop, found = threading.Event(), asyncio.new_event_loop(), {}

    async def serve() -> None:
        Sanic.test_mode = True
        Sanic._app_registry.clear()
        app = create_app(settings, clock=clock)
        # A socket of its own: Sanic takes port 0 for "not given" and would use 8000.
        free = socket.create_server(("127.0.0.1", 0))
        server = await app.create_server(sock=free, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.before_start()
        await server.start_serving()
        found.update(app=app, server=server, port=server.server.sockets[0].getsockname()[1])
        started.set()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.create_task(serve())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert started.wait(30)
    yield f"http://127.0.0.1:{found['port']}", found["app"]
    asyncio.run_coroutine_threadsafe(found["server"].before_stop(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
