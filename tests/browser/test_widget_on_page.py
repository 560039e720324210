"""The chat on the site's own page: what somebody sees of it on arrival, and of an answer, at each size of screen."""

import json

import pytest

from tests.browser.axe import violations

DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
ZOOMED = {"width": 320, "height": 256}  # 1280 x 1024 at 400% (WCAG 1.4.10)
AT = "2026-11-21T10:15:00+01:00"
GREETING = "Hallo. Ik ben een chatbot en geen mens. Ik kan niet in jouw gegevens kijken.\n\nTyp hier geen wachtwoord."
ANSWER = "\n\n".join(["Je kunt je aangifte nog aanpassen als je iets bent vergeten. " * 4] * 3)
SEEN = """() => {
    const box = (s) => document.querySelector('belasting-chat').shadowRoot.querySelector(s).getBoundingClientRect();
    const [field, turn, log] = ['#question', '.turn:last-child', '.log'].map(box);
    return { field: field.top >= 0 && field.bottom <= innerHeight, turn: turn.top, clipped: turn.top < log.top - 1, height: innerHeight,
        sideways: document.documentElement.scrollWidth > innerWidth };
}"""


@pytest.fixture
def server(page, widget_url):
    """A server in the browser that answers each question at once with three long bubbles."""
    talk = [{"seq": 1, "at": AT, "role": "chatbot", "text": GREETING, "outcome": "sociaal"}]

    def answer(route):
        request = route.request
        if request.url.endswith("/conversations"):
            body = json.dumps({"conversation": "c1", "token": "geheim", "messages": talk})
            route.fulfill(status=201, body=body)
        elif request.url.endswith("/events"):
            after = int(request.headers["last-event-id"])
            events = "".join(f"event: message\ndata: {json.dumps(m)}\n\n" for m in talk if m["seq"] > after)
            route.fulfill(status=200, content_type="text/event-stream", body=events + ": nog hier\n\n")
        elif request.method == "GET":
            route.fulfill(status=200, body=json.dumps({"messages": talk, "state": "idle"}))
        else:
            sent, seq = request.post_data_json, len(talk) + 1
            talk.append({"seq": seq, "at": AT, "role": "burger", **sent})
            talk.append(
                {"seq": seq + 1, "at": AT, "role": "chatbot", "text": ANSWER, "outcome": "antwoord", "topic": "a.b"}
            )
            route.fulfill(status=202, body=json.dumps({"seq": seq}))

    page.route("**/chat/**", answer)
    return widget_url


def arrive(page, url, screen):
    page.set_viewport_size(screen)
    page.goto(url)
    page.locator(".turn--chatbot").first.wait_for()
    page.wait_for_timeout(100)


def ask(page, number):
    page.get_by_label("Typ je vraag").fill("Kan ik mijn aangifte nog aanpassen?")
    page.keyboard.press("Enter")
    page.locator(".turn--chatbot").nth(number).wait_for()
    page.wait_for_timeout(100)


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_text_field_is_in_view_on_arrival(page, server, screen, screenshot):
    arrive(page, server, screen)
    assert page.evaluate(SEEN)["field"]
    assert page.evaluate("scrollY") == 0
    screenshot(page, f"aankomst-{screen['width']}")


@pytest.mark.parametrize("screen", [DESKTOP, PHONE, ZOOMED], ids=["desktop", "phone", "zoomed"])
def test_each_new_answer_starts_in_view(page, server, screen, screenshot):
    arrive(page, server, screen)
    for number in (1, 2):
        ask(page, number)
        seen = page.evaluate(SEEN)
        assert 0 <= seen["turn"] <= seen["height"] / 2
        assert not seen["clipped"]
        assert not seen["sideways"]
        assert seen["field"] or screen is ZOOMED  # a long answer and the field do not fit in 256 pixels
    screenshot(page, f"gesprek-op-pagina-{screen['width']}")
    page.keyboard.type("En nu")
    assert page.get_by_label("Typ je vraag").input_value() == "En nu"
    assert violations(page) == []


def test_a_talk_that_has_begun_has_the_screen_of_a_phone_also_after_a_reload(page, server):
    arrive(page, server, PHONE)
    log = page.locator("belasting-chat .log")
    before = log.bounding_box()["height"]
    ask(page, 1)
    after = log.bounding_box()["height"]
    assert after > before + 80
    assert page.get_by_role("heading", level=1).count() == 1  # for who listens it stays
    page.reload()
    page.locator(".turn--burger").wait_for()
    assert log.bounding_box()["height"] == after
    assert page.evaluate(SEEN)["field"]


def test_an_arriving_answer_leaves_who_reads_elsewhere_on_the_page_where_they_are(page, server):
    arrive(page, server, ZOOMED)
    ask(page, 1)
    page.evaluate("scrollTo(0, 0)")
    page.get_by_label("Typ je vraag").evaluate("field => field.blur()")
    before = page.evaluate("scrollY")
    page.evaluate(
        """() => fetch('/chat/conversations/c1/messages', { method: 'POST', body: '{"text": "uit een ander tabblad"}' })"""
    )
    page.locator(".turn--chatbot").nth(2).wait_for()
    page.wait_for_timeout(100)
    assert page.evaluate("scrollY") == before
