"""A desk that is open, colleagues who are there, and citizens who wait for them."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager

from bot.calendar import OpeningHours
from bot.site.webcare.rules import Rules
from bot.staff import Role
from tests.staff import sign_in

OPEN = OpeningHours({}, always=True)
HANDS_OVER = {
    "text": "Daarvoor moet een medewerker in je gegevens kijken.",
    "topic": "persoonlijk.status_aangifte",
    "outcome": "overdracht",
    "confidence": 0.8,
    "sources": [{"title": "Contact", "url": "https://example.org/contact", "checked": "2026-11-21"}],
    "choices": [],
    "slip": {"title": "Belbriefje", "lines": ["Bel 0800 - 0543"]},
    "handoff": {"reason": "persoonsgegevens"},
}


class Colleague:
    """Somebody of webcare with a page open."""

    def __init__(self, site, name="Anne Bakker", **more) -> None:
        self.site = site
        self.signed = sign_in(site.app, Role.WEBCARE, name=name, **more)
        self.id = self.signed.member.id
        self._citizen = site.citizen()
        self._count = 0

    async def call(self, method, path, body=None):
        status, value, _ = await self._citizen.call(method, f"/webcare/api{path}", body, headers=self.signed.headers)
        return status, value

    async def comes(self, presence="aanwezig", reason=""):
        assert (await self.call("POST", "/presence", {"presence": presence, "reason": reason}))[0] == 204

    async def desk(self):
        status, value = await self.call("GET", "/desk")
        assert status == 200, value
        return value

    async def does(self, deed, conversation, **body):
        return await self.call("POST", f"/conversations/{conversation}/{deed}", body)

    async def replies(self, conversation, text, client_id=None, **more):
        self._count += 1
        return await self.does("reply", conversation, text=text, client_id=client_id or f"r{self._count}", **more)

    async def reads(self, conversation):
        status, value = await self.call("GET", f"/conversations/{conversation}")
        assert status == 200, value
        return value

    @asynccontextmanager
    async def watching(self):
        """Gives the events of the open page as a queue of (kind, data)."""
        events: asyncio.Queue = asyncio.Queue()

        async def read():
            url = f"{self.site.url}/webcare/api/events"
            async with self.site.session.get(url, headers=self.signed.headers) as response:
                assert response.status == 200, await response.text()
                kind = ""
                async for raw in response.content:
                    line = raw.decode().rstrip("\n")
                    if line.startswith("event: "):
                        kind = line[7:]
                    elif line.startswith("data: "):
                        events.put_nowait((kind, json.loads(line[6:])))

        task = asyncio.create_task(read())
        try:
            yield events
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def rules(site, **changes):
    """Sets the rules of the desk; open day and night unless told otherwise."""
    now = Rules(**{"hours": OPEN, "teams": ("Toeslagen",), **changes})
    site.app.ctx.reception.rules = lambda: now


@asynccontextmanager
async def desk(site, present=True, **changes):
    """Opens a site with an open desk and one colleague: `async with desk(site) as (s, anne):`."""
    async with site() as s:
        rules(s, **changes)
        await s.app.ctx.watch.stop()  # a test looks itself, when it wants to
        s.engine.reply = dict(HANDS_OVER)
        anne = Colleague(s)
        if present:
            await anne.comes()
        yield s, anne


async def asks(s, text="waar blijft mijn geld"):
    """Returns a citizen whom the chatbot pointed to a person."""
    citizen = s.citizen()
    await citizen.start()
    await citizen.send(text)
    await citizen.answered(3)
    return citizen


async def waits(s, text="waar blijft mijn geld"):
    """Returns a citizen who waits in the queue."""
    citizen = await asks(s, text)
    await citizen.send(choice="wachten")
    assert (await citizen.messages())["state"]["state"] == "waiting"
    return citizen


async def event(events, kind, fits=lambda data: True, within=30.0):
    """Returns the first event of a kind that fits."""
    deadline = asyncio.get_running_loop().time() + within
    while True:
        got, data = await asyncio.wait_for(events.get(), deadline - asyncio.get_running_loop().time())
        if got == kind and fits(data):
            return data
