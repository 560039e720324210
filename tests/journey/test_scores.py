"""The chatbot answers the held-out questions no worse than the version before it, beyond the noise."""

from __future__ import annotations

import asyncio
import csv
import json

import pytest

from bot.ask import Row, ask_all
from bot.evaluate.follow_ups import follow_up_results, read_conversations
from bot.evaluate.score import Question, Share, score
from tests.house import ROOT

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]
BASELINE = ROOT / "tests" / "vragen" / "baseline.json"
_ROUNDING = 1e-9


# The last list is not in the repository: it counts where it stands beside it.
LISTS = {
    "eigen": ROOT / "tests/vragen/eigen.csv",
    "gewoon": ROOT / "tests/vragen/gewoon.csv",
    "vragen": ROOT.parent / "shared/vragen/vragen.csv",
}
CONVERSATIONS = {name: ROOT / "tests" / "vragen" / f"{name}.yml" for name in ("vervolg", "gesprekken")}


@pytest.fixture(scope="module")
def results(house, library):
    """The scored results of each list that is there, by its name in the baseline."""
    outcome_of = {t.id: t.outcome for t in library.content.topics.values()}
    found = {}
    for name, path in LISTS.items():
        if not path.exists():
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            questions = [
                Question(r["id"], r["text"], r["topic_id"], r["secondary"], r["kind"]) for r in csv.DictReader(file)
            ]
        rows = [Row(q.id, (q.text,)) for q in questions]
        answers = asyncio.run(ask_all(house.settings.site_url, house.settings.local_key, rows))
        assert not [a for a in answers if "error" in a]
        found[name] = [score(q, a["turns"][0]["replies"], outcome_of) for q, a in zip(questions, answers, strict=True)]
    assert "eigen" in found
    for name, path in CONVERSATIONS.items():
        conversations = read_conversations(path)
        rows = [Row(str(i), conversation.turns) for i, conversation in enumerate(conversations)]
        answers = asyncio.run(ask_all(house.settings.site_url, house.settings.local_key, rows))
        assert not [a for a in answers if "error" in a]
        found[name] = list(follow_up_results(conversations, answers, outcome_of))
    return found


@pytest.mark.parametrize("measure", ["right", "contained", "right_outcome"])
def test_no_score_has_fallen(results, measure):
    """`make evaluate` writes results/scores.json; a better version moves its figures to tests/vragen/baseline.json."""
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    for name, scored in results.items():
        now = Share(sum(getattr(r, measure) for r in scored), len(scored))
        before = baseline[name][measure]
        assert now.interval[1] + _ROUNDING >= before, f"{name}, {measure}: {now} now, {100 * before:.1f}% before"


@pytest.mark.parametrize("measure", ["wrong", "wrong_confident"])
def test_no_more_wrong_answers(results, measure):
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    for name, scored in results.items():
        now = Share(sum(getattr(r, measure) for r in scored), len(scored))
        before = baseline[name][measure]
        assert now.interval[0] - _ROUNDING <= before, f"{name}, {measure}: {now} now, {100 * before:.1f}% before"
