"""What our own commands and colleagues try stays out of everything that is counted or learned from."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.transcript import Days, Glance, Origin, Transcript
from bot.transcript.wrong import WentWrong

LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.timezone.utc)


@pytest.mark.parametrize("origin", [None, *Origin])
def test_only_what_citizens_ask_is_counted_compared_and_shown_to_trainers(database, clock, origin):
    transcript = Transcript(database, clock)
    conversation, token = transcript.start([], origin=origin)
    seq, _ = transcript.add_from_citizen(conversation, "c1", "telt een gloxel mee", wants_answer=False)
    transcript.add(conversation, [{"text": "Wat bedoel je?", "outcome": "niet_begrepen"}])
    transcript.add_feedback(conversation, seq + 1, False, "")
    counts = origin is None
    assert bool(WentWrong(database).since(LONG_AGO)) is counts
    assert bool(WentWrong(database).led_to_staff([(conversation, "gat_in_kennis")])) is False
    assert bool(Days(database).talks(clock().date())) is counts
    assert bool(Glance(database).recent_questions(10)) is counts
    assert transcript.find(conversation, token) is not None, "for who tries it, it is a conversation as any other"
