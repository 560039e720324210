"""What editors have to look at: what runs out, what was checked long ago, what is uncertain."""

from bot.knowledge.upkeep.checked import is_official, stale_sources
from bot.knowledge.upkeep.ending import ending_answers
from bot.knowledge.upkeep.found import DAYS, LEVELS, NO_SHORT_FORM_NEEDED, TOO_STALE_DAYS, Upkeep, with_lines
from bot.knowledge.upkeep.report import oldest_check, upkeep

__all__ = [
    "DAYS",
    "LEVELS",
    "NO_SHORT_FORM_NEEDED",
    "TOO_STALE_DAYS",
    "Upkeep",
    "ending_answers",
    "is_official",
    "oldest_check",
    "stale_sources",
    "upkeep",
    "with_lines",
]
