"""Which toeslag an answer is about: "je huurtoeslag", when the citizen named one and the text says "je toeslag"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.dialogue.follow_up_words import domain
from bot.dialogue.heard import Heard
from bot.dialogue.own_case import PERSONAL
from bot.dialogue.states import STAFF_TOPIC
from bot.knowledge.model import ASKS, CONDITION_VALUES

NAMES = {name: str(name).replace("_", " ") for name in CONDITION_VALUES["toeslag"]}
_NEUTER = "kindgebonden_budget"
_ONES_OWN = re.compile(r"\b(?P<wiens>je|jouw) toeslag\b", re.IGNORECASE)
# After u a text has the article.
_THE = re.compile(r"\b(?P<wiens>de|je|jouw) toeslag\b", re.IGNORECASE)


def with_named_toeslag(bubbles: Sequence[str], heard: Heard) -> tuple[str, ...]:
    """Returns the bubbles with the toeslag that was told, in the first place that says "je toeslag".

    Once is enough: what follows is read with it. A text that names a toeslag stays as it is.
    """
    toeslag, topic = heard.said.get("toeslag"), heard.topic or ""
    name = NAMES.get(toeslag)
    about = domain(topic) == "toeslagen" or topic.startswith((PERSONAL, "contact."))
    if name is None or not about or any(n in b.lower() for n in NAMES.values() for b in bubbles):
        return tuple(bubbles)
    for i, bubble in enumerate(bubbles):
        for found in (_THE if heard.sober else _ONES_OWN).finditer(bubble):
            if _explains(bubble, found.start()):
                continue
            whose = found["wiens"]
            if toeslag == _NEUTER and whose.lower() == "de":
                whose = "Het" if whose[0].isupper() else "het"
            named = f"{bubble[: found.start()]}{whose} {name}{bubble[found.end() :]}"
            return (*bubbles[:i], named, *bubbles[i + 1 :])
    return tuple(bubbles)


def subject_of(heard: Heard, button: str) -> str:
    """Returns what a question for a person is about, for the call slip; an empty text when it says nothing.

    Only names of the content: the citizen's own words stay out of it.
    """
    asked, toeslag = str(heard.said.get(ASKS) or "").replace("_", " "), NAMES.get(heard.said.get("toeslag"), "")
    subject = asked if heard.topic == STAFF_TOPIC else button
    if not toeslag or toeslag in subject.lower():
        return subject
    return f"{subject} ({toeslag})" if subject else toeslag


def _explains(bubble: str, at: int) -> bool:
    """Tells whether a place stands between brackets: there a word is explained, for whatever toeslag."""
    return bubble.count("(", 0, at) > bubble.count(")", 0, at)
