"""The short code on a call slip: random, said aloud without doubt, and found however it is typed."""

from __future__ import annotations

import secrets

# Left out: what looks or sounds alike (0 O Q D, 1 I L, 2 Z, 5 S, 8 B, U V) and vowels, so that no code is a word.
ALPHABET = "34679CFGHJKMNPRTWXY"
LENGTH = 6  # 47 million codes: a guess is no way in, and a code alone opens nothing anyway


def new_code() -> str:
    """Returns a fresh code such as "K7M-X3P". It says nothing about who or what it is for."""
    letters = [secrets.choice(ALPHABET) for _ in range(LENGTH)]
    return f"{''.join(letters[:3])}-{''.join(letters[3:])}"


def as_code(typed: str) -> str | None:
    """Returns the code that somebody typed ("k7m x3p"), or None when it is none."""
    letters = [c for c in typed.upper() if c not in " -.\u2013"]
    if len(letters) != LENGTH or any(c not in ALPHABET for c in letters):
        return None
    return f"{''.join(letters[:3])}-{''.join(letters[3:])}"
