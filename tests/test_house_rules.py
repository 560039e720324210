"""Who may import whom, and who may read the environment and the clock: walked over the syntax trees."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

LEVELS = {
    1: ("bot.privacy", "bot.tone", "bot.calendar"),
    2: (
        "bot.release", "bot.storage", "bot.knowledge", "bot.handoff", "bot.transcript", "bot.insight", "bot.staff",
        "bot.content",
    ),
    3: ("bot.dialogue", "bot.retention", "bot.webcare", "bot.trainer", "bot.daily", "bot.experiments"),
    4: (
        "bot.rasa_parts", "actions", "bot.site", "bot.launch", "bot.ask", "bot.evaluate", "bot.gesprekken",
        "bot.publish", "bot.docs", "bot.links",
    ),
}  # fmt: skip
LEVEL_OF = {package: level for level, packages in LEVELS.items() for package in packages}
SIDEWAYS_ALLOWED = {
    ("bot.knowledge", "bot.release"), ("bot.handoff", "bot.storage"), ("bot.transcript", "bot.storage"),
    ("bot.insight", "bot.storage"), ("bot.staff", "bot.storage"), ("bot.content", "bot.storage"),
    ("bot.ask", "bot.launch"), ("bot.evaluate", "bot.launch"), ("bot.trainer", "bot.dialogue"),
    ("bot.publish", "bot.launch"), ("bot.publish", "bot.evaluate"), ("bot.publish", "bot.gesprekken"),
    ("bot.evaluate", "bot.ask"), ("bot.gesprekken", "bot.ask"), ("bot.gesprekken", "bot.launch"),
    ("bot.webcare", "bot.dialogue"), ("bot.experiments", "bot.daily"),
    ("bot.trainer", "bot.daily"), ("bot.trainer", "bot.experiments"),
}  # fmt: skip
FRAMEWORKS = {
    "rasa": {"bot.rasa_parts"},
    "rasa_sdk": {"actions"},
    "onnx": {"bot.rasa_parts"},
    "onnxruntime": {"bot.rasa_parts"},
    "sanic": {"bot.rasa_parts", "bot.site"},
    "sqlalchemy": {
        "bot.storage",
        "bot.transcript",
        "bot.handoff",
        "bot.rasa_parts",
        "bot.insight",
        "bot.staff",
        "bot.content",
    },
}
THIRD_PARTY_OF_LEVEL_1 = {"bot.calendar": {"holidays"}}
READS_ENVIRONMENT = {"bot.settings", "bot.launch"}
CLOCKS = {
    ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today"), ("time", "time"),
    ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"),
}  # fmt: skip


@dataclass(frozen=True, order=True)
class Offence:
    """A line that breaks a rule."""

    file: str
    line: int
    rule: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule}"


@dataclass(frozen=True)
class Module:
    """A parsed file of ours."""

    file: str
    package: str
    tree: ast.Module

    def imports(self) -> Iterator[tuple[int, str]]:
        """Yields (line, full dotted name) of everything it imports, at any depth in the code."""
        parts = tuple(Path(self.file).with_suffix("").parts)
        inside = parts[:-1]  # the package that a relative import starts from
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield node.lineno, alias.name
            elif isinstance(node, ast.ImportFrom):
                base = node.module or ""
                if node.level:
                    base = ".".join([*inside[: len(inside) - node.level + 1], *filter(None, [base])])
                for alias in node.names:
                    yield node.lineno, f"{base}.{alias.name}"
            elif isinstance(node, ast.Call) and _dotted(node.func) in ("importlib.import_module", "__import__"):
                argument = node.args[0] if node.args else None
                yield node.lineno, str(argument.value) if isinstance(argument, ast.Constant) else "?"


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _package(name: str) -> str:
    """Returns the package of the house that a dotted name belongs to, or "" when it is not ours."""
    parts = name.split(".")
    if parts[0] == "actions":
        return "actions"
    return ".".join(parts[:2]) if parts[0] == "bot" else ""


def modules(root: Path) -> Iterator[Module]:
    """Yields every Python file of bot/ and actions/."""
    for folder in ("bot", "actions"):
        for path in sorted((root / folder).rglob("*.py")):
            file = path.relative_to(root).as_posix()
            package = _package(file.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
            yield Module(file, package, ast.parse(path.read_text(encoding="utf-8"), file))


def packages_without_a_level(module: Module) -> Iterator[Offence]:
    """Every package has a place in the house."""
    if module.package not in LEVEL_OF and module.package not in ("bot", "bot.settings"):
        yield Offence(module.file, 1, f"{module.package} stands on no level: give it one in tests/test_house_rules.py")


def imports_against_the_levels(module: Module) -> Iterator[Offence]:
    """Arrows point to a lower level; sideways only as listed; bot.settings is for the doors."""
    here = LEVEL_OF.get(module.package)
    for line, name in module.imports():
        other = _package(name)
        if not other or other == module.package:
            continue
        if other == "bot.settings":
            # A __main__ is a command: a door of its own.
            if here != 4 and not module.file.endswith("__main__.py"):
                yield Offence(module.file, line, f"{module.package} may not import bot.settings: only doors do")
        elif module.package in ("bot", "bot.settings"):
            yield Offence(module.file, line, f"{module.package} may not import {other}: it stands beside the levels")
        elif here and other in LEVEL_OF and (module.package, other) not in SIDEWAYS_ALLOWED:
            if LEVEL_OF[other] > here:
                yield Offence(module.file, line, f"{module.package} (level {here}) may not import {other} above it")
            elif LEVEL_OF[other] == here:
                yield Offence(module.file, line, f"{module.package} may not import {other} beside it (level {here})")


def frameworks_outside_their_door(module: Module) -> Iterator[Offence]:
    """One framework for each door."""
    for line, name in module.imports():
        home = FRAMEWORKS.get(name.split(".")[0])
        if home is not None and module.package not in home:
            told = f"{module.package} may not import {name.split('.')[0]}: only {', '.join(sorted(home))} may"
            yield Offence(module.file, line, told)


def third_party_on_level_1(module: Module) -> Iterator[Offence]:
    """Level 1 is the standard library only."""
    if LEVEL_OF.get(module.package) != 1:
        return
    allowed = sys.stdlib_module_names | THIRD_PARTY_OF_LEVEL_1.get(module.package, set())
    for line, name in module.imports():
        if not _package(name) and name.split(".")[0] not in allowed:
            yield Offence(module.file, line, f"{module.package} is level 1 and may not import {name.split('.')[0]}")


def environment_outside_settings(module: Module) -> Iterator[Offence]:
    """Settings are read in one place and handed inwards as plain arguments."""
    if module.package in READS_ENVIRONMENT:
        return
    names = {"os.environ", "os.getenv", "os.environb", "os.putenv"}
    found = [(node.lineno, _dotted(node)) for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)]
    for line, name in [*found, *module.imports()]:
        if name in names:
            yield Offence(module.file, line, f"{module.package} may not read {name}: take it from bot.settings")


def wall_clock_inside(module: Module) -> Iterator[Offence]:
    """Levels 1 to 3 get the moment as an argument."""
    # A __main__ is a command: the door through which a person calls the package, so it may look at the clock.
    level = 4 if module.file.endswith("__main__.py") else LEVEL_OF.get(module.package, 4)
    if level > 3:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and tuple(_dotted(node).split(".")[-2:]) in CLOCKS:
            yield Offence(module.file, node.lineno, f"{_dotted(node)} on level {level}: take a clock")
    for line, name in module.imports():
        if name in ("time.time", "time.time_ns", "time.localtime", "time.gmtime"):
            yield Offence(module.file, line, f"{name} on level {level}: take a clock")


RULES = (
    packages_without_a_level,
    imports_against_the_levels,
    frameworks_outside_their_door,
    third_party_on_level_1,
    environment_outside_settings,
    wall_clock_inside,
)


def offences(root: Path, rule) -> list[Offence]:
    return sorted(offence for module in modules(root) for offence in rule(module))


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.__name__)
def test_no_file_has(rule, root):
    found = offences(root, rule)
    assert not found, "\n" + "\n".join(map(str, found))


def test_the_walk_sees_the_whole_house(root):
    seen = {module.package for module in modules(root)}
    assert {"bot.calendar", "bot.privacy", "bot.knowledge", "bot.dialogue", "bot.site", "actions"} <= seen


@pytest.mark.parametrize(
    ("file", "code", "rule"),
    [
        ("bot/surprise/a.py", "", packages_without_a_level),
        ("bot/privacy/a.py", "\nimport bot.knowledge", imports_against_the_levels),
        ("bot/privacy/a.py", "\nfrom bot import calendar", imports_against_the_levels),
        ("bot/privacy/a.py", "\nfrom ..calendar import days", imports_against_the_levels),
        ("bot/knowledge/a.py", "\nfrom bot.handoff.states import State", imports_against_the_levels),
        ("bot/knowledge/a.py", "\nfrom bot.settings import Settings", imports_against_the_levels),
        ("bot/storage/a.py", "\nimport bot.transcript", imports_against_the_levels),
        ("bot/dialogue/a.py", "def f():\n    import actions.answers", imports_against_the_levels),
        ("bot/site/a.py", "\nfrom bot import launch", imports_against_the_levels),
        ("bot/launch/a.py", "\nimport bot.ask", imports_against_the_levels),
        ("bot/settings.py", "\nimport bot.knowledge", imports_against_the_levels),
        ("bot/site/a.py", "\nfrom rasa.core import agent", frameworks_outside_their_door),
        ("bot/rasa_parts/a.py", "\nimport rasa_sdk", frameworks_outside_their_door),
        ("actions/a.py", "\nimport sanic.response", frameworks_outside_their_door),
        ("bot/site/a.py", "\nimport sqlalchemy as sa", frameworks_outside_their_door),
        ("bot/site/a.py", "\nimportlib.import_module('rasa.core')", frameworks_outside_their_door),
        ("bot/tone/a.py", "\nimport holidays", third_party_on_level_1),
        ("bot/calendar/a.py", "\nimport numpy.linalg", third_party_on_level_1),
        ("bot/site/a.py", "\nos.environ['A']", environment_outside_settings),
        ("bot/site/a.py", "\nfrom os import getenv", environment_outside_settings),
        ("bot/calendar/a.py", "\ndt.datetime.now()", wall_clock_inside),
        ("bot/storage/a.py", "\nclock = time.time", wall_clock_inside),
        ("bot/dialogue/a.py", "\nfrom time import time", wall_clock_inside),
        ("bot/insight/a.py", "\ndate.today()", wall_clock_inside),
    ],
)
def test_a_broken_rule_is_named_with_file_and_line(file, code, rule, tmp_path):
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(code, encoding="utf-8")
    [offence] = offences(tmp_path, rule)
    assert offence.file == file
    assert offence.line == (2 if code else 1)
    assert offence.rule


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("bot/calendar/a.py", "import holidays\nimport datetime\nfrom bot.calendar.days import x"),
        ("bot/knowledge/a.py", "from bot.privacy import mask\nimport ruamel.yaml\nimport time\ntime.monotonic()"),
        ("bot/insight/a.py", "from bot.storage import Database\nimport sqlalchemy"),
        ("bot/dialogue/a.py", "from bot.handoff import Reason\nfrom bot.calendar import x"),
        ("bot/site/a.py", "import sanic\nfrom bot.dialogue import x\nfrom bot.settings import y\ntime.time()"),
        ("bot/evaluate/a.py", "import bot.ask\nimport bot.launch"),
        ("bot/gesprekken/a.py", "import bot.ask\nimport bot.launch\nimport bot.tone"),
        ("bot/staff/__main__.py", "from bot.settings import y\ndt.datetime.now()"),
        ("bot/launch/a.py", "os.environ['A']\nfrom bot.settings import y\ndt.datetime.now()"),
        ("actions/a.py", "import rasa_sdk\nfrom bot.dialogue import x\nfrom actions.tracker import y"),
    ],
)
def test_what_is_allowed_breaks_no_rule(file, code, tmp_path):
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(code, encoding="utf-8")
    assert [o for rule in RULES for o in offences(tmp_path, rule)] == []
