"""How alike example questions are, by parts of words: nearest topics, examples that confuse, doubles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.trainer.question_file import same

_NEAREST = 3  # so many of the most alike examples of a topic speak for it
_CONFUSES = 1.15  # another topic is so much nearer than the own one
_MIN_ALIKE = 0.3  # below this nothing is near
_DOUBLE = 0.97
_SLICE = 512


@dataclass(frozen=True)
class Near:
    """Another topic that is near: how alike it is, 0 to 1, and its example that is most alike."""

    topic: str
    alike: float
    example: str


@dataclass(frozen=True)
class About:
    """What is to be said of one example: how alike the rest of its own topic is, the nearest others, what is wrong.

    Attributes:
        own: how alike the nearest examples of its own topic are, itself left out.
        near: the nearest other topics, nearest first.
        confuses: another topic is nearer than its own.
        double: an example that says nearly the same, with its topic; None when there is none.
    """

    own: float
    near: tuple[Near, ...]
    confuses: bool
    double: tuple[str, str] | None


class Likeness:
    """Compares texts with all example questions. Made once for a version of the questions; then quick to ask."""

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        """Learns the words.

        Args:
            rows: (topic id, example), at least one.
        """
        rows = sorted(rows, key=lambda row: row[0])  # a topic's examples stand together: see `_starts`
        self._topics = [topic for topic, _ in rows]
        self._texts = [text for _, text in rows]
        self.names = sorted(set(self._topics))
        self._place = np.searchsorted(self.names, self._topics)
        self._starts = np.searchsorted(self._place, np.arange(len(self.names) + 1))
        # Parts that stand in one in eight examples say nothing, and would cost most of the time.
        self._vectorizer = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 4), sublinear_tf=True, dtype=np.float32,
            max_df=0.12 if len(rows) > 500 else 1.0,
        )  # fmt: skip
        self._rows: csr_matrix = self._vectorizer.fit_transform([same(t) for t in self._texts])
        self._turned = self._rows.T.tocsr()

    def near(self, text: str, most: int = 5) -> list[Near]:
        """Returns the topics nearest to a text, each with its nearest example, nearest first."""
        alike = self._alike(text)
        return self._best(alike, self._by_topic(alike)[0], -1, most)

    def examples_near(self, text: str, most: int = 5) -> list[Near]:
        """Returns the examples nearest to a text, whatever their topic."""
        alike = self._alike(text)[0]
        order = np.argsort(-alike)[:most]
        return [Near(self._topics[i], float(alike[i]), self._texts[i]) for i in order if alike[i] > 0]

    def about(self, topic: str) -> dict[str, About]:
        """Returns what is to be said of every example of a topic, by its text."""
        if topic not in self.names:
            return {}
        i = self.names.index(topic)
        places = np.arange(self._starts[i], self._starts[i + 1])
        return dict(zip((self._texts[i] for i in places), self._about(places, everything=True), strict=True))

    def worst(self, most: int = 50) -> list[tuple[str, str, About]]:
        """Returns (topic id, example, what is wrong) of examples that confuse or stand twice, worst first."""
        found = []
        for start in range(0, len(self._texts), _SLICE):
            places = np.arange(start, min(start + _SLICE, len(self._texts)))
            for i, about in zip(places, self._about(places, everything=False), strict=True):
                if about and (about.confuses or about.double):
                    found.append((self._topics[i], self._texts[i], about))
        found.sort(key=lambda row: row[2].own - (row[2].near[0].alike if row[2].near else 0.0))
        return found[:most]

    def _alike(self, text: str) -> np.ndarray:
        return (self._vectorizer.transform([same(text)]) @ self._turned).toarray()

    def _about(self, places: np.ndarray, everything: bool) -> list[About | None]:
        """Returns what is to be said of these examples; of good ones only when everything is asked for."""
        alike = (self._rows[places] @ self._turned).toarray()
        alike[np.arange(len(places)), places] = 0.0  # itself
        scores = self._by_topic(alike)
        rows = np.arange(len(places))
        own, own_alike = self._place[places], scores[rows, self._place[places]].copy()
        scores[rows, own] = -1.0
        confuses = scores.max(axis=1) >= np.maximum(_MIN_ALIKE, own_alike * _CONFUSES)
        nearest = alike.argmax(axis=1)
        doubles = alike[rows, nearest] >= _DOUBLE
        return [
            About(
                float(own_alike[n]),
                tuple(self._best(alike[n : n + 1], scores[n], own[n], 3)),
                bool(confuses[n]),
                (self._topics[nearest[n]], self._texts[nearest[n]]) if doubles[n] else None,
            )
            if everything or confuses[n] or doubles[n]
            else None
            for n in rows
        ]

    def _by_topic(self, alike: np.ndarray) -> np.ndarray:
        """Returns for every row how alike each topic is: the mean of its most alike examples."""
        scores = np.zeros((len(alike), len(self.names)), dtype=np.float32)
        for topic, (start, end) in enumerate(zip(self._starts[:-1], self._starts[1:], strict=True)):
            values, count = alike[:, start:end], min(_NEAREST, end - start)
            scores[:, topic] = np.partition(values, -count, axis=1)[:, -count:].mean(axis=1)
        return scores

    def _best(self, alike: np.ndarray, scores: np.ndarray, without: int, most: int) -> list[Near]:
        found = []
        for topic in np.argsort(-scores)[: most + 1]:
            if scores[topic] > 0 and topic != without:
                nearest = self._starts[topic] + int(alike[0, self._starts[topic] : self._starts[topic + 1]].argmax())
                found.append(Near(self.names[topic], float(scores[topic]), self._texts[nearest]))
        return found[:most]
