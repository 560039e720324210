"""What has to be right before anything starts. Each failure is one sentence and how to mend it."""

from __future__ import annotations

import shutil
import socket
import sys
from pathlib import Path

from bot.settings import Settings

DISK_NEEDED = 500 * 1024**2  # bytes: a model, its cache while training, logs and a growing database


class CannotStart(Exception):
    """The machine is not ready; the message says what is wrong and what to do, in Dutch."""


def check_machine(settings: Settings) -> None:
    """Checks Python, disk and ports.

    Raises:
        CannotStart: at the first thing that is not right.
    """
    _check_python()
    _check_disk(settings.var_dir)
    for name, host, port in (
        ("port", settings.host, settings.port),
        ("engine_port", "127.0.0.1", settings.engine_port),
        ("standby_port", "127.0.0.1", settings.standby_port),
        ("actions_port", settings.actions_host, settings.actions_port),
    ):
        _check_port(f"BOT_{name.upper()}", host, port)


def _check_python() -> None:
    if sys.version_info[:2] != (3, 10):
        found = ".".join(map(str, sys.version_info[:2]))
        raise CannotStart(
            f"Dit is Python {found}, maar Rasa 3.6 draait alleen op Python 3.10. "
            "Installeer 3.10 (bijvoorbeeld: pyenv install 3.10.13) en draai 'make run' opnieuw."
        )


def _check_disk(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise CannotStart(
            f"De map '{folder}' is niet te maken ({error.strerror}). Kies een andere met BOT_VAR_DIR."
        ) from None
    if free < DISK_NEEDED:
        raise CannotStart(
            f"De schijf is bijna vol: {free // 1024**2} MB vrij, {DISK_NEEDED // 1024**2} MB nodig. "
            "Maak ruimte of kies met BOT_VAR_DIR een map op een andere schijf."
        )


def _check_port(variable: str, host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the servers do: a port that a stopped server still lingers on is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            other = port + 10 if port < 65000 else 8080
            raise CannotStart(
                f"Poort {port} op {host} kan niet ({getattr(error, 'strerror', error)}). "
                f"Stop het programma dat hem gebruikt, of kies een andere: {variable}={other} make run."
            ) from None
