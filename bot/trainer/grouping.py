"""Groups messages that ask the same in other words, so that forty of one kind are one decision."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.trainer.question_file import same

# Parts of words in common from which two messages ask the same. On 520 held-out and 2,500 other questions of 110 topics
# 71% of a group has one topic at 0.5; at 0.42 67% and larger groups, at 0.6 81% and half as many messages in groups.
ALIKE = 0.5
_SLICE = 256
_MANY = 500


def group(texts: Sequence[str], background: Sequence[str] = (), alike: float = ALIKE) -> list[list[int]]:
    """Returns the places of the texts in groups, largest first; the first of a group is most like the others.

    A text joins the group whose leader it is most like. Leaders are the texts with most texts like them, so a group
    does not grow from one text to the next until it holds everything.

    Args:
        texts: the messages.
        background: other texts of the same kind, which tell the words that say little.
        alike: from which likeness, 0 to 1, two texts belong together.
    """
    plain = [same(text) or "?" for text in texts]
    unique = sorted(set(plain))
    if not unique:
        return []
    place_of = {text: i for i, text in enumerate(unique)}
    members: list[list[int]] = [[] for _ in unique]
    for i, text in enumerate(plain):
        members[place_of[text]].append(i)
    weight = np.array([len(m) for m in members])
    neighbours = _neighbours(unique, background, alike)
    crowd = np.array([weight[places].sum() for places, _ in neighbours])
    leader_of = np.full(len(unique), -1)
    best = np.zeros(len(unique))
    for leader in np.argsort(-crowd, kind="stable"):
        if leader_of[leader] >= 0:
            continue
        places, values = neighbours[leader]
        nearer = (values > best[places]) & ~_is_leader(leader_of, places)
        leader_of[places[nearer]] = leader
        best[places[nearer]] = values[nearer]
        leader_of[leader], best[leader] = leader, np.inf
    groups: dict[int, list[tuple[float, int]]] = {}
    for i, leader in enumerate(leader_of):
        groups.setdefault(int(leader), []).append((float(best[i]), i))
    found = []
    for some in groups.values():
        some.sort(reverse=True)
        found.append([place for _, i in some for place in members[i]])
    return sorted(found, key=lambda places: (-len(places), places[0]))


def _is_leader(leader_of: np.ndarray, places: np.ndarray) -> np.ndarray:
    return leader_of[places] == places


def _neighbours(texts: list[str], background: Sequence[str], alike: float) -> list[tuple[np.ndarray, np.ndarray]]:
    """Returns for each text the places of those like it, itself among them, and how alike they are."""
    many = len(texts) + len(background) > _MANY
    vectorizer = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 4), sublinear_tf=True, dtype=np.float32, max_df=0.1 if many else 1.0
    )
    rows = vectorizer.fit([*texts, *map(same, background)]).transform(texts)
    turned = rows.T.tocsr()
    found = []
    for start in range(0, len(texts), _SLICE):
        dense = (rows[start : start + _SLICE] @ turned).toarray()
        for i, row in enumerate(dense, start):
            row[i] = 1.0
            places = np.flatnonzero(row >= alike)
            found.append((places, row[places]))
    return found
