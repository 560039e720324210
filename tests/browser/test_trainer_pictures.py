"""Experiments and the health page in a real Chromium: accessible, and readable at each width, light and dark."""

from __future__ import annotations

import pytest

from tests.browser.axe import violations
from tests.browser.pictures_site import pictures_room

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    with pictures_room(tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.mark.parametrize(
    "path", ["/trainer/proeven", "/trainer/proeven/klaar", "/trainer/proeven/nieuw?cue=empathie", "/trainer/gezondheid"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_accessible_and_fits(page, room, screenshot, path, scheme):
    url, member = room
    page.context.add_cookies([{"name": k, "value": v, "url": url} for k, v in member.cookies.items()])
    page.emulate_media(color_scheme=scheme)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(url + path)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        name = path.removeprefix("/trainer/").replace("/", "-").split("?")[0]
        screenshot(page, f"{name}-{width}-{scheme}")


def test_the_result_is_told_in_words_and_figures(page, room):
    url, member = room
    page.context.add_cookies([{"name": k, "value": v, "url": url} for k, v in member.cookies.items()])
    page.goto(f"{url}/trainer/proeven/klaar")
    assert "B is minder goed dan A" in page.inner_text("main")
    assert "Verschil B min A: −10,0 procentpunt" in page.locator("svg title").text_content()
