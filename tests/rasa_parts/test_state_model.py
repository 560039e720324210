"""The model behind the states: what resembles what, with and without meaning, and what nobody said counts for nothing."""

from __future__ import annotations

import pytest

np = pytest.importorskip("numpy")

from bot.rasa_parts.state_model import UNKNOWN, StateModel  # noqa: E402

SAID = {
    "suicidaal": ["ik wil niet meer leven", "ik wil dood", "ik maak een eind aan mijn leven"],
    "bang": ["ik ben bang voor die brief", "ik durf de brief niet te openen", "ik lig wakker van de brief"],
    "neutraal": ["hoe vraag ik uitstel aan", "wanneer krijg ik zorgtoeslag", "waar vul ik de huur in"],
    UNKNOWN: ["ik schrik me dood van die brief", "ik ben doodmoe"],
}
TEXTS = [text for texts in SAID.values() for text in texts]
STATES = [state for state, texts in SAID.items() for _ in texts]


@pytest.fixture(scope="module")
def by_words():
    return StateModel.fit(TEXTS, STATES, None)


def test_it_hears_what_resembles_an_example(by_words):
    assert by_words.labels == ["bang", "suicidaal"]
    found = by_words.resemblance("ik wil echt niet meer leven", None)
    assert found["suicidaal"] > 0.6 > found["bang"]
    assert by_words.resemblance("ik durf die brief niet open te maken", None)["bang"] > 0.4
    assert max(by_words.resemblance("wanneer krijg ik huurtoeslag", None).values()) < 0.3


def test_unknown_examples_speak_against_danger_only():
    without = StateModel.fit(*zip(*[p for p in zip(TEXTS, STATES) if p[1] != UNKNOWN]), None)  # noqa: B905
    with_them = StateModel.fit(TEXTS, STATES, None)
    text = "ik schrik me dood"
    assert with_them.resemblance(text, None)["suicidaal"] < without.resemblance(text, None)["suicidaal"]


def test_meaning_finds_what_words_do_not():
    rng = np.random.default_rng(1)
    directions = {state: rng.normal(size=(2, 8)) for state in SAID}
    rows = np.array([directions[state] + 0.1 * rng.normal(size=(2, 8)) for state in STATES], dtype=np.float32)
    model = StateModel.fit(TEXTS, STATES, rows)
    assert model.uses_meaning
    near = directions["suicidaal"].astype(np.float32)
    assert model.resemblance("zomaar iets", near)["suicidaal"] > model.resemblance("zomaar iets", None)["suicidaal"]


def test_it_says_the_same_after_storing(by_words):
    again = StateModel(by_words.labels, **by_words.arrays())
    text = "ik wil niet leven"
    assert again.resemblance(text, None)["suicidaal"] == pytest.approx(
        by_words.resemblance(text, None)["suicidaal"], abs=0.01
    )


def test_an_empty_message_resembles_nothing(by_words):
    assert set(by_words.resemblance("", None)) == {"bang", "suicidaal"}
