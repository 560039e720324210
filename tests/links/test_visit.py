"""Visiting addresses: against a server of our own, so that no test goes out."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
from aiohttp import web

from bot.knowledge.links import Found, Visit, read_visits
from bot.links import visit_all
from bot.links.__main__ import main

TODAY = dt.date(2026, 11, 23)


class Pages:
    """A small site that keeps who asked for what."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.names: set[str] = set()
        self.at_once = self.most_at_once = 0

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append((request.method, request.path))
        self.names.add(request.headers["User-Agent"])
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        path = request.path
        if path == "/geen-head" and request.method == "HEAD":
            return web.Response(status=405)
        onward = {"/verhuisd": (301, "/goed"), "/even": (302, "/goed"), "/rond": (301, "/rond")}.get(path)
        if onward:
            return web.Response(status=onward[0], headers={"Location": onward[1]})
        return web.Response(status={"/weg": 404, "/niet-voor-jou": 403, "/stuk": 500}.get(path, 200))


async def served(pages: Pages) -> tuple[web.AppRunner, str]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", pages.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"


def visited(*paths: str) -> tuple[dict[str, Visit], Pages]:
    async def story():
        pages = Pages()
        runner, site = await served(pages)
        try:
            found = await visit_all([site + path for path in paths], TODAY, pause=0)
        finally:
            await runner.cleanup()
        return {url.removeprefix(site): visit for url, visit in found.items()}, pages

    return asyncio.run(story())


@pytest.mark.parametrize(
    ("path", "found", "said"),
    [
        ("/goed", Found.GOOD, ""),
        ("/goed#kopje", Found.GOOD, ""),
        ("/geen-head", Found.GOOD, ""),
        ("/even", Found.GOOD, ""),
        ("/verhuisd", Found.MOVED, "naar http"),
        ("/weg", Found.GONE, "404"),
        ("/niet-voor-jou", Found.LOOK, "403"),
        ("/stuk", Found.LOOK, "500"),
        ("/rond", Found.LOOK, "blijft doorsturen"),
    ],
)
def test_what_a_visit_finds(path, found, said):
    [visit] = visited(path)[0].values()
    assert (visit.found, visit.day) == (found, TODAY)
    assert said in visit.said


def test_one_site_is_asked_one_page_at_a_time_by_name_and_only_for_the_head():
    found, pages = visited(*(f"/{n}" for n in range(6)))
    assert len(found) == 6 and pages.most_at_once == 1
    assert {method for method, _ in pages.asked} == {"HEAD"}
    assert all("Belastingchat" in name for name in pages.names)


def test_a_site_that_is_not_there_is_for_a_person_to_look_at():
    found = asyncio.run(visit_all(["http://127.0.0.1:9/"], TODAY))
    assert found["http://127.0.0.1:9/"].found is Found.LOOK


def test_the_command_names_file_and_line_and_keeps_what_it_found(tiny_data, tmp_path, monkeypatch, capsys):
    tiny = tiny_data()
    gone = "http://127.0.0.1:9/"
    tiny.write("data/extra.yml", f"# hier\nbron: {gone}\n")
    monkeypatch.setenv("BOT_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("BOT_DATA_DIR", str(tiny.data))
    assert main(["--begin", gone]) == 0
    out = capsys.readouterr().out
    assert "data/extra.yml:2: bekijk zelf (niet te bereiken" in out and "0 van de 1 adressen zijn goed." in out
    assert read_visits(tmp_path / "var" / "links.json")[gone].found is Found.LOOK
