"""What the page can do a command can do: the table in docs/voor-trainers.md, walked in both directions."""

from __future__ import annotations

import argparse
import re

import pytest

from bot.publish.__main__ import make_parser as publish_parser
from bot.site.publish import publish_pages
from bot.site.trainer import trainer_pages
from bot.trainer.__main__ import make_parser as trainer_parser
from tests.conftest import ROOT

ROW = re.compile(r"\| (`/trainer[^|]*) \| ([^|]+) \| ([^|]+) \|")
TABLE = [
    (re.findall(r"`([^`]+)`", pages), what, re.findall(r"`([^`]+)`", command))
    for pages, what, command in ROW.findall((ROOT / "docs/voor-trainers.md").read_text(encoding="utf-8"))
]
OF_THE_SITE_ITSELF = {"vergelijk"}  # the process that the site asks what lies near


def words_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    return next(a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction))


PARSERS = {"bot.trainer": words_of(trainer_parser()), "bot.publish": words_of(publish_parser())}


def parts(command: str) -> tuple[str, list[str]]:
    """Returns the program and the words behind it."""
    found = re.match(r"python -m (\S+) (.*)", command)
    return (found[1], found[2].split()) if found else ("bot.trainer", command.split())


def pages() -> set[str]:
    """Returns the path of every page of the room, with … for what differs."""
    routes = [route for blueprint in (*trainer_pages, publish_pages) for route in blueprint._future_routes]
    return {re.sub("<[^>]+>", "…", r.uri) for r in routes if "GET" in r.methods and "/api/" not in r.uri}


def buttons() -> set[str]:
    """Returns what stands on every button of the room, without what is filled in."""
    found = set()
    for folder in ("trainer", "publish"):
        for template in (ROOT / "bot/site" / folder / "templates").glob("*.html"):
            for text in re.findall(r"<button[^>]*>(.*?)<", template.read_text(encoding="utf-8"), re.DOTALL):
                texts = re.split(r"{%.*?%}", text) if "{%" in text else [re.sub(r"{{.*?}}", "…", text)]
                found |= {t.strip().removesuffix(" …") for t in texts if t.strip()}
    return found


def test_the_table_is_read():
    assert len(TABLE) > 30 and len(pages()) > 15 and len(buttons()) > 20


def test_every_page_is_in_the_table_and_every_page_in_the_table_is_there():
    assert {path for paths, _, _ in TABLE for path in paths} == pages()


def test_every_button_is_in_the_table_and_every_button_in_the_table_is_there():
    named = {b for _, what, _ in TABLE for b in re.findall(r"\*\*([^*]+)\*\*", what)}
    assert named == buttons()


@pytest.mark.parametrize("command", sorted({c for _, _, commands in TABLE for c in commands}))
def test_a_command_in_the_table_is_there_with_its_words(command):
    program, (name, *words) = parts(command)
    parser = PARSERS[program][name]
    options = {o for action in parser._actions for o in action.option_strings}
    choices = {c for action in parser._actions for c in action.choices or ()}
    assert set(words) <= options | choices


def test_every_command_is_in_the_table():
    named = {(program, words[0]) for _, _, commands in TABLE for program, words in map(parts, commands)}
    there = {(program, name) for program, found in PARSERS.items() for name in found}
    assert there - named == {("bot.trainer", name) for name in OF_THE_SITE_ITSELF}


def test_every_decision_of_the_inbox_is_in_the_table():
    decided = {parts(c)[1][1] for _, _, commands in TABLE for c in commands if c.startswith("besluit")}
    verdict = next(a for a in PARSERS["bot.trainer"]["besluit"]._actions if a.dest == "wat")
    assert decided == set(verdict.choices)
