"""The model that was trained and compared, and that citizens do not have yet."""

from __future__ import annotations

from pathlib import Path

from bot.release.live import assigned, live
from bot.release.whole_file import read_whole


def report_file(job_file: Path) -> Path:
    """Returns where the newest comparison stands, beside the file of the job."""
    return job_file.parent / "report.json"


def waiting_model(job_file: Path, run_dir: Path, models_dir: Path) -> Path | None:
    """Returns the compared model that is not published, or None."""
    report = read_whole(report_file(job_file))
    served = assigned(run_dir, live(run_dir))
    if not report or (served and served.name == report["model"]):
        return None
    path = models_dir / Path(report["model"]).name
    return path if path.exists() else None
