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
    write_whole(trained_path(model), _questions(data_dir))


def untrained(data_dir: Path, model: Path) -> list[tuple[str, str]]:
    """Returns (topic, question) of what this model was not trained on; nothing when nobody kept what it was."""
    known = trained_on(model)
    if known is None:
        return []
    learned = {(topic, text) for topic, texts in known.items() for text in texts}
    now = _questions(data_dir)
    return [(topic, text) for topic, texts in now.items() for text in texts if (topic, text) not in learned]


def _questions(data_dir: Path) -> dict[str, list[str]]:
    base = data_dir / "onderwerpen"
    return {
        ".".join(path.parent.relative_to(base).parts): [text for _, text in examples_of(path)]
        for path in sorted(base.rglob("vragen.yml"))
    }


def trained_on(model: Path) -> Mapping[str, list[str]] | None:
    """Returns the questions a model was trained on by topic, or None when nobody kept them."""
    return read_whole(trained_path(model))
