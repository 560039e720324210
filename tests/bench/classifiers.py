"""`python -m tests.bench.classifiers [--rasa] [FILE…]`: which intent recognition is best, on equal terms.

Every row learns from the same parts of the examples and is asked about the part it has not seen; then it learns from
all examples and is asked the questions of each CSV, which are in no training file. Times are processor times, without
spaCy, and with the embedding where a row asks for it; compare only rows of one run. What is made of the examples is
kept in results/bench, so a second run is quicker.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
import ruamel.yaml
import spacy
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.rasa_parts import sentence_embedding, softmax
from bot.rasa_parts.linear_model import LinearModel, _idf, _weigh

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / "results" / "bench"
PICTURE = ROOT / "docs" / "beeld" / "betrouwbaarheid.png"
FILES = (ROOT / "tests/vragen/eigen.csv", ROOT.parent / "shared/vragen/vragen.csv")
# What a message costs: answered wrong, not answered and the right topic among the choices, not answered without it.
WRONG, OFFERED, MISSED = 4.0, 1.0, 2.0
CHOICES = 3
_KEPT = ("lemmas", "tokens", "tensors", "meaning")


@dataclass
class Texts:
    """Messages with what spaCy and the embedding make of them; `wanted` are the right intents of each."""

    texts: list[str]
    wanted: list[set[str]]
    lemmas: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    tensors: np.ndarray = field(default_factory=lambda: np.zeros((0, 0)))
    meaning: np.ndarray = field(default_factory=lambda: np.zeros((0, 0, 0)))

    def part(self, rows: np.ndarray) -> Texts:
        """Returns these rows only."""
        lists = ([items[i] for i in rows] for items in (self.texts, self.wanted, self.lemmas, self.tokens))
        return Texts(*lists, self.tensors[rows], self.meaning[rows])

    def embeddings(self) -> np.ndarray:
        """Returns the embeddings: kept ones of examples, fresh ones of questions, so that their time counts."""
        return self.meaning if len(self.meaning) else np.vstack([sentence_embedding.embed([t]) for t in self.texts])

    def embedding(self, i: int) -> np.ndarray:
        """Returns one embedding, see `embeddings`."""
        return self.meaning[i] if len(self.meaning) else sentence_embedding.embed([self.texts[i]])[0]

    @property
    def labels(self) -> np.ndarray:
        """The intents of training examples, which have one each."""
        return np.array([next(iter(w)) for w in self.wanted])


# A recogniser learns once and returns what gives probabilities for messages, and their names.
Answer = Callable[[Texts], np.ndarray]
Learn = Callable[[Texts], tuple[list[str], Answer]]


def examples() -> Texts:
    """Returns all training examples."""
    yaml = ruamel.yaml.YAML(typ="safe")
    rows = [
        (line.strip()[2:].strip(), {item["intent"]})
        for path in sorted((ROOT / "data").rglob("vragen.yml"))
        for item in yaml.load(path)["nlu"]
        for line in item["examples"].splitlines()
        if line.strip()
    ]
    return Texts([t for t, _ in rows], [w for _, w in rows])


def questions(path: Path) -> Texts:
    """Returns the questions of a CSV; the first and the second label are both right."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = [{r[c].replace(".", "_") for c in ("topic_id", "secondary") if r[c]} for r in rows]
    return Texts([r["text"] for r in rows], wanted)


def prepare(data: Texts, embed: bool) -> Texts:
    """Adds lemmas, tokens, tensors and perhaps embeddings; of a text that was seen before they come from the cache."""
    CACHE.mkdir(parents=True, exist_ok=True)
    path = CACHE / f"texts-{sentence_embedding.VERSION if embed else 'plain'}.npz"
    kept: dict[str, tuple] = {}
    if path.exists():
        with np.load(path) as arrays:
            kept = dict(zip(arrays["texts"].tolist(), zip(*(arrays[n] for n in _KEPT), strict=True), strict=True))
    new = [text for text in dict.fromkeys(data.texts) if text not in kept]
    if new:
        docs = list(spacy.load("nl_core_news_sm", exclude=["parser", "ner", "senter"]).pipe(new))
        meaning = sentence_embedding.embed(new) if embed else np.zeros((len(new), 0, 0))
        for text, doc, vector in zip(new, docs, meaning, strict=True):
            words = [" ".join(_counted(getattr(t, form)) for t in doc) for form in ("lemma_", "text")]
            kept[text] = (*words, doc.tensor.mean(axis=0), vector)
        columns = [np.array(column) for column in zip(*kept.values(), strict=True)]
        np.savez(path, texts=list(kept), **dict(zip(_KEPT, columns, strict=True)))
    lemmas, tokens, tensors, vectors = zip(*(kept[text] for text in data.texts), strict=True)
    data.lemmas, data.tokens = [str(x) for x in lemmas], [str(x) for x in tokens]
    data.tensors, data.meaning = np.vstack(tensors), np.stack(vectors) if embed else np.zeros((0, 0, 0))
    return data


def _counted(word: str) -> str:
    return "__number__" if word.isdigit() else word.lower()


def count(data: Texts, surface: bool = True) -> tuple[list[csr_matrix], Callable[[Texts], list[csr_matrix]]]:
    """Returns the two blocks of counts of Rasa's featurizers, and what counts other messages."""
    words = CountVectorizer(ngram_range=(1, 2), lowercase=False, token_pattern=r"(?u)\b\w\w+\b", min_df=2)
    parts = CountVectorizer(analyzer="char_wb", ngram_range=(2, 5), lowercase=False, min_df=3)
    typed = lambda d: d.tokens if surface else d.lemmas  # noqa: E731
    blocks = [words.fit_transform(data.lemmas), parts.fit_transform(typed(data))]
    return blocks, lambda d: [words.transform(d.lemmas), parts.transform(typed(d))]


def svm(data: Texts) -> tuple[list[str], Answer]:
    """The model before this one: one tf-idf over both blocks, LinearSVC, one temperature."""
    blocks, counts = count(data, surface=False)
    names, y = np.unique(data.labels, return_inverse=True)
    idf = _idf(side_by_side(blocks))
    x = _weigh(side_by_side(blocks), idf)
    learn = lambda rows: LinearSVC(C=0.3, class_weight="balanced", random_state=42).fit(x[rows], y[rows])  # noqa: E731
    seen, unseen = softmax.held_back(y, 5)
    scale = softmax.fit_scale(learn(seen).decision_function(x[unseen]), y[unseen])
    model = learn(np.arange(len(y)))
    return list(names), lambda d: softmax.probabilities(
        scale * model.decision_function(_weigh(side_by_side(counts(d)), idf))
    )


def side_by_side(blocks: list[csr_matrix]) -> csr_matrix:
    """Returns the blocks of features as one."""
    return hstack(blocks, format="csr")


def linear(data: Texts, *, meaning: bool = True) -> tuple[list[str], Answer]:
    """Our model, with or without what a sentence means."""
    blocks, counts = count(data)
    model = LinearModel.fit(blocks, list(data.labels), data.meaning if meaning else None, shares=(0.3, 0.7))

    def answer(asked: Texts) -> np.ndarray:
        rows = side_by_side(counts(asked))
        place = {name: i for i, name in enumerate(model.labels)}
        found = np.zeros((rows.shape[0], len(place)))
        for i in range(rows.shape[0]):
            embedding = asked.embedding(i) if meaning else None
            for name, probability in model.rank(rows[i], len(place), embedding):
                found[i, place[name]] = probability
        return found

    return model.labels, answer


def dense(data: Texts, *, features: Callable[[Texts], np.ndarray]) -> tuple[list[str], Answer]:
    """A softmax over dense features alone."""
    names, y = np.unique(data.labels, return_inverse=True)
    middle = features(data).mean(axis=0)

    def rows(d: Texts) -> np.ndarray:
        return sentence_embedding.centred(features(d), middle)

    x = rows(data)
    seen, unseen = softmax.held_back(y, 5)

    def learn(rows: np.ndarray) -> np.ndarray:
        examples = softmax.Examples(csr_matrix((len(rows), 1)), x[rows])
        return x[rows].T @ softmax.fit(examples, y[rows], len(names), 0.05)

    scale = softmax.fit_scale(x[unseen] @ learn(seen), y[unseen])
    weights = learn(np.arange(len(y)))
    return list(names), lambda d: softmax.probabilities(scale * (rows(d) @ weights))


# Rasa's own classifiers, on the featurizers of its stock pipeline.
_STOCK = """
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
"""
_OURS = """
  - name: bot.rasa_parts.spacy_nlp.LeanSpacyNLP
    model: nl_core_news_sm
  - name: SpacyTokenizer
  - name: CountVectorsFeaturizer
    min_ngram: 1
    max_ngram: 2
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 2
    max_ngram: 5
"""
RASA = {
    "Rasa DIET": _STOCK + "  - name: DIETClassifier\n    epochs: 40\n    entity_recognition: false\n"
    "    constrain_similarities: true\n    random_seed: 42\n    ranking_length: 0\n",
    "Rasa LogisticRegression": _OURS + "  - name: LogisticRegressionClassifier\n    max_iter: 100\n    solver: lbfgs\n"
    "    random_state: 42\n    ranking_length: 0\n",
}


def rasa(data: Texts, *, pipeline: str) -> tuple[list[str], Answer]:
    """A pipeline of Rasa's own, trained by its own command in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    (folder / "config.yml").write_text(f"recipe: default.v1\nlanguage: nl\npipeline:{pipeline}", encoding="utf-8")
    by_intent: dict[str, list[str]] = {}
    for text, label in zip(data.texts, data.labels, strict=True):
        by_intent.setdefault(label, []).append(text)
    # By hand: JSON, though YAML, makes Rasa look for its old format.
    lines = ['version: "3.1"', "nlu:"]
    for name, texts in by_intent.items():
        lines += [f"- intent: {name}", "  examples: |", *(f"    - {text}" for text in texts)]
    (folder / "nlu.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "rasa", "train", "nlu", "--config", "config.yml", "--nlu", "nlu.yml"]
    command += ["--out", ".", "--fixed-model-name", "m"]
    environment = {"PYTHONPATH": str(ROOT), "HOME": str(folder), "RASA_TELEMETRY_ENABLED": "false"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode or not (folder / "m.tar.gz").exists():
        raise RuntimeError(done.stderr[-2000:])
    from rasa.core.agent import Agent  # late: 14 seconds, and only this row needs it

    agent = Agent.load(folder / "m.tar.gz")
    names = sorted(by_intent)

    async def understand(asked: Texts) -> np.ndarray:
        found = np.full((len(asked.texts), len(names)), 1e-6)
        for i, text in enumerate(asked.texts):
            for item in (await agent.parse_message(text))["intent_ranking"]:
                found[i, names.index(item["name"])] = item["confidence"]
        return found

    return names, lambda d: asyncio.run(understand(d))


ROWS: dict[str, Learn] = {
    "SVM, woorden + woorddelen (vorig model)": svm,
    "softmax, woorden + woorddelen": partial(linear, meaning=False),
    "softmax, spaCy doc.tensor": partial(dense, features=lambda d: d.tensors[:, None]),
    "softmax, zinsbetekenis (e5)": partial(dense, features=Texts.embeddings),
    "woorden + zinsbetekenis": linear,
}
CHOSEN = "woorden + zinsbetekenis"


@dataclass
class Figures:
    """How well a recogniser did on a set."""

    right: float
    top3: float
    wrong_confident: float
    contained: float
    log_loss: float
    cost: float

    def __str__(self) -> str:
        percent = "  ".join(f"{100 * v:6.1f}" for v in (self.right, self.top3, self.wrong_confident, self.contained))
        return f"{percent}  {self.log_loss:7.3f}  {self.cost:6.3f}"


def judge(found: np.ndarray, names: list[str], wanted: list[set[str]], threshold: float, gap: float) -> Figures:
    """Returns the figures for probabilities, with an answer from `threshold` and a lead of `gap` on."""
    hit = np.array([[n in w for n in names] for w in wanted])
    rows = np.arange(len(found))
    order = np.argsort(-found, axis=1, kind="stable")
    best, second = found[rows, order[:, 0]], found[rows, order[:, 1]]
    right = hit[rows, order[:, 0]]
    offered = hit[rows[:, None], order[:, :CHOICES]].any(axis=1)
    answered = (best >= threshold) & (best - second >= gap)
    cost = np.where(answered, np.where(right, 0.0, WRONG), np.where(offered, OFFERED, MISSED))
    log_loss = -np.log(np.maximum((found * hit).sum(axis=1), 1e-6)).mean()
    contained = np.where(answered, right, offered).mean()
    return Figures(right.mean(), offered.mean(), (answered & ~right).mean(), contained, log_loss, cost.mean())


def thresholds(found: np.ndarray, names: list[str], wanted: list[set[str]]) -> tuple[float, float, float]:
    """Returns the threshold and the lead that cost least on these predictions, and what that costs a message."""
    grid = [(t, g) for t in np.arange(0.3, 0.96, 0.05).round(2) for g in np.arange(0.0, 0.51, 0.05).round(2)]
    costs = [judge(found, names, wanted, t, g).cost for t, g in grid]
    best = int(np.argmin(costs))
    return (*map(float, grid[best]), costs[best])


def reliability(found: np.ndarray, right: np.ndarray, bins: int = 10) -> Iterator[tuple[float, float, int]]:
    """Yields for each band of probability: mean probability, share that was right, and number."""
    best = found.max(axis=1)
    band = np.minimum((best * bins).astype(int), bins - 1)
    for b in range(bins):
        chosen = band == b
        if chosen.any():
            yield float(best[chosen].mean()), float(right[chosen].mean()), int(chosen.sum())


def draw(curves: dict[str, list[tuple[float, float, int]]], path: Path) -> None:
    """Draws what was right against what the model said: on the line it can be believed."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=1, label="zoals het hoort")
    for (name, points), marker in zip(curves.items(), "os^D", strict=False):
        axes.plot([p for p, _, _ in points], [r for _, r, _ in points], marker=marker, markersize=4, label=name)
    axes.set_xlabel("zekerheid van het model")
    axes.set_ylabel("deel dat juist was")
    axes.legend(fontsize=8)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=80)
    plt.close(figure)


def main(arguments: list[str] | None = None) -> None:
    """Prints the table and draws the reliability curve of the chosen row."""
    parser = argparse.ArgumentParser(description="Vergelijkt manieren om vragen te herkennen.")
    parser.add_argument("files", nargs="*", type=Path, default=[f for f in FILES if f.exists()])
    parser.add_argument("--rasa", action="store_true", help="ook Rasa's eigen classificatie: duurt lang")
    parser.add_argument("--fold-count", type=int, default=5, help="hoeveel van de vijf delen worden gevraagd")
    parser.add_argument("--only", default="", help="alleen rijen met dit in de naam")
    parser.add_argument("--threshold", type=float, default=0.7)
    parser.add_argument("--gap", type=float, default=0.0)
    options = parser.parse_args(arguments)
    data = prepare(examples(), embed=True)
    sets = {path.stem: prepare(questions(path), embed=False) for path in options.files}
    folds = list(StratifiedKFold(5, shuffle=True, random_state=0).split(data.labels, data.labels))[: options.fold_count]
    rows = {**ROWS, **({n: partial(rasa, pipeline=p) for n, p in RASA.items()} if options.rasa else {})}
    print(f"{len(data.texts)} voorbeelden, {len(set(data.labels))} onderwerpen")
    print(f"drempel {options.threshold}, voorsprong {options.gap}")
    print(f"{'':42}{'':>9}  {'juist':>6}  {'top 3':>6}  {'fout!':>6}  {'of keus':>6}  {'logloss':>7}  {'kosten':>6}")
    judged = partial(judge, threshold=options.threshold, gap=options.gap)
    for name, learn in rows.items():
        if options.only not in name:
            continue
        found, wanted = [], []
        for train, test in folds:
            names, answer = learn(data.part(train))
            found.append(answer(data.part(test)))
            wanted += data.part(test).wanted
        unseen = np.vstack(found) if found else np.zeros((0, 0))
        if found:
            print(f"{name:42}{'delen':>9}  {judged(unseen, names, wanted)}", flush=True)
        started, cpu = time.perf_counter(), time.process_time()
        names, answer = learn(data)
        trained, trained_cpu = time.perf_counter() - started, time.process_time() - cpu
        curves = {}
        for label, asked in sets.items():
            cpu = time.process_time()
            probabilities = answer(asked)
            each = 1000 * (time.process_time() - cpu) / len(asked.texts)
            print(f"{'':42}{label:>9}  {judged(probabilities, names, asked.wanted)}  {each:.1f} ms", flush=True)
            right = np.array([names[i] in w for i, w in zip(probabilities.argmax(axis=1), asked.wanted, strict=True)])
            curves[label] = list(reliability(probabilities, right))
        print(f"{'':42}leren: {trained:.0f} s, {trained_cpu:.0f} s rekentijd")
        if name == CHOSEN and found:
            right = np.array([names[i] in w for i, w in zip(unseen.argmax(axis=1), wanted, strict=True)])
            draw({"niet geziene voorbeelden": list(reliability(unseen, right)), **curves}, PICTURE)
            print(f"{'':42}minste kosten bij drempel %.2f en voorsprong %.2f: %.3f" % thresholds(unseen, names, wanted))


if __name__ == "__main__":
    main()
