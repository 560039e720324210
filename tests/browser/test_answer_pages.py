"""The public answer pages in a real Chromium: accessible, readable without scripts, printable, no CSP complaint."""

import dataclasses
import datetime as dt
import json

import pytest

from bot.calendar import AMSTERDAM
from bot.settings import read_settings
from tests.browser.axe import violations
from tests.browser.site_here import served

pytestmark = pytest.mark.browser

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=AMSTERDAM)
PAGES = {
    "overzicht": "/vragen",
    "zoeken": "/vragen?zoek=huurtoselag",
    "niets-gevonden": "/vragen?zoek=qwxzqwxz",
    "antwoord": "/vragen/toeslagen/vermogen",
    "niet-gevonden": "/vragen/aangifte/uitstel-aanvragen",
}
SIZES = {390: 844, 1280: 900}


@pytest.fixture(scope="module")
def site_url(tmp_path_factory):
    """The address of the site in this process, with its clock at noon on 23 November 2026 and no engine behind it."""
    folder = tmp_path_factory.mktemp("site")
    settings = dataclasses.replace(
        read_settings({}), var_dir=folder, database_url=f"sqlite:///{folder / 'site.db'}", local_key="sleutel"
    )
    with served(settings, lambda: NOON) as (url, _):
        yield url


@pytest.fixture
def said(page):
    """Everything the browser's console said; a broken Content-Security-Policy is said there."""
    found = []
    page.on("console", lambda message: found.append(message.text))
    return found


def is_dark(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(250, 249, 245)"


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_fits_and_breaks_no_policy(page, said, site_url, screenshots, name, width):
    page.set_viewport_size({"width": width, "height": SIZES[width]})
    page.goto(site_url + PAGES[name])
    page.screenshot(path=screenshots / f"vragen-{name}-{width}.png", full_page=True)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [line for line in said if "404" not in line] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_in_the_dark(page, site_url, screenshots, name):
    page.emulate_media(color_scheme="dark")
    page.goto(site_url + PAGES[name])
    page.screenshot(path=screenshots / f"vragen-{name}-donker.png")
    assert is_dark(page) and violations(page) == []


def test_it_fits_at_320_pixels(page, site_url):
    page.set_viewport_size({"width": 320, "height": 640})
    for path in PAGES.values():
        page.goto(site_url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_structured_data_is_there_and_is_not_blocked(page, said, site_url):
    page.goto(site_url + PAGES["antwoord"])
    data = json.loads(page.locator('script[type="application/ld+json"]').text_content())
    assert data["mainEntity"][0]["name"] == page.locator("h1").inner_text()
    assert said == []


def test_somebody_searches_and_reads_without_javascript(browser, site_url):
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    page.goto(f"{site_url}/vragen")
    page.get_by_label("Zoek een vraag").fill("uistel aangifte")
    page.keyboard.press("Enter")
    page.wait_for_url("**/vragen?zoek=uistel+aangifte")
    page.get_by_role("link", name="Hoe vraag ik uitstel voor mijn aangifte?").click()
    assert page.url == f"{site_url}/vragen/aangifte/uitstel"
    assert page.get_by_role("heading", level=1).inner_text() == "Hoe vraag ik uitstel voor mijn aangifte?"
    assert page.get_by_text("Nu open, tot 20.00 uur.").is_visible()
    short = page.get_by_role("textbox", name="Korte versie").input_value()
    assert len(short) <= 280 and page.url in short
    page.get_by_role("link", name="Alle vragen").first.click()
    assert page.url == f"{site_url}/vragen"
    context.close()


def test_the_chat_opens_on_the_topic(page, site_url):
    page.goto(f"{site_url}/vragen/aangifte/uitstel")
    with page.expect_request(lambda r: r.method == "POST" and r.url.endswith("/chat/conversations")) as started:
        page.get_by_role("link", name="Vraag verder in de chat").click()
    assert page.url == f"{site_url}/?onderwerp=aangifte.uitstel"
    assert started.value.post_data_json["start"] == "aangifte.uitstel"


def test_the_chat_page_leads_here_and_keeps_its_look(page, said, site_url, screenshots):
    page.goto(site_url)
    page.wait_for_selector("belasting-chat")
    page.screenshot(path=screenshots / "vragen-demo-1280.png")
    assert not [line for line in said if "Content Security Policy" in line]
    page.get_by_role("link", name="alle vragen en antwoorden").first.click()
    assert page.url == f"{site_url}/vragen"


def test_a_keyboard_comes_everywhere(page, site_url):
    page.goto(site_url + PAGES["antwoord"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Ga naar de inhoud"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.outerHTML"))
    wanted = page.locator("main a, main input, main button, main textarea").evaluate_all(
        "all => all.map(e => e.outerHTML)"
    )
    assert set(wanted) <= reached


def test_paper_holds_the_answer_and_its_source_only(page, site_url, screenshots):
    page.goto(site_url + PAGES["antwoord"])
    page.emulate_media(media="print")
    page.screenshot(path=screenshots / "vragen-antwoord-papier.png", full_page=True)
    assert page.get_by_role("heading", name="Bron").is_visible()
    assert page.get_by_text("Dit antwoord staat op").is_visible()
    for hidden in ("Vraag verder in de chat", "Zoek een vraag", "Nu open, tot 20.00 uur."):
        assert not page.get_by_text(hidden).first.is_visible()


@pytest.fixture(scope="module")
def screenshots():
    """The folder for pictures."""
    from tests.browser.conftest import SCREENSHOTS

    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return SCREENSHOTS
