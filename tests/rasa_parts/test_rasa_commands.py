"""Rasa's own commands work in the root, without options of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.rasa, pytest.mark.timeout(600)]


def rasa(*arguments, **kwargs):
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    return subprocess.run(
        [sys.executable, "-m", "rasa", *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=500, **kwargs,
    )  # fmt: skip


def test_the_conversation_tests_pass(tmp_path):
    done = rasa(
        "test",
        "core",
        "--stories",
        "tests/gesprekken",
        "--fail-on-prediction-errors",
        "--no-plot",
        "--out",
        str(tmp_path),
    )
    failed = (tmp_path / "failed_test_stories.yml").read_text(encoding="utf-8")
    assert "None of the test stories failed" in failed, failed
    assert done.returncode == 0


def test_the_data_are_valid():
    done = rasa("data", "validate", "--fail-on-warnings", "--max-history", "1")
    assert done.returncode == 0, done.stderr[-3000:]


def test_rasa_shell_answers_in_the_root(tmp_path):
    """Without a running action server the shell still starts, understands, and says what is missing."""
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "BOT_VAR_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "rasa", "shell", "nlu"],
        cwd=ROOT, env=environment, input="hoe vraag ik uitstel voor mijn aangifte\n/stop\n",
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert '"aangifte_uitstel"' in done.stdout
