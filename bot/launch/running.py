"""A running site for a command: the one that runs already, or one of its own that is stopped again."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.knowledge import Library
from bot.launch.model import ensure_model
from bot.launch.preflight import check_machine
from bot.launch.supervise import Supervised, is_ready, new_key
from bot.settings import Settings, read_settings


def prepare() -> Settings:
    """Returns the settings with a key for this run, after checking that the content is sound.

    Raises:
        ContentError: the content has mistakes.
        SettingError: a setting cannot be used.
    """
    settings = read_settings()
    if not settings.local_key:
        settings = dataclasses.replace(settings, local_key=new_key())
        os.environ["BOT_LOCAL_KEY"] = settings.local_key
    Library(settings.data_dir)
    return settings


@contextlib.contextmanager
def running_site() -> Iterator[tuple[str, str]]:
    """Gives (address, local key) of a site that answers.

    Raises:
        CannotStart: nothing runs and nothing can be started.
    """
    settings = read_settings()
    key_file = settings.run_dir / "local-key"
    if is_ready(settings) and key_file.exists():
        yield settings.site_url, key_file.read_text(encoding="utf-8")
        return
    settings = prepare()
    check_machine(settings)
    model = ensure_model(Path.cwd(), settings)
    print("De chatbot start op.", file=sys.stderr, flush=True)
    with Supervised(Path.cwd(), settings, model) as supervised:
        supervised.wait_until_ready()
        yield settings.site_url, settings.local_key
