"""The room: the one way to change content: whole, checked, with who and why, and never over somebody else's work."""

from __future__ import annotations

import datetime as dt
import secrets
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.content import Entry, FileChange, History
from bot.knowledge import Problem
from bot.knowledge.writing import is_style
from bot.privacy import mask
from bot.trainer import git
from bot.trainer.checking import problems_of
from bot.trainer.draft import TOPIC_FILES, Draft, version_of_text
from bot.trainer.experiments import tampered
from bot.trainer.journal import Journal, Recovered

Build = Callable[[Draft], str]


@dataclass(frozen=True)
class Author:
    """Who changes something: login and name, as they stand in the history."""

    login: str
    name: str


@dataclass(frozen=True)
class Saved:
    """A change that was made: its operation, what it was, and the files. No files: nothing had to change."""

    operation: str
    summary: str
    files: tuple[str, ...]
    warnings: tuple[Problem, ...] = ()


class Refused(Exception):
    """A change that is not made because of mistakes in it; `problems` names them with file, line and mend."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(p) for p in problems))


class Conflict(Exception):
    """Somebody else changed the file since it was read; nothing is lost: `theirs` is what stands there now."""

    def __init__(self, path: str, theirs: str | None) -> None:
        self.path = path
        self.theirs = theirs
        super().__init__(f"{path} is intussen door iemand anders veranderd.")


class Room:
    """Changes the content of one data/ folder."""

    def __init__(
        self, data_dir: Path, var_dir: Path, history: History, clock: Callable[[], dt.datetime], use_git: bool = True
    ) -> None:
        """Opens the room, and finishes what a killed process left half done.

        Args:
            data_dir: the data/ folder.
            var_dir: where the journal may stand.
            history: keeps who, when and why.
            clock: gives the moment.
            use_git: commit when data/ stands in a git checkout.
        """
        data_dir = data_dir.absolute()
        self.root = data_dir.parent
        self.history = history
        self.clock = clock
        self._data_name = data_dir.name
        self._work = var_dir.absolute() / "trainer"
        self._work.mkdir(parents=True, exist_ok=True)
        self._journal = Journal(self.root, self._work / "journal")
        self._git = use_git and git.in_checkout(data_dir)
        with self._journal.locked():
            self.recovered: list[Recovered] = self._journal.recover(self._finish)

    @property
    def data_dir(self) -> Path:
        """The data/ folder."""
        return self.root / self._data_name

    def draft(self) -> Draft:
        """Returns a draft without changes, for reading and for trying out."""
        return Draft(self.root, self._data_name)

    def version(self, path: str) -> str:
        """Returns the version of a file, to hand back when it is changed."""
        return version_of_text(self.draft().on_disk(path))

    def history_of(self, topic_id: str) -> list[Entry]:
        """Returns the changes of the questions and the answer of a topic, newest first."""
        draft = self.draft()
        found = [e for name in TOPIC_FILES for e in self.history.of_file(draft.topic_path(topic_id, name))]
        return sorted(found, key=lambda e: -e.id)

    def change(
        self,
        build: Build,
        author: Author,
        why: str = "",
        expected: Mapping[str, str] | None = None,
        in_spite_of_style: bool = False,
    ) -> Saved:
        """Makes a change and returns what was done.

        Args:
            build: makes the change in a draft and returns in Dutch what it is.
            author: who does it.
            why: the reason, kept with private data masked.
            expected: versions of files as the author saw them.
            in_spite_of_style: make it also when it breaks a writing rule.

        Raises:
            Conflict: a file of `expected` is not that version any more.
            Refused: the change would bring mistakes that the content does not have now.
        """
        with self._journal.locked():
            draft = self.draft()
            for path, version in (expected or {}).items():
                theirs = draft.on_disk(path)
                if version_of_text(theirs) != version:
                    raise Conflict(path, theirs)
            summary = mask(build(draft)).text[:300]
            changes = draft.changes()
            if not changes:
                return Saved("", summary, ())
            new = [*self.new_problems(draft), *tampered(draft)]
            if any(not p.warning and not (in_spite_of_style and is_style(p)) for p in new):
                raise Refused(new)
            operation = self._operation(author, summary, why, changes)
            self._journal.carry_out(operation, self._finish)
        return Saved(operation["id"], summary, tuple(changes), tuple(new))

    def new_problems(self, draft: Draft) -> list[Problem]:
        """Returns what would be wrong after the change and is not wrong now; no change on the disk is made."""
        changed = draft.changes()
        today = self.clock().date()
        with tempfile.TemporaryDirectory(dir=self._work) as folder:
            after = problems_of(draft.shown_in(Path(folder)), changed, today)
        if not after:
            return []
        before = {(p.file, p.message) for p in problems_of(self.data_dir, changed, today)}
        return [p for p in after if (p.file, p.message) not in before]

    def undo(self, operation: str, author: Author, why: str = "") -> Saved:
        """Puts back what stood there before an operation.

        Raises:
            KeyError: the operation is not known.
            Conflict: one of its files was changed again since then.
            Refused: what stood there before does not fit the rest any more.
        """
        entries = self.history.of_operation(operation)
        if not entries:
            raise KeyError(operation)

        def build(draft: Draft) -> str:
            for entry in entries:
                if entry.before is None:
                    draft.remove(entry.path)
                else:
                    draft.write(entry.path, entry.before)
            return f"Teruggezet: {entries[0].summary}"

        return self.change(
            build, author, why, {e.path: version_of_text(e.after) for e in entries}, in_spite_of_style=True
        )

    def _operation(
        self, author: Author, summary: str, why: str, changes: Mapping[str, tuple[str | None, str | None]]
    ) -> dict[str, Any]:
        moment = self.clock().strftime("%Y%m%d-%H%M%S")
        return {
            "id": f"{moment}-{secrets.token_hex(4)}",
            "login": author.login,
            "name": author.name,
            "summary": summary,
            "why": mask(why).text.strip(),
            "files": [{"path": p, "before": b, "after": a} for p, (b, a) in changes.items()],
        }

    def _finish(self, operation: dict[str, Any]) -> None:
        files = [FileChange(f["path"], f["before"], f["after"]) for f in operation["files"]]
        values = (operation["login"], operation["name"], operation["summary"], operation["why"])
        self.history.add(operation["id"], *values, files)
        if self._git:
            message = operation["summary"] + (f"\n\n{operation['why']}" if operation["why"] else "")
            made = git.commit(self.root, [f.path for f in files], operation["name"], operation["login"], message)
            if made:
                self.history.set_commit(operation["id"], made)
