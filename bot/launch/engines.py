"""Talks to the supervisor about the two engines."""

from __future__ import annotations

import os
import time
import xmlrpc.client

from supervisor.xmlrpc import Faults, SupervisorTransport

from bot.release.live import assigned, live, live_since, other, unassign
from bot.settings import Settings


def control_socket(settings: Settings) -> str:
    """Returns the path of the supervisor's socket: short, because 100 characters is the most it may have."""
    return f"/tmp/belastingchat-{os.getuid()}-{settings.port}.sock"  # noqa: S108 - mode 0700, name by port


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
    idle = other(live(settings.run_dir))
    waited = time.time() - live_since(settings.run_dir)
    if assigned(settings.run_dir, idle) and waited > 60 * settings.standby_minutes:
        try:
            stop(settings, idle)
        except (OSError, xmlrpc.client.Error):
            return  # the supervisor is busy or stopping: the next look is soon
        unassign(settings.run_dir, idle)


def _supervisor(settings: Settings) -> xmlrpc.client.ServerProxy:
    transport = SupervisorTransport(None, None, f"unix://{control_socket(settings)}")
    return xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport)
