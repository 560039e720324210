"""Which model citizens get answers from: what was published, or without that what was served last."""

from __future__ import annotations

from pathlib import Path

from bot.launch.model import ensure_model, model_path
from bot.release import JobFile, PublishedFile, ServedFile, Step
from bot.release.fingerprint import components
from bot.settings import Settings


def model_to_serve(root: Path, settings: Settings) -> tuple[Path, str]:
    """Returns the model to serve and, when that may surprise, why this one.

    A start brings nothing that nobody looked at, and never waits for a training that nobody asked for: it serves what
    was published, or before the first publication what was served last. Changed questions wait for a publication, or
    for `make train`. Only where no model can be served, as in a fresh clone, one is trained that fits the data.

    Raises:
        CannotStart: a model had to be trained and that failed.
    """
    published = PublishedFile(settings.models_dir)
    current = published.current()
    if current is None:
        return _never_published(root, settings)
    if current.components != components(root):
        return (
            ensure_model(root, settings),
            f"Het gepubliceerde model ({current.model}) is met andere code getraind en past niet meer. "
            "Nu draait een model van de vragen zoals ze er staan.",
        )
    path = published.model_path(current)
    if path.name != model_path(root, settings).name:
        return path, (
            f"Het model van {current.at[:10]} draait ({current.by}). Sindsdien zijn vragen veranderd: "
            "die gelden pas als je ze publiceert, in de trainerskamer of met 'python -m bot.publish'."
        )
    return path, ""


def _never_published(root: Path, settings: Settings) -> tuple[Path, str]:
    path = ServedFile(settings.models_dir).model(components(root))
    if path is None:
        return ensure_model(root, settings), ""
    if path.name != model_path(root, settings).name:
        return path, (
            "Het model van de vorige keer draait. Sindsdien zijn vragen veranderd: die gelden pas als je ze "
            "publiceert, in de trainerskamer of met 'python -m bot.publish', of na 'make train' en opnieuw starten."
        )
    return path, ""


def broken_off(settings: Settings) -> str:
    """Returns what was going on when everything stopped, in a sentence, or nothing; it is told once."""
    jobs = JobFile(settings.job_file)
    job = jobs.read()
    if job is None or job.step is not Step.STOPPED or job.details.get("told"):
        return ""
    jobs.write(job.with_details(told=True))
    return job.words
