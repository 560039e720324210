"""Open en duidelijk: P1 bot honesty, P2 scope, P4 plain language, P5 source and date."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urlsplit

from bot.gesprekken.rubric.scores import Check
from bot.gesprekken.rubric.view import View, first_turn

OLDEST_CHECK = dt.timedelta(days=366)
MOST_NOTICES = 3
_CHATBOT = re.compile(r"\bchatbot\b|\bcomputerprogramma\b", re.IGNORECASE)
_ASKS_WHAT_YOU_ARE = re.compile(
    r"\b(?:ben|bent|spreek|praat|chat) (?:je|jij|u|ik)\b[^.?!]{0,30}"
    r"\b(?:mens|robot|bot|chatbot|computer|persoon|echt)\b",
    re.IGNORECASE,
)
_CLEAR_ANSWER = re.compile(r"\b(?:nee|ja)\b|\bgeen mens\b|\bik ben een chatbot\b", re.IGNORECASE)
_CLAIMS_HUMAN = re.compile(
    r"\bik ben (?:echt |gewoon )?(?:een (?:echt )?mens|geen (?:chat)?bot|geen robot|geen computer\w*)\b", re.IGNORECASE
)
_CAN = re.compile(r"\bik (?:geef|leg) (?:je )?uit(?:leg)?\b|\bik geef uitleg\b", re.IGNORECASE)
_CANNOT = re.compile(
    r"\b(?:ik )?kan niet in (?:jouw|je|uw) gegevens\b|\bzie geen gegevens\b|\bkan dat niet\b", re.IGNORECASE
)
_VAGUE_LINK = re.compile(r"\s*(?:klik hier|hier|lees meer|meer info\w*|link|website|deze pagina)?\s*\Z", re.IGNORECASE)


def bot_honesty(view: View) -> Check:
    """Returns P1: it says that it is a chatbot, at once and when asked."""
    for line in view.lines:
        if _CLAIMS_HUMAN.search(line.text):
            return Check("P1", 0, line.number, "doet zich voor als mens")
    for line, found in view.findings:
        if found.rule == "E07":
            return Check("P1", 0, line.number, f"doet zich voor als mens: {found.found}")
    for i, turn in enumerate(view.turns):
        if _ASKS_WHAT_YOU_ARE.search(view.asked(i)):
            said = " ".join(line.text for line in turn)
            if not _CHATBOT.search(said):
                return Check("P1", 0, view.citizen[i], "zegt niet dat hij een chatbot is als ernaar wordt gevraagd")
            if not _CLEAR_ANSWER.search(said):
                return Check("P1", 1, view.citizen[i], "geen duidelijk ja of nee op de vraag")
    first = next((line for line in view.lines if _CHATBOT.search(line.text)), None)
    if first is None:
        return Check("P1", 0, 0, "zegt nergens dat het een chatbot is")
    if first.turn > first_turn(view):
        return Check("P1", 1, first.number, "zegt pas later dat het een chatbot is")
    return Check("P1", 2, first.number)


def scope(view: View) -> Check:
    """Returns P2: it says what it can and what it cannot do."""
    first = [line for line in view.lines if line.turn <= first_turn(view) + 1]
    can = next((line for line in first if _CAN.search(line.text)), None)
    cannot = next((line for line in first if _CANNOT.search(line.text)), None)
    if can and cannot:
        return Check("P2", 2, can.number)
    if can:
        return Check("P2", 1, can.number, "zegt alleen wat hij kan")
    if cannot:
        return Check("P2", 1, cannot.number, "zegt alleen wat hij niet kan")
    return Check("P2", 0, 0, "zegt niet wat hij kan en niet kan")


def plain_language(view: View) -> Check:
    """Returns P4: what the writing rules of group B find."""
    errors, notices = [], []
    seen: set[tuple[str, str]] = set()
    for line, found in view.findings:
        # The same sentence twice is one thing to mend.
        if found.rule[0] == "B" and (found.rule, found.found) not in seen:
            seen.add((found.rule, found.found))
            (errors if found.level == "fout" else notices).append((line, found))
    worst = errors or notices
    shown = "; ".join(f"{f.rule} {f.found}" for _, f in worst[:4])
    if len(errors) >= 3:
        return Check("P4", 0, worst[0][0].number, f"{len(errors)} fouten: {shown}")
    if errors or len(notices) > MOST_NOTICES:
        return Check("P4", 1, worst[0][0].number, f"{len(errors)} fouten, {len(notices)} tips: {shown}")
    return Check("P4", 2, worst[0][0].number if worst else 0, f"{len(notices)} tips" if notices else "")


def sources(view: View) -> Check:
    """Returns P5: each answer has a source with a day and a telling title."""
    answers = [line for line in view.lines if line.outcome == "antwoord"]
    if not answers:
        return Check("P5", None)
    bare = [line for line in answers if not line.message.get("sources")]
    if len(bare) == len(answers):
        return Check("P5", 0, bare[0].number, "antwoord zonder bron")
    if bare:
        return Check("P5", 1, bare[0].number, "een van de antwoorden heeft geen bron")
    for line in view.lines:
        for source in line.message.get("sources") or ():
            lack = _lack_of(source, view.played.day)
            if lack:
                return Check("P5", 1, line.number, lack)
    return Check("P5", 2, answers[0].number)


def _lack_of(source: dict[str, str], day: dt.date) -> str:
    if _VAGUE_LINK.match(source.get("title") or ""):
        return "de linktekst noemt de pagina niet"
    if urlsplit(source.get("url") or "").scheme not in ("http", "https"):
        return "de bron heeft geen adres"
    if not source.get("checked"):
        return "de bron heeft geen datum"
    if day - dt.date.fromisoformat(source["checked"]) > OLDEST_CHECK:
        return f"de bron is langer dan 12 maanden niet gecontroleerd: {source['title']}"
    return ""
