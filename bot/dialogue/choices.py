"""What a button stands for."""

from __future__ import annotations

from bot.dialogue.speaker import CHOICE_OTHER, CHOICE_STAFF, CHOICE_TOPIC
from bot.knowledge import Library
from bot.knowledge.intents import OTHER_INTENT


def intent_of_choice(choice: str, library: Library) -> str:
    """Returns the intent that a button stands for."""
    if choice == CHOICE_STAFF:
        return "contact_medewerker"
    if choice == CHOICE_OTHER:
        return OTHER_INTENT
    topic = library.topic(choice.removeprefix(CHOICE_TOPIC))
    # A topic can be gone between the offer and the click; asking anew is the honest answer.
    return topic.intent if topic else OTHER_INTENT
