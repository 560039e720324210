"""What an experiment says: known intervals, nothing before the number, and no more than the figures bear."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from bot.experiments import Phase, Tally, newcombe, result_of
from bot.experiments.__main__ import main
from bot.experiments.figures import unbalanced
from bot.insight import ArmDay
from bot.knowledge.experiments import Measure, Status
from tests.dialogue.test_experiments import experiment

FIRST = dt.date(2026, 11, 1)
TODAY = dt.date(2026, 11, 23)


# Newcombe 1998 (Statistics in Medicine 17), table II, method 10; the paper compares 1 with 2, here B is the first.
@pytest.mark.parametrize(
    ("b", "a", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_is_newcombes(b, a, low, high):
    found = newcombe(Tally(*a), Tally(*b))
    assert (found.low, found.high) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


def days(per_day: int, number: int, a: float, b: float) -> list[ArmDay]:
    return [
        ArmDay("proef", FIRST + dt.timedelta(days=i), arm, per_day, helped=round(per_day * share))
        for i in range(number)
        for arm, share in (("A", a), ("B", b))
    ]


def test_before_the_number_nothing_is_told_but_the_progress():
    found = result_of(experiment(), days(50, 7, 0.5, 0.9), TODAY)
    assert (found.phase, found.shown, found.difference, found.tallies) == (Phase.RUNNING, (350, 350), None, ())
    assert 0.9 < found.progress < 0.91
    assert "te vroeg" in found.verdict


def test_the_days_that_reach_the_number_make_the_result_and_later_ones_change_nothing():
    enough = days(100, 4, 0.5, 0.7)
    first = result_of(experiment(), enough, TODAY)
    later = result_of(experiment(), enough + days(100, 9, 0.5, 0.1)[8:], TODAY)
    assert first == later
    assert first.phase is Phase.DONE and first.shown == (400, 400) and first.through == dt.date(2026, 11, 4)
    assert "B is beter" in first.verdict and "Voer B in" in first.verdict


def test_what_is_less_is_better_when_that_is_what_we_want():
    rows = [
        ArmDay("proef", FIRST, "A", 400, asked_again=120),
        ArmDay("proef", FIRST, "B", 400, asked_again=60),
    ]
    assert "B is beter" in result_of(experiment(measure=Measure.ASKED_AGAIN), rows, TODAY).verdict
    worse = [ArmDay("proef", FIRST, "A", 400, handed_over=60), ArmDay("proef", FIRST, "B", 400, handed_over=120)]
    found = result_of(experiment(measure=Measure.HANDED_OVER), worse, TODAY)
    assert "minder goed" in found.verdict and "Laat het zoals het is" in found.verdict


def test_no_clear_difference_is_said_so_and_what_is_unlikely_too():
    found = result_of(experiment(), days(1000, 1, 0.5, 0.5), TODAY)
    assert "geen duidelijk verschil" in found.verdict and "+10,0 procentpunt is onwaarschijnlijk" in found.verdict


def test_stopped_or_run_out_too_early_is_no_conclusion():
    few = days(20, 5, 0.2, 0.9)
    stopped = result_of(experiment(status=Status.STOPPED), few, TODAY)
    ended = result_of(experiment(), few, dt.date(2027, 1, 1))
    assert (stopped.phase, ended.phase) == (Phase.STOPPED, Phase.ENDED)
    for found in (stopped, ended):
        assert found.difference.sure and "te onzeker" in found.verdict and "Voer B in" not in found.verdict


def test_an_uneven_split_is_not_trusted():
    assert unbalanced(600, 400) and not unbalanced(510, 490) and not unbalanced(0, 0)
    rows = [ArmDay("proef", FIRST, "A", 900, helped=100), ArmDay("proef", FIRST, "B", 400, helped=300)]
    assert "gebruik deze uitkomst niet" in result_of(experiment(), rows, TODAY).verdict


def test_of_experiments_without_an_effect_few_find_one():
    """Looking once, at the number settled beforehand, finds something by chance in one of twenty."""
    dice = random.Random(7)
    found = 0
    for _ in range(600):
        a, b = (sum(dice.random() < 0.5 for _ in range(388)) for _ in "AB")
        rows = [ArmDay("proef", FIRST, "A", 388, helped=a), ArmDay("proef", FIRST, "B", 388, helped=b)]
        found += result_of(experiment(), rows, TODAY).difference.sure
    assert 0.02 < found / 600 < 0.08


def test_an_effect_as_expected_is_mostly_found():
    dice = random.Random(8)
    found = 0
    for _ in range(400):
        a, b = (sum(dice.random() < share for _ in range(388)) for share in (0.5, 0.6))
        rows = [ArmDay("proef", FIRST, "A", 388, helped=a), ArmDay("proef", FIRST, "B", 388, helped=b)]
        found += result_of(experiment(), rows, TODAY).difference.low > 0
    assert 0.74 < found / 400 < 0.86


def test_the_command_says_how_many_are_needed(capsys):
    assert main(["nodig", "50", "10"]) == 0
    assert capsys.readouterr().out == "388\n"
    assert main(["nodig", "95", "10"]) == 1
    assert "tussen 0 en 100" in capsys.readouterr().err
