"""Experiments and the health page in a real Chromium: accessible, and readable at each width, light and dark."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil

import pytest

from bot.calendar import AMSTERDAM
from bot.daily import ASKED, TOPIC, WORD
from bot.insight import ArmDay, Daily
from bot.release.whole_file import write_whole
from bot.settings import read_settings
from bot.staff import Role
from tests.browser.axe import violations
from tests.browser.site_here import served
from tests.house import ROOT
from tests.staff import sign_in

pytestmark = pytest.mark.browser
NOW = dt.datetime(2026, 12, 21, 12, tzinfo=AMSTERDAM)
TRIED = """
  - id: klaar
    vraag: "Helpt het als we de vraag kort herhalen?"
    soort: cue
    cue: vraag_herhalen
    varianten: {A: met, B: zonder}
    aandeel: 100
    begin: 2026-12-01
    einde: 2026-12-20
    maat: geholpen
    nu: 50
    verwacht: 10
    nodig: 388
    eigenaar: redactie
    status: loopt
"""


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A site with an experiment that is done, a month of counts and a comparison."""
    folder = tmp_path_factory.mktemp("site")
    data = folder / "inhoud" / "data"
    shutil.copytree(ROOT / "data", data)
    with (data / "experimenten.yml").open("a", encoding="utf-8") as file:
        file.write(TRIED)
    settings = dataclasses.replace(
        read_settings({}), var_dir=folder, models_dir=folder, data_dir=data, database_url=f"sqlite:///{folder / 'x.db'}"
    )
    bins = [{"low": i / 10, "total": 20 * i, "right": 2 * i * i, "confidence": i / 10 + 0.05} for i in range(3, 10)]
    pair = ["aangifte.uitstel", "aangifte.te_laat", 7]
    found = {"model": "m", "at": NOW.isoformat(), "confused": {"eigen": [pair]}, "reliability": {"eigen": bins}}
    write_whole(settings.job_file.parent / "report.json", found)
    with served(settings, lambda: NOW) as (url, app):
        daily = Daily(app.ctx.database)
        for back in range(35, 0, -1):
            day = NOW.date() - dt.timedelta(days=back)
            counts = {(ASKED, "", "antwoord"): 80, (ASKED, "", "niet_begrepen"): 9, (ASKED, "", "overdracht"): 11}
            counts |= {
                (TOPIC, "aangifte.uitstel" if back > 7 else "aangifte.te_laat", ""): 80,
                (WORD, "", "bekend"): 500,
            }
            arms = [ArmDay("klaar", day, arm, 400, helped=n) for arm, n in (("A", 200), ("B", 160))]
            daily.keep(day, arms if day == dt.date(2026, 12, 2) else [], counts)
        yield url, sign_in(app, Role.TRAINER)


@pytest.mark.parametrize(
    "path", ["/trainer/proeven", "/trainer/proeven/klaar", "/trainer/proeven/nieuw?cue=empathie", "/trainer/gezondheid"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_accessible_and_fits(page, room, screenshot, path, scheme):
    url, member = room
    page.context.add_cookies([{"name": k, "value": v, "url": url} for k, v in member.cookies.items()])
    page.emulate_media(color_scheme=scheme)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(url + path)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        name = path.removeprefix("/trainer/").replace("/", "-").split("?")[0]
        screenshot(page, f"{name}-{width}-{scheme}")


def test_the_result_is_told_in_words_and_figures(page, room):
    url, member = room
    page.context.add_cookies([{"name": k, "value": v, "url": url} for k, v in member.cookies.items()])
    page.goto(f"{url}/trainer/proeven/klaar")
    assert "B is minder goed dan A" in page.inner_text("main")
    assert "Verschil B min A: −10,0 procentpunt" in page.locator("svg title").text_content()
