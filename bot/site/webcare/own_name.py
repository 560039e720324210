"""Masks what staff type, but for the one name that the citizen reads at every reply anyway: their own first name."""

from __future__ import annotations

import re

from bot.privacy import Masked, mask

_KEPT = "«»"  # no finder takes this for a name


def mask_reply(text: str, shown: str) -> Masked:
    """Returns a reply masked; "ik heet Anne" stays when `shown`, the name citizens read, is Anne.

    A surname behind it is private and goes as always.
    """
    if _KEPT in text or not shown or " " in shown:
        return mask(text)
    own = re.compile(
        rf"(?<!\w){re.escape(shown)}(?!\w)(?! (?:van|de|der|den|ter|ten|te)\b)(?!\s+[A-ZÀ-Þ])", re.IGNORECASE
    )
    found = mask(own.sub(_KEPT, text))
    return Masked(found.text.replace(_KEPT, shown), found.kinds)
