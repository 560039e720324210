"""The trainers' room: changes what is in data/ safely, and shows what went wrong and why.

`Room` is the door: every change goes through it, whole or not at all, with who, when and why. Knows no web framework
and no Rasa; `python -m bot.trainer` and the pages under /trainer call the same functions.
"""

from bot.trainer.draft import Draft
from bot.trainer.room import Author, Conflict, Refused, Room, Saved

__all__ = ["Author", "Conflict", "Draft", "Refused", "Room", "Saved"]
