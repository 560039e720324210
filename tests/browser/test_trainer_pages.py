"""The trainers' room in a real Chromium: accessible, fitting, and alive while somebody types."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.trainer_site import trainers_room

pytestmark = pytest.mark.browser
ANSWER = "/trainer/onderwerp/aangifte.uitstel"
PAGES = {
    "onderwerpen": "/trainer",
    "antwoord": ANSWER,
    "vragen": f"{ANSWER}/vragen",
    "geschiedenis": "/trainer/geschiedenis",
    "beheer": f"{ANSWER}/beheer",
    "inbox": "/trainer/inbox",
    "proberen": "/trainer/proberen",
    "nalopen": "/trainer/nalopen",
    "in-en-uit": "/trainer/vragen",
    "nieuw": "/trainer/nieuw",
    "feiten": "/trainer/feiten",
    "meldingen": "/trainer/meldingen",
    "feit": "/trainer/feiten/zorgtoeslag_max_jaar_alleen",
}


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    with trainers_room(tmp_path_factory.mktemp("kamer")) as found:
        yield found


@pytest.fixture
def opened(page, room):
    url, _, member = room
    page.context.add_cookies([{"name": k, "value": v, "url": url} for k, v in member.cookies.items()])

    def go(path):
        page.goto(url + path)
        return page

    return go


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits_in_light_and_dark(name, opened, page, screenshot):
    for scheme, width in (("light", 1280), ("dark", 390)):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        opened(PAGES[name])
        if name in ("vragen", "inbox"):
            expect(page.locator(".near").first).to_contain_text("Lijkt op", timeout=240_000)
        if name == "nalopen":
            expect(page.locator(".examples li").first).to_be_visible(timeout=240_000)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        screenshot(page, f"trainer-{name}-{width}-{scheme}")


def test_what_is_typed_shows_at_once_as_the_citizen_sees_it(opened, page):
    opened(ANSWER)
    page.get_by_label("Bubbel 1").first.fill(
        "Indien u uitstel wilt, bel 06-12345678. Het kan tot {aangifte_deadline@2026}."
    )
    expect(page.locator("#preview .bubble").first).to_contain_text("Het kan tot 1 mei 2026.")
    at_the_field = page.locator('.remarks[data-for="antwoorden/0/bubbels/0"]')
    expect(at_the_field).to_contain_text("telefoonnummer")
    expect(at_the_field).to_contain_text("ndien")
    page.get_by_label("Op deze dag").fill("2027-03-15")
    expect(page.locator("#preview .bubble").first).to_contain_text("Je kunt uitstel vragen")


def test_a_fact_is_put_in_by_name_where_the_cursor_was(opened, page):
    opened(ANSWER)
    field = page.get_by_label("Bubbel 2").first
    field.fill("Voor .")
    field.press("ArrowLeft")
    page.get_by_label("Feit invoegen").fill("aangifte_deadline")
    page.get_by_label("Feit invoegen").press("Tab")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Voor {aangifte_deadline}.")


def test_an_answer_is_changed_and_put_back_with_the_keyboard_alone(opened, page, room):
    file = room[1] / "data/onderwerpen/aangifte/uitstel/antwoord.yml"
    before = file.read_text()
    opened(ANSWER)
    page.get_by_label("Korte vorm").first.fill("Uitstel vraag je met een brief.")
    page.get_by_label("Waarom verander je dit?").fill("korter")
    page.keyboard.press("Enter")
    expect(page.get_by_text("De chatbot geeft deze tekst nu")).to_be_visible(timeout=20_000)
    assert "Uitstel vraag je met een brief." in file.read_text()
    opened(f"{ANSWER}/geschiedenis")
    page.get_by_role("button", name="Zet terug").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Teruggezet.")).to_be_visible(timeout=20_000)
    assert file.read_text() == before


def clean(page, width, screenshot, name):
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    screenshot(page, f"trainer-{name}-{width}")


@pytest.mark.parametrize("width", [390, 1280])
def test_who_comes_second_sees_both_texts_side_by_side(width, opened, page, room, screenshot):
    page.set_viewport_size({"width": width, "height": 900})
    opened("/trainer/onderwerp/aangifte.deadline")
    page.get_by_label("Korte vorm").first.fill("De tekst van Noor.")
    file = room[1] / "data/onderwerpen/aangifte/deadline/antwoord.yml"
    before = file.read_text()
    file.write_text(before.replace("eigenaar: redactie aangifte", "eigenaar: redactie uitstel"))
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Schrijf in een paar woorden waarom")).to_be_visible()
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("heading", name="Een collega was je voor")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("row", name="De tekst van Noor.")).to_be_visible()
    expect(page.get_by_role("row", name="redactie uitstel")).to_be_visible()
    clean(page, width, screenshot, "conflict")
    file.write_text(before)


@pytest.mark.parametrize("width", [390, 1280])
def test_why_this_answer_is_readable(width, opened, page, screenshot):
    page.set_viewport_size({"width": width, "height": 900})
    opened("/trainer/proberen")
    page.get_by_label("Vragen").fill("mag ik later aangifte doen\nhallo")
    page.get_by_role("button", name="Vraag het").click()
    expect(page.get_by_text("Het model herkende het onderwerp.")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Het hele bericht past bij een praatje")).to_be_visible()
    clean(page, width, screenshot, "proberen-antwoord")
