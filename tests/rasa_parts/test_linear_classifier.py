"""The classifier in Rasa's graph: trains, is stored, is loaded, and does without embeddings when it must."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.rasa

np = pytest.importorskip("numpy")
csr_matrix = pytest.importorskip("scipy.sparse").csr_matrix

from rasa.engine.graph import ExecutionContext, GraphSchema  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT  # noqa: E402
from rasa.shared.nlu.training_data.features import Features  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: E402

from bot.rasa_parts import sentence_embedding  # noqa: E402
from bot.rasa_parts.linear_classifier import LinearIntentClassifier  # noqa: E402

WORDS = ["huur", "woning", "zorg", "ziek", "later", "uitstel"]
SAID = {
    "huurtoeslag": ["huur woning", "huur", "woning huur huur", "woning", "huur later"],
    "zorgtoeslag": ["zorg ziek", "zorg", "ziek zorg zorg", "ziek", "zorg later"],
    "uitstel": ["later uitstel", "uitstel", "later later", "uitstel later", "uitstel uitstel"],
}


def message(text, intent=None):
    said = Message(data={TEXT: text, **({INTENT: intent} if intent else {})})
    for name, words in (("a", WORDS[:3]), ("b", WORDS[3:])):
        counts = csr_matrix([[float(text.split().count(w)) for w in words]])
        said.add_features(Features(counts, FEATURE_TYPE_SENTENCE, TEXT, name))
    return said


@pytest.fixture
def storage(tmp_path):
    return LocalModelStorage.create(tmp_path)


def trained(storage, **config):
    context = ExecutionContext(GraphSchema({}), model_id="m")
    made = LinearIntentClassifier.create(config, storage, Resource("c"), context)
    made.train(TrainingData([message(t, intent) for intent, texts in SAID.items() for t in texts]))
    return LinearIntentClassifier.load(config, storage, Resource("c"), context)


def understood(classifier, text):
    (said,) = classifier.process([message(text)])
    return said.get(INTENT), said.get("intent_ranking")


def test_it_finds_the_intent_after_loading(storage):
    intent, ranking = understood(trained(storage, embedding=False), "huur woning")
    assert intent["name"] == "huurtoeslag"
    assert [r["name"] for r in ranking][0] == "huurtoeslag" and len(ranking) == 3
    assert isinstance(intent["confidence"], float)


def test_the_ranking_has_the_length_that_is_asked(storage):
    assert len(understood(trained(storage, embedding=False, ranking_length=2), "zorg")[1]) == 2


def test_a_message_without_features_gets_no_intent(storage):
    (said,) = trained(storage, embedding=False).process([Message(data={TEXT: "?"})])
    assert said.get(INTENT) == {"name": None, "confidence": 0.0}


def test_without_examples_it_stays_untrained(storage):
    context = ExecutionContext(GraphSchema({}), model_id="m")
    LinearIntentClassifier.create({}, storage, Resource("c"), context).train(TrainingData([]))
    loaded = LinearIntentClassifier.load({}, storage, Resource("c"), context)
    assert understood(loaded, "huur")[0]["name"] is None


def test_meaning_knows_words_that_no_example_has(storage):
    assert sentence_embedding.available(), "the encoder belongs to what is installed"
    intent, _ = understood(trained(storage), "ik moet naar de dokter in het ziekenhuis")
    assert intent["name"] == "zorgtoeslag"


def test_it_works_where_embeddings_do_not(storage, monkeypatch):
    classifier = trained(storage)
    monkeypatch.setattr(sentence_embedding, "available", lambda: False)
    assert understood(classifier, "uitstel later")[0]["name"] == "uitstel"


def test_training_works_where_embeddings_do_not(storage, monkeypatch):
    monkeypatch.setattr(sentence_embedding, "available", lambda: False)
    assert understood(trained(storage), "zorg ziek")[0]["name"] == "zorgtoeslag"


def test_embeddings_have_length_one_and_do_not_depend_on_company():
    assert sentence_embedding.available(), "the encoder belongs to what is installed"
    texts = [f"vraag {i} over huur" for i in range(40)]
    rows = sentence_embedding.embed(texts)
    assert rows.shape[:2] == (40, len(sentence_embedding.LAYERS))
    assert np.allclose(np.linalg.norm(rows, axis=2), 1, atol=1e-3)
    assert np.allclose(rows[17], sentence_embedding.embed([texts[17]])[0], atol=1e-3)


def test_a_training_after_a_few_changes_embeds_only_those(tmp_path, monkeypatch):
    asked: list[str] = []

    def embed(texts):
        asked.extend(texts)
        return np.array([[[len(t), hash(t) % 97]] for t in texts], dtype=np.float32)

    monkeypatch.setattr(sentence_embedding, "embed", embed)
    monkeypatch.setattr(sentence_embedding, "_WORTH_KEEPING", 3)
    kept = tmp_path / "cache" / "e.npz"
    sentence_embedding.embed_examples(["een", "twee", "drie"], kept)
    rows = sentence_embedding.embed_examples(["drie", "vier", "een"], kept)
    assert asked == ["een", "twee", "drie", "vier"]
    assert rows[:, 0, 0].tolist() == [4, 4, 3]
    kept.write_bytes(b"half")
    assert sentence_embedding.embed_examples(["drie", "vier", "een"], kept).tolist() == rows.tolist()


def test_of_a_long_story_the_end_is_embedded():
    story = "woord " * 200 + "krijg ik huurtoeslag?"
    short = sentence_embedding.shortened(story)
    assert len(short) <= sentence_embedding.LONGEST and short.startswith("woord") and short.endswith("huurtoeslag?")
    assert sentence_embedding.shortened("kort") == "kort"
    assert sentence_embedding.shortened("x" * 999) == "x" * sentence_embedding.LONGEST
