"""Keeps the documentation true: makes docs/settings.md, and finds what documents name but the repository lacks.

Run it as `python -m bot.docs write` (make docs) or `python -m bot.docs check` (part of make check).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from bot.knowledge.problems import Problem
from bot.settings import SETTINGS, Setting

SETTINGS_PAGE = "docs/settings.md"
PICTURES = "docs/beeld"
_INTRODUCTION = """\
# Instellingen

Elke instelling is een omgevingsvariabele. Wat je niet zet, heeft de waarde die hier onder *standaard* staat:

```sh
BOT_PORT=8090 BOT_SERVICE_NAME="Vraag en antwoord" make run
```

De chatbot leest de instellingen als hij start. Een nieuwe waarde geldt dus na opnieuw starten. Past een waarde niet,
dan start hij niet en zegt hij welke variabele het is. `true` en `false` mogen ook `ja` en `nee` of `1` en `0` zijn.
Een geheim hoort in de omgeving en nooit in git.

Deze pagina komt uit `bot/settings.py`. Verander haar daar en draai `make docs`.

| variabele | standaard | wat het doet |
|---|---|---|
"""

_MAKE_WORD = re.compile(r"^([a-z][a-z-]*):.*## ", re.MULTILINE)
_COMMAND = re.compile(r"(?:[A-Z_]+=(?:\"[^\"]*\"|\S+) +)*make ([a-z][a-z-]*)")
_VARIABLE = re.compile(r"\bBOT_[A-Z_]+\b")
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\[[^\]]*\]\(<?([^)>\s]+)|^\[[^\]]+\]: +(\S+)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """One line of a document: its words, and apart from them what it shows as code."""

    document: Path
    number: int
    prose: str
    code: tuple[str, ...]


def settings_page() -> str:
    """Returns docs/settings.md as it should be."""
    return _INTRODUCTION + "".join(
        f"| `{setting.variable}` | {_default(setting)} | {_cell(setting.help)} |\n" for setting in SETTINGS
    )


def check(root: Path) -> list[Problem]:
    """Returns what is not true in the documents below root, in the order of the files."""
    lines = [line for document in _documents(root) for line in _lines(document)]
    problems = [
        *_check_settings_page(root),
        *_check_make_words(root),
        *_check_commands(root, lines),
        *_check_variables(root, lines),
        *_check_links(root, lines),
    ]
    return sorted(set(problems))


def main(arguments: list[str] | None = None) -> int:
    """Writes or checks; returns 1 when something is wrong, after naming file, line and mend."""
    parser = argparse.ArgumentParser(prog="python -m bot.docs", description="Houdt de documentatie bij de code.")
    parser.add_argument("command", choices=["write", "check"], help="schrijf docs/settings.md, of controleer alles")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.command == "write":
        page = options.root / SETTINGS_PAGE
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(settings_page(), encoding="utf-8")
        return 0
    problems = check(options.root)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} fouten in de documentatie.")
    return 1 if problems else 0


def _default(setting: Setting) -> str:
    if setting.default == "":
        return "leeg"
    return f"`{str(setting.default).lower() if isinstance(setting.default, bool) else setting.default}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _documents(root: Path) -> list[Path]:
    top = [root / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    return [path for path in top if path.exists()] + sorted((root / "docs").rglob("*.md"))


def _lines(document: Path) -> Iterator[Line]:
    fenced = False
    for number, text in enumerate(document.read_text(encoding="utf-8").splitlines(), 1):
        if text.lstrip().startswith("```"):
            fenced = not fenced
        elif fenced:
            yield Line(document, number, "", (text.strip(),))
        else:
            yield Line(document, number, _CODE.sub(" ", text), tuple(_CODE.findall(text)))


def _makefile(root: Path) -> str:
    return (root / "Makefile").read_text(encoding="utf-8")


def _problem(root: Path, line: Line, message: str, mend: str) -> Problem:
    return Problem(line.document.relative_to(root).as_posix(), line.number, message, mend)


def _check_settings_page(root: Path) -> Iterator[Problem]:
    page = root / SETTINGS_PAGE
    if not page.exists() or page.read_text(encoding="utf-8") != settings_page():
        yield Problem(SETTINGS_PAGE, 1, "De pagina loopt achter op bot/settings.py.", "Draai: make docs.")


def _check_make_words(root: Path) -> Iterator[Problem]:
    readme = (root / "README.md").read_text(encoding="utf-8")
    for word in _MAKE_WORD.findall(_makefile(root)):
        if not re.search(rf"\bmake {word}(?![\w-])", readme):
            yield Problem("README.md", 1, f"'make {word}' ontbreekt.", "Zet het in de tabel met make-woorden.")


def _check_commands(root: Path, lines: list[Line]) -> Iterator[Problem]:
    words = set(_MAKE_WORD.findall(_makefile(root)))
    for line in lines:
        for command in filter(None, map(_COMMAND.match, line.code)):
            if command[1] not in words:
                yield _problem(root, line, f"'make {command[1]}' bestaat niet.", "Noem een woord uit de Makefile.")


def _check_variables(root: Path, lines: list[Line]) -> Iterator[Problem]:
    known = {setting.variable for setting in SETTINGS}
    for line in lines:
        for name in _VARIABLE.findall(" ".join((line.prose, *line.code))):
            if name not in known:
                yield _problem(root, line, f"'{name}' is geen instelling.", f"Kies er een uit {SETTINGS_PAGE}.")


def _check_links(root: Path, lines: list[Line]) -> Iterator[Problem]:
    pictures = _pictures_to_come(root)
    for line in lines:
        for link in (inline or reference for inline, reference in _LINK.findall(line.prose)):
            if _ELSEWHERE.match(link):
                continue
            base = root if link.startswith("/") else line.document.parent
            target = (base / unquote(link.split("#")[0]).lstrip("/")).resolve()
            if not target.is_relative_to(root.resolve()):
                yield _problem(root, line, f"De link '{link}' wijst buiten de repository.", "Haal hem weg.")
            elif not target.exists() and target not in pictures:
                yield _problem(root, line, f"De link '{link}' wijst naar niets.", "Verbeter hem of maak het bestand.")


def _pictures_to_come(root: Path) -> set[Path]:
    """Returns the pictures that the make word `beeld` names: they may be missing until somebody runs it."""
    recipe = re.search(r"^beeld:.*\n(?:\t.*\n?)*", _makefile(root), re.MULTILINE)
    names = re.findall(r"[\w-]+\.(?:png|svg|gif|webp)", recipe[0]) if recipe else []
    return {(root / PICTURES / name).resolve() for name in names}


if __name__ == "__main__":
    sys.exit(main())
