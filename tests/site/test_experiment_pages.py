"""Experiments from the page alone: make one, start it, watch it without peeking, and read what it found."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import time
from html import unescape

import pytest

from bot.calendar import AMSTERDAM
from bot.insight import ArmDay, Daily
from bot.staff import Role
from bot.transcript import Days

pytestmark = pytest.mark.timeout(120)
TODAY = dt.datetime.now(AMSTERDAM).date()
PATH = "/trainer/proeven"
CUE = {
    "id": "meeleven", "vraag": "Helpt een zin meeleven?", "onderwerp": "", "cue": "empathie", "staten": ["verward"],
    "maat": "geholpen", "nu": "50", "verwacht": "10", "aandeel": "100", "begin": TODAY.isoformat(),
    "einde": (TODAY + dt.timedelta(days=60)).isoformat(), "eigenaar": "redactie", "waarom": "we twijfelen",
}  # fmt: skip


def test_an_experiment_from_making_to_its_result(trainer):
    async def story():
        async with trainer() as t:
            status, _, headers = await t.post(f"{PATH}/nieuw", CUE)
            assert (status, headers["location"]) == (303, f"{PATH}/meeleven?bewaard=1")
            written = t.file("experimenten.yml", ".")
            assert "nodig: 388" in written and "# Proeven: twee vormen" in written, "the comments are still there"
            _, text = await t.get(f"{PATH}/meeleven")
            assert "Nog niet begonnen" in text and "388 gesprekken per variant" in text
            status, text, _ = await t.post(f"{PATH}/meeleven", {"actie": "start", "waarom": " "})
            assert status == 400 and "Schrijf op waarom" in text
            status, *_ = await t.post(f"{PATH}/meeleven", {"actie": "start", "waarom": "het mag"})
            assert status == 303
            daily = Daily(t.site.app.ctx.database)
            early = [ArmDay("meeleven", TODAY, "A", 100, helped=37), ArmDay("meeleven", TODAY, "B", 100, helped=81)]
            daily.keep(TODAY, early, {})
            _, text = await t.get(f"{PATH}/meeleven")
            assert "Nog te vroeg" in text and "100 gesprekken, 388 nodig" in text
            assert "<svg" not in text and "procentpunt" not in text.split("Wat we vooraf afspraken")[0]
            assert not re.search(r"\b(37|81)\b", text), "nobody peeks"
            late = TODAY + dt.timedelta(days=1)
            daily.keep(
                late,
                [ArmDay("meeleven", late, "A", 300, helped=150), ArmDay("meeleven", late, "B", 300, helped=210)],
                {},
            )
            _, text = await t.get(f"{PATH}/meeleven")
            assert "B is beter dan A" in text and "<svg" in text and "Start" not in text
            _, text = await t.get(PATH)
            assert "Voer B in" in text
            actions = [e.action for e in t.site.app.ctx.audit.entries(most=10)]
            assert "proef_gestart" in actions

    asyncio.run(story())


def test_a_stopped_experiment_stays_stopped(trainer):
    async def story():
        async with trainer() as t:
            await t.post(f"{PATH}/nieuw", CUE)
            await t.post(f"{PATH}/meeleven", {"actie": "start", "waarom": "het mag"})
            status, *_ = await t.post(f"{PATH}/meeleven", {"actie": "stop", "waarom": "genoeg"})
            assert status == 303
            _, text = await t.get(f"{PATH}/meeleven")
            assert "te weinig gesprekken" in text and 'name="actie"' not in text
            status, text, _ = await t.post(f"{PATH}/meeleven", {"actie": "start", "waarom": "toch"})
            assert status == 400 and "bewijst niets meer" in text
            # Nor by putting back what stood there before.
            latest = t.site.app.ctx.room.history.latest(1)[0].operation
            status, text, _ = await t.post("/trainer/geschiedenis", {"wijziging": latest})
            assert status == 400 and "al begonnen" in text

    asyncio.run(story())


def test_other_words_for_an_answer_must_say_the_same(trainer):
    async def story():
        async with trainer() as t:
            _, text = await t.get(f"{PATH}/nieuw?onderwerp=toeslagen.uitbetaling")
            bubbles = [unescape(b).strip() for b in re.findall(r'<textarea name="b"[^>]*>(.*?)</textarea>', text, re.S)]
            assert bubbles[0] and unescape(re.search(r'class="bubble">(.*?)</p>', text, re.S)[1]).strip() == bubbles[0]
            fields = {**CUE, "id": "anders", "cue": "", "staten": [], "onderwerp": "toeslagen.uitbetaling", "toch": "1"}
            other = [b for b in bubbles if b]
            wrong = {**fields, "b": [other[0] + " Dat is 17 euro.", *other[1:]]}
            status, text, _ = await t.post(f"{PATH}/nieuw", wrong)
            assert status == 400 and "zeggen niet hetzelfde" in text and "&#39;17&#39;" in text
            assert "Dat is 17 euro." in text, "what was typed is still there"
            status, text, _ = await t.post(f"{PATH}/nieuw", {**fields, "b": ["Kort gezegd. " + other[0], *other[1:]]})
            assert status == 303, re.findall(r'role="alert".*?</div>', text, re.S)
            _, text = await t.get(f"{PATH}/anders")
            assert "Kort gezegd." in text and "niet meer zo in het antwoord" not in text
            answer = t.data / "onderwerpen/toeslagen/uitbetaling/antwoord.yml"
            answer.write_text(answer.read_text().replace(other[0][:20], "Zo: " + other[0][:20], 1))
            until = time.monotonic() + 30  # the site looks for new content by itself
            while "niet meer zo in het antwoord" not in (await t.get(f"{PATH}/anders"))[1]:
                assert time.monotonic() < until
                await asyncio.sleep(0.2)

    asyncio.run(story())


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"staten": ["bang"]}, "proberen we niets uit"),
        ({"nu": "95"}, "welk verschil je verwacht"),
        ({"begin": "gisteren"}, "een datum in"),
        ({"onderwerp": "betalen.aanmaning", "cue": "", "b": ["x"]}, ""),
        ({"id": "nieuw"}, "Kies een andere naam"),
    ],
)
def test_what_may_not_be_is_said_and_nothing_is_kept(trainer, changes, says):
    async def story():
        async with trainer() as t:
            before = t.file("experimenten.yml", ".")
            status, text, _ = await t.post(f"{PATH}/nieuw", {**CUE, **changes})
            assert status == 400 and says in text, re.findall(r'role="alert".*?</div>', text, re.S)
            assert t.file("experimenten.yml", ".") == before

    asyncio.run(story())


def test_only_trainers_come_in(trainer):
    async def story():
        async with trainer(Role.WEBCARE) as t:
            assert (await t.get(PATH))[0] == 403
            assert (await t.post(f"{PATH}/nieuw", CUE))[0] == 403
        return

    asyncio.run(story())


def test_the_arm_is_stored_and_no_citizen_reads_it(site):
    async def story():
        async with site() as s:
            s.engine.reply = {**s.engine.reply, "experiment": {"id": "proef", "arm": "B"}}
            citizen = s.citizen()
            await citizen.start()
            await citizen.send("kan ik uitstel krijgen")
            messages = await citizen.answered(3)
            assert all("experiment" not in m for m in messages)
            (talk,) = Days(s.app.ctx.database).talks(s.app.ctx.clock().date())
            assert [m.experiment for m in talk.said if m.experiment] == [("proef", "B")]

    asyncio.run(story())
