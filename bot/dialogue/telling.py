"""Whether a message asks anything: "hij is 2" and "bij de bakker" only say how things are."""

from __future__ import annotations

import re

from bot.dialogue.follow_up_words import ASKING, LEANS_ON, SUBJECTS
from bot.dialogue.heard import Heard
from bot.dialogue.said import in_plain_words
from bot.dialogue.sides import side_in
from bot.knowledge import Content

_OF_SOMEBODY = SUBJECTS | frozenset("mijn mn onze ons zijn haar hun het er".split())
_ASKS_OR_SUPPOSES = ASKING | frozenset("wie wiens welk waarvoor waarop als stel of indien".split())
# Half a sentence that only says when: "vorige week", "gisteren al".
_WHEN = frozenset("gisteren eergisteren vandaag vanochtend vanmorgen vorige afgelopen volgende sinds vanaf".split())
# "Ik wil het weten", "ik snap het niet", "reken het uit": a question or a remark on the answer, in the form of a fact.
_ABOUT_THE_ANSWER = frozenset(
    "weten vraag zoek bedoel bedoelde snap begrijp help hulp helpen nodig antwoord uitleg klopt nee niet ja dus toch"
    " vertel leg reken geef zeg kijk dat dit die deze".split()
)
_BEGINS_A_QUESTION = re.compile(
    r" (?:(?:en|maar|dan|ook) )*(?:is|zijn|was|heb|heeft|hebben|ben|krijg|krijgt|krijgen|telt|tellen|geldt|hoeft|hoef|"
    r"kun|kunnen|zou|zal|wordt|word|doet|doe|moeten|mogen|maakt|blijft|gaat|verandert|scheelt) "
)


def begins_a_question(heard: Heard, content: Content) -> bool:
    """Tells whether a message begins as a question: "kan ik in stukjes betalen", "en heb ik recht op"."""
    plain = in_plain_words(heard.text, content.words)
    return _BEGINS_A_QUESTION.match(plain) is not None or bool(ASKING.intersection(plain.split()[:1]))


def only_tells(heard: Heard, content: Content) -> bool:
    """Tells whether a message says how things are, of somebody or as half a sentence, and asks nothing by its words."""
    plain = in_plain_words(heard.text, content.words)
    words = plain.split()
    if not words or "?" in heard.text or _BEGINS_A_QUESTION.match(plain):
        return False
    if words[:2] == ["en", "voor"]:  # "en voor onze huurtoeslag" asks the same of that
        return False
    if (_ASKS_OR_SUPPOSES | _ABOUT_THE_ANSWER).intersection(words):
        return False
    if side_in(plain, content.follow_ups.sides)[0]:
        return False
    return (
        bool(_OF_SOMEBODY.intersection(words)) or (words[0],) in LEANS_ON or words[0].isdecimal() or words[0] in _WHEN
    )
