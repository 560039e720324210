"""The chatbot answers the held-out questions no worse than the version before it, beyond the noise."""

from __future__ import annotations

import asyncio
import csv
import json

import pytest

from bot.ask import Row, ask_all
from bot.evaluate.score import Question, Share, score
from tests.house import ROOT

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]
BASELINE = ROOT / "tests" / "vragen" / "baseline.json"


@pytest.fixture(scope="module")
def results(house, library):
    with (ROOT / "tests" / "vragen" / "eigen.csv").open(encoding="utf-8", newline="") as file:
        questions = [
            Question(r["id"], r["text"], r["topic_id"], r["secondary"], r["kind"]) for r in csv.DictReader(file)
        ]
    outcome_of = {t.id: t.outcome for t in library.content.topics.values()}
    rows = [Row(q.id, (q.text,)) for q in questions]
    answers = asyncio.run(ask_all(house.settings.site_url, house.settings.local_key, rows))
    assert not [a for a in answers if "error" in a]
    return [score(q, a["turns"][0]["replies"], outcome_of) for q, a in zip(questions, answers, strict=True)]


@pytest.mark.parametrize("measure", ["right", "contained", "right_outcome"])
def test_no_score_has_fallen(results, measure):
    """`make evaluate` writes results/scores.json; a better version moves its figures to tests/vragen/baseline.json."""
    before = json.loads(BASELINE.read_text(encoding="utf-8"))["eigen"][measure]
    now = Share(sum(getattr(r, measure) for r in results), len(results))
    assert now.interval[1] >= before, f"{measure}: {now} now, {100 * before:.1f}% before"


def test_no_more_wrong_and_confident_answers(results):
    before = json.loads(BASELINE.read_text(encoding="utf-8"))["eigen"]["wrong_confident"]
    now = Share(sum(r.wrong_confident for r in results), len(results))
    assert now.interval[0] <= before, f"{now} now, {100 * before:.1f}% before"
