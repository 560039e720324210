"""`python -m bot.gesprekken`: plays the scripts through the real door and writes results/gesprekken.html."""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import datetime as dt
import json
import sys
from pathlib import Path

from tqdm import tqdm

from bot.gesprekken.page import page
from bot.gesprekken.play import play_all
from bot.gesprekken.rubric import average, score
from bot.gesprekken.scripts import read_scripts, unmet
from bot.knowledge import ContentError, Library
from bot.knowledge.style_file import load_rules
from bot.launch.preflight import CannotStart
from bot.launch.running import running_site
from bot.settings import SettingError, read_settings

SCRIPTS = Path("tests/gesprekken/draaiboek")
OUT = Path("results")


def main(arguments: list[str] | None = None) -> int:
    """Returns 0 when every conversation holds; 1 when one has a hard fail or brings something else, or nothing runs."""
    parser = argparse.ArgumentParser(prog="make gesprekken", description="Speel de draaiboeken door de echte chatbot.")
    parser.add_argument("only", nargs="*", help="id's van draaiboeken, of het begin ervan; zonder: allemaal")
    options = parser.parse_args(arguments)
    try:
        data_dir = read_settings().data_dir
        rules, version = load_rules(data_dir), Library(data_dir).content.version
        scripts = [s for s in read_scripts(SCRIPTS) if not options.only or s.id.startswith(tuple(options.only))]
        with running_site() as (site, key), tqdm(total=len(scripts), desc="Gesprekken", unit="gesprek") as bar:
            conversations = asyncio.run(play_all(site, key, scripts, bar.update))
    except (CannotStart, SettingError, ContentError) as error:
        print(error, file=sys.stderr)
        return 1
    scores = [score(played, rules) for played in conversations]
    misses = [unmet(script, played) for script, played in zip(scripts, conversations, strict=True)]
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "gesprekken.html").write_text(
        page(scripts, conversations, scores, misses, version, dt.datetime.now()), encoding="utf-8"
    )
    with (OUT / "gesprekken.jsonl").open("w", encoding="utf-8") as out:
        for played in conversations:
            out.write(json.dumps(dataclasses.asdict(played), ensure_ascii=False, default=str) + "\n")
    held = [s for played, s in zip(conversations, scores, strict=True) if not played.broken]
    trouble = 0
    for script, result, missed in zip(scripts, scores, misses, strict=True):
        found = [str(r) for r in result.trouble] + missed
        trouble += bool(found)
        for text in found:
            print(f"{script.id}: {text}")
    print(f"{len(scripts)} gesprekken, gemiddeld {average(held):.1f} van 100; {trouble} vragen aandacht.")
    print(f"Lees ze in {OUT / 'gesprekken.html'}")
    return 1 if trouble else 0


if __name__ == "__main__":
    sys.exit(main())
