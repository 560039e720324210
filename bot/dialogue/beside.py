"""Which notice of the day stands below an answer."""

from __future__ import annotations

from bot.dialogue.bubbles import MAX_BUBBLES
from bot.dialogue.heard import Heard
from bot.dialogue.states import HEAVY_STATES
from bot.knowledge import Library, Notice, Reply, Topic
from bot.knowledge.notices import is_about

# Who asks about these has enough on their mind: an extra notice would be in the way.
HEAVY_TOPICS = (
    "leven.overlijden", "betalen.aanmaning", "betalen.beslag", "betalen.betalingsregeling", "betalen.kwijtschelding",
    "toeslagen.terugbetalen",
)  # fmt: skip


def may_have_notices(topic: Topic) -> bool:
    """Tells whether what is said about a topic may have a notice: it is a plain answer, and nothing heavy."""
    return topic.outcome == "antwoord" and not topic.id.startswith(HEAVY_TOPICS)


def notices_beside(reply: Reply, heard: Heard, library: Library) -> tuple[Notice, ...]:
    """Returns at most one notice: never in what is heavy or small talk, and never twice in one conversation.

    What the greeting of the day said is not said again, and neither is what an earlier answer said: that is so
    when a topic of the same notice was answered before.
    """
    full = len(reply.bubbles) >= MAX_BUBBLES or heard.second
    heavy = reply.topic.startswith(HEAVY_TOPICS) or heard.state in HEAVY_STATES
    if full or heavy or reply.outcome != "antwoord" or reply.expired:
        return ()
    told = {n.id for n in library.current_notices(heard.today, greeting=True)[:1]}
    topics = library.content.topics
    before = [t for t, times in heard.answered.items() if times and t in topics and topics[t].outcome == "antwoord"]
    fitting = library.current_notices(heard.today, topic=reply.topic)
    return tuple(n for n in fitting if n.id not in told and not any(is_about(n, t) for t in before))[:1]
