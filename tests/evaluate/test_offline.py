"""A model that is not served is asked in the words in which the site asks the one that is."""

from __future__ import annotations

import datetime as dt

from bot.calendar import AMSTERDAM
from bot.evaluate.offline import OfflineChat

NOW = dt.datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)


def test_private_data_and_polite_words_go_before_the_model_reads_it(library):
    read = []

    def parts(text, opening):
        read.append(text)
        intent = {"name": "aangifte_uitstel", "confidence": 0.9}
        return [{"parse": {"text": text, "intent": intent, "intent_ranking": [intent]}, "metadata": {}}]

    chat = OfflineChat(parts, library, NOW)
    replies = chat.says("Hallo, mag ik u iets vragen: hoe vraag ik uitstel aan? mijn bsn is 111222333")
    assert len(replies) == 2 and replies[-1]["topic"] == "aangifte.uitstel"
    assert read[0].startswith("hoe vraag ik uitstel aan") and "111222333" not in read[0]
    plain = chat.says("hoe vraag ik uitstel aan")
    assert read[1] == "hoe vraag ik uitstel aan" and plain[-1]["topic"] == "aangifte.uitstel"
