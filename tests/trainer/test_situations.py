"""For whom a text is and where something stands, in words."""

from __future__ import annotations

import pytest

from bot.knowledge import Problem
from bot.site.trainer.common import in_plain_words
from bot.trainer.situations import part_at, whom

ANSWER = """onderwerp: aangifte.uitstel
vraag: "Hoe vraag ik uitstel?"
antwoorden:
  - bubbels:
      - "Zo."
  - als: {u: "ja"}
    geldig_tot: 2027-02-28
    bubbels:
      - "Zo doet u dat."
bronnen:
  - titel: "Zon"
    url: https://voorbeeld.nl
"""


@pytest.mark.parametrize(
    ("line", "part"),
    [(2, "de vraag in één zin"), (5, "tekst 1 (voor iedereen)"), (9, "tekst 2 (voor wie u zegt, tot en met 28-2-2027)"),
     (12, "bron 1")],
)  # fmt: skip
def test_a_line_is_named_by_its_text(line, part):
    assert part_at(ANSWER, line) == part


def test_a_condition_is_told_without_its_key():
    assert whom({"vraagt": "een_m_aangifte"}) == "voor wie vraagt naar: een M-aangifte"
    assert whom({"toeslag": "huurtoeslag", "partner": "nee"}) == "voor wie huurtoeslag noemt en geen partner heeft"


def test_the_code_of_a_writing_rule_stands_behind_the_sentence():
    problem = Problem("x.yml", 3, "Stijl B12, geen moeilijk woord: 'indien'.", "Schrijf als.")
    assert in_plain_words(problem) == "Geen moeilijk woord: 'indien'. Schrijf als. (schrijfregel B12)"
