"""Scoring: what counts as right, offered, and wrong with confidence."""

from __future__ import annotations

import pytest

from bot.evaluate.earlier import differences, read_figures
from bot.evaluate.follow_ups import follow_up_results, read_conversations
from bot.evaluate.report import confusions, draw, draw_reliability, hand_overs, reliability, table, worst
from bot.evaluate.score import Question, Share, grouped, score, shares
from bot.launch.preflight import CannotStart

OUTCOME_OF = {"a.een": "antwoord", "a.twee": "antwoord", "p.eigen": "overdracht"}
Q = Question("1", "vraag", "a.een", "", "faq")
TWO = Question("2", "vraag", "a.een", "p.eigen", "twee")


def reply(topic, outcome, choices=(), confidence=0.9, cue=None):
    return {
        "topic": topic,
        "outcome": outcome,
        "confidence": confidence,
        "cue": cue,
        "choices": [{"label": c, "choice": f"onderwerp:{c}"} for c in choices],
    }


@pytest.mark.parametrize(
    ("question", "replies", "right", "contained", "right_outcome", "wrong"),
    [
        (Q, [reply("a.een", "antwoord")], True, True, True, False),
        (Q, [reply("a.twee", "antwoord")], False, False, True, True),
        (Q, [reply("p.eigen", "overdracht")], False, False, False, True),
        (TWO, [reply("p.eigen", "overdracht")], True, True, True, False),
        (TWO, [reply("a.twee", "antwoord"), reply("a.een", "antwoord")], True, True, True, False),
        (Q, [reply(None, "verduidelijking", ["a.twee", "a.een"])], False, True, False, False),
        (Q, [reply(None, "verduidelijking", ["a.twee"])], False, False, False, False),
        (Q, [reply(None, "niet_begrepen")], False, False, False, False),
        (Q, [reply("a.twee", "antwoord", ["a.een"])], False, False, True, True),
        (Q, [reply(None, "sociaal", cue="privacy"), reply("a.een", "antwoord")], True, True, True, False),
        (Q, [], False, False, False, False),
    ],
)
def test_scores(question, replies, right, contained, right_outcome, wrong):
    result = score(question, replies, OUTCOME_OF)
    found = (result.right, result.contained, result.right_outcome, result.wrong_confident)
    assert found == (right, contained, right_outcome, wrong)


@pytest.mark.parametrize(("offered", "contained"), [("a.een", True), ("p.eigen", False)])
def test_a_wrong_answer_that_said_it_was_not_sure_is_wrong_but_not_confident(offered, contained):
    result = score(Q, [reply("a.twee", "antwoord", [offered], cue="twijfel")], OUTCOME_OF)
    assert (result.right, result.contained, result.wrong, result.wrong_confident) == (False, contained, True, False)


def test_the_interval_holds_the_share_and_narrows_with_more():
    few, many = Share(9, 10), Share(900, 1000)
    assert few.interval[0] < 0.9 < few.interval[1] and many.interval[0] < 0.9 < many.interval[1]
    assert many.interval[1] - many.interval[0] < few.interval[1] - few.interval[0]
    assert Share(0, 5).interval[0] == 0.0 and Share(5, 5).interval[1] == 1.0


def test_the_report_names_groups_and_worst_mistakes_and_draws_them(tmp_path):
    results = [
        score(Q, [reply("a.een", "antwoord")], OUTCOME_OF),
        score(TWO, [reply("a.twee", "antwoord", confidence=0.97)], OUTCOME_OF),
    ]
    text = table(results)
    assert "alles" in text and "[faq]" in text and "[twee]" in text and "50.0%" in text
    assert worst(results) == ["0.97  a.een -> a.twee: vraag"]
    assert confusions(results) == {("a.een", "a.twee"): 1}
    assert list(grouped(results, "kind")) == ["faq", "twee"] and shares(results)["right"].value == 0.5
    draw(results, tmp_path / "beeld.png")
    assert (tmp_path / "beeld.png").read_bytes().startswith(b"\x89PNG")


def test_only_later_turns_of_a_conversation_count_and_any_of_its_topics_is_right(tmp_path):
    path = tmp_path / "gesprekken.yml"
    path.write_text(
        "gesprekken:\n  - soort: jaar\n    beurten:\n      - {zegt: een, bedoelt: a.een}\n"
        "      - {zegt: twee, bedoelt: [a.een, a.twee, p.eigen]}\n      - {zegt: drie, bedoelt: a.twee}\n",
        encoding="utf-8",
    )
    turns = [[], [reply("p.eigen", "overdracht")], [reply(None, "verduidelijking", ["a.een"])]]
    answers = [{"turns": [{"replies": r} for r in turns]}]
    results = list(follow_up_results(read_conversations(path), answers, OUTCOME_OF))
    assert [(r.right, r.contained, r.question.kind) for r in results] == [(True, True, "jaar"), (False, False, "jaar")]
    failed = list(follow_up_results(read_conversations(path), [{"error": "kapot"}], OUTCOME_OF))
    assert [r.contained for r in failed] == [False, False]


def test_a_file_of_other_conversations_is_refused(tmp_path):
    (tmp_path / "x.yml").write_text("gesprekken: [{soort: jaar}]\n", encoding="utf-8")
    with pytest.raises(CannotStart, match="vervolg.yml"):
        read_conversations(tmp_path / "x.yml")


def test_a_difference_within_the_noise_is_not_called_one(tmp_path):
    now = {"right": Share(80, 100)}
    assert read_figures(tmp_path / "none.json") == {} and differences("eigen", now, {}) == []
    (small,) = differences("eigen", now, {"eigen": {"right": 0.78}})
    (large,) = differences("eigen", now, {"eigen": {"right": 0.6}})
    assert "(+2.0)" in small and "ruis" not in small and "meer dan ruis" in large


def test_the_own_case_is_judged_by_what_the_chatbot_did():
    own = Question("3", "vraag", "persoonlijk.brief", "", "faq")
    results = [score(own, [reply("p.eigen", "overdracht")], OUTCOME_OF), score(own, [], OUTCOME_OF)]
    (line,) = hand_overs(results)
    assert "eigen zaak" in line and "50.0%" in line


def test_reliability_counts_the_first_choice_of_a_question_back(tmp_path):
    results = [
        score(Q, [reply(None, "verduidelijking", ["a.een", "a.twee"], confidence=0.32)], OUTCOME_OF),
        score(Q, [reply(None, "verduidelijking", ["a.twee", "a.een"], confidence=0.38)], OUTCOME_OF),
        score(Q, [reply("a.een", "antwoord", confidence=1.0)], OUTCOME_OF),
    ]
    assert reliability(results) == [(pytest.approx(0.35), 0.5, 2), (1.0, 1.0, 1)]
    draw_reliability({"eigen": results}, tmp_path / "b.png")
    assert (tmp_path / "b.png").stat().st_size > 1000
