"""The action server's actions: thin. They read the tracker, let bot.dialogue compose the turn, and utter it."""

from actions.answers import (
    ActionBakenAf,
    ActionDraagOver,
    ActionGeefAntwoord,
    ActionIetsAnders,
    ActionNietBegrepen,
    ActionSociaal,
    ActionSteun,
)

__all__ = [
    "ActionBakenAf",
    "ActionDraagOver",
    "ActionGeefAntwoord",
    "ActionIetsAnders",
    "ActionNietBegrepen",
    "ActionSociaal",
    "ActionSteun",
]
