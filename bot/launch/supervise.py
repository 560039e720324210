"""Runs engine, actions and site under supervisord, which restarts what falls over."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from bot.launch.engines import control_socket
from bot.launch.going_back import GoingBack
from bot.launch.preflight import CannotStart
from bot.release.live import ENGINES, FIRST, SECOND, assign, make_live, unassign
from bot.settings import Settings

LOOK_AGAIN_AFTER = 5.0  # seconds
READY_WITHIN = 180.0  # seconds; a slow machine loads the model in half of it
_ENDPOINTS = """action_endpoint:
  url: "{actions_url}/webhook"
tracker_store:
  type: bot.rasa_parts.tracker_store.SettingsTrackerStore
"""
_SUPERVISOR = """[supervisord]
nodaemon = true
silent = true
logfile = {log}/supervisor.log
pidfile = {run}/supervisord.pid
childlogdir = {log}
[unix_http_server]
file = {socket}
chmod = 0700
[supervisorctl]
serverurl = unix://{socket}
[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
"""
# Restarted for ever and at once: a citizen waits. A process that cannot start is seen by the health check.
_PROGRAM = """[program:{name}]
command = {command}
directory = {root}
autostart = {autostart}
autorestart = true
startretries = 1000
startsecs = 1
stopwaitsecs = 10
stopasgroup = true
killasgroup = true
redirect_stderr = true
stdout_logfile = {log}/{name}.log
stdout_logfile_maxbytes = 5MB
stdout_logfile_backups = 2
"""


def environment(settings: Settings) -> dict[str, str]:
    """Returns the environment of the three processes: quiet, and with the key they share."""
    return {
        **os.environ,
        "BOT_LOCAL_KEY": settings.local_key,
        "RASA_TELEMETRY_ENABLED": "false",
        # Where the action server listens; rasa-sdk has no option for it and takes every address otherwise.
        "SANIC_HOST": settings.actions_host,
        "LOG_LEVEL": settings.log_level,
        "LOG_LEVEL_LIBRARIES": "ERROR",
        # Many threads take memory by turns: with an arena for each of them what is free is never given back.
        "MALLOC_ARENA_MAX": "2",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        # One thread for the small matrices of one message: more only get in each other's way.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONWARNINGS": "ignore",
    }


def programs(settings: Settings) -> dict[str, list[str]]:
    """Returns the command of each process."""
    python = sys.executable
    return {
        "actions": [python, "-m", "rasa_sdk", "--actions", "actions", "--port", str(settings.actions_port)],
        **{name: [python, "-m", "bot.launch.engine", name] for name in ENGINES},
        "site": [python, "-m", "bot.site"],
    }


class Supervised:
    """Everything running; leave the `with` block and it is stopped."""

    def __init__(self, root: Path, settings: Settings, model: Path) -> None:
        self._root = root
        self._settings = settings
        self._model = model
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Supervised:
        run, log = self._settings.run_dir, self._settings.log_dir
        run.mkdir(parents=True, exist_ok=True)
        log.mkdir(parents=True, exist_ok=True)
        run.chmod(0o700)
        key = run / "local-key"
        key.touch(mode=0o600)
        key.write_text(self._settings.local_key, encoding="utf-8")
        (run / "endpoints.yml").write_text(_ENDPOINTS.format(actions_url=self._settings.actions_url), encoding="utf-8")
        assign(run, FIRST, self._model)
        unassign(run, SECOND)  # of a run before this one
        make_live(run, FIRST, time.time())
        config = run / "supervisord.conf"
        parts = [
            _SUPERVISOR.format(
                log=_escaped(log.absolute()), run=_escaped(run.absolute()), socket=control_socket(self._settings)
            )
        ]
        for name, command in programs(self._settings).items():
            parts.append(
                _PROGRAM.format(
                    name=name,
                    command=_escaped(" ".join(f'"{part}"' if " " in part else part for part in command)),
                    root=_escaped(self._root),
                    log=_escaped(log.absolute()),
                    # Two engines take twice the memory: the second runs when there is a model to go back to.
                    autostart=str(name != SECOND).lower(),
                )
            )
        config.write_text("\n".join(parts), encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "supervisor.supervisord", "-c", str(config)],
            cwd=self._root,
            env=environment(self._settings),
            # Ctrl-C is ours: we stop the children in order instead of the terminal killing all at once.
            start_new_session=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self._process.kill()
        (self._settings.run_dir / "local-key").unlink(missing_ok=True)

    def wait_until_ready(self, within: float = READY_WITHIN) -> None:
        """Waits until a question would be answered.

        Raises:
            CannotStart: it took too long or the supervisor stopped; the message names the logs.
        """
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            if self._process is None or self._process.poll() is not None:
                break
            if is_ready(self._settings):
                return
            time.sleep(0.3)
        raise CannotStart(
            f"De chatbot kwam niet op gang. Kijk in {self._settings.log_dir} in engine.log, actions.log en site.log."
        )

    def wait(self) -> None:
        """Waits until the supervisor stops; meanwhile the model to go back to is kept at hand."""
        assert self._process is not None
        going_back = GoingBack(self._root, self._settings)
        while True:
            try:
                self._process.wait(timeout=LOOK_AGAIN_AFTER)
                return
            except subprocess.TimeoutExpired:
                going_back.look()


def _escaped(text: object) -> str:
    """Returns the text as supervisord's file wants it: a percent sign begins a placeholder there."""
    return str(text).replace("%", "%%")


def health(settings: Settings) -> dict[str, object] | None:
    """Returns what /health of the site says, or None when it does not answer."""
    try:
        with urllib.request.urlopen(f"{settings.site_url}/health", timeout=10) as response:  # noqa: S310
            return json.load(response)
    except (urllib.error.URLError, OSError, ValueError):
        return None


def is_ready(settings: Settings) -> bool:
    """Tells whether a running site answers questions."""
    return bool((health(settings) or {}).get("ready"))


def new_key() -> str:
    """Returns a secret for one run."""
    return secrets.token_urlsafe(32)
