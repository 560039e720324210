"""Signing in, the guard before what belongs to staff, and what an attacker tries."""

from __future__ import annotations

import asyncio
import re

import aiohttp
import pytest
from sanic import Blueprint
from sanic.response import json

from bot.site import app as site_app
from bot.site.staff import needs
from bot.site.staff.guard import safe_next
from bot.staff import Role, Stage
from tests.staff import sign_in

PASSWORD = "vier groene fietsen laat"
pytestmark = pytest.mark.timeout(60)


@pytest.fixture
def guarded(site, monkeypatch, tiny_data):
    """A site with a page and a call that only webcare may use."""
    routes = Blueprint("proef")

    @routes.route("/proef/api/iets", methods=["GET", "POST", "PUT", "DELETE"])
    @needs(Role.WEBCARE)
    async def call(request):
        return json({"login": request.ctx.member.login})

    @routes.route("/proef/bladzijde", methods=["GET", "POST"])
    @needs(Role.WEBCARE, Role.BEHEER)
    async def page(request):
        return json({"login": request.ctx.member.login})

    monkeypatch.setattr(site_app, "account_pages", Blueprint.group(site_app.account_pages, routes))
    data = tiny_data().data
    return lambda **changes: site(data_dir=data, **changes)


class Browser:
    """Keeps cookies and follows nothing."""

    def __init__(self, s):
        self.s, self.cookies = s, {}

    async def call(self, method, path, form=None, headers=None):
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), **(headers or {})}
        if form is not None:
            form = {k: v for k, v in form.items() if v is not None}
        async with self.s.session.request(
            method, self.s.url + path, data=form, headers=headers, allow_redirects=False
        ) as response:
            for cookie in response.cookies.values():
                self.cookies[cookie.key] = cookie.value
                if cookie["max-age"] == "0":
                    del self.cookies[cookie.key]
            return response.status, await response.text(), response.headers

    async def sign_in(self, login="sam", password=PASSWORD, goal=""):
        _, page, _ = await self.call("GET", f"/inloggen?next={goal}")
        csrf = re.search(r'name="csrf" value="([^"]+)"', page)[1]
        return await self.call(
            "POST", "/inloggen", {"csrf": csrf, "login": login, "wachtwoord": password, "next": goal}
        )


def run(site, story, **changes):
    async def whole():
        async with site(**changes) as s:
            s.session._cookie_jar = aiohttp.DummyCookieJar()
            s.app.ctx.staff.add("sam", "Sam de Vries", "Toeslagen", [Role.WEBCARE], password=PASSWORD)
            await story(s)

    asyncio.run(whole())


def test_the_right_password_opens_what_the_role_allows(guarded):
    async def story(s):
        browser = Browser(s)
        status, _, headers = await browser.call("GET", "/proef/bladzijde?dag=1")
        assert (status, headers["Location"]) == (303, "/inloggen?next=/proef/bladzijde%3Fdag%3D1")
        status, _, headers = await browser.sign_in(goal="/proef/bladzijde?dag=1")
        assert (status, headers["Location"]) == (303, "/proef/bladzijde?dag=1")
        assert (await browser.call("GET", "/proef/bladzijde"))[:2] == (200, '{"login":"sam"}')
        status, page, headers = await browser.call("GET", "/account")
        assert status == 200 and "Sam de Vries" in page and "Proefopstelling" in page
        assert headers["Cache-Control"] == "no-store"
        assert [e.action for e in s.app.ctx.audit.entries()] == ["ingelogd"]

    run(guarded, story)


def test_the_cookie_is_closed_to_scripts_and_other_sites(guarded):
    async def story(s):
        browser = Browser(s)
        _, _, headers = await browser.sign_in()
        [cookie] = [c for c in headers.getall("Set-Cookie") if c.startswith("staff=")]
        assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie and "Secure" not in cookie

    run(guarded, story)


@pytest.mark.parametrize("changes", [{"public_url": "https://chat.example"}, {"production": True}])
def test_behind_https_the_cookie_says_so(changes, guarded):
    async def story(s):
        _, _, headers = await Browser(s).sign_in()
        [cookie] = [c for c in headers.getall("Set-Cookie") if c.startswith("__Host-staff=")]
        assert "Secure" in cookie

    run(guarded, story, **changes)


def test_a_token_from_before_signing_in_opens_nothing(guarded):
    """Session fixation: who plants a cookie in somebody's browser does not get his session."""

    async def story(s):
        browser = Browser(s)
        browser.cookies["staff"] = "geplant"
        await browser.sign_in()
        assert browser.cookies["staff"] != "geplant"
        first = browser.cookies["staff"]
        assert (await browser.call("GET", "/proef/api/iets"))[0] == 200
        again = Browser(s)
        await again.sign_in()
        assert again.cookies["staff"] != first
        thief = Browser(s)
        thief.cookies["staff"] = "geplant"
        assert (await thief.call("GET", "/proef/api/iets"))[0] == 401

    run(guarded, story)


def test_signing_out_ends_the_session_itself(guarded):
    async def story(s):
        browser = Browser(s)
        await browser.sign_in()
        token = browser.cookies["staff"]
        assert (await browser.call("POST", "/uitloggen", {}))[0] == 403, "another site cannot sign you out"
        csrf = s.app.ctx.sessions.find(token).csrf
        assert (await browser.call("POST", "/uitloggen", {"csrf": csrf}))[0] == 303
        assert "staff" not in browser.cookies
        browser.cookies["staff"] = token
        assert (await browser.call("GET", "/proef/api/iets"))[0] == 401

    run(guarded, story)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_what_changes_something_must_carry_the_csrf_value(method, guarded):
    async def story(s):
        browser, staff = Browser(s), sign_in(s.app, Role.WEBCARE)
        browser.cookies = dict(staff.cookies)
        other = sign_in(s.app, Role.WEBCARE)
        for headers in ({}, {"X-Csrf": ""}, {"X-Csrf": "x"}, {"X-Csrf": other.csrf}, {"X-Csrf": staff.token}):
            status, text, _ = await browser.call(method, "/proef/api/iets", headers=headers)
            assert status == 403 and '"csrf"' in text
        assert (await browser.call(method, f"/proef/api/iets?csrf={staff.csrf}"))[0] == 403
        assert (await browser.call(method, "/proef/api/iets", headers={"X-Csrf": staff.csrf}))[0] == 200
        if method == "POST":
            assert (await browser.call(method, "/proef/api/iets", {"csrf": staff.csrf}))[0] == 200

    run(guarded, story)


@pytest.mark.parametrize("roles", [(Role.TRAINER,), (Role.BEHEER,), (Role.TRAINER, Role.BEHEER)])
def test_without_the_role_nothing_opens(roles, guarded):
    async def story(s):
        staff, browser = sign_in(s.app, *roles), Browser(s)
        for method in ("GET", "POST"):
            status, text, _ = await browser.call(method, "/proef/api/iets", headers=staff.headers)
            assert status == 403 and '"forbidden"' in text
        status, text, _ = await browser.call("GET", "/proef/bladzijde", headers=staff.headers)
        assert status == (200 if Role.BEHEER in roles else 403)
        assert Role.BEHEER in roles or "Hier mag je niet bij" in text

    run(guarded, story)


@pytest.mark.parametrize("stage", [Stage.CODE, Stage.PASSWORD, Stage.ENROL])
def test_half_a_sign_in_opens_nothing(stage, guarded):
    async def story(s):
        staff, browser = sign_in(s.app, stage=stage), Browser(s)
        assert (await browser.call("GET", "/proef/api/iets", headers=staff.headers))[0] == 401
        status, _, headers = await browser.call("GET", "/proef/bladzijde", headers=staff.headers)
        assert status == 303 and headers["Location"].startswith("/inloggen/")

    run(guarded, story)


def test_a_session_that_is_over_says_so(guarded):
    async def story(s):
        staff, browser = sign_in(s.app), Browser(s)
        s.app.ctx.sessions.close_all(staff.member.id)
        status, text, _ = await browser.call("POST", "/proef/api/iets", headers=staff.headers)
        assert status == 401 and "Log opnieuw in" in text
        status, _, headers = await browser.call("POST", "/proef/bladzijde", headers=staff.headers)
        assert (status, headers["Location"]) == (303, "/inloggen")

    run(guarded, story)


def test_nobody_learns_which_logins_exist(guarded):
    async def story(s):
        pages = []
        for login in ("sam", "niemand", "", "x" * 300, "sam\r\nSet-Cookie: a=b"):
            status, page, headers = await Browser(s).sign_in(login=login, password="iets verkeerds")
            assert status == 401 and "a=b" not in str(headers)
            pages.append(re.sub(r'value="[^"]{43}"|content="[^"]{43}"', "", page))
        assert len(set(pages)) == 1
        assert "iets verkeerds" not in pages[0]

    run(guarded, story)


def test_a_login_is_locked_with_a_kind_sentence(guarded):
    async def story(s):
        for login in ("sam", "niemand"):
            for _ in range(5):
                assert (await Browser(s).sign_in(login=login, password="fout"))[0] == 401
            status, page, _ = await Browser(s).sign_in(login=login)
            assert status == 429 and "Wacht 15 minuten, of vraag beheer om hulp." in page

    run(guarded, story)


def test_an_address_may_not_try_for_ever(guarded):
    async def story(s):
        for n in range(3):
            assert (await Browser(s).sign_in(login=f"a{n}", password="fout"))[0] == 401
        status, page, _ = await Browser(s).sign_in()
        assert status == 429 and "te vaak geprobeerd" in page

    run(guarded, story, staff_attempts=3)


def test_the_form_of_another_site_does_not_sign_anybody_in(guarded):
    async def story(s):
        browser = Browser(s)
        form = {"login": "sam", "wachtwoord": PASSWORD, "csrf": ""}
        assert (await browser.call("POST", "/inloggen", form))[0] == 403
        await browser.call("GET", "/inloggen")
        assert (await browser.call("POST", "/inloggen", {**form, "csrf": "a" * 43}))[0] == 403
        assert "staff" not in browser.cookies

    run(guarded, story)


ELSEWHERE = [
    "//kwaad.example", "https://kwaad.example", "/\\kwaad.example", "\\\\kwaad.example", "javascript:alert(1)",
    "/%0d%0aSet-Cookie:a=b\r\nX: y", "/a\tb", "kwaad.example", "", "/inloggen", "/uitloggen", "/a//kwaad.example",
    "/" + "a" * 600, "/ä", " /webcare",
]  # fmt: skip


@pytest.mark.parametrize("goal", ELSEWHERE)
def test_no_other_site_is_a_page_to_go_on_to(goal):
    assert safe_next(goal) == ""


def test_signing_in_leads_to_no_other_site(guarded):
    async def story(s):
        for goal in ELSEWHERE:
            browser = Browser(s)
            _, page, _ = await browser.call("GET", "/inloggen")
            csrf = re.search(r'name="csrf" value="([^"]+)"', page)[1]
            form = {"csrf": csrf, "login": "sam", "wachtwoord": PASSWORD, "next": goal}
            status, _, headers = await browser.call("POST", "/inloggen", form)
            assert (status, headers["Location"]) == (303, "/webcare"), "the first part of his role"

    run(guarded, story)


@pytest.mark.parametrize("goal", ["/webcare", "/trainer/kaart?dag=2026-11-21", "/beheer/accounts/3"])
def test_a_page_of_ours_is_gone_on_to(goal):
    assert safe_next(goal) == goal
