"""Why this answer: what a model makes of a question, what the dialogue makes of that, and what lies nearest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.dialogue import WRITTEN, Memory, Speaker, heard_in, question_in
from bot.dialogue.parsed import STATES_HEARD
from bot.dialogue.turn import turn_with_reason
from bot.knowledge import Library
from bot.knowledge.intents import OTHER_INTENTS, RULES
from bot.privacy import mask

Model = Callable[[str], Mapping[str, Any]]  # a text -> text, intent and intent_ranking, as the engine gives them
FALLBACK = OTHER_INTENTS[1]
MOST_LABELS = 5
_FALLBACK_RULE = "Wat niet begrepen is krijgt een keuze uit onderwerpen"
# What decided, by the name of the step in bot.dialogue.steps.
REASONS = {
    "help_first": "Iemand lijkt in gevaar. Dan komt altijd de vaste tekst, en niets anders (data/staten.yml).",
    "stay_with_help": "Iemand leek in gevaar. Dan blijft het gesprek bij de hulp, tot een duidelijke belastingvraag.",
    "something_else": "De burger koos 'iets anders'.",
    "other_language": "Het bericht is in een andere taal. Dan komt één zin in die taal (data/talen.yml).",
    "recovery": "Het gaat over de toeslagenaffaire. Dan komt de vaste tekst en een mens (data/staten.yml).",
    "small_talk": "Het hele bericht past bij een praatje (data/praatjes.yml). Het model telt dan niet.",
    "word": "De burger vraagt wat een woord betekent (data/schrijfwijzer.yml), en het model was niet zeker.",
    "own_mistake": "De burger zegt dat het vorige antwoord niet paste.",
    "not_understood": "Het model was van geen onderwerp zeker genoeg. Dan vraagt de chatbot terug.",
    "hand_over": "Dit onderwerp gaat over iemands eigen zaak. Dan wijst de chatbot de weg naar een mens.",
    "side_unknown": "Iemand vraagt door op iets wat het antwoord niet zegt. Dan zegt de chatbot dat.",
    "answer": "Het model herkende het onderwerp.",
}
_CUES = {
    "vervolg": "Het bericht is een vervolg op het vorige antwoord (data/families.yml).",
    "andere_taal": "Het bericht is in een andere taal (data/talen.yml).",
}


@dataclass(frozen=True)
class Label:
    """A topic that the model thought of, with its probability."""

    topic: str
    title: str
    confidence: float


@dataclass(frozen=True)
class Explained:
    """What happened with one question.

    Attributes:
        text: the question, masked.
        bubbles: what the chatbot says.
        topic: the topic it answers, or None.
        title: its title.
        outcome: the outcome of the message.
        confidence: how sure the model was of its best topic.
        labels: the most likely topics.
        sure: whether the model was sure enough to choose.
        rule: the rule in data/regels.yml that fired.
        why: sentences that say what decided.
    """

    text: str
    bubbles: tuple[str, ...]
    topic: str | None
    title: str
    outcome: str
    confidence: float
    labels: tuple[Label, ...]
    sure: bool
    rule: str
    why: tuple[str, ...]


def explain(model: Model, text: str, library: Library, now: dt.datetime) -> Explained:
    """Returns what the chatbot would say to somebody who begins with this question, and why. Nothing is kept.

    Args:
        model: what understands the question: a running engine, or a model that is not published yet.
        text: the question; private data is masked first, as at the door.
        library: the content to answer from.
        now: the moment.
    """
    masked = mask(text)
    content = library.content
    asked = question_in(masked.text, content.follow_ups.polite)
    parse = model(asked)
    alone = heard_in(parse, {WRITTEN: masked.text}, content, now)
    step, heard, message = turn_with_reason(Speaker(library), alone, Memory())
    intent = (parse.get("intent") or {}).get("name") or ""
    topic = content.topics.get(message.get("topic") or "")
    recognised = next((t for t in content.topics.values() if t.intent == intent), None)
    why = []
    if masked.kinds:
        why.append("Persoonsgegevens zijn weggehaald voordat het model keek.")
    if asked != masked.text:
        why.append(f'Het model las alleen de vraag, zonder beleefde woorden: "{asked}" (data/families.yml).')
    why.append(REASONS.get(step, step))
    if heard.cue in _CUES:
        why.append(_CUES[heard.cue])
    if heard.state != "neutraal":
        why.append(f"De chatbot hoort de staat '{heard.state}' (data/staten.yml). Dat verandert de vorm.")
    if alone.topic and heard.topic and alone.topic != heard.topic:
        why.append(f"Het model zei {alone.topic}. De woorden maakten er {heard.topic} van (data/families.yml).")
    if heard.said:
        why.append("Gehoord: " + ", ".join(f"{key} = {value}" for key, value in heard.said.items()) + ".")
    labels = tuple(Label(t, content.topics[t].title, c) for t, c in alone.ranking[:MOST_LABELS])
    return Explained(
        masked.text, tuple(message["text"].split("\n\n")), topic.id if topic else None, topic.title if topic else "",
        message["outcome"], labels[0].confidence if labels else 0.0, labels, intent != FALLBACK,
        RULES[recognised.outcome][0] if recognised and recognised.outcome in RULES else _FALLBACK_RULE, tuple(why),
    )  # fmt: skip


def parse_of(
    text: str, ranking: Sequence[tuple[str, float]], states: Mapping[str, float] | None = None
) -> dict[str, Any]:
    """Returns what a model made of a text in the shape that the engine gives.

    Args:
        text: the text.
        ranking: intents with their probability, best first.
        states: how much it resembles each state of data/staten.yml.
    """
    found = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    return {"text": text, "intent": found[0] if found else {}, "intent_ranking": found, STATES_HEARD: states or {}}
