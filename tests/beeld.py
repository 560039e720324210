"""`python -m tests.beeld`: makes the pictures in docs/beeld/ from the running chatbot, so that they never grow old."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from bot.launch.running import running_site
from tests.browser.conftest import CHROMIUM, CHROMIUM_ARGS

OUT = Path(__file__).resolve().parents[1] / "docs" / "beeld"


def main() -> None:
    """Writes docs/beeld/chat.png."""
    OUT.mkdir(parents=True, exist_ok=True)
    with running_site() as (site, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        page = browser.new_page(viewport={"width": 1200, "height": 900}, locale="nl-NL", timezone_id="Europe/Amsterdam")
        page.goto(site)
        log = page.get_by_role("log")
        expect(log).to_contain_text("chatbot", timeout=20_000)
        page.get_by_label("Typ je vraag").fill("Hoeveel mag ik verdienen voor zorgtoeslag?")
        page.keyboard.press("Enter")
        expect(log).to_contain_text("Bronnen", timeout=20_000)
        page.wait_for_timeout(500)
        page.evaluate("window.scrollTo(0, 0)")
        page.screenshot(path=OUT / "chat.png")
        browser.close()
    print(f"{OUT / 'chat.png'} is gemaakt.")


if __name__ == "__main__":
    main()
