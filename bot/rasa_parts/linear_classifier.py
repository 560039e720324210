"""Intent classifier: words and the meaning of the sentence, with probabilities one can believe.

Rasa's own LogisticRegressionClassifier copies its coefficients at each message and does not weigh rare against common
features. This one weighs them (tf-idf), looks up only the rows of the features in the message, adds what a sentence
embedding tells, and scales the whole on examples it had not seen.
What it was measured against stands in docs/adr/0003.
"""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack, vstack

from bot.rasa_parts import sentence_embedding
from bot.rasa_parts.linear_model import LinearModel
from bot.rasa_parts.model_files import ModelFiles
from bot.settings import read_settings

logger = logging.getLogger(__name__)

PENALTY = "penalty"
SHARES = "shares"
MEANING_SHARE = "meaning_share"
EMBEDDING = "embedding"
PARTS = "parts"
RANKING_LENGTH = "ranking_length"
# The embedding of a message, for the components that come after; it never leaves the engine.
MEANING = "meaning"
_FILES = ModelFiles("model.npz", "labels.json")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """Finds the intent of a message by its words and by what it means."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Components that should be included in the pipeline before this component."""
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Any extra python dependencies required for this component to run."""
        return ["sklearn", "scipy"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The component's default config (see parent class for full docstring)."""
        return {
            # Strength of regularisation, chosen on folds of the examples.
            PENALTY: 0.02,
            # How much each featurizer before this component counts, in their order; None: the same for each.
            SHARES: None,
            # Whether the meaning of a sentence is used too.
            EMBEDDING: True,
            # How much that counts beside all words, which count for one.
            MEANING_SHARE: 0.7,
            # One in so many examples is held back to make the probabilities honest; then all are learned.
            PARTS: 5,
            # How many intents the ranking shows; clarification needs three, the trainers' room more.
            RANKING_LENGTH: 10,
        }

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: LinearModel | None = None,
    ) -> None:
        """Makes a classifier; without a model it has to be trained first."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """Creates a new untrained component (see parent class for full docstring)."""
        return cls({**cls.get_default_config(), **config}, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples and stores the model."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and _sentence_features(e)]
        if not examples:
            logger.warning("No examples with features: the intent classifier stays untrained.")
            return self._resource
        blocks = [vstack(parts).tocsr() for parts in zip(*(_sentence_features(e) for e in examples), strict=True)]
        embeddings = None
        if self._config[EMBEDDING] and sentence_embedding.available():
            # Three quarters of a training go into these; only those of changed examples are made again.
            kept = read_settings().var_dir / "cache" / f"embeddings-{sentence_embedding.VERSION}.npz"
            embeddings = sentence_embedding.embed_examples([e.get(TEXT) for e in examples], kept)
        self._model = LinearModel.fit(
            blocks,
            [e.get(INTENT) for e in examples],
            embeddings,
            shares=self._config[SHARES],
            meaning_share=self._config[MEANING_SHARE],
            penalty=self._config[PENALTY],
            parts=self._config[PARTS],
        )
        with self._model_storage.write_to(self._resource) as folder:
            _FILES.write(folder, self._model.labels, self._model.arrays())
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        """Loads a trained component (see parent class for full docstring)."""
        model = None
        try:
            with model_storage.read_from(resource) as folder:
                labels, arrays = _FILES.read(folder)
                model = LinearModel(labels, **arrays)
        except ValueError:
            logger.warning("No trained intent classifier in the model.")
        config = {**cls.get_default_config(), **config}
        if model is not None and config[EMBEDDING] and sentence_embedding.available():
            sentence_embedding.embed(["hallo"])  # read from disk now, so that the first citizen does not wait for it
        return cls(config, model_storage, resource, model)

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent and ranking on each message; a message without features gets no intent."""
        for message in messages:
            blocks = _sentence_features(message)
            if self._model is None or not blocks:
                message.set(INTENT, {"name": None, "confidence": 0.0}, add_to_output=True)
                message.set("intent_ranking", [], add_to_output=True)
                continue
            found = self._model.rank(hstack(blocks, format="csr"), self._config[RANKING_LENGTH], self._meaning(message))
            ranking = [{"name": name, "confidence": confidence} for name, confidence in found]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _meaning(self, message: Message) -> np.ndarray | None:
        """Returns the message's embedding and leaves it for the components that come after; None without embeddings."""
        if not self._config[EMBEDDING] or not sentence_embedding.available():
            return None
        message.set(MEANING, sentence_embedding.embed([message.get(TEXT)])[0])
        return message.get(MEANING)


def _sentence_features(message: Message) -> list[csr_matrix]:
    """Returns the message's sparse sentence features, a row for each featurizer, in the order of the pipeline."""
    return [
        csr_matrix(f.features)
        for f in message.features
        if f.is_sparse() and f.type == FEATURE_TYPE_SENTENCE and f.attribute == TEXT
    ]
