"""Says it: turns what was heard into messages of the contract."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import Any

from bot.dialogue.asked import asked_apart, of_both, two_asked
from bot.dialogue.beside import notices_beside
from bot.dialogue.bubbles import MAX_BUBBLES, at_most, without_repeats
from bot.dialogue.experiments import EXPERIMENT, B, answer_experiment, arm_of
from bot.dialogue.heard import Heard
from bot.dialogue.readable import is_unreadable
from bot.dialogue.states import ABOVE_CONFUSED, GRIEF_TOPIC, STAFF_TOPIC
from bot.dialogue.telling import only_tells
from bot.dialogue.to_a_person import as_the_line_is, call_slip, line_for, when_to_call
from bot.handoff import Reason
from bot.knowledge import Content, Library, Reply, Source
from bot.knowledge.model import ASKS, FORMAL, HELPS

Message = dict[str, Any]
Choice = dict[str, str]

CHOICE_TOPIC = "onderwerp:"
CHOICE_STAFF = "medewerker"
CHOICE_OTHER = "iets_anders"
MAX_CHOICES = 3
# Below this the best guess is no better than a throw: naming topics as if they were likely would mislead.
WORTH_ASKING = 0.08
# Which text of the repair ladder a message is, for the memory; it never leaves the turn.
REPAIR = "_repair"
# From this many misses in a row the way to a person comes first (sociale-signalen, repair ladder step 3).
MISSES_TO_HAND_OVER = 2
TO_STAFF: Choice = {"label": "Medewerker", "choice": CHOICE_STAFF}
SOMETHING_ELSE: Choice = {"label": "Iets anders", "choice": CHOICE_OTHER}
# What is said instead of a question back to who only tells something.
TOLD = "verteld_eerst"
_NO_TOPIC = (SOMETHING_ELSE, TO_STAFF)
MANDATE = "machtigen.iemand"
# The own case is: who waits for money may mean "how does it work" or "where is mine", and only they know.
NOT_A_SUGGESTION = ("sociaal.", "buiten.niet_gerelateerd", "buiten.ontwijken_fraude")


def with_staff(choices: list[Choice]) -> list[Choice]:
    """Returns the buttons with one for a person behind them, unless one of them leads there."""
    if any(c["choice"] in (CHOICE_STAFF, f"{CHOICE_TOPIC}{STAFF_TOPIC}") for c in choices):
        return choices
    return [*choices, TO_STAFF]


class Speaker:
    """Composes the chatbot's messages from the library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @property
    def content(self) -> Content:
        """The content it speaks from, as it is now."""
        return self._library.content

    def outcome(self, topic: str) -> str:
        """Returns the outcome that a topic has."""
        return self._library.content.topics[topic].outcome

    def button(self, topic: str) -> str:
        """Returns the short name of a topic."""
        return self._library.button(topic)

    def choice(self, topic: str) -> Choice:
        """Returns the button of a topic."""
        return {"label": self.button(topic), "choice": f"{CHOICE_TOPIC}{topic}"}

    def fill(self, text: str, today: dt.date) -> str:
        """Returns a text with its facts filled in."""
        return self._library.fill(text, today)

    def answer(self, heard: Heard) -> Message:
        """Returns the answer to the topic that was heard: with sources and what people ask next."""
        reply = self.reply(heard)
        reply, tried = self._tried_out(heard, reply)
        notices = notices_beside(reply, heard, self._library)
        bubbles = (*reply.bubbles, *(n.text for n in notices))
        sources = (*reply.sources, *(n.source for n in notices if n.source.url not in {s.url for s in reply.sources}))
        message = self.message(bubbles, heard, reply.outcome, sources, self.ways_on(reply, heard))
        return message | ({EXPERIMENT: tried} if tried else {})

    def _tried_out(self, heard: Heard, reply: Reply) -> tuple[Reply, dict[str, str] | None]:
        """Returns the reply in the words of its arm, and which arm that is, when an experiment is about these words."""
        found = answer_experiment(self.content.experiments, heard)
        arm = arm_of(found, heard.conversation) if found else None
        if found is None or arm is None:
            return reply, None
        a, b = (self._library.filled(texts, heard.today) for texts in (found.a, found.b))
        if reply.bubbles != a or not b:  # another wording, or a fact that has no value today
            return reply, None
        return replace(reply, bubbles=b) if arm == B else reply, {"id": found.id, "arm": arm}

    def hand_over(self, heard: Heard, reason: Reason, simpler: bool = False) -> Message:
        """Returns the general part of the answer, in its easy form if asked, then the way to a person, with a slip."""
        reply = self.reply(heard)
        if simpler and reply.simpler:
            reply = replace(reply, bubbles=reply.simpler)
        line = line_for(heard.topic, heard, self.content)
        lead = () if reply.topic == STAFF_TOPIC else self.text("overdracht_persoonlijk", heard)
        if any("medewerker" in bubble for bubble in reply.bubbles):
            lead = ()
        # A fixed text that names the number itself does not get it twice; what to have at hand stands on the slip.
        told = not line.hours.known and any(line.number in bubble for bubble in reply.bubbles)
        bubbles = as_the_line_is(reply, line, heard, self.content)
        bubbles = (*bubbles, *lead, *(() if told else when_to_call(line, heard, self._library)))
        bubbles = at_most(MAX_BUBBLES, without_repeats(bubbles))
        message = self.message(bubbles, heard, "overdracht", reply.sources, self.ways_on(reply, heard))
        message["slip"] = call_slip(line, heard, self._library)
        message["handoff"] = {"reason": reason.value}
        return message

    def not_understood(self, heard: Heard) -> Message:
        """Returns the next step of the repair ladder: topics to choose from, those and a person, a person."""
        if heard.text and not any(c.isalpha() for c in heard.text):
            return self.repair("alleen_emoji", heard)
        nonsense = is_unreadable(heard.text, self.content)
        choices = [] if nonsense else self._likely(heard)
        # After two misses, or after one for who has a hard time: the third is a person (sociale-signalen, 7.1).
        if heard.misses >= MISSES_TO_HAND_OVER or (heard.misses and heard.state in ABOVE_CONFUSED):
            line = line_for(None, heard, self.content)
            message = self.repair("overdracht_medewerker", heard, "overdracht", choices, (line.source,))
            bubbles = (*message["text"].split("\n\n"), *when_to_call(line, heard, self._library))
            message["text"] = "\n\n".join(at_most(MAX_BUBBLES, without_repeats(bubbles)))
            message["slip"] = call_slip(line, heard, self._library)
            message["handoff"] = {"reason": Reason.NOT_UNDERSTOOD.value}
            return message
        if nonsense and "onleesbaar" in self.content.texts:  # topics to choose from would be odd
            return self.repair("onleesbaar", heard, choices=_NO_TOPIC)
        likely = bool(choices) and heard.confidence >= WORTH_ASKING
        choices = [*choices, SOMETHING_ELSE]
        if heard.misses:
            choices.append(TO_STAFF)
            return self.repair("niet_begrepen_weer", heard, choices=choices)
        if likely:
            toeslag = str(heard.said.get("toeslag", "")).replace("_", " ")
            about_it = toeslag and any(c["choice"].startswith(f"{CHOICE_TOPIC}toeslagen.") for c in choices)
            if about_it and "verduidelijking_over" in self.content.texts:
                return self.repair("verduidelijking_over", heard, "verduidelijking", choices, toeslag=toeslag)
            told = TOLD in self.content.texts and only_tells(heard, self.content)
            return self.repair(TOLD if told else "verduidelijking", heard, "verduidelijking", choices)
        return self.repair("niet_begrepen", heard, choices=choices)

    def repair(
        self,
        name: str,
        heard: Heard,
        outcome: str = "niet_begrepen",
        choices: Iterable[dict[str, str]] = (),
        sources: Iterable[Source] = (),
        **filled: str,
    ) -> Message:
        """Returns a text of the ladder, in other words than the last time: name, name_2, name_3 and so on."""
        ways = [n for n in (name, *(f"{name}_{i}" for i in range(2, 6))) if n in self.content.texts]
        text = ways[heard.repairs.get(name, 0) % len(ways)]
        message = self.message(self.text(text, heard, **filled), heard, outcome, sources, choices)
        message[REPAIR] = name
        return message

    def in_language(self, heard: Heard) -> Message:
        """Returns one line in the citizen's own language, with where to go."""
        line = next(known.line for known in self.content.languages.languages if known.code == heard.language)
        reply = self.reply(heard)
        choices = [TO_STAFF]
        bubbles = (self._library.fill(line, heard.today),)
        return self.message(bubbles, heard, reply.outcome, reply.sources, choices)

    def something_else(self, heard: Heard) -> Message:
        """Returns the invitation to ask again after the citizen chose "iets anders"."""
        return self.repair("iets_anders", heard, choices=(TO_STAFF,))

    def reply(self, heard: Heard) -> Reply:
        """Returns what the library says about the topic that was heard."""
        assert heard.topic is not None
        turn = heard.answered.get(heard.topic, 0)
        said = {**asked_apart(heard.text, heard.topic, self.content), **heard.said}
        if heard.sober:
            said.setdefault(FORMAL, "ja")  # last: a wording about what was said goes before it
        reply = self._library.answer_for(heard.topic, heard.today, said, turn)
        one_text = ASKS in said or reply.topic == GRIEF_TOPIC or reply.outcome == "afbakening"
        both = () if one_text else two_asked(heard.text, reply.topic, self.content)
        return of_both(reply, *(self._library.answer_for(reply.topic, heard.today, {ASKS: b, **said}) for b in both))

    def text(self, name: str, heard: Heard, **words: str) -> tuple[str, ...]:
        """Returns a fixed text of gesprek.yml, filled in for the day."""
        return self._library.text(name, heard.today, **words)

    def ways_on(self, reply: Reply, heard: Heard) -> list[dict[str, str]]:
        """Returns the buttons with what people ask next; not what this conversation answered, if there is more."""
        new = [pair for pair in reply.follow_ups if pair[1] not in heard.answered] or reply.follow_ups
        return [{"label": label, "choice": f"{CHOICE_TOPIC}{t}"} for label, t in new[:MAX_CHOICES]]

    def _likely(self, heard: Heard) -> list[dict[str, str]]:
        offered = (t for t, _ in heard.ranking if not t.startswith(NOT_A_SUGGESTION) and t not in heard.rejected)
        topics = list(islice(offered, MAX_CHOICES))
        if heard.said.get(HELPS) and MANDATE in self._library.content.answers and MANDATE not in topics:
            topics = [*topics[: MAX_CHOICES - 1], MANDATE]  # who arranges something for another may mean that
        return [self.choice(t) for t in topics]

    def message(
        self,
        bubbles: Iterable[str],
        heard: Heard,
        outcome: str,
        sources: Iterable[Source] = (),
        choices: Iterable[dict[str, str]] = (),
    ) -> Message:
        """Returns a whole message of the contract."""
        return {
            "text": "\n\n".join(bubbles),
            "topic": heard.topic,
            "outcome": outcome,
            "cue": heard.cue,
            "confidence": round(heard.confidence, 3),
            "sources": [as_data(s) for s in sources],
            "choices": list(choices),
        }


def as_data(source: Source) -> dict[str, str]:
    """Returns a source as the contract has it."""
    return {"title": source.title, "url": source.url, "checked": source.checked.isoformat()}
