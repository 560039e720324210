"""What an answer may get besides: the question said back, a help line, acting for somebody else, a way to a person.

Each is one sentence or one button, in measure; without it the answer is complete.
"""

from __future__ import annotations

import dataclasses
import re

from bot.dialogue.beside import HEAVY_TOPICS
from bot.dialogue.bubbles import MAX_BUBBLES, fits, joined
from bot.dialogue.heard import Heard
from bot.dialogue.helper import RELATION
from bot.dialogue.memory import Memory
from bot.dialogue.said import in_plain_words, spotted
from bot.dialogue.speaker import (
    MANDATE,
    MAX_CHOICES,
    Message,
    Speaker,
    with_staff,
)
from bot.dialogue.states import (
    AFRAID,
    ANGRY_AT_SERVICE,
    CONFUSED,
    CRISIS,
    FRUSTRATED,
    GRIEF,
    NEUTRAL,
    RECOVERY,
    as_searched,
    state_named,
)  # fmt: skip
from bot.knowledge import Content
from bot.knowledge.model import HELPS
from bot.tone.splitting import words

REFLECT_FROM_WORDS = 12
REFLECT_SURE = 0.6
TURNS_BETWEEN_REFLECTIONS = 3
MISSES_TO_FRUSTRATE = 2
WORD_ABOUT_HELP = "misschien_gevaar"
ASKED_BEFORE = "al_vaker_gevraagd"
_NO_REFLECTION = (
    *HEAVY_TOPICS,
    "sociaal.",
    "persoonlijk.",
    "buiten.",
    "contact.",
    "leven.",
    "toeslagen.hersteloperatie",
)
_NO_LABEL = re.compile(
    r"[?:/(,]|^(?:wie|wat|waar|wanneer|hoe|welk|welke|waarom|kan|moet|is|ik|op)\b|\b(?:ik|wordt|lukt|verandert|komt)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b0[89]00 - [\d ]*\d")
_ASKED_BEFORE = re.compile(
    r"\b(?:derde|vierde|vijfde|zesde|tiende|zoveelste|[3-9]e|\d+de) keer\b|"
    r"\b(?:twee|drie|vier|vijf|zes|tien|\d+) (?:keer|x|maal) (?:\w+ ){0,2}(?:gebeld|gemaild|geschreven|gevraagd)\b|"
    r"\b(?:bel|belde|gebeld|gemaild|geschreven) (?:\w+ ){0,2}(?:al|steeds|elke|iedere) (?:\w+ ){0,2}"
    r"(?:keer|week|weken|dag|dagen|maand|maanden)\b|"
    r"\b(?:niemand|word|werd|wordt) (?:\w+ ){0,3}(?:terug ?gebeld|terug ?bel\w*|belt (?:\w+ )?terug)\b"
)
_ASKS_LEAVE = re.compile(r"\b(?:kan|kun|mag|mogen|kunnen) (?:ik|we|wij)\b")
_NOT_BEFORE = re.compile(r"[0-9]+[.)] |[-•] |(?:Ja|Nee|Je vraag)\b")
_THE_OTHER = {"ouder": "je ouder", "partner": "je partner", "kind": "je kind", "client": "je cliënt"}
_MY = re.compile(r"(?:mijn|me|onze|ons) (?!ex\b)")
_OWN = re.compile(r"\b(?:mijn|m'n|mn|onze?) \Z")
_LOGS_IN = re.compile(r"\b(?:DigiD|inloggen|log in|Mijn (?:toeslagen|Belastingdienst))\b", re.IGNORECASE)


def question_said_back(
    bubbles: tuple[str, ...], heard: Heard, memory: Memory, speaker: Speaker
) -> tuple[tuple[str, ...], Memory]:
    """Returns the bubbles with what the question is about in front, for a long question, once in three turns."""
    recently = memory.reflected and memory.turns + 1 - memory.reflected < TURNS_BETWEEN_REFLECTIONS
    if (
        heard.topic is None
        or heard.state != NEUTRAL
        or heard.sober
        or recently
        or heard.cue
        or heard.confidence < REFLECT_SURE
        or len(words(heard.text)) <= REFLECT_FROM_WORDS
        or heard.topic.startswith(_NO_REFLECTION)
        or speaker.outcome(heard.topic) != "antwoord"
    ):
        return bubbles, memory
    label = spoken_label(heard.topic, speaker)
    if not label or not fits(lead := speaker.text("spiegel", heard, vraag=label)[0], bubbles[0]):
        return bubbles, memory
    joined = f"{lead}{chr(10) if re.match(r'[0-9]+[.)] |[-•] ', bubbles[0]) else ' '}{bubbles[0]}"
    return (joined, *bubbles[1:]), dataclasses.replace(memory, reflected=memory.turns + 1)


def spoken_label(topic: str, speaker: Speaker) -> str:
    """Returns what a topic is about, as it stands within a sentence, or an empty text when no name fits there."""
    for name in (speaker.button(topic), speaker.content.topics[topic].title):
        if not _NO_LABEL.search(name):
            first = name.split()[0]
            label = name if not first[1:].islower() else name[:1].lower() + name[1:]
            return re.sub(r"\bmijn\b", "je", label)
    return ""


def help_line(bubbles: tuple[str, ...], heard: Heard, memory: Memory, speaker: Speaker) -> tuple[str, ...]:
    """Returns the bubbles with one help line, when a state is new and the answer does not name that help yet."""
    rules = state_named(speaker.content.talk.states, heard.state)
    if rules is None or not rules.help_line or heard.state == memory.last_state:
        return bubbles
    line = speaker.fill(rules.help_line, heard.today)
    number = _NUMBER.search(line)
    if (number[0] if number else rules.help_known_by) in "\n".join(bubbles):
        return bubbles
    return _added(bubbles, line)


def word_about_help(bubbles: tuple[str, ...], heard: Heard, speaker: Speaker) -> tuple[str, ...]:
    """Returns the bubbles with where to talk, when a question has words of somebody who may be in danger."""
    if not heard.worry or WORD_ABOUT_HELP not in speaker.content.texts:
        return bubbles
    return _added(bubbles, speaker.text(WORD_ABOUT_HELP, heard)[0])


def after_asking_before(message: Message, bubbles: tuple[str, ...], heard: Heard, speaker: Speaker) -> tuple[str, ...]:
    """Returns the bubbles with how to complain, for who called or wrote before: calling again is no way on."""
    if (
        not (heard.topic or "").startswith("persoonlijk.")
        or message["outcome"] != "overdracht"
        or not _ASKED_BEFORE.search(as_searched(heard.text))
        or "klacht" in "\n".join(bubbles)
        or ASKED_BEFORE not in speaker.content.texts
    ):
        return bubbles
    return (*bubbles[:-1], speaker.text(ASKED_BEFORE, heard)[0], bubbles[-1])


def for_somebody_else(
    message: Message, bubbles: tuple[str, ...], heard: Heard, memory: Memory, speaker: Speaker
) -> tuple[tuple[str, ...], Memory]:
    """Returns the bubbles with a line about acting for another, once, when the answer is about logging in."""
    if (
        memory.told_mandate
        or heard.said.get(HELPS) != "ja"
        or heard.state in (GRIEF, RECOVERY, CRISIS)
        or message["outcome"] not in ("antwoord", "overdracht")
        or (heard.topic or "").startswith(("machtigen.", "sociaal.", "digid."))
        or MANDATE not in speaker.content.answers
        or not _LOGS_IN.search("\n".join(bubbles))
        or "machtiging" in "\n".join(bubbles)
    ):
        return bubbles, memory
    choice = speaker.choice(MANDATE)
    others = [c for c in message["choices"] if c["choice"] != choice["choice"]]
    message["choices"] = [choice, *others][:MAX_CHOICES]
    line = speaker.text("voor_een_ander", heard, ander=_the_other(heard, speaker.content))[0]
    # "Mag ik dat voor mijn oma doen?" That is answered before how it is done.
    first = _ASKS_LEAVE.search(as_searched(heard.text)) and fits(line, bubbles[0]) and not _NOT_BEFORE.match(bubbles[0])
    bubbles = (f"{line} {bubbles[0]}", *bubbles[1:]) if first else _added(bubbles, line)
    return bubbles, dataclasses.replace(memory, told_mandate=True)


def _the_other(heard: Heard, content: Content) -> str:
    """Returns who it is for in the words of the citizen ("je oma"), or the general word for them."""
    relation = str(heard.said.get(RELATION, ""))
    named = spotted(in_plain_words(heard.text, content.words), content.words.get(RELATION, {}))
    own = {_MY.sub("je ", written) for written, value in named if value == relation and _MY.match(written)}
    if len(own) == 1:
        return own.pop()
    plain = as_searched(heard.text)
    acquaintances = (search.search(plain) for search in content.talk.kinds_of_other.values())
    own_words = (a[0] for a in acquaintances if a and _OWN.search(plain[: a.start()]))
    return _THE_OTHER.get(relation) or next((f"je {word}" for word in own_words), "een ander")


def way_to_a_person(message: Message, heard: Heard, memory: Memory) -> None:
    """Adds the button for a person when that is the shortest way.

    That is with anger, frustration and fear, when somebody is confused again, and when the chatbot failed twice in this
    conversation. The last gets the button and no sentence: sympathy about one's own failure only shows incompetence.
    """
    again = heard.state == CONFUSED and memory.last_state == CONFUSED
    again = again or memory.all_misses >= MISSES_TO_FRUSTRATE
    if again or heard.state in (FRUSTRATED, ANGRY_AT_SERVICE, AFRAID):
        message["choices"] = with_staff(message["choices"])


def _added(bubbles: tuple[str, ...], line: str) -> tuple[str, ...]:
    """Returns the bubbles with a line below: in a bubble of its own as long as there is room, else in the last one."""
    if len(bubbles) < MAX_BUBBLES or not fits(line, bubbles[-1]):
        return (*bubbles, line)
    return (*bubbles[:-1], joined(bubbles[-1], line))
