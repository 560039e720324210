"""What happens if it is not done: "wat gebeurt er als ik dat niet doe" after an answer with an obligation or a term.

An answer has its own text for it (`vraagt`), or its family says which topic tells it (data/families.yml).
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from bot.dialogue.asked import asked_apart
from bot.dialogue.follow_up_words import Message
from bot.dialogue.heard import Heard
from bot.dialogue.phrases import has
from bot.knowledge import Content
from bot.knowledge.hearing import Family
from bot.knowledge.model import ASKS

# Words that only ask for what happens then.
_ASKS_IT = frozenset("gebeurt gebeuren gevolg gevolgen erg zou toevallig per ongeluk stel".split())


def consequence_of(
    message: Message, heard: Heard, topic: str, family: Family | None, content: Content
) -> tuple[str, str] | None:
    """Returns (topic, name of its text or "") for a question what happens if it is not done, or None.

    A message with words of its own ("als ik mijn huur niet doorgeef") is a question that the model can hear.
    """
    rules = content.follow_ups
    named = [phrase for phrase in rules.not_done if has(message.plain, phrase)]
    if not named or not 0 < len(message.words) <= rules.longest or "toeslag" in heard.said:
        return None
    if not (message.marked or message.points_back or "gebeurt" in message.words):
        return None
    if set(message.own) - _ASKS_IT - {word for phrase in named for word in phrase.split()}:
        return None
    # Being late is not the same as never: a text has that in its own words, or it is left to what else is known.
    late = all("te laat" in phrase or "op tijd" in phrase for phrase in named)
    if _text_of(topic, heard, late, content):
        return topic, _text_of(topic, heard, late, content)
    telling = next((t for pattern, t in family.not_done if fnmatchcase(topic, pattern)), None) if family else None
    if telling is None or telling not in content.topics:
        return None
    return telling, _text_of(telling, heard, late, content)


def _text_of(topic: str, heard: Heard, late: bool, content: Content) -> str:
    """Returns the name under which an answer tells what happens if it is not done, or an empty text."""
    answer = content.answers.get(topic)
    if late:
        found = str(asked_apart(heard.text, topic, content).get(ASKS, ""))
        return found if found in content.follow_ups.not_done_names else ""
    return next((name for name in content.follow_ups.not_done_names if answer and name in answer.asks), "")
