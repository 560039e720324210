"""`python -m bot.launch.engine NAME`: becomes Rasa, with the model that is assigned to this engine now.

The supervisor's command is fixed for a run and the model is not: a restarted engine comes back with the model that
was published last.
"""

from __future__ import annotations

import os
import sys
from urllib.parse import urlsplit

from bot.release.live import ENGINES, assigned
from bot.settings import Settings, read_settings


def command(settings: Settings, engine: str) -> list[str]:
    """Returns the command of an engine.

    Raises:
        SystemExit: no model is assigned to it.
    """
    model = assigned(settings.run_dir, engine)
    if model is None:
        raise SystemExit(f"no model is assigned to {engine}")
    return [
        sys.executable, "-m", "rasa", "run", "--model", str(model),
        "--endpoints", str((settings.run_dir / "endpoints.yml").absolute()), "--credentials", "credentials.yml",
        "--interface", "127.0.0.1", "--port", str(urlsplit(settings.engine_urls[engine]).port),
    ]  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ENGINES:
        raise SystemExit(f"usage: python -m bot.launch.engine {'|'.join(ENGINES)}")
    words = command(read_settings(), sys.argv[1])
    os.execv(words[0], words)  # noqa: S606 - our own command, no shell
