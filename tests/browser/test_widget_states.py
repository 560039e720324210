"""The citizen's widget in every state of bot/widget/states.js: accessible, private, small, usable by keyboard."""

import json
import re
from pathlib import Path

import pytest

from tests.browser.axe import violations

WIDGET = Path(__file__).resolve().parents[2] / "bot" / "widget"
LOADED_BY_A_SITE = ["belasting-chat.js", "api.js", "unsent.js", "view.js", "texts.nl.js", "belasting-chat.css"]
STATES = re.findall(
    r"^\t(\w+): \[\[?.*\],$", (WIDGET / "states.js").read_text("utf-8").split("export const states")[1], re.MULTILINE
)
FAKE_API = "**/chat/**"


def show(page, url, state):
    page.goto("about:blank")  # a change of only the hash would not load the page again
    page.goto(f"{url}/widget/states.html#{state}")
    page.wait_for_selector(f'html[data-shown="{state}"]')


def announced(page):
    return page.locator("[aria-live=polite]").inner_text()


def focused(page):
    return page.evaluate(
        "(e => e && (e.id || e.className))(document.querySelector('belasting-chat').shadowRoot.activeElement)"
    )


def calls(page):
    return page.evaluate("document.querySelector('belasting-chat').transport.calls")


def push(page, **message):
    page.evaluate("m => document.querySelector('belasting-chat').transport.push(m)", message)


def given_a_server(page, greeting="Hallo. Ik ben een chatbot."):
    """Answers the chat API in the browser: no stream, so the widget polls."""
    seen = []

    def answer(route):
        request = route.request
        seen.append(
            (request.method, request.url.split("/chat")[1], request.post_data, request.headers.get("authorization"))
        )
        if request.url.endswith("/conversations"):
            message = {"seq": 1, "at": "2026-11-21T10:15:00+01:00", "role": "chatbot", "text": greeting}
            route.fulfill(
                status=201, body=json.dumps({"conversation": f"c{len(seen)}", "token": "geheim", "messages": [message]})
            )
        elif request.method == "DELETE":
            route.fulfill(status=204)
        elif request.url.endswith("/events"):
            route.fulfill(
                status=200, content_type="text/event-stream", body='event: state\ndata: {"state": "idle"}\n\n'
            )
        elif request.method == "POST":
            route.fulfill(status=202, body='{"seq": 2}')
        else:
            route.fulfill(status=404, body='{"error": "unknown", "message": "Dit gesprek bestaat niet."}')

    page.route(FAKE_API, answer)
    return seen


@pytest.mark.parametrize("state", STATES)
def test_state_has_no_axe_violations(shared_page, widget_url, state, screenshot):
    shared_page.set_viewport_size({"width": 1280, "height": 900})
    shared_page.emulate_media(color_scheme="light")
    show(shared_page, widget_url, state)
    assert violations(shared_page) == []
    screenshot(shared_page, f"{state}-1280-light")


@pytest.mark.parametrize("state", ["answer", "not_sent", "handover", "with_staff", "closed", "dialog", "feedback"])
def test_state_has_no_axe_violations_in_the_dark_on_a_phone(shared_page, widget_url, state, screenshot):
    shared_page.set_viewport_size({"width": 390, "height": 844})
    shared_page.emulate_media(color_scheme="dark")
    show(shared_page, widget_url, state)
    assert violations(shared_page) == []
    screenshot(shared_page, f"{state}-390-dark")


def test_all_states_were_found():
    assert {"greeting", "answer", "dialog", "launcher_open"} <= set(STATES)
    assert len(STATES) >= 25


@pytest.mark.parametrize("state", ["answer", "long_words", "handover", "not_sent", "menu", "launcher_open"])
def test_320_pixels_need_no_sideways_scrolling(shared_page, widget_url, state, screenshot):
    """1280 x 1024 at 400% zoom is 320 x 256 CSS pixels (WCAG 1.4.10)."""
    page = shared_page
    page.set_viewport_size({"width": 320, "height": 700})
    page.emulate_media(color_scheme="light")
    show(page, widget_url, state)
    too_wide = """() => [document.documentElement, ...document.querySelector('belasting-chat').shadowRoot.querySelectorAll('.panel, .log, .bubble')]
        .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.className || e.localName)"""
    assert page.evaluate(too_wide) == []
    screenshot(page, f"{state}-320-light")
    page.set_viewport_size({"width": 320, "height": 256})
    assert page.evaluate(too_wide) == []


def test_demo_page_is_accessible_and_asks_no_other_host(page, widget_url, screenshot):
    given_a_server(page)
    hosts, refused = set(), []
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.on(
        "console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None
    )
    page.goto(widget_url)
    page.get_by_text("Hallo. Ik ben een chatbot.").first.wait_for()
    assert hosts == {widget_url.split("/")[2]}
    assert refused == []
    assert page.context.cookies() == []
    page.get_by_role("button", name="Kan ik mijn aangifte nog aanpassen?").click()
    assert page.get_by_label("Typ je vraag").input_value() == "Kan ik mijn aangifte nog aanpassen?"
    assert focused(page) == "question"
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        screenshot(page, f"demo-{width}")
    assert violations(page) == []


def test_a_start_topic_in_the_address_opens_the_conversation(page, widget_url):
    seen = given_a_server(page)
    page.goto(f"{widget_url}/?onderwerp=aangifte.uitstel")
    page.get_by_text("Hallo. Ik ben een chatbot.").first.wait_for()
    assert seen[0][:3] == ("POST", "/conversations", '{"start":"aangifte.uitstel"}')


def test_an_expired_conversation_is_quietly_replaced(page, widget_url):
    seen = given_a_server(page)
    page.goto(widget_url)
    page.get_by_text("Hallo. Ik ben een chatbot.").first.wait_for()
    before = page.evaluate("JSON.parse(localStorage['belasting-chat:'])")
    assert before["token"] == "geheim"
    assert before["lastSeq"] == 1
    page.reload()
    page.get_by_text("Hallo. Ik ben een chatbot.").first.wait_for()
    assert ("GET", f"/conversations/{before['conversation']}/messages?after=0", None, "Bearer geheim") in seen
    assert page.evaluate("JSON.parse(localStorage['belasting-chat:'])")["conversation"] != before["conversation"]
    assert page.locator(".status").is_hidden()


def test_keyboard_only_asks_answers_and_erases(page, widget_url):
    show(page, widget_url, "choices")
    page.locator("h1").click()
    page.keyboard.press("Shift+Tab")
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page) == "question":
            break
    page.keyboard.type("Eerste regel")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("tweede regel")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('belasting-chat').transport.calls.length === 1")
    assert calls(page)[0]["text"] == "Eerste regel\ntweede regel"
    assert focused(page) == "question"
    page.keyboard.press("Enter")  # an empty box sends nothing
    assert len(calls(page)) == 1

    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.locator("#menu").is_hidden()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    page.wait_for_function("document.querySelector('belasting-chat').shadowRoot.activeElement?.textContent === 'Menu'")
    assert "erase" not in calls(page)


def test_erasing_starts_a_fresh_conversation(page, widget_url):
    show(page, widget_url, "dialog")
    page.get_by_role("button", name="Wis gesprek").click()
    page.locator("[aria-live=polite]").get_by_text("Je gesprek is gewist.").wait_for()
    assert "erase" in calls(page)
    page.wait_for_function("document.querySelector('belasting-chat').shadowRoot.activeElement?.id === 'question'")


def test_launcher_gives_focus_back_on_escape(page, widget_url):
    show(page, widget_url, "launcher")
    launcher = page.get_by_role("button", name="Stel je vraag")
    assert page.get_by_role("dialog").count() == 0
    launcher.focus()
    page.keyboard.press("Enter")
    assert focused(page) == "question"
    assert launcher.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert "launcher" in focused(page)
    assert launcher.get_attribute("aria-expanded") == "false"


def test_a_message_is_announced_once_and_the_echo_replaces_the_bubble(page, widget_url):
    show(page, widget_url, "greeting")
    page.get_by_label("Typ je vraag").fill("Mijn nummer is 123456782")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('belasting-chat').transport.calls.length === 1")
    client_id = calls(page)[0]["client_id"]
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", client_id)
    push(page, role="burger", text="Mijn nummer is [bsn]", client_id=client_id, masked=["bsn"])
    push(page, role="chatbot", text="Daar kan ik niet bij.", outcome="antwoord")
    push(page, role="chatbot", text="Daar kan ik niet bij.", outcome="antwoord", seq=1)  # a double, by seq
    assert page.locator(".turn--burger").count() == 1
    assert page.locator(".turn--burger .bubble").inner_text() == "Mijn nummer is [bsn]"
    assert announced(page).count("Chatbot: Daar kan ik niet bij.") == 1


def test_old_choices_are_inactive_and_active_ones_send(page, widget_url):
    show(page, widget_url, "choices")
    page.get_by_role("button", name="Huurtoeslag").click()
    page.wait_for_function("document.querySelector('belasting-chat').transport.calls.length === 1")
    assert calls(page)[0]["choice"] == "huurtoeslag"
    page.get_by_role("button", name="Zorgtoeslag").click(force=True)
    page.wait_for_timeout(50)
    assert len(calls(page)) == 1
    page.get_by_role("button", name="Medewerker").click()
    page.wait_for_function("document.querySelector('belasting-chat').transport.calls.length === 2")
    assert calls(page)[1]["choice"] == "medewerker"


def test_what_is_said_at_once_is_shown_from_its_first_turn_with_all_its_choices(page, widget_url):
    show(page, widget_url, "question")
    at = "2026-11-21T10:20:00+01:00"
    ways = [{"label": "Laat mijn vraag liggen", "choice": "later"}]
    topics = [{"label": "Bezwaar over toeslag", "choice": "onderwerp:toeslagen.bezwaar"}]
    push(page, at=at, role="chatbot", text="Kijk eerst in je brief. " * 30, outcome="overdracht", choices=topics)
    push(
        page,
        at=at,
        role="chatbot",
        text="Je kunt je vraag hier laten liggen. " * 12,
        outcome="overdracht",
        choices=ways,
    )
    page.wait_for_timeout(100)
    log = page.locator("belasting-chat .log").bounding_box()
    first = page.locator(".turn--chatbot").nth(1).bounding_box()
    assert log["y"] - 1 <= first["y"] < log["y"] + 60
    for name in ("Bezwaar over toeslag", "Laat mijn vraag liggen"):
        assert page.get_by_role("button", name=name).get_attribute("aria-disabled") != "true", name
    push(
        page, at="2026-11-21T10:25:00+01:00", role="chatbot", text="Er is nu niemand meer. " * 12, outcome="overdracht"
    )
    page.wait_for_timeout(100)
    newest = page.locator(".turn--chatbot").last.bounding_box()
    assert log["y"] - 1 <= newest["y"] and newest["y"] + newest["height"] <= log["y"] + log["height"] + 1


def test_the_menu_closes_for_who_goes_on_elsewhere(page, widget_url):
    show(page, widget_url, "menu")
    assert page.locator("#menu").is_visible()
    page.get_by_label("Typ je vraag").click()
    assert page.locator("#menu").is_hidden()
    page.get_by_role("button", name="Menu").click()
    page.keyboard.press("Tab")
    assert page.locator("#menu").is_visible(), "its own items keep it open"
    for _ in range(6):
        page.keyboard.press("Tab")
    assert page.locator("#menu").is_hidden()


def test_a_failed_message_can_be_sent_again_under_the_same_id(page, widget_url):
    show(page, widget_url, "not_sent")
    assert page.locator(".sent").inner_text().startswith("Niet verzonden")
    page.evaluate("""() => { const t = document.querySelector('belasting-chat').transport;
        t.send = async (chat, body) => { t.calls.push(body); return { seq: 90 }; }; }""")
    page.get_by_role("button", name="Opnieuw versturen").click()
    page.wait_for_function("document.querySelector('belasting-chat').transport.calls.length === 1")
    page.locator(".sent").wait_for(state="detached")
    assert focused(page) == "question"


def test_a_refused_long_message_returns_to_the_box(page, widget_url):
    show(page, widget_url, "too_long")
    assert page.get_by_label("Typ je vraag").input_value() == "Kan ik mijn aangifte nog aanpassen?"
    assert page.locator("#error").inner_text() == "Je bericht is te lang. Maak het korter."
    assert page.locator(".turn--burger").count() == 1


def test_feedback_is_sent_once_with_the_remark(page, widget_url):
    show(page, widget_url, "feedback")
    page.get_by_label("Wil je iets toelichten?").fill("Duidelijk")
    page.get_by_role("button", name="Verstuur reactie").click()
    page.get_by_text("Dank je. We gebruiken dit").wait_for()
    assert [{k: v for k, v in call.items() if k != "seq"} for call in calls(page)] == [
        {"helpful": True, "remark": "Duidelijk"}
    ]


def test_only_an_answer_is_asked_about(page, widget_url):
    """The queue, a closed line or an engine that is away answer nothing: "Hielp dit?" stays at the answer before."""
    show(page, widget_url, "answer")
    offer = {"outcome": "overdracht", "topic": "aangifte.uitstel", "cue": "aanbod"}
    for notice in (
        {"role": "systeem", "outcome": "overdracht", "text": "De chatbot is even niet bereikbaar."},
        {"role": "chatbot", "outcome": "overdracht", "text": "Je bent nummer 2 in de rij."},
        {"role": "chatbot", "text": "Er is nu een medewerker om mee te chatten.", **offer},
    ):
        push(page, **notice)
        page.locator(".turn:last-child").get_by_text(notice["text"]).wait_for()
        assert page.locator(".turn:last-child .feedback").count() == 0
        assert page.locator(".feedback").count() == 1
    push(page, role="chatbot", outcome="overdracht", topic="persoonlijk.brief", text="Daarvoor moet je bellen.")
    assert page.locator(".turn:last-child .feedback").count() == 1
    assert page.locator(".feedback").count() == 1


def test_only_https_links_and_no_markup_from_data(page, widget_url):
    show(page, widget_url, "greeting")
    push(
        page,
        role="chatbot",
        text="<img src=x onerror=alert(1)> [klik](javascript:alert(1)) Bel 0800 - 0543 of +31 555 385 385. Tussen 2025 - 2026 is € 12.500.",
        sources=[
            {"title": "Onveilig", "url": "javascript:alert(1)"},
            {"title": "Goed", "url": "https://www.belastingdienst.nl/x", "checked": "2026-11-03"},
        ],
    )
    links = page.locator(".turn:last-child a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert links == ["tel:08000543", "tel:+31555385385", "https://www.belastingdienst.nl/x"]
    assert page.locator(".log img").count() == 0


def test_reduced_motion_stops_the_spinner(page, widget_url):
    spinner = "getComputedStyle(document.querySelector('belasting-chat').shadowRoot.querySelector('.status'), '::before').animationName"
    show(page, widget_url, "thinking")
    assert page.evaluate(spinner) == "turn"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(spinner) == "none"


def test_thinking_shows_only_after_a_second(page, widget_url):
    show(page, widget_url, "greeting")
    page.get_by_label("Typ je vraag").fill("Wat is zorgtoeslag?")
    page.keyboard.press("Enter")
    page.evaluate("document.querySelector('belasting-chat').transport.state({ state: 'thinking' })")
    assert page.locator(".status").is_hidden()
    page.get_by_text("De chatbot zoekt een antwoord.").wait_for(timeout=2000)
    push(page, role="chatbot", text="Een bijdrage voor je zorgverzekering.")
    assert page.locator(".status").is_hidden()


def test_forced_colors_keep_edges_and_focus_visible(page, widget_url, screenshot):
    page.emulate_media(forced_colors="active")
    show(page, widget_url, "answer")
    page.get_by_label("Typ je vraag").focus()
    style = "s => getComputedStyle(document.querySelector('belasting-chat').shadowRoot.querySelector(s))"
    assert page.evaluate(f"({style})('.bubble').borderTopStyle") == "solid"
    assert page.evaluate(f"({style})('#question').outlineStyle") == "solid"
    assert violations(page) == []
    screenshot(page, "answer-forced-colors")


def test_who_waits_can_leave_the_queue_with_the_keyboard(page, widget_url):
    show(page, widget_url, "waiting")
    page.get_by_role("button", name="Stop met wachten").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('belasting-chat').transport.calls.length === 1")
    [sent] = calls(page)
    assert sent["choice"] == "chatbot"
    assert focused(page) == "question"


def test_who_is_talking_stands_at_every_reply_of_a_person(page, widget_url):
    show(page, widget_url, "with_staff")
    assert "Medewerker Anne" in page.locator("belasting-chat .turn--medewerker .meta").inner_text()
    assert page.locator("belasting-chat .status").inner_text() == "Je praat nu met een mens: Anne."


def test_that_one_types_is_told_to_a_person_only_and_never_what(page, widget_url):
    for state, told in (("answer", 0), ("waiting", 0), ("with_staff", 1)):
        show(page, widget_url, state)
        page.evaluate(
            "() => { document.querySelector('belasting-chat').transport.typing = (...all) => { (window.typing ??= []).push(all); }; }"
        )
        page.get_by_label("Typ je vraag").press_sequentially("geheim")
        found = page.evaluate("window.typing ?? []")
        assert len(found) == told, state
        assert "geheim" not in json.dumps(found)


def test_pointer_targets_are_44_pixels(page, widget_url):
    show(page, widget_url, "handover")
    sizes = page.locator("belasting-chat .button:visible").evaluate_all(
        "all => all.map(b => b.getBoundingClientRect()).map(r => [r.width, r.height])"
    )
    assert sizes
    assert all(width >= 44 and height >= 44 for width, height in sizes)


def test_the_widget_stays_small():
    assert sum((WIDGET / name).stat().st_size for name in LOADED_BY_A_SITE) < 46_000
