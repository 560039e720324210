"""One action per outcome, so that the rules in data/regels.yml read as what happens. All of them take one turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.tracker import heard_from
from bot.dialogue import MEMORY_SLOT, Memory, Speaker, take_turn
from bot.knowledge import Library
from bot.settings import read_settings


@lru_cache(maxsize=1)
def _shared_library() -> Library:
    """The action server's one library: rasa-sdk makes every action without arguments."""
    library = Library(read_settings().data_dir)
    library.watch()
    return library


def _now() -> dt.datetime:
    return dt.datetime.now(dt.timezone.utc)


class Turn:
    """What all actions share: read the tracker, say one message, remember what was said.

    No Action itself: rasa-sdk would register it as one.
    """

    action_name = ""

    def __init__(self, library: Library | None = None, clock: Callable[[], dt.datetime] = _now) -> None:
        """Makes the action; tests hand in their own library and clock."""
        self._given = library
        self._clock = clock

    def name(self) -> str:
        """Name of the action in domain.yml."""
        return self.action_name

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Utters the message as one whole and returns the slot that changes."""
        library = self._given or _shared_library()
        heard = heard_from(tracker, library, self._clock())
        memory = Memory.from_slot(tracker.get_slot(MEMORY_SLOT))
        message, memory = take_turn(Speaker(library), heard, memory)
        dispatcher.utter_message(json_message=message)
        return [SlotSet(MEMORY_SLOT, memory.to_slot())]


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


class ActionDraagOver(Turn, Action):
    """Gives the general part and the way to a person."""

    action_name = "action_draag_over"


class ActionNietBegrepen(Turn, Action):
    """Owns that it was not understood, and offers a way on that differs each time."""

    action_name = "action_niet_begrepen"


class ActionIetsAnders(Turn, Action):
    """Invites to ask in other words, after a choice that did not fit."""

    action_name = "action_iets_anders"
