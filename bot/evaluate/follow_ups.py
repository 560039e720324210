"""Conversations of two and three turns: does the chatbot know what a follow-up question is about?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.evaluate.score import Question, Result, score
from bot.launch.preflight import CannotStart


@dataclass(frozen=True)
class Conversation:
    """A conversation to play: its kind, what the citizen types, and which topics are right for each turn."""

    kind: str
    turns: tuple[str, ...]
    wanted: tuple[frozenset[str], ...]


def read_conversations(path: Path) -> list[Conversation]:
    """Returns the conversations of a file such as tests/vragen/vervolg.yml.

    Raises:
        CannotStart: the file is not there or looks otherwise.
    """
    try:
        with path.open(encoding="utf-8") as file:
            items = YAML(typ="safe").load(file)["gesprekken"]
        return [
            Conversation(
                item["soort"],
                tuple(turn["zegt"] for turn in item["beurten"]),
                tuple(frozenset([w] if isinstance(w := turn["bedoelt"], str) else w) for turn in item["beurten"]),
            )
            for item in items
        ]
    except (OSError, KeyError, TypeError, YAMLError) as error:
        raise CannotStart(
            f"{path} is niet te gebruiken ({error}). Kijk hoe tests/vragen/vervolg.yml eruitziet."
        ) from None


def follow_up_results(
    conversations: list[Conversation], answers: list[Mapping[str, Any]], outcome_of: Mapping[str, str]
) -> Iterator[Result]:
    """Yields how each turn after the first scores; the first only sets the conversation up.

    Args:
        conversations: what was played.
        answers: what `bot.ask.ask_all` returned for each; one that failed counts as not answered.
        outcome_of: the outcome that each topic should have.
    """
    for conversation, answer in zip(conversations, answers, strict=True):
        replies = [turn["replies"] for turn in answer.get("turns", ())]
        replies += [[]] * (len(conversation.turns) - len(replies))
        for i in range(1, len(conversation.turns)):
            wanted = sorted(conversation.wanted[i])
            text = f"{conversation.turns[i - 1]} / {conversation.turns[i]}"
            question = Question(str(i), text, wanted[0], "", conversation.kind)
            # More than two topics may be right: the best of the scores counts.
            yield max(
                (
                    score(Question(str(i), text, first, second, conversation.kind), replies[i], outcome_of)
                    for first in wanted
                    for second in wanted
                ),
                key=lambda result: (result.right, result.contained, result.right_outcome),
                default=score(question, [], outcome_of),
            )
