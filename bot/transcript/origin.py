"""Whose a conversation is: a citizen's, or of somebody who tries the chatbot out.

What is counted and what trainers learn from is of citizens only. A question of `make evaluate` that went wrong would
otherwise come back as something that people asked.
"""

from __future__ import annotations

from enum import Enum


class Origin(str, Enum):
    """Who began a conversation that is no citizen's."""

    COMMAND = "opdracht"
    COLLEAGUE = "medewerker"
