"""Uses the debt that somebody told: whether it is below a limit in the answer, and what it is a month in parts."""

from __future__ import annotations

import math
import re

from bot.dialogue.amounts import in_euros
from bot.dialogue.heard import Heard
from bot.dialogue.speaker import Speaker
from bot.tone.splitting import Sentence, sentences

OF_A_TOESLAG, IN_PARTS = "toeslagen.terugbetalen", "betalen.betalingsregeling"
# Older sources name this as the least a month (TWU-018): below it the sum says nothing.
LEAST_A_MONTH = 20
_BELOW, _ABOVE, _A_MONTH = "verteld_schuld", "verteld_schuld_hoger", "verteld_per_maand"
_ASKS_LIMIT = re.compile(r"^Is (?:je|de) schuld niet hoger dan € (?P<grens>[\d.]+)\?$")
_TELLS_LIMIT = re.compile(r"^Dat kan tot een schuld van € (?P<grens>[\d.]+)\.$")
_IN_MONTHS = re.compile(r"\b(?:delen|terugbetalen)\b[^.?!]*\bin (?P<maanden>\d+) maanden\.$")


def with_debt(bubbles: tuple[str, ...], heard: Heard, speaker: Speaker, debt: float) -> tuple[str, ...]:
    """Returns the bubbles that do not ask for a debt that was told, with what it is a month behind the first term."""
    if not debt or _BELOW not in speaker.content.texts:
        return bubbles
    bubbles = tuple(_beside_limit(bubble, heard, speaker, debt) for bubble in bubbles)
    of_a_toeslag = heard.topic == OF_A_TOESLAG or (heard.topic == IN_PARTS and heard.said.get("toeslag"))
    if not of_a_toeslag or _A_MONTH not in speaker.content.texts:
        return bubbles
    for i, bubble in enumerate(bubbles):
        for sentence in sentences(bubble):
            found = _IN_MONTHS.search(sentence.text.strip())
            amount = math.ceil(debt / int(found["maanden"])) if found else 0
            if amount >= LEAST_A_MONTH:
                said = speaker.text(_A_MONTH, heard, bedrag=in_euros(debt), wat=in_euros(amount))[0]
                joined = f"{bubble[: sentence.end].rstrip()} {said} {bubble[sentence.end :].lstrip(' ')}".strip()
                return (*bubbles[:i], joined, *bubbles[i + 1 :])
    return bubbles


def _beside_limit(bubble: str, heard: Heard, speaker: Speaker, debt: float) -> str:
    found = sentences(bubble)
    for i, sentence in enumerate(found):
        limit = _ASKS_LIMIT.match(sentence.text.strip()) or _TELLS_LIMIT.match(sentence.text.strip())
        if limit is None:
            continue
        below = debt <= int(limit["grens"].replace(".", ""))
        name = _BELOW if below else _ABOVE
        if name not in speaker.content.texts:
            return bubble
        known = speaker.text(name, heard, bedrag=in_euros(debt), wat=limit["grens"])[0]
        end = sentence.end if below else _with_what_follows(found, i)
        joined = f"{bubble[: sentence.start]}{known} {bubble[end:].lstrip(' ')}"
        return re.sub(r"[ ]{2,}", " ", joined).replace(" \n", "\n").strip()
    return bubble


def _with_what_follows(found: list[Sentence], i: int) -> int:
    """Returns where a sentence ends, with the one behind it that tells what holds below the limit."""
    follows = found[i + 1 : i + 2]
    return follows[0].end if follows and follows[0].text.startswith("Dan ") else found[i].end
