"""`python -m bot.rasa_parts.train`: `rasa train`, the same arguments, without its cache of components.

After each component Rasa fingerprints all examples with all that is known of them, so that the next training may take
over what did not change. Here a model is only trained when its questions changed, so nothing can ever be taken over,
and the fingerprints cost a sixth of the training. The embeddings are kept, by bot.rasa_parts.sentence_embedding.
"""

from __future__ import annotations

from typing import Any

from rasa.__main__ import main
from rasa.engine.training import graph_trainer, hooks


class _NothingKept(hooks.TrainingHook):
    """Stands where Rasa's hook keeps the outcome of each component."""

    def on_before_node(self, *_: Any, **__: Any) -> dict:
        """Makes no fingerprint."""
        return {}

    def on_after_node(self, *_: Any, **__: Any) -> None:
        """Keeps nothing."""


if __name__ == "__main__":
    graph_trainer.TrainingHook = _NothingKept
    main()
