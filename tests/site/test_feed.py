"""Whoever listens to a conversation is woken when something changes in it."""

from __future__ import annotations

import asyncio

import pytest

from bot.site.feed import Feed

LONG = 5.0  # seconds; no test waits that long, unless it fails
SHORT = 0.01


async def woken(listener, seconds: float = SHORT) -> bool:
    """Tells whether the listener woke before the time was over."""
    loop = asyncio.get_running_loop()
    started = loop.time()
    await listener.wait(seconds)
    return loop.time() - started < seconds * 0.9


def test_a_touch_wakes_a_waiting_listener():
    async def story() -> bool:
        feed = Feed()
        with feed.listen("a") as listener:
            asyncio.get_running_loop().call_later(SHORT, feed.touch, "a")
            return await woken(listener, LONG)

    assert asyncio.run(story())


def test_a_touch_before_the_wait_is_not_lost():
    async def story() -> bool:
        feed = Feed()
        with feed.listen("a") as listener:
            feed.touch("a")
            return await woken(listener, LONG)

    assert asyncio.run(story())


def test_a_touch_wakes_once():
    async def story() -> list[bool]:
        feed = Feed()
        with feed.listen("a") as listener:
            feed.touch("a")
            feed.touch("a")
            return [await woken(listener, LONG), await woken(listener)]

    assert asyncio.run(story()) == [True, False]


def test_everybody_who_listens_is_woken():
    async def story() -> list[bool]:
        feed = Feed()
        with feed.listen("a") as one, feed.listen("a") as two:
            feed.touch("a")
            return await asyncio.gather(woken(one, LONG), woken(two, LONG))

    assert asyncio.run(story()) == [True, True]


@pytest.mark.parametrize("touched", ["b", "", "A"])
def test_another_conversation_wakes_nobody(touched):
    async def story() -> bool:
        feed = Feed()
        with feed.listen("a") as listener:
            feed.touch(touched)
            return await woken(listener)

    assert asyncio.run(story()) is False


def test_waiting_ends_by_itself():
    async def story() -> None:
        with Feed().listen("a") as listener:
            await asyncio.wait_for(listener.wait(SHORT), LONG)

    asyncio.run(story())


def test_nothing_is_kept_of_listeners_that_left():
    async def story() -> dict:
        feed = Feed()
        with feed.listen("a"):
            with feed.listen("a"):
                pass
            feed.touch("a")
            assert set(feed._listeners) == {"a"}, "the other still listens"
        feed.touch("a")
        feed.touch("nooit")
        return dict(feed._listeners)

    assert asyncio.run(story()) == {}


def test_a_listener_that_breaks_off_is_taken_off_the_list():
    async def story() -> dict:
        feed = Feed()
        with pytest.raises(ConnectionError), feed.listen("a"):
            raise ConnectionError
        return dict(feed._listeners)

    assert asyncio.run(story()) == {}
