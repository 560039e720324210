"""What an experiment found: progress while it runs, and afterwards a difference with its interval, in honest words."""

from bot.experiments.figures import Difference, Tally, newcombe
from bot.experiments.result import Phase, Result, result_of

__all__ = ["Difference", "Phase", "Result", "Tally", "newcombe", "result_of"]
