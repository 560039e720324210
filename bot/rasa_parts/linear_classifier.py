"""Intent classifier: one linear model over the sparse features, with probabilities one can believe.

Rasa's own LogisticRegressionClassifier copies its coefficients at each message and does not weigh rare against common
features. This one weighs them (tf-idf), learns a linear support vector machine, turns its margins into probabilities
with one temperature fitted on examples it had not seen, and looks up only the rows of the features in the message.
What it was measured against stands in docs/adr/0003.
"""

from __future__ import annotations

import json
import logging
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, vstack

from bot.rasa_parts.linear_model import LinearModel

logger = logging.getLogger(__name__)

COST = "C"
FOLDS = "folds"
RANKING_LENGTH = "ranking_length"
_FILE = "model.npz"
_LABELS = "labels.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """Finds the intent of a message with a linear model over sparse features."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Components that should be included in the pipeline before this component."""
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Any extra python dependencies required for this component to run."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The component's default config (see parent class for full docstring)."""
        return {
            # Small, because features outnumber examples by ten to one.
            COST: 0.3,
            # Parts of the examples that are held back in turn to fit the temperature.
            FOLDS: 4,
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
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and _sentence_features(e) is not None]
        if not examples:
            logger.warning("No examples with features: the intent classifier stays untrained.")
            return self._resource
        features = vstack([_sentence_features(e) for e in examples]).tocsr()
        self._model = LinearModel.fit(
            features, [e.get(INTENT) for e in examples], cost=self._config[COST], folds=self._config[FOLDS]
        )
        with self._model_storage.write_to(self._resource) as folder:
            np.savez_compressed(folder / _FILE, **self._model.arrays())
            (folder / _LABELS).write_text(json.dumps(self._model.labels), encoding="utf-8")
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
                labels = json.loads((folder / _LABELS).read_text(encoding="utf-8"))
                # No pickle: a model file can never run code.
                with np.load(folder / _FILE, allow_pickle=False) as arrays:
                    model = LinearModel(labels, **arrays)
        except ValueError:
            logger.warning("No trained intent classifier in the model.")
        return cls({**cls.get_default_config(), **config}, model_storage, resource, model)

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent and ranking on each message; a message without features gets no intent."""
        for message in messages:
            features = _sentence_features(message)
            if self._model is None or features is None:
                message.set(INTENT, {"name": None, "confidence": 0.0}, add_to_output=True)
                message.set("intent_ranking", [], add_to_output=True)
                continue
            ranking = [
                {"name": name, "confidence": confidence}
                for name, confidence in self._model.rank(features, self._config[RANKING_LENGTH])
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages


def _sentence_features(message: Message) -> csr_matrix | None:
    """Returns the message's sparse sentence features as one row, or None when it has none."""
    _, sentence = message.get_sparse_features(attribute=TEXT)
    return csr_matrix(sentence.features) if sentence else None
