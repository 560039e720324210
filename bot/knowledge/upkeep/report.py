"""What editors have to look at: what runs out, what was checked long ago, what is uncertain, most urgent first.

`make check` warns with the same functions (see `checks.check_dates`), so the two never say different things.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from bot.knowledge.content import Content
from bot.knowledge.facts import FactBook
from bot.knowledge.upkeep.checked import (
    stale_facts,
    stale_sources,
    third_party_only,
    to_review,
    uncertain_facts,
    without_short_form,
)
from bot.knowledge.upkeep.ending import ending_answers, ending_facts, ending_notices, ending_variants
from bot.knowledge.upkeep.found import (
    DAYS,
    STALE_DAYS,
    Upkeep,
    with_lines,
)
from bot.knowledge.upkeep.uses import Uses


def upkeep(
    content: Content, facts: FactBook, today: dt.date, days: int = DAYS, data_dir: Path | None = None
) -> list[Upkeep]:
    """Returns everything that needs an editor, most urgent first.

    Args:
        content: the loaded content.
        facts: where amounts and dates stand.
        today: the day to look from.
        days: how many days ahead to look for what runs out.
        data_dir: the data/ folder, for line numbers; without it every line is 1.
    """
    used = Uses(content)
    found = [
        *ending_answers(content, facts, today, days),
        *ending_variants(content, facts, today, days),
        *ending_facts(content, today, days, used),
        *ending_notices(content, facts, today, days),
        *stale_sources(content, today, STALE_DAYS),
        *stale_facts(content, today, used),
        *to_review(content),
        *uncertain_facts(content, used),
        *third_party_only(content),
        *without_short_form(content, facts, today),
    ]
    return in_order(with_lines(found, data_dir))


def in_order(items: Iterable[Upkeep]) -> list[Upkeep]:
    """Returns items with the most urgent first."""
    far = 10**6
    return sorted(items, key=lambda u: (u.level, far if u.days is None else u.days, u.file, u.line, u.message))


def oldest_check(content: Content) -> tuple[dt.date, str] | None:
    """Returns the day on which a source was checked longest ago, and the title of that source."""
    sources = [s for answer in content.answers.values() for s in answer.sources]
    sources += [line.source for line in content.phone_lines.values()]
    oldest = min(sources, key=lambda s: (s.checked, s.title), default=None)
    return (oldest.checked, oldest.title) if oldest else None
