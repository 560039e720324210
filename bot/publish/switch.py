"""Puts a model in front of citizens: the second engine loads it while the first goes on answering."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from bot.launch import engines
from bot.release import live
from bot.settings import Settings


class NotSwitched(Exception):
    """The new model does not answer; citizens noticed nothing and the old one goes on. The message says why."""


def switch(
    settings: Settings,
    model: Path,
    within: float = engines.LOADS_WITHIN,
    tell: Callable[[float], object] = lambda share: None,
) -> str:
    """Sends all messages from now on to this model and returns the name of the engine that has it.

    A message that is under way is finished by the engine that has it. That engine stays loaded for a while, so that
    going back takes no loading.

    Args:
        settings: of the running chatbot.
        model: the model file.
        within: seconds the model may take to load.
        tell: called with the share of that time that has gone by.

    Raises:
        NotSwitched: the model did not load in time.
    """
    now = live.live(settings.run_dir)
    if live.assigned(settings.run_dir, now) == model.absolute():
        return now
    next_one = live.other(now)
    if live.assigned(settings.run_dir, next_one) != model.absolute() or not engines.answers(settings, next_one, model):
        live.assign(settings.run_dir, next_one, model)
        engines.start(settings, next_one)
        _wait(settings, next_one, model, within, tell)
    live.make_live(settings.run_dir, next_one, time.time())
    return next_one


def _wait(settings: Settings, engine: str, model: Path, within: float, tell: Callable[[float], object]) -> None:
    begun = time.monotonic()
    while not engines.answers(settings, engine, model):
        gone = time.monotonic() - begun
        if gone > within:
            engines.stop(settings, engine)
            raise NotSwitched(
                f"Het nieuwe model startte niet binnen {within:.0f} seconden. Het oude draait gewoon door. "
                f"De reden staat onderaan in {settings.log_dir / engine}.log."
            )
        tell(gone / within)
        time.sleep(0.2)
