"""What an account is: who, which roles, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Role(str, Enum):
    """What somebody may do. A colleague can have more than one; none includes another."""

    WEBCARE = "webcare"
    TRAINER = "trainer"
    BEHEER = "beheer"


@dataclass(frozen=True)
class Member:
    """A colleague, as every page and store needs to know him."""

    id: int
    login: str
    name: str
    team: str
    roles: frozenset[Role]
    four_eyes: bool


@dataclass(frozen=True)
class Account:
    """A colleague with the state of the account, as beheer sees it. `created_at` is an ISO moment."""

    member: Member
    demo: bool
    disabled: bool
    has_password: bool
    has_code: bool
    must_change: bool
    created_at: str


class StaffError(ValueError):
    """What was asked for an account cannot be; the message is Dutch and says what to do."""


def roles_text(roles: frozenset[Role]) -> str:
    """Returns roles as they are stored: in a fixed order, with commas."""
    return ",".join(role.value for role in Role if role in roles)


def read_roles(text: str) -> frozenset[Role]:
    """Returns the roles in a stored or typed text.

    Raises:
        StaffError: a role does not exist, or there is none.
    """
    known = {role.value for role in Role}
    words = [word.strip().lower() for word in text.split(",") if word.strip()]
    wrong = [word for word in words if word not in known]
    if wrong or not words:
        told = f"De rol '{wrong[0]}' bestaat niet." if wrong else "Er is geen rol gekozen."
        raise StaffError(f"{told} Kies uit: {', '.join(sorted(known))}.")
    return frozenset(Role(word) for word in words)
