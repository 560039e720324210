"""Who of the colleagues is named in a whisper."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.staff import Member


def named_in(text: str, members: Iterable[Member]) -> set[int]:
    """Returns who of the colleagues stands in a text, by the first name, with or without an @."""
    words = set(re.findall(r"[^\W_]+", text.lower()))
    return {member.id for member in members if member.name and member.name.lower().split()[0] in words}
