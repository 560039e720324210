"""Addresses in the content: where they stand, what is wrong with one, and what editors are told of visits."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.knowledge import __main__ as command
from bot.knowledge.links import Found, Visit, links_in, read_visits, what_is_wrong, write_visits
from bot.knowledge.loading import load_content
from bot.knowledge.upkeep.links import link_upkeep

TODAY = dt.date(2026, 11, 23)
UITSTEL = "https://voorbeeld.nl/uitstel"


@pytest.fixture
def tiny(tiny_data):
    return tiny_data()


def told(tiny, visits):
    return link_upkeep(load_content(tiny.data)[0], tiny.data, visits, TODAY)


def test_every_address_is_found_with_its_lines_and_without_the_sentence_around_it(tiny):
    tiny.write("data/extra.yml", '# zie https://a.nl/x.\n- "(https://a.nl/x)" # en https://b.nl/y#deel\n')
    found = links_in(tiny.data)
    assert found["https://a.nl/x"] == [("data/extra.yml", 1), ("data/extra.yml", 2)]
    assert found["https://b.nl/y#deel"] == [("data/extra.yml", 2)]
    assert UITSTEL in found


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://www.voorbeeld.nl/a", []),
        ("http://voorbeeld.nl/a", ["niet met https"]),
        ("https://nietvoorbeeld.nl", ["geen officiële site"]),
        ("http://elders.nl", ["niet met https", "geen officiële site"]),
        ("voorbeeld", []),
    ],
)
def test_what_can_be_said_of_an_address_without_visiting_it(url, words):
    found = what_is_wrong(url, {"voorbeeld.nl"})
    assert len(found) == len(words)
    assert all(word in message for word, (message, _) in zip(words, found, strict=True))


def test_what_visits_found_is_kept_and_a_broken_file_is_as_none(tmp_path):
    path = tmp_path / "var" / "links.json"
    assert read_visits(path) == {}
    visits = {"https://a.nl": Visit(TODAY, Found.MOVED, "naar https://b.nl")}
    write_visits(path, visits)
    assert read_visits(path) == visits
    path.write_text('{"https://a.nl": 3}')
    assert read_visits(path) == {}


def test_editors_are_told_what_is_gone_moved_or_to_be_visited_by_hand(tiny):
    links = links_in(tiny.data)
    good = dict.fromkeys(links, Visit(TODAY, Found.GOOD))
    assert told(tiny, good) == []
    [item] = told(tiny, {**good, UITSTEL: Visit(TODAY, Found.GONE, "antwoord 404")})
    assert (item.urgency, item.file, item.line) == ("deze week", *links[UITSTEL][0])
    assert "is er niet meer (antwoord 404; bezocht op 23 november 2026)" in item.message and UITSTEL in item.message
    [item] = told(tiny, {**good, UITSTEL: Visit(TODAY, Found.LOOK, "antwoord 403")})
    assert item.mend == "Bezoek hem zelf."


def test_what_was_never_visited_or_long_ago_is_one_item(tiny):
    links = links_in(tiny.data)
    [item] = told(tiny, {})
    assert item.message.startswith(f"{len(links)} adressen zijn de laatste drie maanden niet bezocht")
    long_ago = Visit(TODAY - dt.timedelta(days=100), Found.GOOD)
    [item] = told(tiny, {**dict.fromkeys(links, Visit(TODAY, Found.GOOD)), UITSTEL: long_ago})
    assert item.message.startswith("1 adressen")


def test_the_upkeep_report_has_them(tiny, capsys):
    assert command.main(["onderhoud", "--root", str(tiny.root), "--today", "2026-11-23"]) == 0
    assert "niet bezocht" in capsys.readouterr().out
