"""Citizens and employees in live conversation for minutes, while the site is restarted and the engine killed."""

from __future__ import annotations

import asyncio
import random
import signal
import sys
import time
from collections import Counter

import aiohttp

from tests.bench.desk_house import Browser, DeskHouse, Signed, rss_mb

THINKS = (6.0, 14.0)  # seconds between a citizen's messages
TURNS_WITH_STAFF = (2, 5)
SHOWN_WITHIN = 10.0  # seconds for a page whose stream was just broken to come back
GOODBYE = "tot ziens"
MEASURED = 12  # times that memory is read after the last restart
LOST = ("not_stored", "not_answered", "not_shown")
DOUBLED = ("stored_twice", "answered_twice", "said_to_nothing", "shown_twice")
SETTLE = 60.0  # seconds at the end in which everything has to arrive


class Citizen:
    """Asks the chatbot, then a person, then the chatbot again; keeps what was sent and what the page received."""

    def __init__(self, session: aiohttp.ClientSession, house: DeskHouse, number: int, stop: asyncio.Event) -> None:
        self.browser = Browser(session, house)
        self.number, self.stop = number, stop
        self.sent: list[str] = []
        self.received: list[int] = []
        self.by_seq: dict[int, dict] = {}
        self.state = "idle"
        self.last_sent = 0
        self.question = "hoe vraag ik uitstel aan" if house.real else "vraag"
        self.news = asyncio.Event()
        self.path = ""

    async def live(self) -> None:
        """Lives until the run stops, and then until every answer is there."""
        _, started = await self.browser.call("POST", "/chat/conversations", {})
        self.browser.headers["Authorization"] = f"Bearer {started['token']}"
        self.path = f"/chat/conversations/{started['conversation']}"
        self.reader = asyncio.create_task(self._read())
        await asyncio.sleep(random.uniform(0, THINKS[1]))
        while not self.stop.is_set():
            await self._say(self.question)
            await self._until(lambda: self._answered("chatbot"))
            await self._say("een mens graag")
            await self._until(lambda: self._last().get("cue") == "aanbod")
            if self.stop.is_set():
                break
            await self._send({"choice": "wachten"})
            await self._until(lambda: self.state == "with_staff")
            for _ in range(random.randint(*TURNS_WITH_STAFF)):
                if self.stop.is_set() or self.state != "with_staff":
                    break
                await self._say("aan een mens")
                await self._until(lambda: self._answered("medewerker"))
            if self.stop.is_set():
                break
            await self._say(GOODBYE)
            await self._until(lambda: self.state == "idle")
        deadline = time.monotonic() + SETTLE
        while time.monotonic() < deadline and not self._all_seen():
            await asyncio.sleep(0.5)

    async def leave(self) -> None:
        """Closes the page."""
        self.reader.cancel()
        await asyncio.gather(self.reader, return_exceptions=True)

    async def _say(self, what: str) -> None:
        await asyncio.sleep(random.uniform(*THINKS))
        text = f"{what}, nummer {len(self.sent)} van burger {self.number}"
        self.sent.append(text)
        await self._send({"text": text})

    async def _send(self, body: dict) -> None:
        self.client = getattr(self, "client", 0) + 1
        body = {"client_id": f"c{self.client}", **body}
        status, value = await self.browser.call("POST", f"{self.path}/messages", body)
        assert status == 202, (status, value)
        self.last_sent = value["seq"]

    async def _until(self, what) -> None:
        while not self.stop.is_set() and not what():
            self.news.clear()
            try:
                await asyncio.wait_for(self.news.wait(), 5)
            except asyncio.TimeoutError:
                pass

    def _last(self) -> dict:
        return self.by_seq[max(self.by_seq)] if self.by_seq else {}

    def _answered(self, role: str) -> bool:
        return any(m["role"] == role and seq > self.last_sent for seq, m in self.by_seq.items())

    def _all_seen(self) -> bool:
        stored = [self.by_seq[seq] for seq in sorted(self.by_seq)]
        found, _ = answers_in(stored)
        return all(found[text] for text in self.sent if not text.startswith(GOODBYE))

    async def _read(self) -> None:
        while True:
            try:
                last = max(self.by_seq, default=0)
                async for kind, seq, data in self.browser.events(f"{self.path}/events", last):
                    if kind == "message":
                        self.received.append(seq)
                        self.by_seq[seq] = data
                    else:
                        self.state = data["state"]
                    self.news.set()
            except (aiohttp.ClientError, asyncio.TimeoutError, ConnectionError):
                pass
            await asyncio.sleep(random.uniform(0.3, 1.0))


class Employee:
    """Takes who waits, answers each message once, and gives the conversation back when the citizen says goodbye."""

    def __init__(self, session: aiohttp.ClientSession, house: DeskHouse, signed: Signed) -> None:
        self.browser = Browser(session, house, signed.headers)
        self.mine: set[str] = set()
        self.busy: set[str] = set()
        self.again: set[str] = set()
        self.tasks: set[asyncio.Task] = set()

    async def live(self) -> None:
        """Works until it is cancelled."""
        while True:
            try:
                async for kind, _, data in self.browser.events("/webcare/api/events"):
                    if kind == "desk":
                        self._look(data)
                    elif kind == "conversation" and data["conversation"] in self.mine:
                        self._begin(data["conversation"], self._answer)
            except (aiohttp.ClientError, asyncio.TimeoutError, ConnectionError):
                pass
            await asyncio.sleep(random.uniform(0.3, 1.0))

    def _look(self, desk: dict) -> None:
        self.mine = {item["conversation"] for item in desk["own"]}
        for item in desk["own"]:
            if item["last"] and item["last"]["role"] == "burger":
                self._begin(item["conversation"], self._answer)
        room = desk["me"]["limit"] - len(self.mine)
        for item in random.sample(desk["queue"], min(room, len(desk["queue"]))):
            self._begin(item["conversation"], self._claim)

    def _begin(self, conversation: str, deed) -> None:
        if conversation in self.busy:
            self.again.add(conversation)
            return
        self.busy.add(conversation)
        task = asyncio.create_task(deed(conversation))
        self.tasks.add(task)
        task.add_done_callback(lambda t: self._done(conversation, t))

    def _done(self, conversation: str, task: asyncio.Task) -> None:
        self.tasks.discard(task)
        self.busy.discard(conversation)
        if conversation in self.again:  # something was said meanwhile
            self.again.discard(conversation)
            self._begin(conversation, self._answer)

    async def _claim(self, conversation: str) -> None:
        status, _ = await self.browser.call("POST", f"/webcare/api/conversations/{conversation}/claim", {})
        if status == 204:
            await self._answer(conversation)

    async def _answer(self, conversation: str) -> None:
        path = f"/webcare/api/conversations/{conversation}"
        status, seen = await self.browser.call("GET", path)
        if status != 200:
            return
        goodbye, said = False, [m for m in seen["messages"] if m["role"] != "notitie"]
        found, _ = answers_in(said)
        for message in said:
            if message["role"] != "burger" or "nummer" not in message["text"] or found[message["text"]]:
                continue
            if message["text"].startswith(GOODBYE):
                goodbye = message is [m for m in seen["messages"] if m["role"] == "burger"][-1]
                continue
            body = {"client_id": f"s{message['seq']}", "text": f"Gelezen: {message['text']}"}
            await self.browser.call("POST", f"{path}/reply", body)
        if goodbye:
            await self.browser.call("POST", f"{path}/hand_back", {})


def answers_in(stored: list[dict]) -> tuple[Counter[str], int]:
    """Returns how many answers each numbered message got, and how many answers belonged to none.

    Staff and the fake engine say back what they answer. The real engine does not: it answers in order, so its answer
    belongs to the oldest message without one.
    """
    found: Counter[str] = Counter()
    pending: list[str] = []
    astray, chosen = 0, True  # the greeting answers nothing
    for message in stored:
        if message["role"] == "burger":
            chosen = "nummer" not in message["text"]
            pending += [] if chosen or message["text"].startswith(GOODBYE) else [message["text"]]
        elif message["role"] in ("chatbot", "medewerker") and not _aside(message):
            if chosen and message["role"] == "chatbot":
                continue  # what the door says to a button
            said_back = next((t for t in [*pending, *found] if message["text"].endswith(t)), None)
            text = said_back or (pending[0] if pending and " van burger " not in message["text"] else None)
            if text is None:
                astray += 1
                continue
            found[text] += 1
            pending = [t for t in pending if t != text]
    return found, astray


def _aside(message: dict) -> bool:
    return message.get("cue") in ("aanbod", "privacy") or message["text"].startswith("Je praat weer")


async def long_run(minutes: float, citizens: int, employees: int, real: bool) -> dict[str, object]:
    """Runs and returns the figures."""
    with DeskHouse(employees, real) as house:
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=30)) as session:
            stop = asyncio.Event()
            people = [Citizen(session, house, n, stop) for n in range(citizens)]
            staff = [Employee(session, house, signed) for signed in house.colleagues]
            working = [asyncio.create_task(one.live()) for one in staff]
            living = [asyncio.create_task(one.live()) for one in people]
            memory = await _trouble(house, minutes * 60)
            stop.set()
            for one in people:
                one.news.set()
            failed = [r for r in await asyncio.gather(*living, return_exceptions=True) if isinstance(r, BaseException)]
            for task in working:
                task.cancel()
            await asyncio.gather(*working, return_exceptions=True)
            await asyncio.sleep(SHOWN_WITHIN)
            figures = await _count(people)
            await asyncio.gather(*(one.leave() for one in people))
    return {"minutes": minutes, "engine": "echt" if real else "nep", **figures, **memory, "broken": len(failed)}


async def _trouble(house: DeskHouse, seconds: float) -> dict[str, list[float]]:
    """Restarts the site twice and kills the engine three times, early in the run; returns the site's memory after that.

    The last restart is at a third, so that two thirds show whether memory stays flat.
    """
    begun = time.monotonic()
    plan = [
        (0.06, "engine"), (0.12, signal.SIGTERM), (0.18, "engine"), (0.26, "engine"), (0.33, signal.SIGKILL),
    ]  # fmt: skip
    for share, what in plan:
        await asyncio.sleep(max(0.0, begun + share * seconds - time.monotonic()))
        work = house.kill_engine if what == "engine" else (lambda kind=what: house.restart_site(kind))
        await asyncio.to_thread(work)
    memory = []
    for step in range(1, MEASURED + 1):
        moment = begun + (0.33 + 0.67 * step / MEASURED) * seconds
        await asyncio.sleep(max(0.0, moment - time.monotonic()))
        memory.append(round(rss_mb(house.site.pid), 1))
    return {"site_mb_since_last_restart": memory}


async def _count(people: list[Citizen]) -> dict[str, int]:
    """Holds what was sent and received against what the site has."""
    total: Counter[str] = Counter()
    for one in people:
        _, value = await one.browser.call("GET", f"{one.path}/messages?after=0")
        stored = value["messages"]
        own = [m["text"] for m in stored if m["role"] == "burger" and "nummer" in m["text"]]
        total["messages"] += len(stored)
        total["sent"] += len(one.sent)
        total["not_stored"] += len(set(one.sent) - set(own))
        total["stored_twice"] += len(own) - len(set(own))
        total["out_of_order"] += sum(a != b for a, b in zip([t for t in one.sent if t in set(own)], own, strict=False))
        found, astray = answers_in(stored)
        if astray or any(count > 1 for count in found.values()):
            print([(m["seq"], m["role"], m.get("cue"), m["text"][:60]) for m in stored], file=sys.stderr)
        total["said_to_nothing"] += astray
        for text in one.sent:
            answers = found[text]
            total["not_answered"] += answers == 0 and not text.startswith(GOODBYE)
            total["answered_twice"] += max(0, answers - 1)
        # What the page received: each message once, rising, and none left out.
        total["shown_twice"] += len(one.received) - len(set(one.received))
        total["out_of_order"] += sum(b < a for a, b in zip(one.received, one.received[1:], strict=False))
        total["not_shown"] += len({m["seq"] for m in stored} - set(one.received))
        total["with_staff"] += sum(m["role"] == "medewerker" for m in stored)
    total["lost"] = sum(total[what] for what in LOST)
    total["doubled"] = sum(total[what] for what in DOUBLED)
    keys = ("messages", "sent", "with_staff", "lost", *LOST, "doubled", *DOUBLED, "out_of_order")
    return {"citizens": len(people), **{key: total[key] for key in keys}}
