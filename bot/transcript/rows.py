"""A message as a row of its table, and back in the shape of the contract."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Message = dict[str, Any]

# What a message carries besides seq, at, role and text; in the order of the contract.
# `experiment` (which one, and the arm) is kept to count with; nobody is shown it.
BODY_KEYS = (
    "topic", "outcome", "cue", "confidence", "sources", "choices", "masked", "slip", "client_id", "by", "experiment",
)  # fmt: skip


def as_values(message: Mapping[str, Any]) -> dict[str, Any]:
    """Returns what a message has in the columns of its row; where and when it stands is the caller's."""
    return {
        "role": message.get("role", "chatbot"),
        "text": message["text"],
        "body": json.dumps({k: message[k] for k in BODY_KEYS if message.get(k) is not None}, ensure_ascii=False),
        "client_id": message.get("client_id"),
        "choice": message.get("choice"),
        "pending": int(bool(message.get("pending"))),
    }


def as_message(row: Any) -> Message:
    """Returns a row of messages in the shape of the contract."""
    body = json.loads(row.body)
    message: Message = {
        "seq": row.seq,
        "at": row.at,
        "role": row.role,
        "text": row.text,
        "topic": body.get("topic"),
        "outcome": body.get("outcome"),
        "cue": body.get("cue"),
        "confidence": body.get("confidence"),
        "sources": body.get("sources", []),
        "choices": body.get("choices", []),
        "masked": body.get("masked", []),
    }
    for extra in ("slip", "client_id", "by"):
        if extra in body:
            message[extra] = body[extra]
    return message
