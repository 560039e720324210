"""Visits addresses politely: few at once, slowly within one site, only the heads of pages, with a name to recognise."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from urllib.parse import urldefrag, urljoin, urlsplit

import aiohttp

from bot.knowledge.links import Found, Visit

WHO = "Belastingchat-links/1 (controle van bronnen, een mens startte dit)"
SITES_AT_ONCE = 4
PAUSE = 1.0  # seconds between two visits to one site
WITHIN = 20.0  # seconds for one page
MOST_STEPS = 6  # places that a page may send us on to
_GONE = (404, 410)
_ONWARD = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_NO_HEAD = (400, 403, 405, 501)  # what servers say who only know GET


async def visit_all(
    urls: Iterable[str], today: dt.date, done: Callable[[str, Visit], None] = lambda *_: None, pause: float = PAUSE
) -> dict[str, Visit]:
    """Returns what a visit to each address found.

    Args:
        urls: the addresses.
        today: the day, to keep with it.
        done: called after each visit, for who waits.
        pause: seconds between two visits to one site.
    """
    by_site: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_site[urlsplit(url).netloc].append(url)
    places = asyncio.Semaphore(SITES_AT_ONCE)
    found: dict[str, Visit] = {}
    timeout = aiohttp.ClientTimeout(total=WITHIN)
    async with aiohttp.ClientSession(timeout=timeout, headers={"User-Agent": WHO}) as session:

        async def site(its: list[str]) -> None:
            async with places:
                for i, url in enumerate(its):
                    await asyncio.sleep(pause if i else 0)
                    found[url] = visit = await _visit(session, url, today)
                    done(url, visit)

        await asyncio.gather(*(site(its) for its in by_site.values()))
    return found


async def _visit(session: aiohttp.ClientSession, url: str, today: dt.date) -> Visit:
    here, moved = urldefrag(url).url, False
    try:
        for _ in range(MOST_STEPS):
            status, onward = await _ask(session, here)
            if status not in _ONWARD or not onward:
                break
            moved = moved or status in _FOR_GOOD
            here = urldefrag(urljoin(here, onward)).url
            if urlsplit(here).scheme not in ("http", "https"):
                return Visit(today, Found.LOOK, "stuurt door naar iets anders dan een pagina")
        else:
            return Visit(today, Found.LOOK, "blijft doorsturen")
    except asyncio.TimeoutError:
        return Visit(today, Found.LOOK, f"geen antwoord binnen {WITHIN:.0f} seconden")
    except (aiohttp.ClientError, OSError, ValueError) as error:
        return Visit(today, Found.LOOK, f"niet te bereiken: {type(error).__name__}")
    if status in _GONE:
        return Visit(today, Found.GONE, f"antwoord {status}")
    if status >= 300:
        return Visit(today, Found.LOOK, f"antwoord {status}")
    if moved and here.rstrip("/") != urldefrag(url).url.rstrip("/"):
        return Visit(today, Found.MOVED, f"naar {here}")
    return Visit(today, Found.GOOD)


async def _ask(session: aiohttp.ClientSession, url: str) -> tuple[int, str]:
    """Returns the status and where the page sends us on to; of a page that only knows GET the text is not read."""
    async with session.head(url, allow_redirects=False) as answer:
        if answer.status not in _NO_HEAD and answer.status not in _GONE:
            return answer.status, answer.headers.get("Location", "")
    async with session.get(url, allow_redirects=False) as answer:
        return answer.status, answer.headers.get("Location", "")
