"""Signing in and the pages of beheer in a real Chromium: by keyboard, accessible, light and dark, narrow and wide."""

import dataclasses
import datetime as dt
import re

import pyotp
import pytest

from bot.calendar import AMSTERDAM
from bot.settings import read_settings
from bot.staff import Role
from tests.browser.axe import violations
from tests.browser.site_here import served as serving
from tests.staff import sign_in

pytestmark = pytest.mark.browser

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=AMSTERDAM)
PASSWORD = "vier groene fietsen laat"
PAGES = {
    "account": "/account",
    "account-app": "/account/app",
    "beheer": "/beheer",
    "beheer-accounts": "/beheer/accounts",
    "beheer-account": "/beheer/accounts/1",
    "beheer-instellingen": "/beheer/instellingen",
    "beheer-instelling": "/beheer/instellingen/open_days",
    "beheer-lijn": "/beheer/lijnen/belastingtelefoon",
    "beheer-teksten": "/beheer/teksten?zoek=begroeting",
    "beheer-tekst": "/beheer/teksten/begroeting",
    "beheer-sneltoetsen": "/beheer/sneltoetsen",
    "beheer-sneltoets": "/beheer/sneltoetsen/hallo",
    "beheer-openbaar": "/beheer/openbaar/pagina",
    "beheer-team-tijden": "/beheer/instellingen/team_hours",
    "beheer-aan-uit": "/beheer/aan-uit",
    "beheer-opruimen": "/beheer/opruimen",
    "beheer-logboek": "/beheer/logboek",
    "redactie": "/redactie",
}
SIZES = {390: 844, 1280: 900}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The site in this process, with some accounts and a little history: (app, address)."""
    folder = tmp_path_factory.mktemp("site")
    settings = dataclasses.replace(
        read_settings({}), var_dir=folder, database_url=f"sqlite:///{folder / 'site.db'}", local_key="sleutel"
    )
    with serving(settings, lambda: NOON) as (url, app):
        ctx = app.ctx
        sam = ctx.staff.add(
            "sam.devries", "Sam de Vries", "Toeslagen", [Role.WEBCARE], password=PASSWORD, four_eyes=True
        )
        ctx.staff.add("tess", "Tess Mulder", "Redactie", [Role.TRAINER, Role.BEHEER], password=PASSWORD, demo=True)
        ctx.staff.change(ctx.staff.add("noor", "Noor Bakker", roles=[Role.WEBCARE]).id, disabled=True)
        bo = ctx.staff.add("bo", "Bo Visser", "Beheer", [Role.BEHEER], password=PASSWORD)
        ctx.desk_settings.set("open_days", "ma di wo do", bo, "Minder drukte in de zomer.")
        ctx.desk_settings.set("teams", "Aangifte, Toeslagen, Erven en schenken", bo, "Een nieuw team.")
        ctx.audit.add(sam.id, "gesprek.bekeken", "Q0Vp2kq8s1n5R7xw3Zb9aA")
        ctx.audit.add(sam.id, "aanwezigheid.vanzelf_afwezig")
        ctx.audit.add(None, "opgeruimd", detail="12 gesprekken gewist, ouder dan 30 dagen")
        yield app, url


@pytest.fixture
def said(page):
    """Everything the browser's console said; a broken Content-Security-Policy is said there."""
    found = []
    page.on("console", lambda message: found.append(message.text))
    return found


def looks_well(page, name, screenshot):
    """Holds a page against axe and its width, in light and dark, narrow and wide."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width, height in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} scrolls sideways at {width}"
            assert violations(page) == [], f"{name} {scheme} {width}"
            screenshot(page, f"staf-{name}-{scheme}-{width}")


def test_signing_in_by_keyboard(served, page, said, screenshot):
    _, url = served
    page.goto(f"{url}/beheer")
    assert page.url.endswith("/inloggen?next=/beheer")
    looks_well(page, "inloggen", screenshot)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for text in ("bo", "verkeerd"):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert "klopt niet" in page.text_content("[role=alert]")
    looks_well(page, "inloggen-fout", screenshot)
    page.get_by_label("Inlognaam").focus()
    page.keyboard.type("bo")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/beheer")
    assert page.text_content(".me a") == "Bo Visser"
    [cookie] = [c for c in page.context.cookies() if c["name"] == "staff"]
    assert cookie["httpOnly"] and cookie["sameSite"] == "Strict"
    page.get_by_role("button", name="Log uit").press("Enter")
    page.wait_for_url(f"{url}/inloggen")
    page.goto(f"{url}/beheer")
    assert "/inloggen" in page.url
    assert [line for line in said if "401" not in line] == []


def test_an_app_with_codes_is_set_up_and_used(served, page, said, screenshot):
    app, url = served
    app.ctx.staff.add("kim", "Kim Smit", "Aangifte", [Role.WEBCARE], PASSWORD, must_change=True)
    page.goto(f"{url}/inloggen")

    def enter(password):
        page.get_by_label("Inlognaam").fill("kim")
        page.get_by_label("Wachtwoord").fill(password)
        page.get_by_role("button", name="Log in").click()

    enter(PASSWORD)
    page.wait_for_url(f"{url}/inloggen/wachtwoord")
    looks_well(page, "stap-wachtwoord", screenshot)
    page.get_by_label("Nieuw wachtwoord").fill("zes blauwe boten varen")
    page.get_by_label("Nog een keer").fill("zes blauwe boten varen")
    page.get_by_role("button", name="Ga verder").click()
    page.goto(f"{url}/account/app")
    secret = re.sub(r"\s", "", page.text_content(".secret"))
    code = pyotp.TOTP(secret).at(NOON.timestamp() - 30)
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("button", name="Zet aan").click()
    page.wait_for_selector("[role=status]:not([hidden])")
    page.get_by_role("button", name="Log uit").click()
    enter("zes blauwe boten varen")
    page.wait_for_url(f"{url}/inloggen/code")
    looks_well(page, "stap-code", screenshot)
    page.get_by_label("Code").fill(pyotp.TOTP(secret).at(NOON.timestamp()))
    page.get_by_role("button", name="Ga verder").click()
    page.wait_for_selector(".me")
    assert page.text_content(".me a") == "Kim Smit" and said == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits(name, served, page, said, screenshot):
    app, url = served
    staff = sign_in(app, login="bo")
    page.context.add_cookies([{"name": k, "value": v, "url": url} for k, v in staff.cookies.items()])
    page.goto(url + PAGES[name])
    assert page.locator("h1").count() == 1
    looks_well(page, name, screenshot)
    assert said == []


def test_beheer_makes_an_account_and_changes_a_setting(served, page, said, screenshot):
    app, url = served
    staff = sign_in(app, login="bo")
    page.context.add_cookies([{"name": k, "value": v, "url": url} for k, v in staff.cookies.items()])
    page.goto(f"{url}/beheer/accounts")
    page.get_by_label("Voor- en achternaam").fill("Robin Dijk")
    page.get_by_label("Inlognaam").fill("robin")
    page.get_by_label("trainer").check()
    page.get_by_label("Waarom").fill("Nieuwe collega")
    page.get_by_role("button", name="Maak account").click()
    page.wait_for_selector(".secret")
    looks_well(page, "beheer-wachtwoord", screenshot)
    assert app.ctx.staff.find("robin").member.roles == {Role.TRAINER}
    page.goto(f"{url}/beheer/instellingen/queue_room")
    page.get_by_label("Waarde").fill("7")
    page.get_by_label("Waarom").fill("Twee collega's ziek")
    page.get_by_role("button", name="Verander", exact=True).click()
    page.wait_for_selector("[role=status]:not([hidden])")
    assert app.ctx.desk_settings.get().queue_room == 7
    page.get_by_role("button", name="Maak de laatste verandering ongedaan").click()
    page.wait_for_url(re.compile("klaar=terug"))
    assert app.ctx.desk_settings.get().queue_room == 20 and said == []


@pytest.mark.parametrize("name", ["beheer-logboek", "beheer-accounts", "beheer-instellingen"])
def test_a_phone_cuts_off_no_table(served, page, name):
    app, url = served
    staff = sign_in(app, login="bo")
    page.context.add_cookies([{"name": k, "value": v, "url": url} for k, v in staff.cookies.items()])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(url + PAGES[name])
    for table in page.locator(".wide").all():
        assert table.evaluate("box => box.scrollWidth <= box.clientWidth"), "a column stands outside the screen"


def test_the_switch_takes_a_second_step(served, page, said, screenshot):
    app, url = served
    staff = sign_in(app, login="bo")
    page.context.add_cookies([{"name": k, "value": v, "url": url} for k, v in staff.cookies.items()])
    page.goto(f"{url}/beheer/aan-uit")
    page.get_by_label("Uit.").check()
    page.get_by_label("Waarom").fill("Een fout in het antwoord over uitstel")
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("heading", name="Dit lezen burgers").wait_for()
    looks_well(page, "beheer-aan-uit-zeker", screenshot)
    assert app.ctx.desk_settings.get().chatbot == "aan"
    page.get_by_role("button", name="Zet op").click()
    page.wait_for_selector("[role=status]:not([hidden])")
    looks_well(page, "beheer-aan-uit-uit", screenshot)
    assert app.ctx.desk_settings.get().chatbot == "uit" and said == []
    app.ctx.desk_settings.set("chatbot", "aan", staff.member, "Klaar")
