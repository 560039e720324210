"""The library: notices changes in data/ by itself, and keeps the last good version when a change is broken."""

from __future__ import annotations

import datetime as dt
import logging
import math
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bot.knowledge.answers import Reply, reply_for, short_with_link, variants_for
from bot.knowledge.content import Content
from bot.knowledge.loading import content_files, load_content
from bot.knowledge.model import Notice, Topic
from bot.knowledge.notices import current_notices, notices_for
from bot.knowledge.problems import ContentError, Problem
from bot.knowledge.style_file import load_rules
from bot.knowledge.upkeep import DAYS, Upkeep, upkeep
from bot.knowledge.webcare_texts import Shortcut
from bot.tone import Rules

logger = logging.getLogger(__name__)

TRY_AGAIN_AFTER = 5.0  # seconds, when reading failed on something that is no mistake in the content
LOOK_AGAIN_AFTER = 0.5  # seconds; a change is live within a second or so without reading the disk for every answer


class Library:
    """The content as it stands now, for as many readers as like."""

    def __init__(self, data_dir: Path) -> None:
        """Loads the content.

        Raises:
            ContentError: it has mistakes; at start there is no earlier version to fall back on.
        """
        self._data_dir = data_dir
        self._lock = threading.Lock()
        self._stamp = self._stamp_now()
        self._looked_at = time.monotonic()
        self._again_at = math.inf
        self.problems: list[Problem] = []
        content, problems = load_content(data_dir)
        errors = [p for p in problems if not p.warning]
        if errors:
            raise ContentError(errors)
        self._content = content
        self._rules: tuple[str, Rules] | None = None
        self._watched = threading.Event()

    def _stamp_now(self) -> tuple[tuple[str, int, int], ...]:
        stamps = []
        for path in content_files(self._data_dir):
            try:
                stat = path.stat()
            except OSError:
                continue
            stamps.append((str(path), stat.st_mtime_ns, stat.st_size))
        return tuple(stamps)

    def watch(self) -> None:
        """Looks for changes in a thread from now on: no reader waits half a second for a new version. For servers."""
        if not self._watched.is_set():
            self._watched.set()
            threading.Thread(target=self._keep_looking, name="library", daemon=True).start()

    def unwatch(self) -> None:
        """Ends that; readers look for themselves again."""
        self._watched.clear()

    def _keep_looking(self) -> None:
        while self._watched.is_set():
            time.sleep(LOOK_AGAIN_AFTER)
            try:
                self.look_now()
            except Exception:  # whatever it is, the content must go on being watched
                logger.exception("looking for new content failed")

    def _refresh(self) -> None:
        if self._watched.is_set():
            return
        if time.monotonic() - self._looked_at < LOOK_AGAIN_AFTER or not self._lock.acquire(blocking=False):
            return
        try:
            self._look()
        finally:
            self._lock.release()

    def _look(self) -> None:
        self._looked_at = time.monotonic()
        stamp = self._stamp_now()
        if stamp == self._stamp and self._looked_at < self._again_at:
            return
        self._stamp, self._again_at = stamp, math.inf
        try:
            content, problems = load_content(self._data_dir)
        except ContentError as error:
            problems = error.problems
        except Exception as error:  # a file that went away halfway, a full disk: not in the content, so it may pass
            logger.exception("content could not be read")
            self._again_at = self._looked_at + TRY_AGAIN_AFTER
            what = f"De inhoud is niet te lezen ({type(error).__name__})."
            problems = [Problem(self._data_dir.name, 1, what, "Het wordt vanzelf opnieuw geprobeerd.")]
        self.problems = [p for p in problems if not p.warning]
        if self.problems:
            logger.error("content not renewed, the last good version stays: %s", self.problems[0])
            return
        self._content = content
        logger.info("content renewed: version %s", content.version)

    @property
    def content(self) -> Content:
        """The newest good version."""
        self._refresh()
        return self._content

    def look_now(self) -> None:
        """Reads what changed at once, so that who just saved something sees it on the next page.

        Waits for a reader that is looking already: that one may have looked before the save.
        """
        with self._lock:
            self._look()

    def rules(self) -> Rules:
        """Returns the writing rules; they are read only when the content is another.

        Raises:
            ContentError: they cannot be used.
        """
        version, kept = self.content.version, self._rules
        if kept is None or kept[0] != version:
            kept = self._rules = (version, load_rules(self._data_dir))
        return kept[1]

    def topic(self, topic_id: str) -> Topic | None:
        """Returns a topic, or None when there is none with that id."""
        return self.content.topics.get(topic_id)

    def button(self, topic_id: str) -> str:
        """Returns the short name of a topic, as it stands on a button."""
        answer = self.content.answers.get(topic_id)
        return answer.button if answer else self.content.topics[topic_id].title

    def answer_for(
        self, topic_id: str, today: dt.date, said: Mapping[str, object] | None = None, turn: int = 0
    ) -> Reply:
        """Returns what to say about a topic on that day (see `answers.reply_for`).

        Raises:
            KeyError: there is no such topic.
        """
        content = self.content
        return reply_for(content, content.book, topic_id, today, said, turn)

    def variants(self, topic_id: str, today: dt.date) -> tuple[tuple[Mapping[str, object], Reply], ...]:
        """Returns (conditions, reply) for every situation with a text of its own (see `answers.variants_for`).

        Raises:
            KeyError: there is no such topic.
        """
        content = self.content
        return variants_for(content, content.book, topic_id, today)

    def short_with_link(self, topic_id: str, today: dt.date, url: str) -> str:
        """Returns the answer in at most 280 characters, its page's address included, for webcare to paste.

        Raises:
            KeyError: there is no such topic.
        """
        return short_with_link(self.answer_for(topic_id, today), url)

    def current_notices(self, today: dt.date, topic: str | None = None, greeting: bool = False) -> tuple[Notice, ...]:
        """Returns the notices of a day with their sources (see `notices.current_notices`)."""
        content = self.content
        return current_notices(content, content.book, today, topic, greeting)

    def notices(self, today: dt.date, topic: str | None = None, greeting: bool = False) -> tuple[str, ...]:
        """Returns the texts of the notices of a day (see `notices.current_notices`)."""
        content = self.content
        return notices_for(content, content.book, today, topic, greeting)

    def upkeep(self, today: dt.date, days: int = DAYS) -> list[Upkeep]:
        """Returns what editors have to look at, most urgent first (see `upkeep.upkeep`)."""
        content = self.content
        return upkeep(content, content.book, today, days, self._data_dir)

    def shortcuts(self, today: dt.date, team: str = "") -> tuple[Shortcut, ...]:
        """Returns the standard replies of webcare for a team, with the facts of that day filled in."""
        content = self.content
        return tuple(
            replace(s, text=content.book.fill(s.text, today))
            for s in content.webcare.shortcuts
            if s.team in ("", team) and content.book.fillable((s.text,), today)
        )

    def fill(self, text: str, today: dt.date) -> str:
        """Returns a text with the facts of that day filled in."""
        return self.content.book.fill(text, today)

    def filled(self, texts: tuple[str, ...], today: dt.date) -> tuple[str, ...]:
        """Returns the texts with the facts of that day, or none of them when a fact has no value then."""
        book = self.content.book
        return tuple(book.fill(text, today) for text in texts) if book.fillable(texts, today) else ()

    def text(self, name: str, today: dt.date, **words: str) -> tuple[str, ...]:
        """Returns a fixed text of gesprek.yml with its facts and the given words filled in."""
        content = self.content
        filled = []
        for bubble in content.texts[name]:
            for key, value in words.items():
                bubble = bubble.replace(f"{{{key}}}", value)
            filled.append(content.book.fill(bubble, today))
        return tuple(filled)
