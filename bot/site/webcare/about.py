"""What a conversation on the desk is about: the topic it was on before a person was asked for, and the question itself.

Pure. Most people get to the desk by a button or "medewerker", so the last topic and the last words say only that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

# What is asked or said on the way to somebody, and is not what one comes for.
_ON_THE_WAY = ("sociaal.", "contact.medewerker", "contact.telefoon", "contact.balie", "contact.taal")
_HEAVY = ("sociaal.crisis", "sociaal.schulden_stress")
# A message with no other words than these asks for a person, or is polite.
_NO_QUESTION = frozenset(
    """a.u.b. aan aub alsjeblieft alstublieft bedankt chatten contact dag dank dankje doen doorverbinden echt echte een
    en even gewoon goed goedemiddag goedemorgen goedenavond graag hallo heb hebben helpen hi hoi ik iemand in is ja je
    jij jou jullie kan kun kunnen mag me mens medewerker medewerkers met mij moet mogelijk nee nog nodig nou nu of ok
    oke oké persoon praten prima spreken te u van verbinden voor wel wij wil willen zeg live chat""".split()
)


def is_telling(topic: str | None) -> bool:
    """Tells whether a topic says what somebody comes for."""
    return bool(topic) and (topic in _HEAVY or not topic.startswith(_ON_THE_WAY))


def topic_of(asked: str | None, messages: Callable[[], Iterable[Mapping[str, Any]]]) -> str | None:
    """Returns what a request for a person is about.

    Args:
        asked: the topic of the reply that points to a person.
        messages: gives the conversation so far, oldest first; only asked for when `asked` tells nothing.
    """
    if is_telling(asked):
        return asked
    told = [m["topic"] for m in messages() if m["role"] == "chatbot" and is_telling(m["topic"])]
    return told[-1] if told else asked


def question_of(words: Sequence[str]) -> str:
    """Returns the newest message that says what somebody comes for; `words` has the newest first."""
    telling = (text for text in words if set(re.findall(r"[\w.]+", text.lower())) - _NO_QUESTION)
    return next(telling, words[0] if words else "")
