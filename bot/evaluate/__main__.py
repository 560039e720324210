"""`python -m bot.evaluate FILE…`: asks labelled questions through the real door and reports how it went."""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import sys
from pathlib import Path

from tqdm import tqdm

from bot.ask import Row, ask_all
from bot.evaluate.earlier import differences, read_figures
from bot.evaluate.follow_ups import follow_up_results, read_conversations
from bot.evaluate.report import draw, draw_reliability, hand_overs, table, worst
from bot.evaluate.score import MEASURES, Question, Result, score, shares
from bot.knowledge import ContentError, Library
from bot.launch.preflight import CannotStart
from bot.launch.running import running_site
from bot.settings import SettingError, read_settings

OUT = Path("results")
BASELINE = Path("tests/vragen/baseline.json")


def read_questions(path: Path) -> list[Question]:
    """Returns the questions of a CSV file with id, text, topic_id, secondary and kind.

    Raises:
        CannotStart: the file is not there or has other columns.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [
                Question(r["id"], r["text"], r["topic_id"], r["secondary"] or "", r["kind"])
                for r in csv.DictReader(file)
            ]
    except (OSError, KeyError) as error:
        raise CannotStart(
            f"{path} is niet te gebruiken ({error}). Nodig zijn de kolommen id,text,topic_id,secondary,kind."
        ) from None


def evaluate(site: str, key: str, questions: list[Question], outcome_of: dict[str, str]) -> list[Result]:
    """Returns the scored results; a question that failed counts as not answered."""
    rows = [Row(q.id, (q.text,)) for q in questions]
    with tqdm(total=len(rows), desc="Vragen", unit="vraag") as bar:
        answers = asyncio.run(ask_all(site, key, rows, bar.update))
    return [
        score(q, a["turns"][0]["replies"] if "turns" in a else [], outcome_of)
        for q, a in zip(questions, answers, strict=True)
    ]


def evaluate_follow_ups(site: str, key: str, path: Path, outcome_of: dict[str, str]) -> list[Result]:
    """Returns the scored turns of conversations; the first turn of each is not scored."""
    conversations = read_conversations(path)
    rows = [Row(str(i), conversation.turns) for i, conversation in enumerate(conversations)]
    with tqdm(total=len(rows), desc="Gesprekken", unit="gesprek") as bar:
        answers = asyncio.run(ask_all(site, key, rows, bar.update))
    return list(follow_up_results(conversations, answers, outcome_of))


def main(arguments: list[str] | None = None) -> int:
    """Prints the report of each file and writes results/; returns 1 after a clear sentence when it cannot."""
    parser = argparse.ArgumentParser(prog="make evaluate", description="Meet de chatbot.")
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args(arguments)
    try:
        outcome_of = {t.id: t.outcome for t in Library(read_settings().data_dir).content.topics.values()}
        # A file of conversations (.yml) is played turn by turn, a list of questions (.csv) one by one.
        sets = {path: [] if path.suffix == ".yml" else read_questions(path) for path in options.files}
        figures, curves = {}, {}
        before, baseline = read_figures(OUT / "scores.json"), read_figures(BASELINE)
        with running_site() as (site, key):
            for path, questions in sets.items():
                if path.suffix == ".yml":
                    results = evaluate_follow_ups(site, key, path, outcome_of)
                else:
                    results = evaluate(site, key, questions, outcome_of)
                    curves[path.stem] = results
                print(f"\n== {path.name}: juist onderwerp is het eerste of tweede label; tussen haakjes 95%\n")
                print(table(results))
                print("\n".join(hand_overs(results)))
                for title, earlier in (("de vorige meting", before), ("de vastgelegde meting", baseline)):
                    if lines := differences(path.stem, shares(results), earlier):
                        print(f"\nVergeleken met {title}:", *lines, sep="\n")
                print("\nDe ergste fouten, de zekerste eerst:")
                print("\n".join(worst(results)))
                picture = OUT / f"verwarringen-{path.stem}.png"
                draw(results, picture)
                print(f"\nDe verwarringen als plaatje: {picture}")
                figures[path.stem] = {m: round(s.value, 4) for m, s in shares(results).items() if m in MEASURES}
        draw_reliability(curves, OUT / "betrouwbaarheid.png")
        print(f"\nHoe zeker de chatbot is, en hoe vaak terecht: {OUT / 'betrouwbaarheid.png'}")
        (OUT / "scores.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    except (CannotStart, SettingError, ContentError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
