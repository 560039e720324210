"""SpacyNLP that loads only the pipes that are used, so that a message costs less."""

from __future__ import annotations

from typing import Any

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.model import InvalidModelError
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP

MODEL = "model"
PIPES = "pipes"


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MODEL_LOADER, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=False,
    model_from="LeanSpacyNLP",
)
class LeanSpacyNLP(SpacyNLP):
    """Gives tokens with lemma and word class to SpacyTokenizer, and nothing that nobody reads."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The component's default config (see parent class for full docstring)."""
        return {
            **SpacyNLP.get_default_config(),
            # What lemmas and word classes need, in the stand-in and in the official pipeline. The parser and the
            # name finder take over half of the time of a message, and nothing here reads what they find.
            PIPES: ["tok2vec", "morphologizer", "tagger", "trainable_lemmatizer", "attribute_ruler", "lemmatizer"],
        }

    @classmethod
    def create(cls, config, model_storage, resource, execution_context) -> LeanSpacyNLP:
        """Loads the spaCy pipeline named in the config (see parent class for full docstring).

        Raises:
            InvalidModelError: the pipeline is not installed.
        """
        config = {**cls.get_default_config(), **config}
        name = config.get(MODEL)
        try:
            # exclude, not disable: a disabled pipe is still read into memory.
            wanted = set(config[PIPES])
            language = spacy.load(name, exclude=[p for p in _pipes_of(name) if p not in wanted])
        except (OSError, TypeError):
            raise InvalidModelError(
                f"De spaCy-pijplijn '{name}' is niet geïnstalleerd. "
                "Draai 'make install': die zet hem uit models/spacy neer."
            ) from None
        cls.ensure_proper_language_model(language)
        return cls(SpacyModel(model=language, model_name=name), config)


def _pipes_of(name: str) -> list[str]:
    """Returns the names of all pipes in an installed pipeline, without loading them."""
    return list(spacy.info(name).get("pipeline", ())) + ["senter"]
