"""Replies for in public: at most 280 characters, the @name in front, the page behind, and never a personal detail."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.dialogue.own_case import is_own_case
from bot.dialogue.states import AFRAID, CRISIS, DEBTS, GRIEF, RECOVERY, perhaps_in_danger, state_of
from bot.knowledge import Library, Source
from bot.privacy import KINDS, finds, mask
from bot.tone import Rules, lint
from bot.tone.splitting import sentences
from bot.webcare.best import Found, best_topics

LONGEST = 280  # characters: what fits in a public reply on every channel
SURE_ENOUGH = 0.25  # of a guess at a topic that needs a person, this is enough to stay away from details in public
ANSWER, INVITATION = "antwoord", "uitnodiging"
# What stands in data/webcare.yml below `openbaar`, by the state of who asks.
_BY_STATE = {CRISIS: "crisis", RECOVERY: "herstel", DEBTS: "zwaar", GRIEF: "zwaar", AFRAID: "zwaar"}
_HANDLE = re.compile(r"(?<![\w@.])@([A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?)(?![\w@]|\.\w)")


@dataclass(frozen=True)
class PublicReply:
    """One reply to copy.

    Attributes:
        kind: "antwoord" or "uitnodiging" (come and talk where nobody reads along).
        topic: topic id; of an invitation the topic it was recognised as, or "".
        title: what it is about, in Dutch.
        text: the whole reply with @name and address.
        sources: pages it rests on.
        remarks: what the checks found wrong with it; empty when it may go out as it is.
    """

    kind: str
    topic: str
    title: str
    text: str
    sources: tuple[Source, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublicReplies:
    """What fits a public question.

    Attributes:
        question: the question without @names, masked.
        private: labels of what was masked in it.
        why: why there is only an invitation, in Dutch; empty when there are answers.
        replies: best first.
    """

    question: str
    private: tuple[str, ...]
    why: str
    replies: tuple[PublicReply, ...]


def handle_in(text: str) -> str:
    """Returns the first @name in a pasted text, such as "@jan_85", or an empty string."""
    found = _HANDLE.search(text)
    return f"@{found[1]}" if found else ""


def as_handle(text: str) -> str:
    """Returns a typed name as "@name", or an empty string when it cannot be one."""
    text = text.strip()
    return handle_in(text if text.startswith("@") else f"@{text}") if text and " " not in text else ""


def question_in(text: str) -> tuple[str, tuple[str, ...]]:
    """Returns the question without @names, masked, and the labels of what was masked. The raw text ends here."""
    found = mask(_HANDLE.sub(" ", text))
    return " ".join(found.text.split()), tuple(KINDS[kind].label for kind in found.kinds)


def public_replies(
    library: Library,
    rules: Rules,
    question: str,
    private: tuple[str, ...],
    handle: str,
    found: Found,
    today: dt.date,
    link_to: Callable[[str], str],
) -> PublicReplies:
    """Returns the replies to a public question.

    Args:
        library: the content.
        rules: the writing rules.
        question: see `question_in`.
        private: see `question_in`.
        handle: "@name" of who asks, or "".
        found: what it may be about, and how it sounds.
        today: the day the answers have to hold on.
        link_to: gives the address of a topic's page; of "" the address of the chat.
    """
    name, why = _invitation(library, question, private, found)
    if name:
        topic = found.ranked[0].topic if found.ranked else ""
        replies = [_invite(library, rules, name, handle, topic, today, link_to(""))]
    else:
        replies = [
            _answer(library, rules, item.topic, handle, today, link_to(item.topic))
            for item in best_topics(library, found.ranked, found.by_words)
            if library.content.topics[item.topic].outcome in ("antwoord", "afbakening")
        ]
    return PublicReplies(question, private, why, tuple(replies))


def _invitation(library: Library, question: str, private: tuple[str, ...], found: Found) -> tuple[str, str]:
    """Returns the name of the invitation that fits and why, or twice nothing when an answer may be given in public."""
    pairs = [(r.topic, r.confidence or 0.0) for r in found.ranked]
    topic, confidence = pairs[0] if pairs else (None, 0.0)
    states = library.content.talk.states
    state = state_of(question, topic, confidence, states, pairs, found.resembles)
    if state == CRISIS:
        return (
            "crisis",
            "Dit klinkt alsof iemand in gevaar is. Wijs de weg naar 113, en vraag een collega om mee te kijken.",
        )
    if perhaps_in_danger(question, states, pairs, found.resembles):
        return (
            "zwaar",
            "Misschien is iemand in gevaar. Nodig diegene uit, en vraag een collega om mee te kijken.",
        )
    if state in _BY_STATE:
        return _BY_STATE[
            state
        ], "Wie dit schrijft heeft het zwaar. Nodig diegene uit, en bespreek niets in het openbaar."
    if private:
        return "uitnodiging", f"In het bericht stond {private[0]}. Vraag of diegene het zelf weghaalt."
    needs_person = topic and confidence >= SURE_ENOUGH and _outcome(library, topic) in ("overdracht", "steun")
    if needs_person or is_own_case(question, library.content):
        return "uitnodiging", "Dit gaat over iemands eigen zaak. Daar praten we niet over in het openbaar."
    return "", ""


def _outcome(library: Library, topic: str) -> str:
    found = library.topic(topic)
    return found.outcome if found else ""


def _invite(
    library: Library, rules: Rules, name: str, handle: str, topic: str, today: dt.date, link: str
) -> PublicReply:
    said = library.fill(library.content.webcare.public[name], today)
    text = _fitted(said, handle, "" if name == "crisis" else link)
    return PublicReply(INVITATION, topic, "Uitnodiging", text, (), _remarks(text, said, rules, handle, ""))


def _answer(library: Library, rules: Rules, topic: str, handle: str, today: dt.date, link: str) -> PublicReply:
    reply = library.answer_for(topic, today)
    said = " ".join((reply.short or reply.bubbles[0]).split())
    text = _fitted(said, handle, link)
    if not text:
        text = _fitted(library.content.webcare.public["pagina"], handle, link) or f"{handle} {link}".strip()
    title = library.content.answers[topic].question
    return PublicReply(ANSWER, topic, title, text, reply.sources, _remarks(text, said, rules, handle, topic))


def _fitted(said: str, handle: str, link: str) -> str:
    """Returns @name, as many whole sentences as fit, and the address; nothing when no sentence fits.

    Only ever whole sentences: half of one may turn "tot € 31.747" into "tot € 31".
    """
    room = LONGEST - len(handle) - bool(handle) - len(link) - bool(link)
    if len(said) > room:
        ends = [s.end for s in sentences(said) if s.end <= room]
        said = said[: ends[-1]].rstrip() if ends else ""
    return " ".join(part for part in (handle, said, link) if part) if said else ""


def _remarks(text: str, said: str, rules: Rules, handle: str, topic: str) -> tuple[str, ...]:
    """Returns what is wrong with a reply: its length, its tone, or something private in it."""
    remarks = []
    if len(text) > LONGEST:
        remarks.append(f"Het antwoord heeft {len(text)} tekens. Er passen er {LONGEST}.")
    exceptions = rules.exceptions_for(topic, "kort") if topic else frozenset()
    remarks += [
        f"{f.name}: “{f.found}”. {f.better}" for f in lint(said, rules, exceptions=exceptions) if f.level == "fout"
    ]
    body = text.removeprefix(handle)
    remarks += [f"Hier lijkt {KINDS[f.kind].label} in te staan." for f in finds(body)]
    return tuple(remarks)
