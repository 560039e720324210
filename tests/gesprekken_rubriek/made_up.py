"""Made-up conversations: short to write, whole to score."""

from __future__ import annotations

import datetime as dt

from bot.gesprekken import Played, Turn

DAY = dt.date(2026, 11, 24)
GREETING = (
    "Goedemiddag. Ik ben een chatbot en geen mens. Ik geef uitleg over je belastingaangifte en over toeslagen. "
    "Ik kan niet in jouw gegevens kijken.\n\nTyp hier geen burgerservicenummer of wachtwoord. "
    "Liever iemand spreken? Typ dan: medewerker."
)
CRISIS_BLOCK = (
    "Je schrijft iets belangrijks. Praat er nu over met iemand.\n\n"
    "Bel 0800 - 0113. Dat is gratis, anoniem en dag en nacht open. Of bel 113, of chat op 113.nl. "
    "Is er nu gevaar? Bel 112.\n\n"
    "Je belastingvraag kan wachten. Een medewerker bellen kan ook: 0800 - 0543."
)
RECOVERY_BLOCK = (
    "Bij de kinderopvangtoeslag is veel misgegaan. Een chatbot is hier niet de juiste plek voor. "
    "Bel gratis het Serviceteam: 0800 - 2 358 358. Daar spreek je een medewerker.\n\n"
    "Je gemeente helpt getroffen ouders ook, bijvoorbeeld met geld, werk of gezondheid."
)
HANDOVER = (
    "Bel gratis de BelastingTelefoon: 0800 - 0543. Die is nu open, tot 20.00 uur.\n\n"
    "Houd je brief en je burgerservicenummer bij de hand."
)
SOURCE = {"title": "Uitstel aanvragen", "url": "https://www.belastingdienst.nl/uitstel", "checked": "2026-11-03"}


def says(text, outcome="antwoord", sources=None, **more):
    """Returns a message of the chatbot; an answer has a source unless told otherwise."""
    if sources is None:
        sources = [SOURCE] if outcome == "antwoord" else []
    return {"role": "chatbot", "text": text, "outcome": outcome, "topic": None, "cue": None, "sources": sources,
            "choices": [], **more}  # fmt: skip


def asks(text, *replies, state="neutraal"):
    """Returns a turn; a reply that is only a text is an answer with a source."""
    return Turn(text, state, tuple(says(r) if isinstance(r, str) else r for r in replies))


def held(*turns, greeting=GREETING):
    """Returns a conversation."""
    first = (says(greeting, "sociaal", topic="sociaal.begroeting"),) if greeting else ()
    return Played("verzonnen", "Verzonnen", DAY, first, tuple(turns))
