"""Which model fits the data, and training one when none does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tqdm import tqdm

from bot.knowledge.trained import keep_trained, trained_on
from bot.launch.preflight import CannotStart
from bot.release.fingerprint import fingerprint
from bot.settings import Settings

_COMPONENT_DONE = re.compile(r"(?:Finished training|Restored) component '(\w+)'")
_COMPONENT_STARTED = re.compile(r"Starting to train component '(\w+)'")
# The components that learn, in words: the steps of the progress bar.
_DUTCH = {
    "CountVectorsFeaturizer": "woorden tellen",
    "LinearIntentClassifier": "vragen leren herkennen",
    "RulePolicy": "regels inlezen",
}


def model_path(root: Path, settings: Settings) -> Path:
    """Returns where the model that fits the data stands, or would stand."""
    return settings.models_dir / f"belastingchat-{fingerprint(root, settings.data_dir)}.tar.gz"


def ensure_model(root: Path, settings: Settings) -> Path:
    """Returns a model that fits the data, training it first when there is none.

    Raises:
        CannotStart: training failed; the message names the log with the reason.
    """
    path = model_path(root, settings)
    if not path.exists():
        train(root, settings, path)
    if trained_on(path) is None:  # the name says that it was trained on what stands in data/ now
        keep_trained(path, settings.data_dir)
    return path


def train(root: Path, settings: Settings, path: Path, tell: Callable[[str], object] = lambda step: None) -> None:
    """Trains a model with `rasa train` and shows a progress bar; what Rasa prints goes to a log.

    Args:
        root: the folder of config.yml and domain.yml.
        settings: say where data, models and logs are.
        path: where the model comes to stand when it is whole.
        tell: called with each step that begins, in words.

    Raises:
        CannotStart: training failed.
    """
    settings.log_dir.mkdir(parents=True, exist_ok=True)
    settings.models_dir.mkdir(parents=True, exist_ok=True)
    log = settings.log_dir / "train.log"
    # A name of its own while it is made: a model that was killed halfway can never be taken for a whole one.
    draft = path.with_name(f"concept-{os.getpid()}.tar.gz")
    command = [
        # Citizens go first: their engine and the training share the cores.
        "nice", sys.executable, "-m", "bot.rasa_parts.train", "train", "--data", str(settings.data_dir),
        "--out", str(draft.parent), "--fixed-model-name", draft.name.removesuffix(".tar.gz"),
        # `make check` knows more of the data than Rasa's validation, which reads all of it once more.
        "--force", "--skip-validation",
    ]  # fmt: skip
    names = re.findall(r"^\s+- name: (?:\S+\.)?(\w+)", (root / "config.yml").read_text(encoding="utf-8"), re.MULTILINE)
    steps = sum(name in _DUTCH for name in names)
    environment = {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "LOG_LEVEL": "INFO",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        # The servers, which may have started this, keep to one thread each; here the matrices are large.
        **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), str(os.cpu_count() or 1)),
        # Kept empty, but Rasa makes it: not among the citizen's or the trainer's own files.
        "RASA_CACHE_DIRECTORY": str((settings.var_dir / "cache" / "rasa").absolute()),
    }
    with (
        log.open("w", encoding="utf-8") as out,
        subprocess.Popen(
            command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        ) as process,
        tqdm(
            total=steps,
            desc="Het model wordt getraind",
            unit="stap",
            bar_format="{desc}: {bar} {n_fmt}/{total_fmt} {elapsed}{postfix}",
        ) as bar,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            out.write(line)
            if started := _COMPONENT_STARTED.search(line):
                words = _DUTCH.get(started[1], started[1])
                bar.set_postfix_str(words)
                tell(words)
            if _COMPONENT_DONE.search(line):
                bar.update()
        failed = process.wait() != 0 or not draft.exists()
        if not failed:
            bar.n = bar.total
            bar.set_postfix_str("klaar")
    if failed:
        draft.unlink(missing_ok=True)
        raise CannotStart(
            f"Het trainen van het model is mislukt. De reden staat onderaan in {log}. "
            "Draai 'make check' om fouten in de vragen of regels te vinden."
        )
    draft.replace(path)
    keep_trained(path, settings.data_dir)
