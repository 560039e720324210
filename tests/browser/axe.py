"""What axe has against a page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

AXE = {"resultTypes": ["violations"], "iframes": False}  # the rest costs half the time


def violations(page: Any) -> list[tuple[str, list[Any]]]:
    """Returns each rule that the page breaks, with the elements that break it."""
    found = Axe().run(page, options=AXE).response["violations"]
    return [(v["id"], [node["target"] for node in v["nodes"]]) for v in found]
