"""What a citizen erased is nowhere any more: searched in every table and file of the real chatbot."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time

import pytest

from tests.house import ROOT

pytestmark = [pytest.mark.journey, pytest.mark.timeout(400)]

MARK = "zebravink"


def files_with(house, word: str) -> list[str]:
    return [
        path.name
        for path in house.settings.var_dir.rglob("*")
        if path.is_file() and word.encode() in path.read_bytes().lower()
    ]


def test_what_is_erased_is_in_no_table_log_or_file(house):
    citizen, other = house.citizen(), house.citizen()
    conversation = citizen.path.rsplit("/", 1)[1]
    for n in range(6):
        citizen.asks(f"mag ik met mijn {MARK} uitstel voor mijn aangifte vragen, poging {n}")
        other.asks(f"wat is de inkomensgrens voor zorgtoeslag, poging {n}")
    last = citizen.asks(f"{MARK} {MARK}")["seq"]
    citizen.call("POST", f"{citizen.path}/feedback", {"seq": last, "helpful": False, "remark": f"geen {MARK}"})
    assert files_with(house, MARK), "the search finds what is there"
    citizen.call("DELETE", citizen.path)
    time.sleep(1)
    command = [sys.executable, "-m", "bot.retention"]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **house.environment}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(house.settings.var_dir / "belastingchat.db") as database:
        dump = "\n".join(database.iterdump())
    assert MARK not in dump.lower()
    left = [line for line in dump.splitlines() if conversation in line and '"audit"' not in line]
    assert left == [], "no row names the conversation, but what staff did may"
    assert files_with(house, MARK) == []
    assert other.asks("dankjewel")["outcome"] == "sociaal", "the rest goes on"
