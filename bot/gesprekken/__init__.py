"""Plays scripted conversations through the real door, scores them, and makes a page of them that people can read.

`read_scripts` reads what is to be played, `play_all` plays it, `score` (pure) says what a program can see of the
rubric, and `page` writes it down.
"""

from bot.gesprekken.play import play_all
from bot.gesprekken.rubric import Check, Scores, average, score
from bot.gesprekken.scripts import Script, known_shortfalls, read_scripts, unmet
from bot.gesprekken.transcript import Played, Turn

__all__ = [
    "Check", "Played", "Scores", "Script", "Turn", "average", "known_shortfalls", "play_all", "read_scripts", "score",
    "unmet",
]  # fmt: skip
