"""The inbox: questions that went wrong, the same ones together, without what was decided or learned already."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.content import Decision, Decisions, Verdict
from bot.content.decisions import text_key
from bot.insight import Insight
from bot.insight.store import Kind, Picked
from bot.knowledge.model import Topic
from bot.trainer import exchange, question_file
from bot.trainer.draft import Draft
from bot.trainer.questions import CannotChange, topics_of
from bot.trainer.room import Author, Room
from bot.transcript.wrong import WentWrong, Wrong

PICKED = "koos_ander_onderwerp"
COULD_HAVE, GAP = "chatbot_kon_het", "gat_in_kennis"
LABELS = {
    "niet_begrepen": "niet begrepen",
    "verduidelijking": "niet zeker",
    "duim_omlaag": "duim omlaag",
    COULD_HAVE: "overgedragen: chatbot kon het",
    GAP: "overgedragen: gat in kennis",
    PICKED: "koos een ander onderwerp",
}
DAYS = 90  # how far back the inbox looks
MOST_EXAMPLES = 15  # of one decision: forty of one kind must not drown a topic
_NOTHING_TO_LEARN = 2  # letters or digits; a shorter text says nothing


@dataclass
class Asked:
    """One question, however often and by whomever it was asked.

    Attributes:
        key: names it, see bot.content.decisions.text_key.
        text: the masked words, as they were typed first.
        times: how often it was asked.
        people: by how many people, as far as conversations tell.
        first: when first.
        last: when last.
        kinds: why it is here, with how often.
        picked: topics that citizens picked for it, with how often.
        words: its words as they would stand in an example.
        said: what colleagues said of it, while that is not settled.
    """

    key: str
    text: str
    times: int
    people: set[str]
    first: dt.datetime
    last: dt.datetime
    words: str = ""
    kinds: Counter[str] = field(default_factory=Counter)
    picked: Counter[str] = field(default_factory=Counter)
    said: Sequence[Decision] = ()


def asked(wrongs: Iterable[Wrong], picks: Iterable[Wrong] = ()) -> list[Asked]:
    """Returns every different question once, the one asked most first."""
    found: dict[str, Asked] = {}
    seen: set[tuple[str, str, dt.datetime]] = set()
    for wrong in wrongs:
        if sum(map(str.isalnum, wrong.text)) <= _NOTHING_TO_LEARN:
            continue
        one = _one(found, wrong)
        one.kinds[wrong.kind] += 1
        same_message = (one.key, wrong.conversation, wrong.at)
        if same_message not in seen:  # not understood and a thumb down is one question, not two
            seen.add(same_message)
            one.times += 1
            one.people.add(wrong.conversation)
    for pick in picks:
        one = _one(found, pick)
        one.kinds[pick.kind] += 1
        one.times = max(one.times, one.kinds[pick.kind])  # a question back stands there already
        if pick.topic:
            one.picked[pick.topic] += 1
    return sorted(found.values(), key=lambda one: (-one.times, one.first))


def _one(found: dict[str, Asked], wrong: Wrong) -> Asked:
    key = text_key(wrong.text)
    one = found.get(key)
    if one is None:
        words = question_file.same(question_file.as_example(wrong.text))
        one = found[key] = Asked(key, wrong.text, 0, set(), wrong.at, wrong.at, words)
    one.first, one.last = min(one.first, wrong.at), max(one.last, wrong.at)
    return one


def doors(topics: Mapping[str, Topic]) -> dict[str, Topic]:
    """Returns the topics that say where to go instead: whose a question is when it is not ours."""
    return {id_: topic for id_, topic in topics.items() if topic.outcome == "afbakening"}


class Inbox:
    """Reads what went wrong and keeps what is decided about it."""

    def __init__(self, wrong: WentWrong, insight: Insight, decisions: Decisions) -> None:
        self._wrong = wrong
        self._insight = insight
        self._decisions = decisions

    def read(self, now: dt.datetime) -> list[Asked]:
        """Returns every question of the last 90 days that went wrong, the one asked most first. Takes a while."""
        since = now - dt.timedelta(days=DAYS)
        wrongs = self._wrong.since(since)
        wrongs += self._wrong.led_to_staff(self._insight.closed_as((COULD_HAVE, GAP), since))
        picks = [
            Wrong("", item.at, item.text, PICKED, item.topic)
            for item in self._insight.items(since, Kind.PICK)
            if item.text and item.detail != Picked.STAFF.value
        ]
        return asked(wrongs, picks)

    def waiting(self, everything: Iterable[Asked], examples: Collection[str]) -> list[Asked]:
        """Returns the questions that still wait for a decision. Quick.

        Args:
            everything: what was read.
            examples: the words of every example question: what is learned already is not asked again.
        """
        said: Mapping[str, list[Decision]] = self._decisions.all()
        found = []
        for one in everything:
            one.said = said.get(one.key, ())
            if one.words not in examples and not any(d.settled for d in one.said):
                found.append(one)
        return found

    def decide(
        self,
        room: Room,
        author: Author,
        some: Sequence[Asked],
        verdict: Verdict,
        topic: str,
        needed: int,
        why: str = "",
    ) -> str:
        """Keeps what somebody says of some questions, and does it when enough persons agree; returns what happened.

        Args:
            room: where the examples go.
            author: who says so.
            some: the questions.
            verdict: what becomes of them. What is not ours becomes an example as well: of whose it is then.
            topic: of what they become examples; "" for DROP.
            needed: how many persons have to agree.
            why: the reason, for the history.

        Raises:
            Refused, CannotChange: the examples cannot be added; then nothing is settled.
        """
        verdict, topic = _checked(topics_of(room.draft()), verdict, topic)
        keys = [one.key for one in some]
        agreed = self._decisions.say(keys, verdict, topic, author.login, author.name, needed)
        if not agreed:
            return f"Bewaard. {_count(len(keys))} wacht nu op een tweede collega die het ook vindt."
        told = f"{_count(len(agreed))} weggelegd."
        if verdict is not Verdict.DROP:
            texts = [one.text for one in some if one.key in set(agreed)]
            try:
                told = self._learn(room, author, texts, topic, why)
            except Exception:
                self._decisions.take_back(agreed, author.login)
                raise
        # Last: who is killed before this finds the questions in the inbox, and what was learned already is no mistake.
        self._decisions.settle(agreed, verdict, topic)
        return told

    def _learn(self, room: Room, author: Author, texts: Sequence[str], topic: str, why: str) -> str:
        chosen = spread(texts, MOST_EXAMPLES)
        told = ""

        def build(draft: Draft) -> str:
            nonlocal told
            rows = [(topic, text) for text in chosen]
            looked = exchange.look_at(draft, rows)
            if not looked.count and any(reason != f"staat al bij {topic}" for _, reason in looked.left_out):
                text, reason = looked.left_out[0]
                raise CannotChange(f"'{text}' kan geen voorbeeld worden: {reason}.")
            told = f"{_examples(looked.count)} bij {topic}; de chatbot leert dit bij de volgende training."
            told += "".join(f" Bleef weg: '{text}' ({reason})." for text, reason in looked.left_out[:3])
            return exchange.bring_in(draft, rows) if looked.count else f"Niets nieuws voor {topic}"

        room.change(build, author, why or "uit de inbox")
        return told


def _checked(topics: Mapping[str, Topic], verdict: Verdict, topic: str) -> tuple[Verdict, str]:
    """Returns the verdict and its topic; who picks a door by name says that it is not ours, so both agree.

    Raises:
        CannotChange: the topic is missing, or is no door where one is needed.
    """
    if verdict is Verdict.DROP:
        return verdict, ""
    if verdict is Verdict.NOT_OURS and topic not in doors(topics):
        raise CannotChange("Kies van wie de vraag dan is. Hoort hij nergens bij, kies dan 'Niet gerelateerd'.")
    if topic not in topics:
        raise CannotChange("Kies een onderwerp uit de lijst.")
    return (Verdict.NOT_OURS if topic in doors(topics) else Verdict.TOPIC), topic


def spread(texts: Sequence[str], most: int) -> list[str]:
    """Returns at most so many of the texts, evenly over the list: its neighbours are the most alike."""
    step = max(1.0, len(texts) / most)
    return [texts[int(i * step)] for i in range(min(most, len(texts)))]


def _examples(number: int) -> str:
    return "1 voorbeeld" if number == 1 else f"{number} voorbeelden"


def _count(number: int) -> str:
    return "1 vraag" if number == 1 else f"{number} vragen"
