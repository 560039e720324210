"""From the right password to the first page: one-time codes, a password of one's own, and the own account."""

from __future__ import annotations

import re

import pyotp
import pytest

from bot.staff import Role
from tests.site.test_staff_sign_in import PASSWORD, Browser, guarded, run  # noqa: F401

NEW = "zes blauwe boten varen"
pytestmark = pytest.mark.timeout(60)


def csrf(page):
    return re.search(r'name="csrf" value="([^"]+)"', page)[1]


async def fill(browser, path, **fields):
    """Opens a page and sends its form with these fields."""
    _, page, _ = await browser.call("GET", path)
    status, page, headers = await browser.call("POST", path.split("?")[0], {"csrf": csrf(page), **fields})
    return status, page, headers.get("Location")


def test_the_first_time_you_choose_a_password_and_set_up_an_app(guarded):  # noqa: F811
    async def story(s):
        s.app.ctx.staff.add("noor", "Noor Bakker", roles=[Role.WEBCARE], password="een-twee-drie", must_change=True)
        browser = Browser(s)
        _, _, headers = await browser.sign_in("noor", "een-twee-drie", goal="/proef/bladzijde")
        assert headers["Location"] == "/inloggen/wachtwoord?next=/proef/bladzijde"
        first, path = browser.cookies["staff"], headers["Location"]
        status, page, _ = await fill(browser, path, nieuw=NEW, nogeens=NEW + "!", next="/proef/bladzijde")
        assert status == 400 and "niet hetzelfde" in page
        status, page, _ = await fill(browser, path, nieuw="kort", nogeens="kort")
        assert status == 400 and "te kort" in page
        status, _, path = await fill(browser, path, nieuw=NEW, nogeens=NEW, next="/proef/bladzijde")
        assert (status, path) == (303, "/inloggen/app?next=/proef/bladzijde")
        assert browser.cookies["staff"] != first, "a new stage is a new session"
        _, page, _ = await browser.call("GET", path)
        assert "<svg" in page and "style=" not in page and "<script" not in page
        secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
        status, page, _ = await fill(browser, path, code="123")
        assert status == 400 and "klopt niet" in page and secret[:4] in page
        status, _, path = await fill(browser, path, code=pyotp.TOTP(secret).now(), next="/proef/bladzijde")
        assert (status, path) == (303, "/proef/bladzijde")
        assert (await browser.call("GET", "/proef/api/iets"))[0] == 200
        _, _, headers = await Browser(s).sign_in("noor", NEW)
        assert headers["Location"] == "/inloggen/code"

    run(guarded, story, staff_codes="all")


def test_signing_in_asks_for_the_code(guarded):  # noqa: F811
    async def story(s):
        member = s.app.ctx.staff.find("sam").member
        totp = pyotp.TOTP(s.app.ctx.codes.offer(member, "Proef")[0])
        clock = s.app.ctx.clock
        assert s.app.ctx.codes.confirm(member, totp.at(clock().timestamp() - 30))
        browser = Browser(s)
        await browser.sign_in()
        assert (await browser.call("GET", "/proef/api/iets"))[0] == 401
        status, page, _ = await fill(browser, "/inloggen/code", code="geen")
        assert status == 401 and "klopt niet" in page
        status, _, path = await fill(
            browser, "/inloggen/code", code=totp.at(clock().timestamp()), next="//kwaad.example"
        )
        assert (status, path) == (303, "/webcare")
        assert (await browser.call("GET", "/proef/api/iets"))[0] == 200
        actions = [e.action for e in s.app.ctx.audit.entries(login="sam")]
        assert actions == ["ingelogd", "inloggen.code_mislukt"]
        again = Browser(s)
        await again.sign_in()
        for _ in range(5):
            assert (await fill(again, "/inloggen/code", code="geen"))[0] == 401
        status, page, _ = await fill(again, "/inloggen/code", code=totp.at(clock().timestamp() + 30))
        assert status == 429 and "Wacht 15 minuten" in page

    run(guarded, story)


def test_a_password_is_changed_after_the_old_one(guarded):  # noqa: F811
    async def story(s):
        browser, other = Browser(s), Browser(s)
        await browser.sign_in()
        await other.sign_in()
        _, page, _ = await browser.call("GET", "/account")

        async def change(**fields):
            return await browser.call("POST", "/account/wachtwoord", {"csrf": csrf(page), **fields})

        status, told, _ = await change(oud="fout", nieuw=NEW, nogeens=NEW)
        assert status == 400 and "Je oude wachtwoord klopt niet." in told
        assert (await other.call("GET", "/account"))[0] == 200
        status, _, headers = await change(oud=PASSWORD, nieuw=NEW, nogeens=NEW)
        assert (status, headers["Location"]) == (303, "/account?klaar=wachtwoord")
        assert "wachtwoord is veranderd" in (await browser.call("GET", headers["Location"]))[1]
        assert (await other.call("GET", "/account"))[0] == 303, "signed out elsewhere"
        assert (await Browser(s).sign_in(password=PASSWORD))[0] == 401
        assert (await Browser(s).sign_in(password=NEW))[0] == 303

    run(guarded, story)


def test_an_app_is_set_up_by_choice_and_other_places_are_closed(guarded):  # noqa: F811
    async def story(s):
        browser, other = Browser(s), Browser(s)
        await browser.sign_in()
        await other.sign_in()
        _, page, _ = await browser.call("GET", "/account/app")
        secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
        code = pyotp.TOTP(secret).at(s.app.ctx.clock().timestamp())
        assert (await fill(browser, "/account/app", code=code))[::2] == (303, "/account?klaar=app")
        assert (await browser.call("GET", "/account/app"))[0] == 303
        _, page, _ = await browser.call("GET", "/account")
        assert "Staan aan." in page
        assert (await browser.call("POST", "/account/sessies", {"csrf": csrf(page)}))[0] == 303
        assert (await other.call("GET", "/account"))[0] == 303
        assert (await browser.call("GET", "/account"))[0] == 200

    run(guarded, story)
