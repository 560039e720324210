"""`python -m tests.bench.chain [--stock]`: start, answers, memory and training, beside stock Rasa on the same data.

Ours is measured at the page's own API: masking, database, engine and actions included. Stock Rasa is measured at its
REST channel, with its memory in the process and the same action server. Compare only figures of one run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import aiohttp

from bot.ask import Row, ask_all
from bot.launch.model import ensure_model, train
from bot.launch.supervise import Supervised, environment, new_key
from bot.settings import read_settings
from tests.house import free_port

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = [
    "hoe vraag ik uitstel aan",
    "wat is de inkomensgrens voor zorgtoeslag",
    "krijg ik huurtoeslag voor een kamer",
    "welke giften mag ik aftrekken",
    "kan ik een betalingsregeling krijgen",
    "waarom krijg ik ineens minder toeslag",
    "ik ben net gescheiden en woon nu alleen met twee kinderen, welke toeslagen kan ik aanvragen",
    "dankjewel",
]
ONE_USER, EIGHT_USERS = 100, 200


def rss_mb(pids: list[int]) -> float:
    """Returns the memory of the processes and their children together, in MB (shared pages counted once each)."""
    total, todo = 0, list(pids)
    while todo:
        pid = todo.pop()
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            todo += [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024


def summary(milliseconds: list[float]) -> str:
    """Returns median and 95th percentile."""
    ordered = sorted(milliseconds)
    return f"p50 {statistics.median(ordered):.0f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.0f} ms"


def measure_ours() -> None:
    """Prints our figures."""
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(
            read_settings({}), port=free_port(), engine_port=free_port(), standby_port=free_port(),
            actions_port=free_port(), var_dir=Path(folder), local_key=new_key(), database_url=f"sqlite:///{folder}/bench.db",
        )  # fmt: skip
        os.environ.update(
            BOT_PORT=str(settings.port), BOT_ENGINE_PORT=str(settings.engine_port),
            BOT_STANDBY_PORT=str(settings.standby_port), BOT_ACTIONS_PORT=str(settings.actions_port), BOT_VAR_DIR=folder,
        )  # fmt: skip
        begun = time.perf_counter()
        with Supervised(ROOT, settings, ensure_model(ROOT, settings)) as supervised:
            supervised.wait_until_ready()
            asyncio.run(ask_all(settings.site_url, settings.local_key, [Row("0", ("hallo",))]))
            print(f"onze keten: start tot eerste antwoord {time.perf_counter() - begun:.0f} s")
            rows = [Row(str(i), (QUESTIONS[i % len(QUESTIONS)],)) for i in range(ONE_USER)]
            one = [asyncio.run(ask_all(settings.site_url, settings.local_key, [r]))[0]["turns"][0]["ms"] for r in rows]
            print(f"onze keten, een gebruiker, pagina tot pagina: {summary(one)}")
            rows = [Row(str(i), (QUESTIONS[i % len(QUESTIONS)],)) for i in range(EIGHT_USERS)]
            begun = time.perf_counter()
            asyncio.run(ask_all(settings.site_url, settings.local_key, rows))
            print(f"onze keten, vier tegelijk: {EIGHT_USERS / (time.perf_counter() - begun):.0f} gesprekken/s")
            print(f"onze keten, geheugen van alle processen: {rss_mb([supervised._process.pid]):.0f} MB")


@contextmanager
def stock_rasa(model: Path):
    """Runs stock Rasa with our actions, and gives its REST address and pids."""
    port, actions_port = free_port(), free_port()
    settings = replace(read_settings({}), actions_port=actions_port)
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as endpoints:
        endpoints.write(f'action_endpoint:\n  url: "http://127.0.0.1:{actions_port}/webhook"\n')
        endpoints.flush()
        commands = [
            [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(actions_port)],
            [
                sys.executable, "-m", "rasa", "run", "--model", str(model), "--endpoints", endpoints.name,
                "--credentials", "tests/bench/stock/credentials.yml", "--interface", "127.0.0.1", "--port", str(port),
            ],
        ]  # fmt: skip
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        children = [subprocess.Popen(c, cwd=ROOT, env=environment(settings), **quiet) for c in commands]
        try:
            yield f"http://127.0.0.1:{port}", [c.pid for c in children]
        finally:
            for child in children:
                child.terminate()
            for child in children:
                child.wait(30)


async def ask_stock(address: str, count: int, at_once: int) -> list[float]:
    """Returns the milliseconds of each question at stock Rasa's REST channel."""
    places = asyncio.Semaphore(at_once)
    async with aiohttp.ClientSession() as session:

        async def one(i: int) -> float:
            async with places:
                begun = time.perf_counter()
                body = {"sender": f"b{count}-{i}", "message": QUESTIONS[i % len(QUESTIONS)]}
                async with session.post(f"{address}/webhooks/rest/webhook", json=body) as response:
                    await response.json()
                return (time.perf_counter() - begun) * 1000

        return list(await asyncio.gather(*(one(i) for i in range(count))))


def measure_stock() -> None:
    """Trains stock Rasa on our data and prints its figures."""
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "stock.tar.gz"
        begun = time.perf_counter()
        subprocess.run(
            [
                sys.executable, "-m", "rasa", "train", "--config", "tests/bench/stock/config.yml", "--out", folder,
                "--fixed-model-name", "stock", "--force",
            ],
            cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
        )  # fmt: skip
        print(f"stock Rasa: trainen {time.perf_counter() - begun:.0f} s, model {model.stat().st_size / 1e6:.0f} MB")
        begun = time.perf_counter()
        with stock_rasa(model) as (address, pids):
            while True:
                try:
                    asyncio.run(ask_stock(address, 1, 1))
                    urllib.request.urlopen(address, timeout=5)
                    break
                except OSError:
                    time.sleep(0.3)
            print(f"stock Rasa: start tot eerste antwoord {time.perf_counter() - begun:.0f} s")
            print(
                f"stock Rasa, een gebruiker, aan de REST-deur: {summary(asyncio.run(ask_stock(address, ONE_USER, 1)))}"
            )
            begun = time.perf_counter()
            asyncio.run(ask_stock(address, EIGHT_USERS, 4))
            print(f"stock Rasa, vier tegelijk: {EIGHT_USERS / (time.perf_counter() - begun):.0f} berichten/s")
            print(f"stock Rasa, geheugen: {rss_mb(pids):.0f} MB")


def main() -> None:
    """Prints all figures; one line each."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.splitlines()[0])
    parser.add_argument("--stock", action="store_true", help="train en meet ook stock Rasa (lang)")
    parser.add_argument("--train", action="store_true", help="meet ook het trainen van ons model, vanaf niets")
    options = parser.parse_args()
    print(json.dumps({"kernen": os.cpu_count(), "python": sys.version.split()[0]}))
    if options.train:
        with tempfile.TemporaryDirectory() as folder:
            settings = replace(read_settings({}), var_dir=Path(folder), models_dir=Path(folder))
            begun = time.perf_counter()
            train(ROOT, settings, Path(folder) / "bench.tar.gz")
            size = (Path(folder) / "bench.tar.gz").stat().st_size
            print(f"ons model: trainen {time.perf_counter() - begun:.0f} s, model {size / 1e6:.0f} MB")
    measure_ours()
    if options.stock:
        measure_stock()


if __name__ == "__main__":
    main()
