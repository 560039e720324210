"""Live events: nothing lost, nothing doubled, resumed where it stopped."""

from __future__ import annotations

import asyncio
import json
import re

import pytest

from bot.launch import supervise
from bot.site.feed import DESK
from tests.site.conftest import until
from tests.staff import sign_in

pytestmark = pytest.mark.timeout(60)


async def read_events(citizen, count, last=None, opened=None):
    """Returns the first events of a stream as (kind, id, data); tells by `opened` that the first state has come."""
    headers = {"Authorization": f"Bearer {citizen.token}", **({"Last-Event-ID": str(last)} if last is not None else {})}
    found = []

    async def read():
        async with citizen.session.get(f"{citizen.url}{citizen.path}/events", headers=headers) as response:
            assert response.status == 200 and response.content_type == "text/event-stream"
            event = {}
            async for raw in response.content:
                line = raw.decode().rstrip("\n")
                if line.startswith(":"):
                    continue
                if line:
                    key, _, value = line.partition(": ")
                    event[key] = value
                elif event:
                    found.append(
                        (event["event"], int(event["id"]) if "id" in event else None, json.loads(event["data"]))
                    )
                    if opened is not None and found[-1][0] == "state":
                        opened.set()
                    event = {}
                    if len(found) >= count:
                        return

    await asyncio.wait_for(read(), 30)
    return found


def test_a_stream_brings_messages_and_states(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            s.engine.delay = 0.2
            opened = asyncio.Event()
            stream = asyncio.create_task(read_events(citizen, 6, opened=opened))
            await asyncio.wait_for(opened.wait(), 30)
            await citizen.send("hallo")
            events = await stream
            assert [e[1] for e in events if e[0] == "message"] == [1, 2, 3]
            states = [e[2]["state"] for e in events if e[0] == "state"]
            assert states == ["idle", "thinking", "idle"]

    asyncio.run(story())


def test_a_stream_resumes_after_the_last_event(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            await citizen.send("een")
            await citizen.answered(3)
            await citizen.send("twee")
            await citizen.answered(5)
            events = await read_events(citizen, 3, last=3)
            assert [e[1] for e in events if e[0] == "message"] == [4, 5]

    asyncio.run(story())


def test_a_stream_ends_when_the_conversation_is_erased(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            opened = asyncio.Event()
            stream = asyncio.create_task(read_events(citizen, 3, opened=opened))
            await asyncio.wait_for(opened.wait(), 30)
            await citizen.call("DELETE", citizen.path)
            events = await stream
            assert events[-1][2] == {"state": "closed"}

    asyncio.run(story())


def test_a_stream_of_somebody_else_does_not_exist(site):
    async def story():
        async with site() as s:
            mine, other = s.citizen(), s.citizen()
            await mine.start()
            await other.start()
            assert (await mine.call("GET", f"{mine.path}/events", token=other.token))[0] == 404

    asyncio.run(story())


def test_a_conversation_has_at_most_five_streams(site):
    async def story():
        async with site() as s:
            citizen, other = s.citizen(), s.citizen()
            await citizen.start()
            await other.start()
            headers = {"Authorization": f"Bearer {citizen.token}"}

            async def opened():
                response = await citizen.session.get(f"{citizen.url}{citizen.path}/events", headers=headers)
                if response.status == 200:
                    await response.content.readline()
                return response

            streams = [await opened() for _ in range(6)]
            assert [r.status for r in streams] == [200] * 5 + [429]
            assert len(await read_events(other, 2)) == 2
            streams[0].close()
            await until(lambda: s.app.ctx.feed.count(citizen.conversation) == 4)
            assert (await opened()).status == 200

    asyncio.run(story())


def test_open_streams_do_not_hold_up_a_stop(site):
    async def story():
        async with site() as s:
            citizen, staff, feed = s.citizen(), sign_in(s.app), s.app.ctx.feed
            await citizen.start()
            paths = {f"{citizen.path}/events": {"Authorization": f"Bearer {citizen.token}"}}
            paths["/webcare/api/events"] = staff.headers
            streams = [await s.session.get(s.url + path, headers=headers) for path, headers in paths.items()]
            for stream in streams:
                assert stream.status == 200 and await stream.content.readline()
            await feed.close(20)
            for stream in streams:
                await asyncio.wait_for(stream.content.read(), 20)
            assert feed.count(citizen.conversation) == feed.count(DESK) == 0

    asyncio.run(story())


def test_a_stop_lets_the_streams_go_and_is_done_before_the_supervisor_kills(site):
    async def story():
        async with site() as s:
            assert not s.app.ctx.feed.closed
        assert s.app.ctx.feed.closed
        patience = int(re.search(r"stopwaitsecs = (\d+)", supervise._PROGRAM)[1])
        assert 2 * s.app.config.GRACEFUL_SHUTDOWN_TIMEOUT < patience

    asyncio.run(story())
