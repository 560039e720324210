"""The states in Rasa's graph: learned, stored, loaded, passed on for the turn, and kept out of what is stored."""

from __future__ import annotations

import asyncio
import dataclasses

import pytest

pytestmark = pytest.mark.rasa

np = pytest.importorskip("numpy")

from rasa.engine.graph import ExecutionContext, GraphSchema  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import UserUttered  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402
from rasa.shared.nlu.constants import INTENT, TEXT  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: E402

from bot.dialogue.parsed import STATES_HEARD, TOGETHER  # noqa: E402
from bot.rasa_parts import sentence_embedding, state_classifier, tracker_store  # noqa: E402
from bot.rasa_parts.linear_classifier import MEANING  # noqa: E402
from bot.rasa_parts.state_classifier import StateClassifier, learned_from  # noqa: E402
from bot.rasa_parts.state_model import StateModel  # noqa: E402
from bot.rasa_parts.tracker_store import SettingsTrackerStore  # noqa: E402
from bot.settings import read_settings  # noqa: E402


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Settings with folders of their own; embeddings are off, so that words alone decide."""
    made = dataclasses.replace(
        read_settings(), data_dir=tmp_path / "data", var_dir=tmp_path / "var", database_url=f"sqlite:///{tmp_path}/a.db"
    )
    made.data_dir.mkdir()
    for module in (state_classifier, tracker_store):
        monkeypatch.setattr(module, "read_settings", lambda: made)
    monkeypatch.setattr(sentence_embedding, "available", lambda: False)
    return made


def examples(number):
    danger = [f"ik wil niet meer leven sinds dag {i}" for i in range(number)]
    plain = [f"wanneer krijg ik toeslag nummer {i}" for i in range(number)]
    return [
        Message(data={TEXT: text, INTENT: intent})
        for texts, intent in ((danger, "sociaal_crisis"), (plain, "toeslagen_uitbetaling"))
        for text in texts
    ]


def trained(tmp_path, settings, number=25):
    storage, resource = LocalModelStorage.create(tmp_path / "model"), Resource("states")
    context = ExecutionContext(GraphSchema({}), model_id="m")
    StateClassifier.create({}, storage, resource, context).train(TrainingData(examples(number)))
    return StateClassifier.load({}, storage, resource, context)


@pytest.fixture
def storage_dir(tmp_path):
    (tmp_path / "model").mkdir()
    return tmp_path


def heard(classifier, text):
    (message,) = classifier.process([Message(data={TEXT: text})])
    return message


def test_it_hears_danger_after_loading(storage_dir, settings):
    classifier = trained(storage_dir, settings)
    assert heard(classifier, "ik wil niet meer leven").get(STATES_HEARD)["suicidaal"] > 0.5
    assert heard(classifier, "wanneer krijg ik toeslag").get(STATES_HEARD).get("suicidaal", 0.0) < 0.3
    assert STATES_HEARD in heard(classifier, "hallo").as_dict(only_output_properties=True)
    assert heard(classifier, "/sociaal_crisis").get(STATES_HEARD) is None, "a button was read as words"


def test_with_too_few_examples_it_says_nothing(storage_dir, settings):
    assert heard(trained(storage_dir, settings, number=2), "ik wil niet meer leven").get(STATES_HEARD) is None


def test_what_trainers_said_of_a_sentence_goes_first(settings):
    asked = [
        ("ik ben zo moe", "sociaal_crisis"),
        ("mijn man is dood", "leven_overlijden"),
        ("hallo", "sociaal_begroeting"),
    ]
    found = dict(learned_from(asked, [("ik ben zo moe", "gefrustreerd")]))
    assert found == {"ik ben zo moe": "gefrustreerd", "mijn man is dood": "onbekend", "hallo": "onbekend"}


def test_a_change_in_the_examples_of_states_needs_a_new_training(settings):
    path = settings.data_dir / "staten_voorbeelden.yml"
    path.write_text("bang:\n  - ik ben bang\n", encoding="utf-8")
    before = StateClassifier.fingerprint_addon({})
    path.write_text("bang:\n  - ik durf niet\n", encoding="utf-8")
    assert before and StateClassifier.fingerprint_addon({}) != before


def test_what_is_for_the_turn_only_is_not_stored(settings):
    store = SettingsTrackerStore(domain=Domain.empty())
    parsed = {STATES_HEARD: {"suicidaal": 0.9}, TOGETHER: [{"name": "a", "confidence": 0.9}]}
    said = UserUttered("ik wil niet meer leven", {"name": "a"}, parse_data=parsed)
    tracker = DialogueStateTracker.from_events("c", [said])
    assert tracker.latest_message.parse_data[STATES_HEARD], "the turn itself does read it"
    asyncio.run(store.save(tracker))
    stored = asyncio.run(store.retrieve("c"))
    assert stored.latest_message.text == "ik wil niet meer leven"
    assert not {STATES_HEARD, TOGETHER} & set(stored.latest_message.parse_data)


def test_without_embeddings_a_model_that_learned_with_them_is_silent(settings):
    rows = np.eye(4, dtype=np.float32)[:, None]
    texts, states = (
        ["ik wil dood", "ik wil niet leven", "wanneer komt het geld", "hoe lang"],
        ["suicidaal"] * 2 + ["neutraal"] * 2,
    )
    classifier = StateClassifier(None, None, StateModel.fit(texts, states, rows))
    assert heard(classifier, "ik wil dood").get(STATES_HEARD) is None
    (message,) = classifier.process([Message(data={TEXT: "ik wil dood", MEANING: rows[0]})])
    assert message.get(STATES_HEARD)["suicidaal"] > 0.6
