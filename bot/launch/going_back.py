"""Keeps the model to go back to loaded in the engine that is not live: going back is then one write."""

from __future__ import annotations

import time
import xmlrpc.client
from pathlib import Path

from bot.launch import engines
from bot.release import JobFile, PublishedFile, live
from bot.release.fingerprint import components
from bot.settings import Settings


class GoingBack:
    """Looks after the engine that is not live, between publications."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self._root = root
        self._settings = settings
        self._loading: tuple[Path, float] | None = None
        self._broken: set[Path] = set()

    def look(self) -> None:
        """Loads the model before the published one, or puts it away when its time is over."""
        try:
            with JobFile(self._settings.job_file).alone() as alone:  # a publication needs the same engine
                if alone:
                    self._look(live.other(live.live(self._settings.run_dir)))
        except (OSError, xmlrpc.client.Error):
            return  # the supervisor is busy or stopping: the next look is soon

    def _look(self, idle: str) -> None:
        run = self._settings.run_dir
        minutes = self._settings.standby_minutes
        if assigned := live.assigned(run, idle):
            if minutes and time.time() - live.live_since(run) > 60 * minutes:
                self._put_away(idle)
            elif self._loading and self._loading[0] == assigned:
                self._wait_for(idle, *self._loading)
        elif not minutes and (model := self._before_the_published_one()):
            live.assign(run, idle, model)
            engines.start(self._settings, idle)
            self._loading = model, time.monotonic()

    def _wait_for(self, idle: str, model: Path, since: float) -> None:
        if engines.answers(self._settings, idle, model):
            self._loading = None
        elif time.monotonic() - since > engines.LOADS_WITHIN:
            # The supervisor would try for ever, and each try takes the whole processor.
            self._broken.add(model)
            self._put_away(idle)

    def _put_away(self, idle: str) -> None:
        engines.stop(self._settings, idle)
        live.unassign(self._settings.run_dir, idle)
        self._loading = None

    def _before_the_published_one(self) -> Path | None:
        published = PublishedFile(self._settings.models_dir)
        previous = published.previous()
        if previous is None or previous.components != components(self._root):
            return None
        model = published.model_path(previous).absolute()
        return None if model in self._broken else model
