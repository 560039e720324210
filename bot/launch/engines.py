"""The two engines: which model each one loads, which one is live, and talking to the supervisor about them."""

from __future__ import annotations

import os
import time
import xmlrpc.client
from pathlib import Path

from supervisor.xmlrpc import Faults, SupervisorTransport

from bot.release.whole_file import read_whole, write_whole
from bot.settings import Settings

FIRST, SECOND = ENGINES = ("engine", "standby")


def control_socket(settings: Settings) -> str:
    """Returns the path of the supervisor's socket: short, because 100 characters is the most it may have."""
    return f"/tmp/belastingchat-{os.getuid()}-{settings.port}.sock"  # noqa: S108 - mode 0700, name by port


def assign(settings: Settings, engine: str, model: Path) -> None:
    """Notes which model an engine loads at its next start."""
    write_whole(settings.run_dir / f"{engine}.json", {"model": str(model.absolute())})


def assigned(settings: Settings, engine: str) -> Path | None:
    """Returns the model that an engine loads, or None when it has none yet."""
    found = (read_whole(settings.run_dir / f"{engine}.json") or {}).get("model")
    return Path(found) if found else None


def live(settings: Settings) -> str:
    """Returns the name of the engine that gets the messages."""
    found = (read_whole(settings.live_file) or {}).get("engine")
    return found if found in ENGINES else FIRST


def make_live(settings: Settings, engine: str) -> None:
    """Sends all messages from now on to this engine."""
    write_whole(settings.live_file, {"engine": engine, "since": time.time()})


def other(engine: str) -> str:
    """Returns the other engine."""
    return SECOND if engine == FIRST else FIRST


def is_supervised(settings: Settings) -> bool:
    """Tells whether a chatbot runs here under its supervisor."""
    try:
        return bool(_supervisor(settings).supervisor.getPID())
    except (OSError, xmlrpc.client.Error):
        return False


def start(settings: Settings, engine: str) -> None:
    """Starts an engine, with the model that is assigned to it now."""
    stop(settings, engine)
    _supervisor(settings).supervisor.startProcess(engine, False)


def stop(settings: Settings, engine: str) -> None:
    """Stops an engine; one that does not run is left alone."""
    try:
        _supervisor(settings).supervisor.stopProcess(engine, True)
    except xmlrpc.client.Fault as fault:
        if fault.faultCode != Faults.NOT_RUNNING:
            raise


def put_away_the_old_engine(settings: Settings) -> None:
    """Stops the engine that is not live when its time to go back to it is over."""
    record = read_whole(settings.live_file) or {}
    idle = other(live(settings))
    waiting_since = record.get("since", 0.0)
    if assigned(settings, idle) and time.time() - waiting_since > 60 * settings.standby_minutes:
        try:
            stop(settings, idle)
        except (OSError, xmlrpc.client.Error):
            return  # the supervisor is busy or stopping: the next look is soon
        (settings.run_dir / f"{idle}.json").unlink(missing_ok=True)


def _supervisor(settings: Settings) -> xmlrpc.client.ServerProxy:
    transport = SupervisorTransport(None, None, f"unix://{control_socket(settings)}")
    return xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport)
