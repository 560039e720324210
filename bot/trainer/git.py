"""Makes a git commit of a change when data/ stands in a git checkout: only the changed files, never a push."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Sequence
from pathlib import Path

logger = logging.getLogger(__name__)

_TIMEOUT = 20  # seconds; a commit of a few files takes a tenth of one
# Without the settings of whoever owns the machine: no hooks that run for minutes, no signature that asks a password.
_PLAIN = ("-c", "core.hooksPath=/dev/null", "-c", "commit.gpgsign=false")


def in_checkout(folder: Path) -> bool:
    """Tells whether the folder stands in a git checkout."""
    try:
        return _git(folder, "rev-parse", "--is-inside-work-tree").strip() == "true"
    except (OSError, subprocess.SubprocessError):
        return False


def commit(root: Path, paths: Sequence[str], name: str, login: str, message: str) -> str:
    """Commits these files and returns the commit's hash, or "" when there was nothing to commit or git refused.

    Args:
        root: the folder the paths are relative to.
        paths: the files, also those that went.
        name: the author's name.
        login: the author's login, for an address that leads nowhere.
        message: subject, empty line, reason.
    """
    me = f"{login or 'beheer'}@trainers.invalid"
    who = ("-c", f"user.name={name}", "-c", f"user.email={me}")
    try:
        paths = [p for p in paths if (root / p).exists() or _known(root, p)]
        _git(root, "add", "--all", "--", *paths)
        if not _git(root, "status", "--porcelain", "--", *paths).strip():
            return ""
        _git(root, *who, "commit", "--quiet", "--no-verify", "--author", f"{name} <{me}>", "-m", message, "--", *paths)
        return _git(root, "rev-parse", "HEAD").strip()
    except (OSError, subprocess.SubprocessError) as error:
        # The content and its history are safe without: the table keeps every wording.
        logger.error("no git commit for a change of the content: %s", type(error).__name__)
        return ""


def _known(root: Path, path: str) -> bool:
    return bool(_git(root, "ls-files", "--", path).strip())


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *_PLAIN, *arguments], cwd=folder, capture_output=True, text=True, timeout=_TIMEOUT, check=True
    )
    return done.stdout
