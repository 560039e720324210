"""Turns what can be wrong with a deed at the desk into kind words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from bot.handoff import Handoffs, NoRoom, NotYours, Refused
from bot.privacy import KINDS
from bot.site.errors import DoorError
from bot.site.webcare.names import Names
from bot.site.webcare.rules import Rules
from bot.transcript import ConversationGone


class Kindly:
    """Does deeds; one that cannot be done changes nothing and is told why."""

    def __init__(self, handoffs: Handoffs, names: Names, rules: Callable[[], Rules]) -> None:
        self._handoffs = handoffs
        self._names = names
        self._rules = rules

    def __call__(self, conversation: str, deed: Callable[[], Any]) -> Any:
        """Does a deed and returns what it returns.

        Raises:
            DoorError: it cannot be done; the colleague reads why.
        """
        try:
            return deed()
        except ConversationGone:
            gone()
        except NotYours:
            handoff = self._handoffs.get(conversation)
            if handoff is None:
                gone()
            whose = self._names.name(handoff.owner)
            raise DoorError(403, "not_yours", f"Dit gesprek is van {whose}. Er is niets verstuurd.") from None
        except NoRoom:
            limit = self._rules().limit
            told = f"Je hebt al {limit} gesprekken. Rond er eerst een af, of laat er een los."
            raise DoorError(409, "no_room", told) from None
        except Refused as refused:
            if self._handoffs.get(conversation) is None:
                gone()
            raise DoorError(409, "refused", f"Dat kan nu niet: {refused}. Er is niets veranderd.") from None


def gone() -> NoReturn:
    """Says that the citizen erased the conversation."""
    told = "De burger heeft dit gesprek gewist. Er is niets verstuurd en niets bewaard."
    raise DoorError(410, "gone", told) from None


def confirm(kinds: tuple[str, ...], asks: bool) -> DoorError:
    """Returns the question whether a reply with private data, or that asks for a BSN, is meant."""
    private = [KINDS[kind].label.removeprefix("je ").removeprefix("het ") for kind in kinds]
    parts = []
    if private:
        parts.append(f"In je antwoord staat {' en '.join(private[:2])}. Dat halen we eruit als je verstuurt.")
    if asks:
        parts.append("Je vraagt om een burgerservicenummer. Dat mag een burger hier niet typen.")
    told = " ".join([*parts, "Wil je het zo versturen?"])
    return DoorError(409, "confirm", told, None, code="confirm", private=private, asks_bsn=asks)
