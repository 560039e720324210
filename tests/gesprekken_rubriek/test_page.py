"""The page: whole, safe and with what a reader needs in the margin."""

from __future__ import annotations

import datetime as dt
import re

from bot.gesprekken import read_scripts, unmet
from bot.gesprekken.page import page
from tests.gesprekken_rubriek.made_up import asks, held, says

SCRIPTS = """
- id: goed
  titel: Een <b>goede</b> vraag
  beurten:
    - burger: kan ik uitstel krijgen
- id: mis
  titel: Een vraag die misgaat
  beurten:
    - burger: kan ik uitstel krijgen
      onderwerp: aangifte.uitstel
"""


def made(tmp_path, scored):
    (tmp_path / "01.yml").write_text(SCRIPTS, encoding="utf-8")
    scripts = read_scripts(tmp_path)
    good = held(asks("<script>", says("Ja.\n\nDat kan.", topic="aangifte.uitstel", confidence=0.934,
                                      choices=[{"label": "Te laat", "choice": "x"}])))  # fmt: skip
    bad = held(asks("kan ik uitstel", says("Ik ben een mens.", "sociaal")))
    conversations = [good, bad]
    scores = [scored(c) for c in conversations]
    misses = [unmet(s, c) for s, c in zip(scripts, conversations, strict=True)]
    return page(scripts, conversations, scores, misses, "abc123", dt.datetime(2026, 11, 24, 12, 0))


def test_it_shows_bubbles_with_topic_outcome_confidence_and_source(tmp_path, scored):
    html = made(tmp_path, scored)
    for part in ("<div class=bubble>Dat kan.</div>", "onderwerp: aangifte.uitstel", "uitkomst: antwoord",
                 "zekerheid: 93,4%", "bron: Uitstel aanvragen (gecontroleerd 2026-11-03)", "<li>Te laat</li>"):  # fmt: skip
        assert part in html


def test_failures_stand_in_the_table_on_top_and_link_to_the_conversation(tmp_path, scored):
    html = made(tmp_path, scored)
    table = html[: html.index("</table>")]
    assert "href='#mis'" in table and "harde fout" in table and "verwacht aangifte.uitstel" in table
    assert "<article id='mis'>" in html
    assert "1 harde fout<" in html and "1 gesprek bracht niet" in html


def test_what_a_citizen_wrote_is_text_and_never_markup(tmp_path, scored):
    html = made(tmp_path, scored)
    assert "&lt;script&gt;" in html and not re.search(r"<script|<b>", html)


def test_it_loads_nothing_from_elsewhere(tmp_path, scored):
    assert not re.search(r"\b(?:src|href)=(?!'#)|url\(|@import", made(tmp_path, scored))
