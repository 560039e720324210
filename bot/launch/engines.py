"""Talks to the supervisor about the two engines."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
import xmlrpc.client
from pathlib import Path

from supervisor.xmlrpc import Faults, SupervisorTransport

from bot.settings import Settings

LOADS_WITHIN = 180.0  # seconds; a slow machine loads a model in a third of it


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


def answers(settings: Settings, engine: str, model: Path) -> bool:
    """Tells whether an engine has loaded this model and takes messages."""
    url = f"{settings.engine_urls[engine]}/webhooks/site/ready"
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - our own loopback address
            return json.load(response).get("model") == model.name
    except (urllib.error.URLError, OSError, ValueError):
        return False


def _supervisor(settings: Settings) -> xmlrpc.client.ServerProxy:
    transport = SupervisorTransport(None, None, f"unix://{control_socket(settings)}")
    return xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport)
