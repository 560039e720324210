"""`python -m tests.bench.desk [--long MINUTES] [--real]`: figures of the desk.

How soon an open desk sees a handover; 1,000 races of 8 employees for one conversation; and with --long 200 citizens and
20 employees in live conversation while the site is restarted and the engine killed: what was lost, doubled or out of
order. The engine is a fake one unless --real; the database SQLite unless TEST_DATABASE_URL names a PostgreSQL server.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from pathlib import Path

import aiohttp

from bot.handoff import Event, Handoffs, Reason, Refused, Waits
from bot.storage import Database
from bot.transcript import Transcript
from tests.bench.desk_house import Browser, DeskHouse, now
from tests.bench.desk_long import long_run
from tests.databases import fresh_url
from tests.handoff.deeds import Deeds

HANDOVERS, OPEN_DESKS = 60, 5
RACES, EMPLOYEES = 1000, 8


async def handovers(house: DeskHouse) -> list[float]:
    """Returns for each handover the milliseconds from the citizen's choice until all open desks have it."""
    found: list[float] = []
    async with aiohttp.ClientSession() as session:
        seen: dict[str, asyncio.Event] = {}
        counts: Counter[str] = Counter()

        async def watch(colleague) -> None:
            known: set[str] = set()
            async for kind, _, data in Browser(session, house, colleague.headers).events("/webcare/api/events"):
                if kind == "desk":
                    for conversation in {item["conversation"] for item in data["queue"]} - known:
                        known.add(conversation)
                        counts[conversation] += 1
                        if counts[conversation] == OPEN_DESKS and conversation in seen:
                            seen[conversation].set()

        watchers = [asyncio.create_task(watch(c)) for c in house.colleagues[:OPEN_DESKS]]
        await asyncio.sleep(1)
        for _ in range(HANDOVERS):
            citizen = Browser(session, house)
            _, started = await citizen.call("POST", "/chat/conversations", {})
            conversation = started["conversation"]
            citizen.headers["Authorization"] = f"Bearer {started['token']}"
            path = f"/chat/conversations/{conversation}/messages"
            await citizen.call("POST", path, {"client_id": "a", "text": "een mens graag"})
            while "wachten" not in json.dumps((await citizen.call("GET", path))[1]):
                await asyncio.sleep(0.02)
            seen[conversation] = asyncio.Event()
            begun = time.perf_counter()
            await citizen.call("POST", path, {"client_id": uuid.uuid4().hex, "choice": "wachten"})
            await asyncio.wait_for(seen[conversation].wait(), 30)
            found.append((time.perf_counter() - begun) * 1000)
            await citizen.call("POST", path, {"client_id": uuid.uuid4().hex, "choice": "chatbot"})
            await asyncio.sleep(0.05)
        for watcher in watchers:
            watcher.cancel()
        await asyncio.gather(*watchers, return_exceptions=True)
    return found


def races(count: int) -> Counter[int]:
    """Returns how often a conversation had that many winners."""
    winners: Counter[int] = Counter()
    with tempfile.TemporaryDirectory() as folder, fresh_url(Path(folder)) as url:
        databases = [Database(url) for _ in range(EMPLOYEES)]
        handoffs = Handoffs(databases[0], now)
        transcript = Transcript(databases[0], now)
        claims = [Deeds(d, now, Handoffs(d, now), Waits(d, now)) for d in databases]
        at_once = threading.Barrier(EMPLOYEES)
        current: list[str] = []
        won: list[int] = []

        def race(member: int) -> None:
            for n in range(count):
                at_once.wait()
                if member == 0:
                    conversation = transcript.start([])[0]
                    handoffs.move(conversation, Event.OFFER, Reason.PERSONAL_DATA)
                    handoffs.move(conversation, Event.ACCEPT)
                    current.append(conversation)
                at_once.wait()
                try:
                    claims[member].claim(current[n], member, RACES + 1)
                    won.append(n)
                except Refused:
                    pass
                at_once.wait()

        threads = [threading.Thread(target=race, args=(m,)) for m in range(EMPLOYEES)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        per_race = Counter(won)
        for n in range(count):
            winners[per_race[n]] += 1
        for database in databases:
            database.close()
    return winners


def main() -> int:
    """Prints all figures; 1 when something was lost, doubled, out of order or claimed twice."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.desk", description=__doc__.splitlines()[0])
    parser.add_argument("--long", type=float, default=0.0, metavar="MINUTEN", help="de lange proef, zoveel minuten")
    parser.add_argument("--real", action="store_true", help="de lange proef met de echte motor")
    parser.add_argument("--citizens", type=int, default=200)
    parser.add_argument("--employees", type=int, default=20)
    options = parser.parse_args()
    print(json.dumps({"kernen": os.cpu_count(), "belasting": round(os.getloadavg()[0], 1)}))
    if options.long:
        figures = asyncio.run(long_run(options.long, options.citizens, options.employees, options.real))
        print(json.dumps(figures, indent=1))
        return int(any(figures[key] for key in ("lost", "doubled", "out_of_order")))
    with DeskHouse(OPEN_DESKS) as house:
        waited = sorted(asyncio.run(handovers(house)))
    print(
        f"overdracht tot alle {OPEN_DESKS} open werkbakken: mediaan {statistics.median(waited):.0f} ms,"
        f" p95 {waited[int(len(waited) * 0.95)]:.0f} ms, meest {waited[-1]:.0f} ms ({len(waited)} keer)"
    )
    winners = races(RACES)
    print(f"{RACES} keer {EMPLOYEES} medewerkers tegelijk voor een gesprek: winnaars per keer {dict(winners)}")
    return int(set(winners) != {1})


if __name__ == "__main__":
    sys.exit(main())
