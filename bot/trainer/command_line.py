"""What the commands of `python -m bot.trainer` share: making a change, and reading what was typed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bot.trainer.questions import CannotChange
from bot.trainer.room import Author, Build, Room

Commands = argparse._SubParsersAction  # what add_subparsers gives has no public name


def change(room: Room, options: argparse.Namespace, build: Build) -> int:
    """Makes a change, says what was done, and returns 0.

    Raises:
        CannotChange, Refused: it cannot be done; the message says why.
    """
    saved = room.change(build, Author("", options.wie), options.waarom, in_spite_of_style=options.toch)
    print(f"{saved.summary}." if saved.files else "Er is niets veranderd.")
    for warning in saved.warnings[:10]:
        print(warning)
    return 0


def pairs(typed: Sequence[str]) -> dict[str, str]:
    """Returns {name: value} of texts like "partner=ja"; "partner=" gives an empty value.

    Raises:
        CannotChange: a text has no "=".
    """
    if any("=" not in one for one in typed):
        raise CannotChange("Schrijf wat iemand zei als naam=waarde, zoals partner=ja.")
    return dict(one.split("=", 1) for one in typed)


def fail(message: str) -> int:
    """Prints why something was not done, and returns 1."""
    print(message, file=sys.stderr)
    return 1
