"""What is published, what waits and what runs: read from files, so that a page of it costs nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.calendar import date_in_words
from bot.release import Job, JobFile, Publication, PublishedFile
from bot.release.fingerprint import components, fingerprint
from bot.release.live import assigned, live
from bot.release.waiting import report_file
from bot.release.whole_file import read_whole
from bot.settings import Settings

MEASURES = (
    ("right", "Juist onderwerp", False),
    ("contained", "Juist of aangeboden", False),
    ("right_outcome", "Juiste uitkomst", False),
    ("wrong_confident", "Fout en zeker", True),
)
# What the lists of questions are that a model is held against, by name.
ABOUT_SETS = {
    "eigen": "Vaste vragen zoals mensen ze typen: kort, slordig of als een heel verhaal. Het model leert er niet van.",
    "gewoon": "Vaste vragen in gewone zinnen, over alle onderwerpen. Het model leert er niet van.",
}
SHOWN = 200  # changed questions on one page


@dataclass(frozen=True)
class Status:
    """How things stand.

    Attributes:
        served: file name of the model that citizens get answers from, or empty while nothing runs.
        publications: newest first.
        job: the newest job, or None.
        report: the newest comparison as it was written, or None.
        fits: file name of the model that would fit the questions as they stand now.
        usable: file names of earlier models that can be gone back to.
    """

    served: str
    publications: list[Publication]
    job: Job | None
    report: dict[str, Any] | None
    fits: str
    usable: frozenset[str]

    @property
    def changed(self) -> bool:
        """Tells whether questions changed since the model that is served."""
        return bool(self.served) and self.served != self.fits

    @property
    def compared(self) -> bool:
        """Tells whether the questions as they stand now have been trained and compared."""
        return bool(self.report) and self.report["model"] == self.fits

    @property
    def to_publish(self) -> bool:
        """Tells whether there is a compared model that citizens do not have yet."""
        return bool(self.report) and self.report["model"] != self.served


def read_status(root: Path, settings: Settings) -> Status:
    """Returns how things stand now. Reads every file with questions: some milliseconds."""
    published = PublishedFile(settings.models_dir)
    model = assigned(settings.run_dir, live(settings.run_dir))
    history = published.history()
    mine = components(root)
    return Status(
        served=model.name if model else "",
        publications=history,
        job=JobFile(settings.job_file).read(),
        report=read_whole(report_file(settings.job_file)),
        fits=f"belastingchat-{fingerprint(root, settings.data_dir)}.tar.gz",
        usable=frozenset(p.model for p in history if p.components == mine and published.model_path(p).exists()),
    )


def job_as_json(job: Job | None) -> dict[str, Any]:
    """Returns what the progress bar shows."""
    if job is None:
        return {"running": False, "step": ""}
    return {
        "running": job.running,
        "kind": job.kind,
        "step": job.step.value,
        "share": round(job.share, 3),
        "words": job.words,
        "by": job.by,
    }


def when(at: str) -> str:
    """Returns a moment in words: "21 november 2026, 14:05"."""
    moment = dt.datetime.fromisoformat(at)
    return f"{date_in_words(moment.date())}, {moment:%H:%M}"
