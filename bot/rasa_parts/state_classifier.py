"""Says in which state somebody seems to write, beside the intent: helps the rules of staten.yml, overrules none."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue.parsed import STATES_HEARD
from bot.dialogue.states import CRISIS, NEUTRAL
from bot.knowledge.state_examples import STATE_EXAMPLES_FILE, read_state_examples
from bot.rasa_parts import sentence_embedding
from bot.rasa_parts.linear_classifier import MEANING
from bot.rasa_parts.model_files import ModelFiles
from bot.rasa_parts.state_model import UNKNOWN, StateModel
from bot.settings import read_settings

logger = logging.getLogger(__name__)

_FILES = ModelFiles("states.npz", "states.json")
_CRISIS_INTENT = "sociaal_crisis"
# In these topics people are often in a state, and nobody said which: only that it is no danger.
_STATE_UNKNOWN = (
    "sociaal_", "leven_overlijden", "leven_kind_geboren", "toeslagen_hersteloperatie", "betalen_", "contact_klacht",
    "persoonlijk_",
)  # fmt: skip
# A plain topic needs few examples to be known as plain: the system grows with the square.
_MOST_OF_A_PLAIN_TOPIC = 20
_FEWEST = 20  # examples in a state; below that nothing is learned
# Below this nobody acts on it, and it is not passed on.
_WORTH_TELLING = 0.05


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class StateClassifier(GraphComponent):
    """Learns the states from staten_voorbeelden.yml and from the example questions."""

    @staticmethod
    def required_packages() -> list[str]:
        """Any extra python dependencies required for this component to run."""
        return ["sklearn", "scipy"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The component's default config (see parent class for full docstring)."""
        return {}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Returns what training depends on besides Rasa's own data."""
        path = read_settings().data_dir / STATE_EXAMPLES_FILE
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None

    def __init__(self, model_storage: ModelStorage, resource: Resource, model: StateModel | None = None) -> None:
        """Makes a classifier; without a model it has to be trained first, and says nothing."""
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
    ) -> StateClassifier:
        """Creates a new untrained component (see parent class for full docstring)."""
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples and stores the model; with too few examples it learns nothing."""
        settings = read_settings()
        asked = [(e.get(TEXT), e.get(INTENT)) for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT)]
        examples = learned_from(asked, read_state_examples(settings.data_dir))
        if sum(state not in (NEUTRAL, UNKNOWN) for _, state in examples) < _FEWEST:
            logger.warning("Too few examples of states: only the rules hear them.")
            return self._resource
        texts = [text for text, _ in examples]
        embeddings = None
        if sentence_embedding.available():
            kept = settings.var_dir / "cache"
            embeddings = sentence_embedding.embed_examples(
                texts,
                kept / f"embeddings-states-{sentence_embedding.VERSION}.npz",
                also=kept / f"embeddings-{sentence_embedding.VERSION}.npz",
            )
        self._model = StateModel.fit(texts, [state for _, state in examples], embeddings)
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
    ) -> StateClassifier:
        """Loads a trained component (see parent class for full docstring)."""
        model = None
        try:
            with model_storage.read_from(resource) as folder:
                if _FILES.are_in(folder):
                    labels, arrays = _FILES.read(folder)
                    model = StateModel(labels, **arrays)
        except ValueError:
            logger.warning("No trained states in the model: only the rules hear them.")
        return cls(model_storage, resource, model)

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds how much each message resembles each state; nothing when there is no model or no text."""
        for message in messages:
            text = message.get(TEXT) or ""
            if self._model is None or not text or text.startswith("/"):
                continue
            meaning = message.get(MEANING)
            if meaning is None and self._model.uses_meaning:
                if not sentence_embedding.available():
                    continue  # half of what it learned would say something else: then the rules hear alone
                meaning = sentence_embedding.embed([text])[0]
            found = self._model.resemblance(text, meaning)
            heard = {name: value for name, value in found.items() if value >= _WORTH_TELLING}
            message.set(STATES_HEARD, heard, add_to_output=True)
        return messages


def learned_from(asked: list[tuple[str, str]], examples: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Returns (text, state) of all that is learned from: each text once, what trainers said of it first.

    Args:
        asked: (text, intent) of the example questions.
        examples: (text, state) of staten_voorbeelden.yml.
    """
    found = dict(examples)
    taken: Counter[str] = Counter()
    for text, intent in asked:
        taken[intent] += 1
        if intent == _CRISIS_INTENT:
            found.setdefault(text, CRISIS)
        elif intent.startswith("sociaal_"):
            found.setdefault(text, UNKNOWN)
        elif taken[intent] <= _MOST_OF_A_PLAIN_TOPIC:  # the oldest are the plainest: best for this, measured
            found.setdefault(text, UNKNOWN if intent.startswith(_STATE_UNKNOWN) else NEUTRAL)
    return list(found.items())
