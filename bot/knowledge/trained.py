"""What a model was trained on, kept beside it: so that we can say which topics changed since."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.knowledge.checks import examples_of
from bot.release.whole_file import read_whole, write_whole


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
    write_whole(trained_path(model), found)


def trained_on(model: Path) -> Mapping[str, list[str]] | None:
    """Returns the questions a model was trained on by topic, or None when nobody kept them."""
    return read_whole(trained_path(model))
