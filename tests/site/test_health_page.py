"""The health page: honest when there is nothing yet, and each picture has its words and its figures."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from bot.daily import ASKED, TOPIC, WORD, health
from bot.insight import Daily, Total
from bot.release.whole_file import write_whole
from bot.staff import Role
from tests.staff import sign_in

pytestmark = pytest.mark.timeout(60)
PATH = "/trainer/gezondheid"
TODAY = dt.date(2026, 11, 23)


def test_the_columns_of_a_day_are_whole_and_small_talk_is_no_question():
    day = TODAY - dt.timedelta(days=1)
    rows = [("antwoord", 60), ("afbakening", 10), ("verduidelijking", 15), ("overdracht", 10), ("niet_begrepen", 5)]
    totals = [Total(day, ASKED, "", outcome, number) for outcome, number in (*rows, ("sociaal", 40))]
    days = health.coverage(totals, TODAY)
    assert len(days) == 30 and [d.total for d in days[:-1]] == [0] * 29
    assert days[-1].total == 100
    assert days[-1].shares == {"beantwoord": 0.7, "terug": 0.15, "over": 0.1, "niet": 0.05}
    assert sum(height for _, _, height in days[-1].columns) == pytest.approx(health.LOW - 12)


def test_drift_lays_this_week_beside_the_four_before():
    def week(back: int, topic: str, known: int) -> list[Total]:
        day = TODAY - dt.timedelta(days=back)
        return [
            Total(day, TOPIC, topic, "", 200),
            Total(day, WORD, "", "bekend", known),
            Total(day, WORD, "", "onbekend", 1000 - known),
        ]

    usual = [t for back in (9, 16, 23, 30) for t in week(back, "aangifte.uitstel", 950)]
    found = health.drifts(usual + week(2, "toeslagen.zorg.hoogte", 700) + week(50, "weg", 0), TODAY)
    assert found["topics"].weather.value == found["words"].weather.value == "let op"
    assert health.share_unknown(found["words"]) == pytest.approx((0.05, 0.3))
    same = health.drifts(usual + week(2, "aangifte.uitstel", 950), TODAY)
    assert same["topics"].weather.value == same["words"].weather.value == "gewoon"


def test_the_comparison_adds_lists_and_says_how_far_off_the_certainty_is():
    report = {
        "model": "m", "at": "2026-11-21T12:00:00+01:00", "confused": {"een": [["a", "b", 2]], "twee": [["a", "b", 1]]},
        "reliability": {
            "een": [{"low": 0.8, "total": 10, "right": 6, "confidence": 0.9}],
            "twee": [{"low": 0.8, "total": 10, "right": 10, "confidence": 0.8}],
        },
    }  # fmt: skip
    found = health.comparison(report, str.upper)
    assert found["pairs"] == [(("A", "B"), 3)]
    assert found["points"] == [(0.8, 20, 0.8, pytest.approx(0.85))]
    assert found["gap"] == pytest.approx(0.05)
    assert health.comparison({"model": "m", "at": "", "sets": {}}, str) is None, "a report of an earlier version"


def test_the_page_before_anything_was_counted_and_after(site):
    async def story():
        async with site() as s:
            trainer = sign_in(s.app, Role.TRAINER)
            status, text, _ = await s.citizen().call("GET", PATH, headers=trainer.headers)
            assert status == 200
            assert "Er is nog niets geteld" in text and "Train en vergelijk" in text and "Voorbeelden per" in text
            day = s.app.ctx.clock().date() - dt.timedelta(days=1)
            counts = {
                (ASKED, "", "antwoord"): 90,
                (ASKED, "", "niet_begrepen"): 10,
                (TOPIC, "aangifte.uitstel", ""): 90,
            }
            Daily(s.app.ctx.database).keep(day, [], counts)
            write_whole(
                s.app.ctx.settings.job_file.parent / "report.json",
                {
                    "model": "m", "at": "2026-11-21T12:00:00+01:00",
                    "confused": {"eigen": [["aangifte.uitstel", "aangifte.te_laat", 7]]},
                    "reliability": {"eigen": [{"low": 0.9, "total": 50, "right": 48, "confidence": 0.95}]},
                },
            )  # fmt: skip
            _, text, _ = await s.citizen().call("GET", PATH, headers=trainer.headers)
            assert "100 getypte vragen" in text and "90% beantwoord" in text and "10% niet begrepen" in text
            assert "90% tot 100%" in text and "96%" in text
            assert text.count("<svg") - text.count('aria-hidden="true"') + 1 == text.count('role="img"') == 5
            other = sign_in(s.app, Role.WEBCARE)
            status, _, _ = await s.citizen().call("GET", PATH, headers=other.headers)
            assert status == 403

    asyncio.run(story())
