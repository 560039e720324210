"""The public answer pages in this process: every topic, escaped, dated, found, and honest when a text ran out."""

from __future__ import annotations

import asyncio
import datetime as dt
import html
import json
import re
import time
import xml.etree.ElementTree as ElementTree

import pytest

from bot.calendar import AMSTERDAM, date_in_words
from bot.knowledge import Library
from bot.site.answers import view
from bot.site.answers.search import Field, SearchIndex, words_of
from tests.conftest import ROOT

pytestmark = pytest.mark.timeout(60)

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=AMSTERDAM)
PUBLIC = view.public_topics(Library(ROOT / "data"))


def visit(site, *paths, at=NOON, **changes):
    """Returns (status, page, headers) of each path, on a site whose clock stands at that moment."""

    async def story():
        async with site(**changes) as s:
            s.app.ctx.clock = lambda: at
            citizen = s.citizen()
            return [await citizen.call("GET", path) for path in paths]

    return asyncio.run(story())


def seen(page):
    """Returns what a person reads on the page, with white space made equal."""
    body = re.sub(r"<script.*?</script>", "", page.split("<body>")[1], flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def plain(text):
    """Returns a bubble as `seen` shows it: the marks of a list are gone."""
    return " ".join(re.sub(r"^\s*(?:\d\d?\.|-)\s", "", text, flags=re.MULTILINE).split())


def structured(page):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(found[0]) if found else None


def test_every_topic_has_its_page_with_title_text_source_and_date(site, library):
    for topic, (status, page, headers) in zip(PUBLIC, visit(site, *map(view.page_path, PUBLIC)), strict=True):
        answer, reply = library.content.answers[topic], library.answer_for(topic, NOON.date())
        words = seen(page)
        assert status == 200 and headers["Content-Type"].startswith("text/html"), topic
        assert f"<title>{html.escape(answer.question)} - Belastingchat</title>" in page
        assert len(re.findall("<h1>", page)) == 1 and answer.question in words
        for bubble in reply.bubbles:
            assert plain(bubble) in words, topic
        assert not re.search(r"[{}]", words), topic
        for source in reply.sources:
            assert source.title in words and html.escape(source.url) in page
            assert f"Gecontroleerd op {date_in_words(source.checked)}" in words
        assert "Geldig op 23 november 2026." in words or reply.expired
        for conditions, variant in library.variants(topic, NOON.date()):
            assert view.condition_in_words(conditions) in words
            assert all(plain(b) in words for b in variant.bubbles)
        for _, follow_up in reply.follow_ups:
            assert library.content.answers[follow_up].question in words
        assert f'href="/?onderwerp={topic}"' in page
        description = re.search(r'<meta name="description" content="([^"]+)">', page)[1]
        assert 20 <= len(html.unescape(description)) <= 160, topic


def test_the_structured_data_is_the_text_of_the_page(site, library):
    for topic, (_, page, _) in zip(PUBLIC, visit(site, *map(view.page_path, PUBLIC)), strict=True):
        reply, data = library.answer_for(topic, NOON.date()), structured(page)
        assert data["@type"] == "FAQPage"
        [question] = data["mainEntity"]
        assert question["name"] == library.content.answers[topic].question
        assert question["acceptedAnswer"]["text"] == "\n\n".join(reply.bubbles)
        assert all(plain(part) in seen(page) for part in question["acceptedAnswer"]["text"].split("\n\n"))


def test_canonical_link_short_form_and_open_graph_use_the_public_address(site):
    path = "/vragen/aangifte/uitstel"
    [(_, page, _)] = visit(site, path, public_url="https://voorbeeld.example")
    url = f"https://voorbeeld.example{path}"
    assert f'<link rel="canonical" href="{url}">' in page
    assert f'<meta property="og:url" content="{url}">' in page and "og:image" not in page
    short = html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1])
    assert short.endswith(f" {url}") and 40 < len(short) <= 280
    assert structured(page)["url"] == url


def test_without_a_public_address_it_is_the_one_the_browser_asked(site):
    async def story():
        async with site() as s:
            _, page, _ = await s.citizen().call("GET", "/vragen", headers={"Host": "vraag.example:8443"})
            assert '<link rel="canonical" href="http://vraag.example:8443/vragen">' in page
            _, page, _ = await s.citizen().call("GET", "/vragen", headers={"Host": 'a"><script>'})
            assert "<script" not in page

    asyncio.run(story())


def test_the_overview_lists_every_question_once_under_its_heading(site, library):
    [(status, page, _)] = visit(site, "/vragen")
    assert status == 200
    links = re.findall(r'<li><a href="(/vragen/[^"]+)">', page)
    assert sorted(links) == sorted(map(view.page_path, PUBLIC))
    for topic in PUBLIC:
        assert html.escape(library.content.answers[topic].question) in page
    headings = re.findall(r"<h2[^>]*>([^<]+)", page)
    assert headings[:3] == ["Belastingaangifte", "Toeslagen", "Zorgtoeslag"] and "Andere vragen" not in headings


def test_all_answers_are_public_and_turns_of_a_conversation_are_not(library):
    outcomes = {t: topic.outcome for t, topic in library.content.topics.items()}
    assert {t for t, outcome in outcomes.items() if outcome == "antwoord"} <= set(PUBLIC)
    assert {"betalen.beslag", "buiten.gemeente"} <= set(PUBLIC)
    assert not [t for t in PUBLIC if t.startswith("sociaal.")] and "persoonlijk.brief" not in PUBLIC


@pytest.mark.parametrize(
    ("query", "topic"),
    [
        ("zorgtoeslag", "toeslagen.zorg."),
        ("huurtoselag", "toeslagen.huur."),
        ("Hoe vraag ik uitstel aan voor mijn aangifte?", "aangifte.uitstel"),
        ("uistel aangifet", "aangifte.uitstel"),
        ("kot", "toeslagen.kot."),
        ("box 3", "aangifte.box3"),
        ("mijn bezwar tegen de aanslag", "aangifte.bezwaar"),
        ("hypotheekrente aftrekken", "aangifte.hypotheekrente"),
        ("digid kwijt", "digid."),
        ("gaan scheiden", "leven.scheiden"),
        ("gescheiden", "leven.scheiden"),
        ("deurwaarder", "betalen."),
        ("mijn vader is overleden", "leven.overlijden"),
        ("studieschuld", "buiten.andere_instantie"),
        ("betaaldatum zorgtoeslag", "toeslagen."),
    ],
)
def test_search_finds(site, query, topic):
    [(status, page, headers)] = visit(site, f"/vragen?zoek={query.replace(' ', '+')}")
    links = [link.replace("/", ".") for link in re.findall(r'<h2><a href="/vragen/([^"]+)">', page)]
    assert status == 200 and links[0].startswith(topic), links[:5]
    assert len(links) <= 12 and "noindex" in page
    assert f'value="{html.escape(query)}"' in page


def test_a_search_result_shows_the_first_sentence(site, library):
    [(_, page, _)] = visit(site, "/vragen?zoek=zorgtoeslag")
    topic = re.search(r'<h2><a href="/vragen/([^"]+)">', page)[1].replace("/", ".")
    first = library.answer_for(topic, NOON.date()).bubbles[0]
    sentence = html.unescape(re.search(r"</h2>\s*<p>(.*?)</p>", page)[1])
    assert first.startswith(sentence) and sentence[-1] in ".?"


def test_nothing_found_is_said_kindly_with_a_way_on(site):
    pages = visit(site, "/vragen?zoek=qwxzqwxz", "/vragen?zoek=de+het+een", "/vragen?zoek=%21%3F")
    for status, page, _ in pages:
        assert status == 200 and "We vonden niets" in seen(page)
        assert 'href="/"' in page and 'href="/vragen"' in page


def test_an_empty_search_is_the_overview(site):
    for status, page, _ in visit(site, "/vragen?zoek=", "/vragen?zoek=+++", "/vragen/?x=1"):
        assert status == 200 and "<h1>Alle vragen en antwoorden</h1>" in page


def test_what_somebody_looks_for_is_escaped_bounded_and_masked(site):
    query = "%3Cscript%3Ealert(1)%3C/script%3E%22+onfocus=%22x"
    (_, page, _), (_, long, _), (_, private, _) = visit(
        site, f"/vragen?zoek={query}", f"/vragen?zoek={'uitstel+' * 500}", "/vragen?zoek=mijn+bsn+is+123456782+uitstel"
    )
    assert "<script" not in page and 'onfocus="' not in page and "&lt;script&gt;" in page
    assert len(long) < 30_000
    assert "123456782" not in private and "niet nodig om te zoeken" in private and "/vragen/aangifte/uitstel" in private


def test_content_is_escaped(site, tiny_data):
    data = tiny_data()
    path = data.root / "data/onderwerpen/aangifte/uitstel/antwoord.yml"
    text = path.read_text("utf-8")
    text = re.sub(r"^vraag: .*$", "vraag: 'Is 1 < 2 & \"3\" </script>?'", text, flags=re.MULTILINE)
    path.write_text(text, "utf-8")
    overview, answer = visit(site, "/vragen", "/vragen/aangifte/uitstel", data_dir=data.root / "data")
    for status, page, _ in (overview, answer):
        assert status == 200 and "1 &lt; 2 &amp;" in page
        assert "</script>?" not in page
    assert structured(answer[1])["mainEntity"][0]["name"] == 'Is 1 < 2 & "3" </script>?'


@pytest.mark.parametrize(
    "path", ["/vragen/aangifte/bestaat_niet", "/vragen/sociaal/crisis", "/vragen/x/y/z", "/vragen/%3Cb%3E"]
)
def test_an_unknown_page_is_a_dutch_404_with_search(site, path):
    [(status, page, headers)] = visit(site, path)
    assert status == 404 and headers["Content-Type"].startswith("text/html")
    assert "Deze pagina is er niet" in page and 'name="zoek"' in page and "noindex" in page and "<b>" not in page


def test_a_page_that_almost_exists_is_suggested_or_found(site):
    (_, page, _), *_ = visit(site, "/vragen/aangifte/uitstel-aanvragen")
    assert "Zocht je dit?" in page and 'href="/vragen/aangifte/uitstel"' in page
    for status, page, _ in visit(site, "/vragen/aangifte.uitstel", "/vragen/Aangifte/Uitstel/"):
        assert status == 200 and "/vragen/aangifte/uitstel" in page  # after a redirect to its one address


def test_the_answer_follows_the_day(site):
    path = "/vragen/aangifte/uitstel"
    [(_, autumn, _)] = visit(site, path)
    [(_, spring, _)] = visit(site, path, at=dt.datetime(2027, 3, 10, 12, 0, tzinfo=AMSTERDAM))
    assert "Geldig op 10 maart 2027." in seen(spring)
    assert structured(autumn)["mainEntity"] != structured(spring)["mainEntity"]


def test_a_text_that_ran_out_shows_no_old_amount_and_no_structured_data(site, tiny_data):
    data = tiny_data()
    path = data.root / "data/onderwerpen/aangifte/uitstel/antwoord.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("  - bubbels:", "  - geldig_tot: 2026-11-22\n    bubbels:"), "utf-8")
    [(status, page, _)] = visit(site, "/vragen/aangifte/uitstel", data_dir=data.root / "data")
    assert status == 200 and structured(page) is None
    assert "€" not in seen(page) and "Geldig op" not in page
    assert "wordt gecontroleerd op 23 november 2026" in seen(page)


def test_what_is_going_on_stands_on_the_pages_within_its_dates_only(site, library):
    found = library.current_notices(NOON.date(), "toeslagen.vermogen")
    greeting = library.current_notices(NOON.date(), greeting=True)
    for path, notice in (("/vragen/toeslagen/vermogen", found[0]), ("/vragen", greeting[0])):
        [(_, page, _)] = visit(site, path)
        assert notice.text in seen(page) and html.escape(notice.source.url) in page
        after = dt.datetime.combine(notice.validity.last + dt.timedelta(days=1), NOON.timetz())
        assert notice.text not in seen(visit(site, path, at=after)[0][1])


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2026-11-23 12:00", "Nu open, tot 20.00 uur."),
        ("2026-11-22 12:00", "Nu dicht. Open op maandag 23 november 2026, vanaf 8.00 uur."),
        ("2026-12-25 12:00", "Nu dicht. Open op maandag 28 december 2026, vanaf 8.00 uur."),
    ],
)
def test_the_phone_line_is_open_or_not(site, moment, state):
    at = dt.datetime.fromisoformat(moment).replace(tzinfo=AMSTERDAM)
    [(_, page, _)] = visit(site, "/vragen/aangifte/uitstel", at=at)
    assert state in seen(page) and 'href="tel:08000543"' in page


def test_a_line_of_which_we_do_not_know_the_hours_claims_nothing(site):
    [(_, page, _)] = visit(site, "/vragen/toeslagen/hersteloperatie")
    assert "Serviceteam" in seen(page) and "Nu open" not in page and "Nu dicht" not in page


def test_the_sitemap_lists_all_pages(site):
    [(status, page, headers)] = visit(site, "/sitemap.xml", public_url="https://voorbeeld.example")
    assert status == 200 and headers["Content-Type"].startswith("application/xml")
    places = [e.text for e in ElementTree.fromstring(page).iter() if e.tag.endswith("}loc")]
    assert places == [f"https://voorbeeld.example{p}" for p in ("/vragen", *map(view.page_path, PUBLIC))]


def test_search_engines_stay_out_of_a_trial(site):
    robots, overview, answer = visit(site, "/robots.txt", "/vragen", "/vragen/aangifte/uitstel")
    assert "Disallow: /\n" in robots[1]
    assert all('<meta name="robots" content="noindex">' in page for _, page, _ in (overview, answer))


def test_search_engines_may_read_answers_in_production_but_no_search(site):
    paths = ("/robots.txt", "/vragen", "/vragen/aangifte/uitstel", "/vragen?zoek=uitstel", "/vragen/weg")
    robots, overview, answer, search, missing = visit(
        site, *paths, production=True, public_url="https://voorbeeld.example"
    )
    assert "Disallow: /\n" not in robots[1] and "Sitemap: https://voorbeeld.example/sitemap.xml" in robots[1]
    assert "noindex" not in overview[1] + answer[1]
    assert "noindex" in search[1] and "noindex" in missing[1]


def test_an_edit_shows_by_itself(site, tiny_data):
    data = tiny_data()
    path = data.root / "data/onderwerpen/aangifte/uitstel/antwoord.yml"

    async def story():
        async with site(data_dir=data.root / "data") as s:
            citizen = s.citizen()
            await citizen.call("GET", "/vragen?zoek=uitstel")
            path.write_text(
                re.sub(r"^vraag: .*$", "vraag: Hoe kijkt een ijsvogel?", path.read_text(), flags=re.MULTILINE)
            )
            until = time.monotonic() + 30
            while "ijsvogel" not in (await citizen.call("GET", "/vragen/aangifte/uitstel"))[1]:
                assert time.monotonic() < until
                await asyncio.sleep(0.1)
            assert "/vragen/aangifte/uitstel" in (await citizen.call("GET", "/vragen?zoek=ijsvogel"))[1]

    asyncio.run(story())


def test_pages_ask_no_other_host_and_need_no_script(site):
    for _, page, headers in visit(site, "/vragen", "/vragen?zoek=toeslag", "/vragen/toeslagen/vermogen", "/vragen/weg"):
        assert not re.findall(r'(?:src|rel="(?:stylesheet|icon)" href)="(?:https?:)?//', page)
        assert set(re.findall(r"<script[^>]*>", page)) <= {'<script type="application/ld+json">'}
        assert not re.findall(r'\sstyle="|\son\w+="', page)
        assert "default-src 'self'" in headers["Content-Security-Policy"]


# ---- the parts by themselves


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Een zin.", [("p", ("Een zin.",), 1)]),
        (
            "Doe dit:\n1. Kijk.\n2. Bel.\nKlaar.",
            [("p", ("Doe dit:",), 1), ("ol", ("Kijk.", "Bel."), 1), ("p", ("Klaar.",), 1)],
        ),
        ("2. Verder.\n- los", [("ol", ("Verder.",), 2), ("ul", ("los",), 1)]),
        ("Tot 1 mei\n\nen € 1.250", [("p", ("Tot 1 mei", "en €\N{NO-BREAK SPACE}1.250"), 1)]),
    ],
)
def test_a_bubble_falls_apart_in_paragraphs_and_lists(text, found):
    assert [(b.kind, b.lines, b.start) for b in view.blocks(text)] == found


@pytest.mark.parametrize(
    ("conditions", "heading"),
    [
        ({"toeslag": "huurtoeslag"}, "Bij huurtoeslag"),
        ({"jaar": 2025}, "Over 2025"),
        ({"partner": "ja"}, "Met een partner"),
        ({"vraagt": "tot_wanneer"}, "Tot wanneer"),
        ({"vraagt": "een_m_aangifte"}, "Een M-aangifte"),
        ({"toeslag": "huurtoeslag", "vraagt": "aow_bedrag_en_samenwonen"}, "Bij huurtoeslag, AOW bedrag en samenwonen"),
        ({"toeslag": "kindgebonden_budget", "partner": "nee"}, "Bij kindgebonden budget, zonder partner"),
    ],
)
def test_a_condition_in_words(conditions, heading):
    assert view.condition_in_words(conditions) == heading


def test_no_heading_shows_a_key_or_repeats_another_on_its_page(library):
    for topic in PUBLIC:
        headings = [view.condition_in_words(c) for c, _ in library.variants(topic, NOON.date())]
        assert not [h for h in headings if "_" in h or re.search(r"\b(?:Bij ja)|\bm aangifte", h)], topic
        assert len(set(headings)) == len(headings), topic


def test_words_have_no_accents_or_capitals():
    assert words_of("Coördinatie, 2026 en één!") == ["coordinatie", "2026", "en", "een"]


def test_a_page_with_all_words_goes_before_one_that_says_one_of_them_louder():
    index = SearchIndex(
        {
            "loud": [Field(5, "boete boete")],
            "all": [Field(2, "boete bij te late aangifte")],
            "other": [Field(5, "zorgtoeslag")],
        }
    )
    assert index.find("boete late aangifte")[0] == "all"
    assert index.find("boette") == index.find("boete") == ["loud", "all"]
    assert index.find("") == [] and index.find("de het een") == []
