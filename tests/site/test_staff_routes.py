"""Every address of the site: open for everybody by name, or closed without the right sign-in. A new one is seen here."""

from __future__ import annotations

import re

import pytest

from bot.staff import Role, Stage
from tests.site.test_staff_sign_in import Browser, guarded, run  # noqa: F401
from tests.staff import sign_in

pytestmark = pytest.mark.timeout(120)

# What citizens and search engines read, and the way in. `/redactie` is open in a trial only.
PUBLIC = re.compile(
    r"(|chat|chat/.*|widget/.*|health|favicon\.ico|vragen|vragen/.*|sitemap\.xml|robots\.txt|inloggen|uitloggen"
    r"|inloggen/organisatie|inloggen/organisatie/terug)"
)
FILL = {"int": "1", "str": "iets", "path": "iets", "float": "1.0"}


def addresses(app):
    """Yields (method, path) of every route, with its parameters filled in."""
    for route in app.router.routes:
        path = re.sub(r"<[^:>]+(?::([a-z]+))?[^>]*>", lambda m: FILL.get(m[1] or "str", "iets"), route.path)
        for method in sorted(route.methods - {"OPTIONS", "HEAD"}):
            yield method, path


def of_staff(app):
    return [(method, path) for method, path in addresses(app) if not PUBLIC.fullmatch(path.strip("/"))]


async def answer(browser, method, path, **headers):
    status, text, got = await browser.call(method, f"/{path.lstrip('/')}", headers=headers)
    return status, text, got.get("Location", "")


def test_nothing_of_staff_opens_without_signing_in(guarded):  # noqa: F811
    async def story(s):
        found = of_staff(s.app)
        assert len(found) > 30 and ("GET", "beheer/accounts") in found, "the walk sees the site"
        for cookie in ("", "x", "a" * 43):
            for method, path in found:
                browser = Browser(s)
                browser.cookies = {"__Host-staff": cookie} if cookie else {}
                status, text, goal = await answer(browser, method, path)
                refused = status == 401 or (status == 303 and goal.startswith("/inloggen"))
                assert refused, f"{method} /{path} answers {status} to somebody who is not signed in"

    run(guarded, story, production=True)


@pytest.mark.parametrize("stage", [Stage.CODE, Stage.PASSWORD, Stage.ENROL])
def test_nothing_of_staff_opens_with_half_a_sign_in(stage, guarded):  # noqa: F811
    own = {Stage.CODE: "inloggen/code", Stage.PASSWORD: "inloggen/wachtwoord", Stage.ENROL: "inloggen/app"}[stage]

    async def story(s):
        for method, path in of_staff(s.app):
            if path.strip("/") == own:
                continue
            staff = sign_in(s.app, Role.WEBCARE, Role.TRAINER, Role.BEHEER, login="allesmagzo", stage=stage)
            status, _, goal = await answer(Browser(s), method, path, **staff.headers)
            refused = status == 401 or (status == 303 and goal.strip("/") == own)
            assert refused, f"{method} /{path} answers {status} with half a sign-in"

    run(guarded, story, production=True)


def test_nothing_of_staff_changes_without_the_csrf_value(guarded):  # noqa: F811
    async def story(s):
        for method, path in of_staff(s.app):
            if method == "GET" or path.strip("/").startswith("inloggen/"):
                continue
            staff = sign_in(s.app, Role.WEBCARE, Role.TRAINER, Role.BEHEER, login="allesmag")
            status, text, _ = await answer(Browser(s), method, path, Cookie=staff.headers["Cookie"])
            assert status == 403, f"{method} /{path} answers {status} without a csrf value"
            assert s.app.ctx.sessions.find(staff.token), f"{method} /{path} did something all the same"

    run(guarded, story, production=True)


def test_a_role_opens_its_own_part_only(guarded):  # noqa: F811
    parts = {"beheer": Role.BEHEER, "webcare": Role.WEBCARE, "trainer": Role.TRAINER}

    async def story(s):
        seen = set()
        for method, path in of_staff(s.app):
            part = path.strip("/").split("/")[0]
            if part not in parts:
                continue
            seen.add(part)
            others = [role for role in Role if role is not parts[part]]
            staff = sign_in(s.app, *others, login=f"niet-{part}")
            status, _, _ = await answer(Browser(s), method, path, **staff.headers)
            assert status == 403, f"{method} /{path} answers {status} to somebody with the roles {others}"
        assert seen == set(parts)

    run(guarded, story, production=True)


def test_pages_of_staff_are_not_kept_framed_or_indexed(guarded):  # noqa: F811
    async def story(s):
        staff = sign_in(s.app, Role.BEHEER)
        for path in ("/inloggen", "/account", "/account/app", "/beheer", "/beheer/accounts", "/beheer/logboek"):
            signed_in = {} if path == "/inloggen" else staff.headers
            status, page, headers = await Browser(s).call("GET", path, headers=signed_in)
            assert status == 200 and 'name="robots" content="noindex"' in page
            assert headers["Cache-Control"] == "no-store" and headers["X-Frame-Options"] == "DENY"
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
            assert "form-action 'self'" in headers["Content-Security-Policy"]
            assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "same-origin"
            assert "Access-Control-Allow-Credentials" not in headers

    run(guarded, story)


def test_an_address_cannot_be_made_up_to_try_for_ever(guarded):  # noqa: F811
    async def story(s):
        found = []
        for n in range(6):
            browser = Browser(s)
            _, page, _ = await browser.call("GET", "/inloggen")
            csrf = re.search(r'name="csrf" value="([^"]+)"', page)[1]
            form = {"csrf": csrf, "login": f"a{n}", "wachtwoord": "fout"}
            found.append((await browser.call("POST", "/inloggen", form, {"X-Forwarded-For": f"10.0.0.{n}"}))[0])
        assert found == [401, 401, 401, 429, 429, 429]

    run(guarded, story, staff_attempts=3)
