"""`python -m tests.beeld`: makes the pictures in docs/beeld/ from the running chatbot, so that they never grow old.

`python -m tests.beeld chat`, `webcare`, `trainer` or `proeven` makes only those. The desk and the room need no model: their conversations are made up here.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
import tempfile
from pathlib import Path

from aiohttp import web
from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from bot.calendar import AMSTERDAM
from bot.knowledge import Library
from bot.launch.running import running_site
from bot.site.desk import public
from tests.browser.conftest import CHROMIUM, CHROMIUM_ARGS
from tests.browser.desk_site import DeskSite, open_desk
from tests.browser.pictures_site import pictures_room
from tests.browser.trainer_site import trainers_room
from tests.site.conftest import FakeEngine

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "beeld"
QUESTIONS = {
    "Waarom krijg ik minder zorgtoeslag dan vorige maand?": "persoonlijk.waarom_bedrag",
    "Kan iemand kijken of mijn uitstel gelukt is?": "persoonlijk.status_aangifte",
    "Ik heb schulden en weet niet meer hoe ik dit moet betalen": "sociaal.schulden_stress",
}


def main(wanted: list[str]) -> None:
    """Writes the pictures."""
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        for name, make in (("chat", chat), ("webcare", webcare), ("trainer", trainer), ("proeven", pictures)):
            if name in wanted or not wanted:
                make(browser)
        browser.close()


def chat(browser: Browser) -> None:
    """Writes chat.png, from the whole chain."""
    with running_site() as (site, _):
        page = browser.new_page(viewport={"width": 1200, "height": 900}, locale="nl-NL", timezone_id="Europe/Amsterdam")
        page.goto(site)
        log = page.get_by_role("log")
        expect(log).to_contain_text("chatbot", timeout=20_000)
        page.get_by_label("Typ je vraag").fill("Hoeveel mag ik verdienen voor zorgtoeslag?")
        page.keyboard.press("Enter")
        expect(log).to_contain_text("Bronnen", timeout=20_000)
        page.wait_for_timeout(500)
        page.evaluate("window.scrollTo(0, 0)")
        _save(page, "chat")


class Told(FakeEngine):
    """Says what the content says of the topics above, and hands over."""

    def __init__(self, library: Library, today) -> None:
        super().__init__()
        self._library, self._today = library, today
        self.ranking = [["toeslagen_zorg_hoogte", 0.62], ["toeslagen_terugbetalen", 0.21], ["toeslagen_wijzigen", 0.08]]

    async def messages(self, request: web.Request) -> web.Response:
        text = (await request.json()).get("text", "")
        topic = QUESTIONS.get(text, "contact.medewerker")
        reply = self._library.answer_for(topic, self._today)
        support = topic.startswith("sociaal.")
        said = {
            "text": "\n\n".join(reply.bubbles[:2]), "topic": topic, "outcome": "steun" if support else "overdracht",
            "confidence": 0.58, "choices": [],
            "sources": [{"title": s.title, "url": s.url, "checked": s.checked.isoformat()} for s in reply.sources[:1]],
            "handoff": {"reason": "steun" if support else "persoonsgegevens"},
        }  # fmt: skip
        return web.json_response({"replies": [said]})


def webcare(browser: Browser) -> None:
    """Writes werkbak.png and openbaar.png, from a desk with made-up people."""
    engine = Told(Library(ROOT / "data"), dt.datetime.now(AMSTERDAM).date())
    with tempfile.TemporaryDirectory() as folder, open_desk(browser, Path(folder), engine) as site:
        _desk(site)
        _public(site)


def _desk(site: DeskSite) -> None:
    site.colleague("Bram Smit", team="Aangifte")
    first, second, third = QUESTIONS
    anne = site.colleague(viewport={"width": 1280, "height": 860})
    citizen = site.citizen(first)
    expect(anne.locator("#queue .card-open")).to_have_count(1)
    anne.keyboard.press("Alt+N")
    field = anne.get_by_label("Je antwoord")
    field.fill("Hallo, je spreekt met Anne. Ik lees je vraag even door.")
    field.press("Enter")
    expect(citizen.get_by_role("log")).to_contain_text("met Anne")
    site.says(citizen, "Fijn. Mijn inkomen is niet veranderd.")
    expect(anne.locator(".turn.burger").last).to_contain_text("niet veranderd")
    site.citizen(second), site.citizen(third)
    expect(anne.locator("#queue .card-open")).to_have_count(2)
    field.fill("Wij rekenen met je toetsingsinkomen. Dat vind je in Mijn toeslagen.")
    expect(anne.locator(".hints li").first).to_be_visible()
    anne.wait_for_timeout(1000)
    _save(anne, "werkbak")


def _public(site: DeskSite) -> None:
    public.base_of = lambda _request: "https://voorbeeld.example"
    page = site.colleague("Noor Visser", present=False, viewport={"width": 1280, "height": 760})
    page.goto(f"{site.url}/webcare/openbaar")
    page.get_by_label("Bericht", exact=True).fill("@jan_85 hoeveel zorgtoeslag krijg je als je 1 baan hebt?")
    page.get_by_role("button", name="Zoek reacties").click()
    expect(page.locator(".reply").first).to_be_visible()
    _save(page, "openbaar")


def trainer(browser: Browser) -> None:
    """Writes trainer-antwoord.png, trainer-inbox.png and trainer-feit.png, from a copy of the content."""
    with tempfile.TemporaryDirectory() as folder, trainers_room(Path(folder)) as (url, _, member):
        page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="nl-NL", timezone_id="Europe/Amsterdam")
        page.context.add_cookies([{"name": k, "value": v, "url": url} for k, v in member.cookies.items()])
        page.goto(f"{url}/trainer/onderwerp/aangifte.uitstel")
        page.get_by_label("Bubbel 1").first.fill(
            "Indien je meer tijd wilt: vraag uitstel. Dat kon tot {aangifte_deadline@2026}."
        )
        expect(page.locator("#preview .bubble").first).to_contain_text("1 mei 2026")
        page.mouse.wheel(0, 330)
        page.wait_for_timeout(500)
        _save(page, "trainer-antwoord")
        page.goto(f"{url}/trainer/inbox")
        expect(page.locator(".near").first).to_contain_text("Lijkt op", timeout=60_000)
        _save(page, "trainer-inbox")
        page.goto(f"{url}/trainer/feiten/zorgtoeslag_max_jaar_alleen")
        page.get_by_label("Waarde").first.fill("€ 1.600")
        _save(page, "trainer-feit")


def pictures(browser: Browser) -> None:
    """Writes trainer-proef.png and trainer-gezondheid.png, from made-up counts."""
    with tempfile.TemporaryDirectory() as folder, pictures_room(Path(folder)) as (url, member):
        page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="nl-NL", timezone_id="Europe/Amsterdam")
        page.context.add_cookies([{"name": k, "value": v, "url": url} for k, v in member.cookies.items()])
        for path, name in (("/trainer/proeven/klaar", "trainer-proef"), ("/trainer/gezondheid", "trainer-gezondheid")):
            page.goto(url + path)
            expect(page.locator("svg").first).to_be_visible()
            _save(page, name)


def _save(page, name: str) -> None:
    # Few colours are enough for a page of text, and a third of the size.
    whole = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    whole.quantize(96, dither=Image.Dither.NONE).save(OUT / f"{name}.png", optimize=True)
    print(f"{OUT / f'{name}.png'} is gemaakt.")


if __name__ == "__main__":
    main(sys.argv[1:])
