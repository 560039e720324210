"""What reaches Rasa: text that gives no orders, and whole replies back."""

from __future__ import annotations

import asyncio
import gc
from types import SimpleNamespace

import pytest

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
    blueprint = SiteChannel("sleutel").blueprint(None)
    after_start = [f.listener for f in blueprint._future_listeners if f.event == "after_server_start"]
    assert len(after_start) == 1, "Rasa loads the model before the server starts"
    before = gc.get_freeze_count()
    try:
        asyncio.run(after_start[0](None, None))
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
