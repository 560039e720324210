"""One action per outcome. Which one runs is decided by the rules in data/regels.yml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.tracker import heard_from
from bot.dialogue import Heard, Speaker
from bot.handoff import Reason
from bot.knowledge import Library
from bot.settings import read_settings

UNCLEAR = "sociaal.onduidelijk"
REASONS = {"contact.medewerker": Reason.ASKED_FOR_PERSON, "toeslagen.hersteloperatie": Reason.RECOVERY}


@lru_cache(maxsize=1)
def _shared_library() -> Library:
    """The action server's one library: rasa-sdk makes every action without arguments."""
    return Library(read_settings().data_dir)


class Turn:
    """What all actions share: read the tracker, say one message, remember what was said.

    No Action itself: rasa-sdk would register it as one.
    """

    action_name = ""

    def __init__(
        self,
        library: Library | None = None,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.timezone.utc),
    ) -> None:
        """Makes the action; tests hand in their own library and clock."""
        self._given = library
        self._clock = clock

    def name(self) -> str:
        """Name of the action in domain.yml."""
        return self.action_name

    def say(self, speaker: Speaker, heard: Heard) -> dict[str, Any]:
        """Returns the message for what was heard."""
        return speaker.answer(heard)

    def misses_after(self, heard: Heard) -> int:
        """Returns how many misses in a row there are after this turn."""
        return 0

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Utters the message as one whole and returns the slots that change."""
        library = self._given or _shared_library()
        heard = heard_from(tracker, library, self._clock())
        dispatcher.utter_message(json_message=self.say(Speaker(library), heard))
        events = [SlotSet("niet_begrepen_keren", self.misses_after(heard))]
        if heard.topic:
            answered = {**heard.answered, heard.topic: heard.answered.get(heard.topic, 0) + 1}
            events += [SlotSet("onderwerp", heard.topic), SlotSet("beantwoord", answered)]
        return events


class ActionGeefAntwoord(Turn, Action):
    """Answers a general question."""

    action_name = "action_geef_antwoord"


class ActionSteun(Turn, Action):
    """Listens first, then one small step."""

    action_name = "action_steun"


class ActionBakenAf(Turn, Action):
    """Names the right door for what is not ours."""

    action_name = "action_baken_af"


class ActionSociaal(Turn, Action):
    """Answers small talk."""

    action_name = "action_sociaal"

    def say(self, speaker: Speaker, heard: Heard) -> dict[str, Any]:
        """Returns the small talk; a second message without context goes up the repair ladder instead."""
        if heard.topic == UNCLEAR and heard.misses:
            return speaker.not_understood(heard)
        return speaker.answer(heard)

    def misses_after(self, heard: Heard) -> int:
        """Counts a message without context: the chatbot still does not know what the question is."""
        return min(heard.misses + 1, 9) if heard.topic == UNCLEAR else 0


class ActionDraagOver(Turn, Action):
    """Gives the general part and the way to a person."""

    action_name = "action_draag_over"

    def say(self, speaker: Speaker, heard: Heard) -> dict[str, Any]:
        """Returns the handover for what was heard."""
        return speaker.hand_over(heard, REASONS.get(heard.topic or "", Reason.PERSONAL_DATA))


class ActionNietBegrepen(Turn, Action):
    """Owns that it was not understood, and offers a way on that differs each time."""

    action_name = "action_niet_begrepen"

    def say(self, speaker: Speaker, heard: Heard) -> dict[str, Any]:
        """Returns the next step of the repair ladder."""
        return speaker.not_understood(heard)

    def misses_after(self, heard: Heard) -> int:
        """Counts this one too."""
        return min(heard.misses + 1, 9)


class ActionIetsAnders(Turn, Action):
    """Invites to ask in other words, after a choice that did not fit."""

    action_name = "action_iets_anders"

    def say(self, speaker: Speaker, heard: Heard) -> dict[str, Any]:
        """Returns the invitation."""
        return speaker.something_else(heard)

    def misses_after(self, heard: Heard) -> int:
        """Keeps the count: choosing "iets anders" is no understanding yet."""
        return heard.misses
