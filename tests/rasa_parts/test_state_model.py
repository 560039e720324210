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


def test_the_directions_that_tell_most_answer_as_all_do(monkeypatch):
    rng = np.random.default_rng(2)
    directions = {state: rng.normal(size=(2, 20)) for state in SAID}
    rows = np.array([directions[state] + 0.05 * rng.normal(size=(2, 20)) for state in STATES], dtype=np.float32)
    whole = StateModel.fit(TEXTS, STATES, rows)
    monkeypatch.setattr("bot.rasa_parts.state_model._DIRECTIONS", 6)
    short = StateModel.fit(TEXTS, STATES, rows)
    assert short.arrays()["rows"].shape == (len(TEXTS), 6) and whole.arrays()["rows"].shape[1] == 40
    again = StateModel(short.labels, **short.arrays())
    for state, direction in directions.items():
        asked = "zomaar iets", direction.astype(np.float32)
        for name, value in whole.resemblance(*asked).items():
            assert short.resemblance(*asked)[name] == pytest.approx(value, abs=0.05), state
            assert again.resemblance(*asked)[name] == pytest.approx(value, abs=0.06), state


def test_a_model_of_before_the_directions_still_answers():
    rows = np.random.default_rng(3).normal(size=(len(TEXTS), 2, 8)).astype(np.float32)
    model = StateModel.fit(TEXTS, STATES, rows)
    arrays = model.arrays()
    axes = arrays.pop("axes")
    old = StateModel(model.labels, **{**arrays, "rows": arrays["rows"] @ axes.T})
    found = model.resemblance(TEXTS[0], rows[0])
    assert old.resemblance(TEXTS[0], rows[0]) == pytest.approx(found, abs=0.02)


def test_an_empty_message_resembles_nothing(by_words):
    assert set(by_words.resemblance("", None)) == {"bang", "suicidaal"}
