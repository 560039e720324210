"""A trainers' room with an experiment that is done, a month of counts and a comparison: what its pictures draw."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

from bot.calendar import AMSTERDAM
from bot.daily import ASKED, TOPIC, WORD
from bot.insight import ArmDay, Daily
from bot.release.whole_file import write_whole
from bot.settings import read_settings
from bot.staff import Role
from tests.browser.site_here import served
from tests.house import ROOT
from tests.staff import SignedIn, sign_in

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
CONFUSED = [
    ["aangifte.uitstel", "aangifte.te_laat", 7], ["aangifte.deadline", "aangifte.uitstel", 4],
    ["toeslagen.zorg.hoogte", "toeslagen.huur.hoogte", 3], ["contact.telefoon", "contact.medewerker", 2],
]  # fmt: skip


@contextlib.contextmanager
def pictures_room(folder: Path) -> Iterator[tuple[str, SignedIn]]:
    """Gives the address and a trainer who is signed in."""
    data = folder / "inhoud" / "data"
    shutil.copytree(ROOT / "data", data)
    with (data / "experimenten.yml").open("a", encoding="utf-8") as file:
        file.write(TRIED)
    settings = dataclasses.replace(
        read_settings({}), var_dir=folder, models_dir=folder, data_dir=data, database_url=f"sqlite:///{folder / 'x.db'}"
    )
    bins = [{"low": i / 10, "total": 20 * i, "right": 2 * i * i, "confidence": i / 10 + 0.05} for i in range(3, 10)]
    found = {"model": "m", "at": NOW.isoformat(), "confused": {"eigen": CONFUSED}, "reliability": {"eigen": bins}}
    write_whole(settings.job_file.parent / "report.json", found)
    with served(settings, lambda: NOW) as (url, app):
        daily = Daily(app.ctx.database)
        for back in range(35, 0, -1):
            day = NOW.date() - dt.timedelta(days=back)
            unsure = 9 + back % 5
            counts = {
                (ASKED, "", "antwoord"): 80 - unsure, (ASKED, "", "verduidelijking"): unsure,
                (ASKED, "", "niet_begrepen"): 9, (ASKED, "", "overdracht"): 11,
                (TOPIC, "aangifte.uitstel" if back > 7 else "aangifte.te_laat", ""): 80, (WORD, "", "bekend"): 500,
            }  # fmt: skip
            arms = [ArmDay("klaar", day, arm, 400, helped=n) for arm, n in (("A", 200), ("B", 160))]
            daily.keep(day, arms if day == dt.date(2026, 12, 2) else [], counts)
        yield url, sign_in(app, Role.TRAINER, name="Noor de Wit")
