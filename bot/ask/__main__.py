"""`python -m bot.ask IN OUT`: asks a file of questions and writes a line of JSON for each."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path

from tqdm import tqdm

from bot.ask.batch import BadQuestions, ask_all, read_rows
from bot.knowledge import ContentError
from bot.launch.preflight import CannotStart
from bot.launch.running import running_site
from bot.settings import SettingError


def main(arguments: list[str] | None = None) -> int:
    """Returns 0 when every row has an answer, 1 when a row failed or nothing could be asked."""
    parser = argparse.ArgumentParser(prog="make ask IN=… OUT=…", description="Stel een lijst vragen aan de chatbot.")
    parser.add_argument("questions", type=Path, help="CSV met id,text of JSON-regels met id en turns")
    parser.add_argument("answers", type=Path, help="waar de antwoorden komen, een JSON-regel per vraag")
    options = parser.parse_args(arguments)
    try:
        rows = read_rows(options.questions)
        with running_site() as (site, key), tqdm(total=len(rows), desc="Vragen", unit="vraag") as bar:
            results = asyncio.run(ask_all(site, key, rows, bar.update))
        options.answers.parent.mkdir(parents=True, exist_ok=True)
        with options.answers.open("w", encoding="utf-8") as out:
            for result in results:
                out.write(json.dumps(result, ensure_ascii=False) + "\n")
    except (BadQuestions, CannotStart, SettingError, ContentError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    failed = sum("error" in r for r in results)
    if failed:
        print(f"{failed} van de {len(rows)} vragen mislukten; de reden staat bij elke regel.", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
