"""Which of the two engines gets the messages, and which model each one loads; in files of this run."""

from __future__ import annotations

from pathlib import Path

from bot.release.whole_file import read_whole, write_whole

FIRST, SECOND = ENGINES = ("engine", "standby")


def assign(run_dir: Path, engine: str, model: Path) -> None:
    """Notes which model an engine loads at its next start."""
    write_whole(run_dir / f"{engine}.json", {"model": str(model.absolute())})


def assigned(run_dir: Path, engine: str) -> Path | None:
    """Returns the model that an engine loads, or None when it has none yet."""
    found = (read_whole(run_dir / f"{engine}.json") or {}).get("model")
    return Path(found) if found else None


def unassign(run_dir: Path, engine: str) -> None:
    """Forgets the model of an engine that is put away."""
    (run_dir / f"{engine}.json").unlink(missing_ok=True)


def live(run_dir: Path) -> str:
    """Returns the name of the engine that gets the messages."""
    found = (read_whole(run_dir / "live.json") or {}).get("engine")
    return found if found in ENGINES else FIRST


def live_since(run_dir: Path) -> float:
    """Returns since when it does, in seconds of the clock of the machine; 0 when nobody switched."""
    return float((read_whole(run_dir / "live.json") or {}).get("since", 0.0))


def make_live(run_dir: Path, engine: str, now: float) -> None:
    """Sends all messages from now on to this engine."""
    write_whole(run_dir / "live.json", {"engine": engine, "since": now})


def other(engine: str) -> str:
    """Returns the other engine."""
    return SECOND if engine == FIRST else FIRST
