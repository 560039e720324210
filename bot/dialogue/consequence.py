"""What happens if it is not done: "wat gebeurt er als ik dat niet doe" after an answer with an obligation or a term.

An answer has its own text for it (`vraagt`), or its family says which topic tells it (data/families.yml).
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from bot.dialogue.asked import asked_apart
from bot.dialogue.context import Context, Found
from bot.dialogue.phrases import has
from bot.knowledge.model import ASKS

_PAYS = "betaal"
# In words: two questions that are one ("en als ik niks doe? komt er dan een deurwaarder?").
_MOST_WORDS = 14
# Words that only ask for what happens then.
_ASKS_IT = frozenset(
    "gebeurt gebeuren gevolg gevolgen erg zou toevallig per ongeluk stel komt kom krijg boete deurwaarder beslag"
    " aanmaning dwangbevel rente".split()
)


def not_done(context: Context) -> Found | None:
    """Returns the text for a question what happens if it is not done, or None.

    A message with words of its own ("als ik mijn huur niet doorgeef") is a question that the model can hear.
    """
    message, rules, content = context.message, context.rules, context.content
    named = [phrase for phrase in rules.not_done if has(message.plain, phrase)]
    if not named or len(message.words) > _MOST_WORDS or "toeslag" in context.heard.said:
        return None
    if not (message.marked or message.points_back or "gebeurt" in message.words):
        return None
    if set(message.own) - _ASKS_IT - {word for phrase in named for word in phrase.split()}:
        return None
    # Being late is not the same as never: a text has that in its own words, or it is left to what else is known.
    late = all("te laat" in phrase or "op tijd" in phrase for phrase in named)
    unpaid = _not_paid(named, context)
    if not unpaid and (text := _text_of(context.topic, context, late)):
        return Found(context.topic, said={ASKS: text})
    if not unpaid and not late and (part := asked_apart(context.heard.text, context.topic, content)):
        return Found(context.topic, said=part)
    telling = unpaid or _told_elsewhere(context)
    if telling not in content.topics:
        return None
    text = _text_of(telling, context, late)
    return Found(telling, said={ASKS: text} if text else {})


def _not_paid(named: list[str], context: Context) -> str:
    """Returns the topic about not paying, for who asks that in talk about something else, or an empty text."""
    pays = context.family.not_paid if context.family and any(_PAYS in phrase for phrase in named) else ""
    return pays if pays != context.topic else ""


def _told_elsewhere(context: Context) -> str:
    """Returns the topic that tells it for the last one, by its family, or an empty text."""
    elsewhere = context.family.not_done if context.family else ()
    return next((topic for pattern, topic in elsewhere if fnmatchcase(context.topic, pattern)), "")


def _text_of(topic: str, context: Context, late: bool) -> str:
    """Returns the name under which an answer tells what happens if it is not done, or an empty text."""
    answer, names = context.content.answers.get(topic), context.rules.not_done_names
    if late:
        found = str(asked_apart(context.heard.text, topic, context.content).get(ASKS, ""))
        return found if found in names else ""
    return next((name for name in names if answer and name in answer.asks), "")
