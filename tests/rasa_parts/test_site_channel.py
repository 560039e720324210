"""What reaches Rasa: text that gives no orders, and whole replies back."""

from __future__ import annotations

import asyncio
import gc
import socket
from types import SimpleNamespace

import pytest
from rasa.core.channels.channel import register
from sanic import Sanic

from bot.rasa_parts.site_channel import ReplyCollector, SiteChannel, engine_text

pytestmark = pytest.mark.rasa


@pytest.mark.parametrize(
    ("text", "intent", "expected"),
    [
        ("hoe vraag ik uitstel", None, "hoe vraag ik uitstel"),
        ("/restart", None, "restart"),
        ("  //restart", None, "restart"),
        ('/aangifte_uitstel{"a": "b"}', None, 'aangifte_uitstel{"a": "b"}'),
        ("EXTERNAL: /x", None, "EXTERNAL  /x"),
        ("mijn bsn is [burgerservicenummer] klopt dat", None, "mijn bsn is   klopt dat"),
        ("[rekeningnummer]", None, "?"),
        ("///", None, "?"),
        ("", "aangifte_uitstel", "/aangifte_uitstel"),
    ],
)
def test_typed_text_gives_no_orders(text, intent, expected):
    assert engine_text(text, intent) == expected


def test_a_reply_stays_whole():
    collector = ReplyCollector()
    message = {"text": "een\n\ntwee", "sources": [1], "choices": []}
    asyncio.run(collector.send_response("x", {"custom": message}))
    asyncio.run(collector.send_response("x", {"text": "los"}))
    asyncio.run(collector.send_response("x", {}))
    assert collector.replies == [message, {"text": "los", "outcome": "sociaal"}]


@pytest.mark.parametrize(("given", "may"), [("Bearer sleutel", True), ("Bearer sleutël", False), ("\udcff", False)])
def test_who_has_another_key_is_refused_whatever_is_in_it(given, may):
    assert SiteChannel("sleutel")._allowed(SimpleNamespace(headers={"authorization": given})) is may


def test_a_loaded_model_is_left_out_of_collecting_garbage():
    async def story():
        Sanic._app_registry.clear()
        app, frozen = Sanic("engine"), []

        @app.before_server_start
        async def load(*_):  # as Rasa does
            frozen.append(gc.get_freeze_count())

        register([SiteChannel("sleutel")], app, "/webhooks/")
        listener = socket.create_server(("127.0.0.1", 0))
        server = await app.create_server(sock=listener, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.before_start()
        await server.after_start()
        frozen.append(gc.get_freeze_count())
        server.close()
        assert frozen[0] == 0 < frozen[1]

    try:
        asyncio.run(story())
    finally:
        gc.unfreeze()
