"""What is typed while the line is down: it leaves once, stays in its tab, and is gone with the conversation."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.test_widget_states import announced, calls, show

QUESTION = "Kan ik mijn aangifte nog aanpassen?"
AT = "2026-11-21T10:15:00+01:00"
KEPT = "sessionStorage.getItem('belasting-chat::unsent')"


class Server:
    """A server in the browser that keeps a message once for each client_id, as the real one does."""

    def __init__(self):
        self.kept, self.tries, self.line, self.conversation = [], [], "up", "c1"

    def answer(self, route):
        """Answers a request as the line is: up, down, or `deaf`: taken in, and the reply gets lost."""
        request = route.request
        posts = request.method == "POST" and request.url.endswith("/messages")
        if posts:
            sent = request.post_data_json
            self.tries.append(sent["client_id"])
            if self.line != "down" and sent["client_id"] not in [m["client_id"] for m in self.kept]:
                self.kept.append({"seq": len(self.kept) + 2, "at": AT, "role": "burger", **sent})
        if self.line == "down" or (self.line == "deaf" and posts):
            return route.abort()
        if request.method == "DELETE":
            self.kept = []
            return route.fulfill(status=204)
        if posts:
            return route.fulfill(status=202, body=json.dumps({"seq": len(self.kept) + 1}))
        if request.url.endswith("/conversations"):
            greeting = {"seq": 1, "at": AT, "role": "chatbot", "text": "Hallo."}
            body = {"conversation": self.conversation, "token": "geheim", "messages": [greeting]}
            return route.fulfill(status=201, body=json.dumps(body))
        if self.conversation not in request.url:
            return route.fulfill(status=404, body="{}")
        if request.url.endswith("/events"):
            return route.fulfill(status=200, content_type="text/event-stream", body=": nog hier\n\n")
        messages = [{"seq": 1, "at": AT, "role": "chatbot", "text": "Hallo."}, *self.kept]
        return route.fulfill(status=200, body=json.dumps({"messages": messages, "state": "idle"}))


@pytest.fixture
def server(page, widget_url):
    server = Server()
    page.route("**/chat/**", server.answer)
    page.goto(widget_url)
    page.get_by_text("Hallo.").first.wait_for()
    return server


def ask(page, text=QUESTION):
    page.get_by_label("Typ je vraag").fill(text)
    page.keyboard.press("Enter")


def test_a_dead_line_is_told_in_one_line_and_the_message_leaves_once_it_is_back(page, widget_url, screenshot):
    show(page, widget_url, "unsent")
    told = "Er is geen verbinding. Je bericht blijft staan en wordt vanzelf verstuurd."
    expect(page.locator(".status")).to_have_text(told)
    expect(page.locator(".sent")).to_have_text("Nog niet verzonden")
    expect(page.locator("#error")).to_be_hidden()
    expect(page.get_by_role("button", name="Opnieuw versturen")).to_have_count(0)
    assert announced(page).count("verbinding") == 1
    screenshot(page, "unsent-1280")
    page.evaluate("""() => { const t = document.querySelector('belasting-chat').transport;
        t.send = async (chat, body) => { t.calls.push(body); return { seq: 90 }; }; t.link(true); }""")
    page.locator(".sent").wait_for(state="detached")
    expect(page.locator(".status")).to_be_hidden()
    page.wait_for_timeout(2500)  # longer than the next try would have taken
    assert [call["text"] for call in calls(page)] == [QUESTION]


def test_what_is_asked_meanwhile_leaves_in_the_order_it_was_typed(page, server):
    server.line = "down"
    for text in ("een", "twee", "drie"):
        ask(page, text)
    expect(page.locator(".sent")).to_have_text(["Nog niet verzonden"] * 3)
    server.line = "up"
    expect(page.locator(".sent")).to_have_count(0)
    assert [m["text"] for m in server.kept] == ["een", "twee", "drie"]


def test_a_message_whose_reply_got_lost_is_not_kept_twice(page, server):
    server.line = "deaf"
    ask(page)
    expect(page.locator(".sent")).to_have_text("Nog niet verzonden")
    server.line = "up"
    expect(page.locator(".sent")).to_have_count(0)
    assert len(server.kept) == 1
    assert len(set(server.tries)) == 1
    assert len(server.tries) > 1


@pytest.mark.parametrize("line", ["down", "deaf"])
def test_an_unsent_message_and_a_draft_survive_a_reload_in_the_tab_only(page, server, line, widget_url):
    server.line = line
    ask(page)
    expect(page.locator(".sent")).to_have_text("Nog niet verzonden")
    page.get_by_label("Typ je vraag").fill("en nog iets")
    assert QUESTION not in page.evaluate("() => JSON.stringify(localStorage)")
    other = page.context.new_page()
    other.route("**/chat/**", server.answer)
    server.line = "up"
    other.goto(widget_url)
    other.get_by_text("Hallo.").first.wait_for()
    assert other.get_by_label("Typ je vraag").input_value() == ""
    other.close()
    page.reload()
    expect(page.get_by_label("Typ je vraag")).to_have_value("en nog iets")
    expect(page.locator(".turn--burger .bubble")).to_have_text(QUESTION)
    expect(page.locator(".sent")).to_have_count(0)
    assert [m["text"] for m in server.kept] == [QUESTION]
    assert len(set(server.tries)) == 1
    page.get_by_label("Typ je vraag").fill("")
    assert page.evaluate(KEPT) is None
    page.reload()
    expect(page.locator(".turn--burger")).to_have_count(1)
    assert [m["text"] for m in server.kept] == [QUESTION]


def test_erasing_wipes_what_was_not_sent_yet(page, server):
    server.line = "deaf"
    ask(page)
    expect(page.locator(".sent")).to_have_text("Nog niet verzonden")
    page.get_by_label("Typ je vraag").fill("geheim")
    assert "geheim" in page.evaluate(KEPT)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Wis mijn gesprek").click()
    page.get_by_role("button", name="Wis gesprek").click()
    expect(page.locator(".turn--burger")).to_have_count(0)
    assert page.get_by_label("Typ je vraag").input_value() == ""
    assert page.evaluate(KEPT) is None
    server.line = "up"
    ask(page, "iets nieuws")  # and what waited holds up nothing
    expect(page.locator(".sent")).to_have_count(0)
    assert [m["text"] for m in server.kept] == ["iets nieuws"]


def test_a_message_of_a_conversation_that_is_gone_comes_back_in_the_field(page, server):
    """It may have arrived there: sending it on its own into another would be twice."""
    server.line = "down"
    ask(page)
    expect(page.locator(".sent")).to_have_text("Nog niet verzonden")
    server.line, server.conversation = "up", "c2"
    page.reload()
    expect(page.get_by_label("Typ je vraag")).to_have_value(QUESTION)
    expect(page.locator(".turn--burger")).to_have_count(0)
    assert server.kept == []


def test_a_site_that_embeds_says_where_to_go_when_the_chatbot_is_off(page, widget_url):
    fallback = "<p>De chatbot is nu niet bereikbaar. Bel gratis 0800 - 0543.</p>"
    address = "https://chat.voorbeeld.nl"
    site = (
        f'<!doctype html><html lang="nl"><title>Een site</title><script type="module" src="{address}/widget/belasting-chat.js">'
        f'</script><belasting-chat launcher base="{address}">{fallback}</belasting-chat>'
    )
    page.route("https://www.voorbeeld.nl/", lambda route: route.fulfill(content_type="text/html", body=site))
    page.route(f"{address}/**", lambda route: route.abort())
    page.goto("https://www.voorbeeld.nl/")
    expect(page.get_by_text("De chatbot is nu niet bereikbaar.")).to_be_visible()

    def widget(route):
        name = route.request.url.rsplit("/", 1)[-1]
        kind = "text/css" if name.endswith("css") else "text/javascript"
        headers = {"Access-Control-Allow-Origin": "*"}
        body = route.fetch(url=f"{widget_url}/widget/{name}").text()
        route.fulfill(content_type=kind, body=body, headers={**headers, "Content-Type": kind})

    page.route(f"{address}/widget/*", widget)
    page.goto("https://www.voorbeeld.nl/")
    page.get_by_role("button", name="Stel je vraag").click()
    expect(page.get_by_text("De chatbot is nu niet bereikbaar. Bel gratis 0800 - 0543.")).to_be_hidden()
    # The script came from what the browser kept, and nobody answers: then the chat says it itself.
    expect(page.locator(".status")).to_contain_text("nu niet bereikbaar. Bel gratis 0800 - 0543 of probeer")
