"""Writes a file whole: after a power cut there is the old one or the new one, never a half."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any


def write_whole(path: Path, data: Any) -> None:
    """Writes data as JSON in the place of the file, after it has reached the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")  # of one's own: others may be writing it too
    try:
        replace_whole(path, json.dumps(data, ensure_ascii=False, indent=2) + "\n", draft)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def replace_whole(path: Path, text: str, draft: Path) -> None:
    """Puts a text in the place of a file by way of a draft in the same folder, after it has reached the disk."""
    with draft.open("wb") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the new name, too, has to reach the disk
    finally:
        os.close(folder)


def read_whole(path: Path) -> dict[str, Any] | None:
    """Returns what stands in the file, or None when it is not there or was not written by us."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) else None
