"""Small talk and questions about a single word: found in the whole message, answered shortly, leading back to help."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

from bot.calendar import date_in_words
from bot.dialogue.closing import CLOSING, Closing
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.opening import part_of_day
from bot.dialogue.speaker import CHOICE_STAFF, MAX_CHOICES, SOMETHING_ELSE, TO_STAFF, Message, Speaker
from bot.dialogue.states import HEAVY_STATES, as_searched
from bot.knowledge import Reply
from bot.knowledge.talk import SmallTalk, Talk

_MEANS = re.compile(r"\bbeteken(?:t|en|is)\b|\bwat bedoel(?:en)? (?:je|jullie|u|ze) met\b")
SURE_OF_TOPIC = 0.6  # from here a question about a word is a question about that topic
TERM_USED = "woord"
_SIMPLER, _EXAMPLE, _SHORTER = "makkelijker", "voorbeeld", "korter"
FORMS = (_SHORTER, _SIMPLER, _EXAMPLE, "bron", "zeker")
_QUOTED = re.compile(r'["“„]([^"”“„\n]+)["”]|‘([^’\n]+)’')
_ASKS_QUOTED = re.compile(r"\bwat (?:betekent|houdt|is|bedoel\w*) (?:dat|dit|het|ze|jullie|u)\b|\bwat betekent\b")
# Who says so has the letter: that the word may stand in one is no news.
_HAS_LETTER = re.compile(r"\bbrie(?:f|ven)\b|\benvelop\b|\bpost\b|\b(?:er|hier) staat\b|\bstaat er\b")
WORD_IN_LETTER, WORD_ALONE = "woord_in_brief", "woord_zonder_onderwerp"
# Who says that it is clear need not be asked.
_SAYS_CLEAR = re.compile(r"\b(?:duidelijk\w*|helder|begrepen|begrijp|gesnapt|snap|gevonden|opgelost|gelukt|geregeld)\b")
_ARTICLES = re.compile(r"^(?:een|de|het|mijn|je|die|dat|dit|deze) ")
# What these word lists say is advice to who writes, and no meaning.
_ADVICE = re.compile(r":|\bnoem\b|\bof noem\b|<")


@dataclass(frozen=True)
class Term:
    """A word that somebody asks about, with its meaning."""

    word: str
    meaning: str
    topic: str | None


def small_talk_in(text: str, talk: Talk) -> SmallTalk | None:
    """Returns the kind of small talk that a whole message is, or None."""
    raw = as_searched(text)
    plain = bare(text)
    stripped = _without_fillers(plain, talk)
    for form in dict.fromkeys((raw, plain, stripped)):
        if form:
            kind = next((k for k in talk.small_talk if k.whole.fullmatch(form)), None)
            if kind:
                return kind
    return None


def bare(text: str) -> str:
    """Returns a text as small talk is recognised in: lower case, without signs and emoji."""
    return " ".join(re.findall(r"[^\W_]+(?:'[^\W_]+)*", as_searched(text)))


def _without_fillers(plain: str, talk: Talk) -> str:
    if talk.fillers is None:
        return plain
    words = plain.split()
    while words and talk.fillers.fullmatch(words[0]):
        words = words[1:]
    while words and talk.fillers.fullmatch(words[-1]):
        words = words[:-1]
    return " ".join(words)


def term_in(text: str, talk: Talk, also: bool = True) -> Term | None:
    """Returns the word that somebody asks about, when the word lists know it; with `also` the everyday words too."""
    plain = re.sub(r"[?!.,;:\"“”()]+", " ", as_searched(text))
    plain = _without_fillers(" ".join(plain.split()), talk)
    for pattern in talk.asks_term:
        match = pattern.fullmatch(plain)
        found = match and _explained(match["woord"].strip(), talk)
        found = found or (match and also and _also_explained(match["woord"], plain, talk))
        if found:
            return found
    return None


def asks_meaning(text: str) -> bool:
    """Tells whether somebody asks what a word means, in so many words: then the word goes before its subject."""
    return _MEANS.search(as_searched(text)) is not None


def quoted_term_in(text: str, talk: Talk) -> Term | None:
    """Returns the hard word in what somebody quotes from a letter and asks the meaning of, the longest one."""
    if not _ASKS_QUOTED.search(as_searched(text)):
        return None
    quoted = " ".join("".join(parts) for parts in _QUOTED.findall(text))
    known = sorted(talk.jargon.terms_in(quoted), key=lambda found: -len(found.term))
    return Term(known[0].term, known[0].meaning, talk.term_topics.get(known[0].term.lower())) if known else None


def meaning_said(word: str, meaning: str) -> str:
    """Returns the sentence that says what a word means."""
    return f'"{word[:1].upper()}{word[1:]}" {"betekent" if ":" in meaning else "betekent:"} {meaning}.'


def _explained(word: str, talk: Talk) -> Term | None:
    word = _ARTICLES.sub("", word)
    known = talk.jargon.explain(word)
    if known:
        return Term(known.term, known.meaning, talk.term_topics.get(known.term.lower()))
    better = talk.jargon.replace.get(word)
    return Term(word, better, None) if better and not _ADVICE.search(better) else None


def _also_explained(word: str, plain: str, talk: Talk) -> Term | None:
    """Returns a word that answers use, when its meaning is really asked: "aangifte" alone may be about anything."""
    word = _ARTICLES.sub("", word.strip())
    meaning = talk.also_explained.get(word)
    return Term(word, meaning, talk.term_topics.get(word)) if meaning and word != _ARTICLES.sub("", plain) else None


class SmallTalker:
    """Answers small talk with the speaker's words and library."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def answer(self, kind: SmallTalk, heard: Heard, memory: Memory) -> tuple[Message, Memory]:
        """Returns the reply to a kind of small talk, and the memory after it."""
        used = {**memory.used, kind.id: memory.used.get(kind.id, 0) + 1}
        after = dataclasses.replace(memory, used=used)
        if kind.action in ("ja", "nee") and memory.awaits_helped:
            return self._helped(kind, heard, after)
        if kind.action in FORMS and memory.topic:
            return self._other_form(kind, heard, after)
        times = memory.used.get(kind.id, 0)
        if kind.action in FORMS:  # the first text is for who has no answer yet
            return self._said(kind, kind.replies[0], heard), after
        sober = heard.sober or heard.state in HEAVY_STATES
        replies = kind.sober if sober and kind.sober else kind.replies
        bubbles = replies[times % len(replies)]
        if kind.action == "bedankt" and self._may_ask(heard, memory):
            bubbles = (" ".join((bubbles[0], *self._speaker.text("geholpen_vraag", heard))), *bubbles[1:])
            after = dataclasses.replace(after, asked_helped=True, awaits_helped=True)
            return self._said(kind, bubbles, heard) | {CLOSING: Closing.ASKED.value}, after
        return self._said(kind, bubbles, heard), after

    def explain(self, term: Term, heard: Heard, memory: Memory) -> tuple[Message, Memory]:
        """Returns what a word means, with the topic it belongs to as the way on."""
        after = dataclasses.replace(memory, used={**memory.used, TERM_USED: memory.used.get(TERM_USED, 0) + 1})
        bubble = meaning_said(term.word, term.meaning)
        answers = self._speaker.content.answers
        texts = self._speaker.content.texts
        if term.topic not in answers:
            on = self._speaker.text(WORD_ALONE, heard) if WORD_ALONE in texts else ()
            return self._speaker.message((bubble, *on), _about(heard, None), "sociaal"), after
        from_letter = WORD_IN_LETTER in texts and _HAS_LETTER.search(as_searched(heard.text))
        bubbles = (bubble, *self._speaker.text(WORD_IN_LETTER if from_letter else "woord_vervolg", heard))
        choices = [self._speaker.choice(term.topic)]
        sources = answers[term.topic].sources
        outcome = "antwoord" if sources else "sociaal"
        return self._speaker.message(bubbles, _about(heard, term.topic), outcome, sources, choices), after

    def own_mistake(self, kind: SmallTalk | None, heard: Heard, memory: Memory) -> Message:
        """Returns that the last answer did not fit, with what else may have been meant."""
        step = memory.used.get("eigen_fout", 0)
        replies = kind.replies if kind else ()
        bubbles = replies[step % len(replies)] if replies else self._speaker.text("niet_begrepen_weer", heard)
        beside = (t for t in memory.beside if t in self._speaker.content.answers and t not in memory.rejected)
        choices = [self._speaker.choice(t) for t in beside][:MAX_CHOICES]
        choices += [SOMETHING_ELSE, TO_STAFF]
        outcome = "verduidelijking" if step == 0 and len(choices) > 2 else "niet_begrepen"
        return self._speaker.message(bubbles, _about(heard, None), outcome, (), choices)

    def _said(self, kind: SmallTalk, bubbles: tuple[str, ...], heard: Heard) -> Message:
        bubbles = tuple(
            self._speaker.fill(b.replace("{dagdeel}", part_of_day(heard.now)), heard.today) for b in bubbles
        )
        topic = kind.topic if kind.topic in self._speaker.content.topics else None
        social = topic is None or topic.startswith("sociaal.")
        outcome = "sociaal" if social else self._speaker.outcome(str(topic))
        answers = self._speaker.content.answers
        sources = () if social or topic not in answers else answers[topic].sources
        choices = [self._speaker.choice(t) for t in kind.choices if t in answers][:MAX_CHOICES]
        return self._speaker.message(bubbles, _about(heard, topic, 1.0), outcome, sources, choices)

    def _may_ask(self, heard: Heard, memory: Memory) -> bool:
        if memory.asked_helped or memory.topic is None or heard.sober or heard.state in HEAVY_STATES:
            return False
        heavy = memory.last_state in HEAVY_STATES or memory.topic not in self._speaker.content.topics
        if _SAYS_CLEAR.search(as_searched(heard.text)):
            return False
        return not heavy and self._speaker.outcome(memory.topic) == "antwoord"

    def _helped(self, kind: SmallTalk, heard: Heard, memory: Memory) -> tuple[Message, Memory]:
        after = dataclasses.replace(memory, awaits_helped=False)
        bubbles = self._speaker.text("geholpen_ja" if kind.action == "ja" else "geholpen_nee", heard)
        choices = [] if kind.action == "ja" else [self._speaker.choice(t) for t in memory.beside][:MAX_CHOICES]
        if kind.action == "nee":
            choices.append(TO_STAFF)
            after = dataclasses.replace(after, awaits_remark=True)
        message = self._speaker.message(bubbles, _about(heard, "sociaal.bedankt"), "sociaal", (), choices)
        return message | {CLOSING: (Closing.YES if kind.action == "ja" else Closing.NO).value}, after

    def _other_form(self, kind: SmallTalk, heard: Heard, memory: Memory) -> tuple[Message, Memory]:
        """Returns the last answer in another form, each form once; then the reply that says there is no more."""
        about = dataclasses.replace(heard, topic=memory.topic, said={**memory.said, **heard.said}, confidence=1.0)
        reply = self._speaker.reply(about)
        form, bubbles = self._form(kind.action, reply, heard, memory)
        if bubbles:
            message = self._speaker.message(
                bubbles, about, reply.outcome, reply.sources, self._speaker.ways_on(reply, heard)
            )
            message["cue"] = message["cue"] or form
            return message, dataclasses.replace(memory, forms=(*memory.forms, form))
        message = self._said(kind, kind.replies[-1], heard)
        if not any(c["choice"] == CHOICE_STAFF for c in message["choices"]):
            message["choices"] = [*message["choices"], TO_STAFF]
        return message, memory

    def _form(self, asked: str, reply: Reply, heard: Heard, memory: Memory) -> tuple[str, tuple[str, ...]]:
        source = reply.sources[0] if reply.sources else None
        if asked == "bron":
            words = {"titel": source.title, "datum": date_in_words(source.checked)} if source else {}
            return asked, self._speaker.text("bron_van_antwoord", heard, **words) if source else ()
        if asked == "zeker":
            words = {"datum": date_in_words(source.checked)} if source else {}
            return asked, self._speaker.text("zeker_van_antwoord", heard, **words) if source else ()
        forms = {_SHORTER: (reply.short,) if reply.short else (), _SIMPLER: reply.simpler, _EXAMPLE: reply.example}
        # Who still does not see it gets the next form, never the same text again.
        order = {_SHORTER: (_SHORTER,), _EXAMPLE: (_EXAMPLE,), _SIMPLER: (_SIMPLER, _EXAMPLE, _SHORTER)}[asked]
        for form in order:
            if forms[form] and form not in memory.forms:
                return form, forms[form]
        return asked, ()


def _about(heard: Heard, topic: str | None, confidence: float | None = None) -> Heard:
    return dataclasses.replace(heard, topic=topic, confidence=heard.confidence if confidence is None else confidence)
