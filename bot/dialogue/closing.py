"""What a message says about closing a conversation: data for the door, never shown and never stored with the text."""

from __future__ import annotations

from enum import Enum

CLOSING = "closing"


class Closing(str, Enum):
    """What happened in this turn."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    REMARK = "remark"
