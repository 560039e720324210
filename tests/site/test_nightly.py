"""The site cleans up by itself."""

from __future__ import annotations

import asyncio

import pytest

from bot.retention import Retention
from bot.site import app as site_app
from bot.site.nightly import clean_up_nightly
from bot.storage import DatabaseBusy

pytestmark = pytest.mark.timeout(60)


def test_the_site_cleans_up_and_goes_on_when_a_night_fails(site, tiny_data, monkeypatch):
    ran = []

    def run(self):
        ran.append(self)
        if len(ran) == 1:
            raise DatabaseBusy("vol")
        if len(ran) == 2:
            raise ValueError("iets anders")

    monkeypatch.setattr(Retention, "run", run)
    monkeypatch.setattr(site_app, "clean_up_nightly", lambda app: clean_up_nightly(app, 0.01, 0.01))

    async def story():
        async with site(data_dir=tiny_data().data) as s:
            deadline = asyncio.get_running_loop().time() + 10
            while len(ran) < 4 and asyncio.get_running_loop().time() < deadline:
                await asyncio.sleep(0.01)
            assert len(ran) >= 4
            status, _, _ = await s.citizen().call("GET", "/health")
            assert status == 200

    asyncio.run(story())
