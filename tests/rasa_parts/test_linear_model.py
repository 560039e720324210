"""The model alone: what it learns, what meaning adds, and that its probabilities are honest."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix, hstack

from bot.rasa_parts import softmax
from bot.rasa_parts.linear_model import LinearModel

LABELS = ["huur", "zorg", "uitstel"]


def a_world(examples=120, noise=0.0, seed=1):
    """Returns two blocks of counts, labels, and embeddings that tell them apart; noise hides the label in the words."""
    random = np.random.default_rng(seed)
    y = np.arange(examples) % len(LABELS)
    words = random.poisson(0.3, (examples, 12)).astype(float)
    told = random.random(examples) >= noise
    words[np.arange(examples)[told], y[told]] += 3
    parts = random.poisson(1.0, (examples, 30)).astype(float)
    meaning = random.normal(0, 0.2, (examples, 2, 5)) + 4.0
    meaning[np.arange(examples), :, y] += 2
    meaning /= np.linalg.norm(meaning, axis=2, keepdims=True)
    return [csr_matrix(words), csr_matrix(parts)], [LABELS[i] for i in y], meaning.astype(np.float32)


def share_right(model, blocks, labels, meaning=None):
    rows = hstack(blocks, format="csr")
    embeddings = [None] * len(labels) if meaning is None else meaning
    return np.mean([model.rank(rows[i], 1, embeddings[i])[0][0] == labels[i] for i in range(len(labels))])


def test_it_learns_from_words():
    blocks, labels, _ = a_world()
    model = LinearModel.fit(blocks, labels)
    assert share_right(model, *a_world(seed=2)[:2]) > 0.9


def test_meaning_helps_where_words_do_not_tell():
    blocks, labels, meaning = a_world(noise=0.6)
    model = LinearModel.fit(blocks, labels, meaning)
    new_blocks, new_labels, new_meaning = a_world(noise=0.6, seed=2)
    without = share_right(model, new_blocks, new_labels)
    assert share_right(model, new_blocks, new_labels, new_meaning) > max(0.9, without + 0.2)


def test_words_and_meaning_are_weighed_together():
    """Words that clearly tell one thing are not outvoted; where they tell nothing, meaning decides."""
    blocks, labels, meaning = a_world(noise=0.2)
    model = LinearModel.fit(blocks, labels, meaning)
    clear, empty = np.zeros((1, 42)), np.zeros((1, 42))
    clear[0, 1] = 4
    assert labels[1] == "zorg" and labels[0] == "huur"
    assert model.rank(csr_matrix(empty), 1, meaning[0])[0][0] == "huur"
    alone, agreed = (dict(model.rank(csr_matrix(clear), 3, v))["zorg"] for v in (None, meaning[1]))
    assert agreed > alone > 0.5


def test_a_model_without_meaning_needs_no_embedding():
    blocks, labels, meaning = a_world()
    model = LinearModel.fit(blocks, labels)
    row = hstack(blocks, format="csr")[0]
    assert model.rank(row, 9, meaning[1]) == model.rank(row, 9) and len(model.rank(row, 9)) == len(LABELS)


def test_ranking_is_sorted_adds_up_and_is_cut():
    blocks, labels, meaning = a_world()
    model = LinearModel.fit(blocks, labels, meaning)
    ranking = model.rank(hstack(blocks, format="csr")[0], 3, meaning[0])
    assert [p for _, p in ranking] == sorted((p for _, p in ranking), reverse=True)
    assert sum(p for _, p in ranking) == pytest.approx(1.0, abs=1e-5)
    assert len(model.rank(hstack(blocks, format="csr")[0], 2)) == 2


def test_what_is_stored_ranks_the_same():
    blocks, labels, meaning = a_world()
    model = LinearModel.fit(blocks, labels, meaning)
    again = LinearModel(model.labels, **model.arrays())
    row = hstack(blocks, format="csr")[4]
    for embedding in (None, meaning[4]):
        one, other = dict(model.rank(row, 3, embedding)), dict(again.rank(row, 3, embedding))
        assert one == pytest.approx(other, abs=0.01)


def test_each_block_counts_for_its_share_however_many_features_it_has():
    blocks, labels, _ = a_world()
    only_words = LinearModel.fit(blocks, labels, shares=[1.0, 0.0])
    row = hstack([blocks[0][:1], csr_matrix(np.full((1, 30), 50.0))], format="csr")
    assert only_words.rank(row, 1)[0] == pytest.approx(only_words.rank(hstack([b[:1] for b in blocks]).tocsr(), 1)[0])


def test_the_same_examples_give_the_same_model():
    blocks, labels, meaning = a_world()
    one, other = (LinearModel.fit(blocks, labels, meaning).arrays() for _ in range(2))
    assert all(np.array_equal(one[k], other[k]) for k in one)


@pytest.mark.parametrize("labels", [["a", "a", "b", "b"], ["a", "b", "c", "d"], ["a", "a", "a", "a"]])
def test_few_examples_and_few_classes_work(labels):
    model = LinearModel.fit([csr_matrix(np.eye(4))], labels, np.eye(4, dtype=np.float32))
    assert model.rank(csr_matrix(np.eye(4)[:1]), 5, np.eye(4)[0])[0][0] == labels[0]


def test_a_scale_makes_overconfident_margins_honest():
    random = np.random.default_rng(3)
    honest = np.eye(4)[random.integers(0, 4, 4000)] * 1.5
    answers = np.array([random.choice(4, p=softmax.probabilities(m)) for m in honest])
    assert softmax.fit_scale(honest * 7.0, answers) == pytest.approx(1 / 7, rel=0.1)


def test_frequent_features_going_dense_changes_nothing():
    random = np.random.default_rng(5)
    x = csr_matrix(random.poisson(np.geomspace(0.002, 2, 40), (400, 40)).astype(float))
    mix = random.normal(size=(400, 3)).astype(np.float32)
    expected = x @ (x.T @ mix) + softmax.BIAS * mix.sum(axis=0)
    np.testing.assert_allclose(softmax.Examples(x, np.zeros((400, 0))).products(mix), expected, rtol=1e-3, atol=1e-2)


def test_no_other_weights_cost_less():
    """At the best mix the slope is nothing: every example is pulled as hard by the penalty as by its error."""
    random = np.random.default_rng(7)
    y = np.arange(200) % 4
    x = random.normal(size=(200, 30)) + 2 * np.eye(4)[y] @ random.normal(size=(4, 30))
    mix = softmax.fit(softmax.Examples(csr_matrix(x), np.zeros((200, 0))), y, 4, 0.5)
    weights = x.T @ mix
    errors = softmax.probabilities(x @ weights + softmax.BIAS * mix.sum(axis=0)) - np.eye(4)[y]
    np.testing.assert_allclose(x.T @ errors, -0.5 * weights, atol=0.05)


def test_a_start_from_most_of_the_examples_ends_the_same():
    random = np.random.default_rng(8)
    y = np.arange(300) % 3
    x = csr_matrix(random.normal(size=(300, 20)) + 0.5 * np.eye(3, 20)[y])
    examples = softmax.Examples(x, np.zeros((300, 0)))
    part = np.zeros((300, 3), np.float32)
    part[:240] = softmax.fit(softmax.Examples(x[:240], np.zeros((240, 0))), y[:240], 3, 0.1)
    from_nothing, from_most = (softmax.fit(examples, y, 3, 0.1, start) for start in (None, part))
    np.testing.assert_allclose(x.T @ from_nothing, x.T @ from_most, atol=0.02)
