"""The chat as a citizen has it: real page, real engine, real answers, at phone and desktop width."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.timeout(300)]
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
ANSWER_WITHIN = 20_000  # milliseconds: a shared machine can be slow; how fast it is, `make bench` measures


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def chat(browser, house, request, screenshot):
    """An open chat on the real site; fails on an error or a refused request in the page."""
    context = browser.new_context(viewport=request.param, locale="nl-NL", timezone_id="Europe/Amsterdam")
    page = context.new_page()
    hosts, errors = set(), []
    page.on("request", lambda r: hosts.add(re.sub(r"^\w+://([^/]+).*", r"\1", r.url)))
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.width = "phone" if request.param is PHONE else "desktop"
    page.goto(house.settings.site_url)
    expect(page.get_by_role("log")).to_contain_text("Ik ben een chatbot en geen mens", timeout=ANSWER_WITHIN)
    yield page
    assert hosts <= {house.settings.site_url.removeprefix("http://")}, "a request left the site"
    assert not errors
    context.close()


def ask(page, text):
    page.get_by_label("Typ je vraag").fill(text)
    page.keyboard.press("Enter")


def see(page, text):
    expect(page.get_by_role("log")).to_contain_text(text, timeout=ANSWER_WITHIN)


def no_violations(page):
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_ten_questions_by_hand(chat, screenshot):
    for question, part in [
        ("Hoe vraag ik uitstel voor mijn aangifte?", "uitstel"),
        ("wat is de inkomensgrens voor zorgtoeslag", "€ 40.857"),
        ("krijg ik huurtoeslag voor een kamer", "keuken"),
        ("welke giften mag ik aftrekken", "ANBI"),
        ("wie is mijn toeslagpartner", "toeslagpartner"),
        ("kan ik een betalingsregeling krijgen", "betalen"),
        ("wanneer wordt de toeslag betaald", "2026"),
        ("waarom krijg ik ineens minder huurtoeslag dan vorige maand", "0800 - 0543"),
        ("hoe doe ik btw aangifte voor mijn eenmanszaak", "btw"),
        ("dankjewel", "vraag"),
    ]:
        before = chat.locator("li.turn").count()
        ask(chat, question)
        expect(chat.locator("li.turn")).not_to_have_count(before, timeout=ANSWER_WITHIN)
        see(chat, part)
    expect(chat.get_by_label("Typ je vraag")).to_be_focused()
    no_violations(chat)
    screenshot(chat, f"gesprek-{chat.width}")


def test_an_answer_has_its_source_and_choices_that_work(chat, screenshot):
    ask(chat, "wat is de inkomensgrens voor zorgtoeslag")
    see(chat, "Gecontroleerd op 21 november 2026")
    screenshot(chat, f"antwoord-{chat.width}")
    chat.get_by_role("button", name="Welk inkomen telt mee").click()
    see(chat, "toetsingsinkomen")


def test_what_is_private_is_gone_and_said(chat, screenshot):
    ask(chat, "mijn bsn is 111222333 krijg ik zorgtoeslag")
    see(chat, "Ik heb je burgerservicenummer niet bewaard")
    expect(chat.get_by_role("log")).not_to_contain_text("111222333")
    no_violations(chat)
    screenshot(chat, f"gemaskeerd-{chat.width}")


def test_a_person_is_one_step_away(chat, screenshot):
    chat.get_by_role("button", name="Medewerker", exact=True).click()
    see(chat, "0800 - 0543")
    see(chat, "Belbriefje")
    no_violations(chat)
    screenshot(chat, f"overdracht-{chat.width}")


def test_a_conversation_survives_reloading_and_is_gone_after_erasing(chat):
    ask(chat, "wie is mijn toeslagpartner")
    see(chat, "toeslagpartner")
    expect(chat.locator("li.turn")).to_have_count(3, timeout=ANSWER_WITHIN)
    chat.reload()
    expect(chat.locator("li.turn")).to_have_count(3, timeout=ANSWER_WITHIN)
    chat.get_by_role("button", name="Menu").click()
    chat.get_by_role("button", name="Wis mijn gesprek").click()
    chat.get_by_role("dialog").get_by_role("button", name=re.compile("wis", re.I)).click()
    expect(chat.locator("li.turn")).to_have_count(1, timeout=ANSWER_WITHIN)


def test_a_link_opens_the_chat_on_a_topic(chat, house):
    chat.goto(f"{house.settings.site_url}/?onderwerp=aangifte.uitstel")
    see(chat, "Uitstel voor mijn aangifte")
    see(chat, "Gecontroleerd op")


def test_script_in_a_message_is_only_text(chat):
    ask(chat, "<img src=x onerror=document.title='gehackt'> <b>hallo</b>")
    see(chat, "<b>hallo</b>")
    assert "gehackt" not in chat.title()
