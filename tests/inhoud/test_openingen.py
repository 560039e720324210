"""How answers open: one wording goes to many questions, so it never begins by agreeing or denying."""

from __future__ import annotations

import re

YES_OR_NO = re.compile(r"(?:Ja|Nee|Soms|Meestal niet)\b[.,]")


def test_no_answer_opens_with_yes_or_no(content):
    opening = {
        f"{topic_id}: {wording.bubbles[0][:40]}"
        for topic_id, answer in content.answers.items()
        for wording in answer.wordings
        if content.topics[topic_id].outcome == "antwoord" and YES_OR_NO.match(wording.bubbles[0])
    }
    assert opening == set()
