"""Browser tests: a real Chromium, a static server for the widget's files, and axe."""

import os
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright import sync_api

from tests.browser.desk_site import desk_site  # noqa: F401 - the fixture with an open desk

# A busy machine is slow, and that is no fault: what should come is waited for.
sync_api.expect.set_options(timeout=20_000)

ROOT = Path(__file__).resolve().parents[2]
WIDGET = ROOT / "bot" / "widget"
SCREENSHOTS = ROOT / "tests" / "output" / "screenshots"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PLACEHOLDERS = {
    "{{service_name}}": "Belastingchat",
    "{{notice}}": "Proefopstelling: dit is niet de website van de Belastingdienst",
    "{{operator}}": "de beheerder",
}


class WidgetFiles(SimpleHTTPRequestHandler):
    """Serves bot/widget under /widget/ and the filled demo page at /, as bot.site does."""

    def do_GET(self):
        """Answer with the demo page, a file of the widget, or 404."""
        path = self.path.split("?")[0]
        if path == "/":
            page = (WIDGET / "demo.html").read_text("utf-8")
            for placeholder, value in PLACEHOLDERS.items():
                page = page.replace(placeholder, value)
            body = page.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", "default-src 'self'")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        elif path.startswith("/widget/"):
            self.path = path[len("/widget") :]
            super().do_GET()
        else:
            self.send_error(404)

    def log_message(self, *args):
        """Stay silent: the test report is the log."""


@pytest.fixture(scope="session")
def widget_url():
    """The address of a static server on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(WidgetFiles, directory=str(WIDGET)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests of a run."""
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared_page(browser):
    """One page for tests that only look: states.html clears the storage itself."""
    context = browser.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam")
    yield context.new_page()
    context.close()


@pytest.fixture
def page(browser):
    """A fresh page with empty storage; an error thrown in the page fails the test."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="nl-NL", timezone_id="Europe/Amsterdam"
    )
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors


@pytest.fixture
def screenshot():
    """Saves what a page looks like under tests/output/screenshots/."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return lambda page, name: page.screenshot(path=SCREENSHOTS / f"{name}.png")
