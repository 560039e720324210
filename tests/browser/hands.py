"""How long somebody's hands and eyes are busy, counted while the real pages are used: the keystroke-level model.

Card, Moran and Newell (1980): 0.28 s for a key of somebody who types no more than an average typist, 1.1 s to point at
something, 1.35 s to think before doing something. Reading at 238 words a minute (Brysbaert, 2019) is added for every text
that a newcomer has to read, each time it is new. What the machine needs is not in it.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

KEY, POINT, THINK, WORD = 0.28, 1.1, 1.35, 60 / 238  # seconds


class Hands:
    """A newcomer at a page; counts what the hands do and what the eyes read."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = self.points = self.thoughts = self.words = self.loads = 0

    @property
    def seconds(self) -> float:
        """How long it took, without the machine."""
        return self.keys * KEY + self.points * POINT + self.thoughts * THINK + self.words * WORD

    def reads(self, what: Locator) -> None:
        """Reads all that is to be seen of a part of the page."""
        self.words += len(what.inner_text().split())
        self.thoughts += 1

    def clicks(self, what: Locator, loads: bool = True) -> None:
        """Thinks, points and presses."""
        self.thoughts += 1
        self.points += 1
        self.loads += loads
        what.click()

    def types(self, where: Locator, text: str) -> None:
        """Thinks, points at a field, and types over what stands there."""
        self.thoughts += 1
        self.points += 1
        self.keys += len(text)
        where.fill(text)

    def told(self) -> str:
        """What it came to, in one line."""
        return (
            f"handen en ogen {self.seconds:.0f} s, waarvan {self.words * WORD:.0f} s lezen: {self.points} keer wijzen, {self.keys} toetsen, {self.thoughts} keer nadenken,"
            f" {self.words} woorden lezen, {self.loads} bladzijden"
        )


def from_inbox_to_published(hands: Hands, url: str, title: str, why: str, done: Callable[[], None]) -> None:
    """Walks from the room's first page to a published model, with the first group of the inbox.

    Args:
        hands: who does it, signed in.
        url: the site.
        title: the topic that the group belongs to; typed as a whole, as somebody does who distrusts the suggestion.
        why: the reason that is typed.
        done: waits until training or publishing is over.
    """
    page = hands.page
    page.goto(f"{url}/trainer")
    hands.clicks(page.get_by_role("link", name="Inbox"))
    group = page.locator(".groups > li").first
    expect(group.locator(".near")).to_contain_text("Lijkt op", timeout=240_000)
    hands.reads(page.locator("main > p").first)
    hands.reads(group)
    hands.types(group.get_by_label("Hoort bij"), title)
    hands.clicks(group.get_by_role("button", name="Voeg toe"))
    hands.reads(page.get_by_role("status").first)
    hands.clicks(page.get_by_role("link", name="Train en publiceer"))
    hands.reads(page.locator("main"))
    hands.clicks(page.get_by_role("button", name="Train en vergelijk"))
    done()
    page.goto(f"{url}/trainer/publiceren")
    hands.reads(page.get_by_role("region", name="Wat er verandert"))
    hands.types(page.get_by_label("Waarom publiceer je dit?"), why)
    sign = page.get_by_label("Waarom mag dit")
    if sign.count():
        hands.types(sign, "De twee vragen die nu anders gaan zijn nagekeken.")
    hands.clicks(page.get_by_role("button", name="Publiceer voor burgers"))
    done()
    page.goto(f"{url}/trainer/publiceren")
    hands.reads(page.get_by_role("region", name="Wat burgers nu krijgen"))


def tries(hands: Hands, question: str) -> None:
    """Looks what the chatbot answers now, as a careful newcomer does."""
    page = hands.page
    hands.clicks(page.get_by_role("link", name="Proberen"))
    hands.types(page.get_by_label("Vragen"), question)
    hands.clicks(page.get_by_role("button", name="Vraag het"))
    answer = page.locator(".groups > li").first
    expect(answer).to_contain_text("Waarom dit antwoord", timeout=60_000)
    hands.reads(answer)
