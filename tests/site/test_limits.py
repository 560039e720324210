"""How much one key may ask: a bucket that fills up again with time."""

from __future__ import annotations

import pytest

from bot.site.limits import FORGET_AFTER, RateLimit


class Seconds:
    """A clock in seconds that the test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture()
def seconds() -> Seconds:
    return Seconds()


@pytest.mark.parametrize("amount", [1, 3, 30])
def test_the_amount_may_come_at_once_and_not_one_more(amount, seconds):
    limit = RateLimit(amount, 60, seconds)
    assert [limit.wait("a") for _ in range(amount)] == [0.0] * amount
    assert limit.wait("a") == pytest.approx(60 / amount)


def test_the_wait_it_names_is_long_enough_and_not_longer(seconds):
    limit = RateLimit(3, 60, seconds)
    for _ in range(3):
        limit.wait("a")
    wait = limit.wait("a")
    seconds.now += wait - 0.01
    assert limit.wait("a") == pytest.approx(0.01)
    seconds.now += 0.0101
    assert limit.wait("a") == 0.0


def test_asking_in_vain_costs_nothing(seconds):
    limit = RateLimit(1, 10, seconds)
    limit.wait("a")
    for _ in range(100):
        assert limit.wait("a") == pytest.approx(10)
    seconds.now += 10
    assert limit.wait("a") == 0.0


def test_the_bucket_fills_up_to_the_amount_and_not_further(seconds):
    limit = RateLimit(2, 60, seconds)
    limit.wait("a")
    seconds.now += 3000
    assert [limit.wait("a") > 0 for _ in range(3)] == [False, False, True]


def test_keys_do_not_use_up_each_other(seconds):
    limit = RateLimit(1, 60, seconds)
    assert limit.wait("a") == 0.0
    assert limit.wait("b") == 0.0
    assert limit.wait("a") > 0


@pytest.mark.parametrize("per_minute", [30, 120])
def test_over_time_no_more_than_the_amount_gets_through(per_minute, seconds):
    limit = RateLimit(per_minute, 60, seconds)
    passed = 0
    for _ in range(10 * 60 * 4):
        seconds.now += 0.25
        passed += limit.wait("a") == 0.0
    assert passed == pytest.approx(per_minute * 10 + per_minute, abs=2)


def test_a_clock_that_goes_back_gives_nothing_away(seconds):
    limit = RateLimit(1, 60, seconds)
    limit.wait("a")
    seconds.now -= 1000
    assert limit.wait("a") > 0


def test_keys_that_stay_away_are_forgotten(seconds):
    limit = RateLimit(2, 60, seconds)
    for n in range(100):
        limit.wait(f"oud {n}")
    seconds.now += FORGET_AFTER
    limit.wait("nieuw")
    assert set(limit._buckets) == {"nieuw"}


def test_who_is_forgotten_had_a_full_bucket_again_anyway(seconds):
    limit = RateLimit(5, 3600, seconds)
    for _ in range(5):
        limit.wait("a")
    seconds.now += FORGET_AFTER
    limit.wait("b")
    assert [limit.wait("a") for _ in range(5)] == [0.0] * 5
