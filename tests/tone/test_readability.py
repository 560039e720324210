"""The measures for reading level, against values worked out by hand."""

from __future__ import annotations

import pytest

from bot.tone import readability
from bot.tone.readability import syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("je", 1), ("geld", 1), ("betaal", 2), ("inkomen", 3), ("toeslag", 2), ("huurtoeslag", 3), ("eeuw", 1),
        ("nieuw", 1), ("draai", 1), ("officiële", 5), ("toetsingsinkomen", 5), ("België", 3), ("pst", 1),
    ],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_figures_of_a_short_text() -> None:
    # 7 spelled words of 9 syllables in 1 sentence, and a number that only counts as a word.
    found = readability("Je krijgt je geld binnen 8 weken.")
    assert (found.words, found.sentences, found.mean_sentence) == (7, 1, 7.0)
    assert found.flesch_douma == pytest.approx(206.84 - 77 * 8 / 6 - 0.93 * 6)
    assert (found.long_sentences, found.long_words) == (0.0, 0.0)


def test_an_official_sentence_is_harder() -> None:
    official = (
        "Belanghebbende dient de verschuldigde inkomstenbelasting overeenkomstig de voorlopige aanslag binnen de "
        "gestelde betalingstermijn te voldoen aan de ontvanger der belastingen."
    )
    plain = readability("Betaal je belasting op tijd. De datum staat op je brief.")
    hard = readability(official)
    assert hard.flesch_douma < 40 < 80 < plain.flesch_douma
    assert hard.long_sentences == 1.0
    assert hard.long_words > 0.3


@pytest.mark.parametrize("text", ["", "   ", "12 345", "...", "{bedrag}"])
def test_text_without_words_has_no_level(text: str) -> None:
    found = readability(text)
    assert (found.flesch_douma, found.mean_sentence, found.long_sentences, found.long_words) == (0.0, 0.0, 0.0, 0.0)


def test_the_limits_can_be_chosen() -> None:
    text = "Geef dat binnen vier weken door in Mijn toeslagen."
    assert readability(text, long_sentence=9).long_sentences == 1.0
    assert readability(text, long_sentence=10).long_sentences == 0.0
    assert readability(text, long_word=3).long_words > readability(text, long_word=4).long_words
