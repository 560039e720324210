"""What a model was trained on, kept beside it: so that we can say which topics changed since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from bot.knowledge.checks import examples_of


def trained_path(model: Path) -> Path:
    """Returns where it stands which questions a model was trained on."""
    return model.with_name(f"{model.name.removesuffix('.tar.gz')}.vragen.json")


def keep_trained(model: Path, data_dir: Path) -> None:
    """Keeps the questions as they are now as those of this model; call it when the two belong together."""
    base = data_dir / "onderwerpen"
    found = {
        ".".join(path.parent.relative_to(base).parts): [text for _, text in examples_of(path)]
        for path in sorted(base.rglob("vragen.yml"))
    }
    path = trained_path(model)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.tmp")
    draft.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    draft.replace(path)


def trained_on(model: Path) -> Mapping[str, list[str]] | None:
    """Returns the questions a model was trained on by topic, or None when nobody kept them."""
    try:
        return json.loads(trained_path(model).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
