"""How far a training or publication is, in a file that a page can show while the work goes on elsewhere."""

from __future__ import annotations

import dataclasses
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from bot.release.whole_file import read_whole, write_whole


class Step(str, Enum):
    """Where the work is."""

    TRAIN = "trainen"
    COMPARE = "vergelijken"
    READY = "klaar"
    SWITCH = "omzetten"
    FAILED = "mislukt"
    STOPPED = "afgebroken"


DONE = frozenset({Step.READY, Step.FAILED, Step.STOPPED})


@dataclass(frozen=True)
class Job:
    """One run of the work.

    Attributes:
        id: its name, of its start.
        kind: "trainen" or "publiceren".
        step: where it is.
        share: how far in all, 0 to 1.
        words: one sentence for whoever waits, or why it failed and what to do.
        started: ISO 8601.
        by: who asked for it.
        pid: the process that does it.
        model: file name of the model it makes or publishes; empty while unknown.
        details: what is only for this kind.
    """

    id: str
    kind: str
    step: Step
    share: float
    words: str
    started: str
    by: str
    pid: int
    model: str = ""
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def running(self) -> bool:
        """Tells whether it still works."""
        return self.step not in DONE

    def with_details(self, **details: Any) -> Job:
        """Returns the same job with more details."""
        return dataclasses.replace(self, details={**self.details, **details})


class JobFile:
    """The file with the newest job. One at a time: a second one is refused while the first runs."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Job | None:
        """Returns the newest job; one whose process is gone without saying so was broken off."""
        data = read_whole(self._path)
        if data is None:
            return None
        try:
            job = Job(**{**data, "step": Step(data["step"])})
        except (TypeError, KeyError, ValueError):
            return None
        if job.running and not _lives(job.pid):
            words = f"Het {job.kind} is afgebroken bij {round(100 * job.share)}%. Wat gepubliceerd was, is gebleven."
            return dataclasses.replace(job, step=Step.STOPPED, words=words)
        return job

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Gives whether nobody else is within this, in any process, and keeps others out until its end."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.with_name(f"{self._path.name}.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def write(self, job: Job) -> Job:
        """Keeps how far it is and returns it."""
        write_whole(self._path, {**dataclasses.asdict(job), "step": job.step.value})
        return job


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    # A child that ended and was not yet waited for still has its number.
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (OSError, IndexError):
        return True
