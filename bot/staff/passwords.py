"""Passwords: hashed with argon2id, checked in the same time whether or not there is an account."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from bot.staff.model import StaffError

SHORTEST = 12  # characters; length does more than odd signs (NIST SP 800-63B)
LONGEST = 128
# OWASP's second choice: 19 MiB and two rounds, 30 ms on a small machine, so that a storm of attempts fits in memory.
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# Letters and digits that nobody mistakes for another when reading them from a screen.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_NOBODY = _hasher.hash(secrets.token_urlsafe(24))


def hash_password(password: str) -> str:
    """Returns what may be kept of a password."""
    return _hasher.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Tells whether the password is the kept one; takes as long when nothing is kept."""
    try:
        right = _hasher.verify(kept or _NOBODY, password[: LONGEST + 1])
    except (Argon2Error, InvalidHashError):
        return False
    return bool(right and kept)


def random_password() -> str:
    """Returns a password of four groups that can be read aloud: 78 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def check_new(password: str, login: str, name: str = "") -> None:
    """Checks a password that somebody chooses.

    Raises:
        StaffError: it is too short, too long, too simple, or holds the own name.
    """
    low = password.lower()
    if len(password) < SHORTEST:
        raise StaffError(f"Dit wachtwoord is te kort. Neem ten minste {SHORTEST} tekens, bijvoorbeeld vier woorden.")
    if len(password) > LONGEST:
        raise StaffError(f"Dit wachtwoord is te lang. Neem hoogstens {LONGEST} tekens.")
    if len(set(low)) < 5 or any(
        low.startswith(word) for word in ("wachtwoord", "welkom", "password", "qwerty", "1234")
    ):
        raise StaffError("Dit wachtwoord is makkelijk te raden. Neem een ander, bijvoorbeeld vier woorden.")
    own = [login.split("@")[0], *name.split()]
    if any(len(part) > 2 and part.lower() in low for part in own):
        raise StaffError("Je naam staat in het wachtwoord. Neem een ander, bijvoorbeeld vier woorden.")
