"""Holds every text of the content against the writing rules, and measures how hard the answers are to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.content import Content
from bot.knowledge.experiment_files import EXPERIMENTS_FILE
from bot.knowledge.facts import PLACEHOLDER, FactBook, NoValidFact
from bot.knowledge.loading import answer_path
from bot.knowledge.model import Answer, Wording
from bot.knowledge.problems import ContentError, Problem
from bot.knowledge.style_file import load_rules
from bot.knowledge.talk_files import STATES_FILE, TALK_FILE
from bot.knowledge.webcare_files import WEBCARE_FILE
from bot.knowledge.yaml_file import Place, YamlFile
from bot.tone import Finding, Readability, Rules, lint, lint_turn, readability

_STYLE = "Stijl "  # how a message about style begins: `is_style` tells them from the other problems


@dataclass(frozen=True)
class ReadingLevel:
    """How hard one answer is to read, in the wording that is hardest."""

    topic: str
    figures: Readability


def is_style(problem: Problem) -> bool:
    """Tells whether a problem is about style."""
    return problem.message.startswith(_STYLE)


def check_writing(data_dir: Path, content: Content, only: str = "", today: dt.date | None = None) -> list[Problem]:
    """Returns where the texts break the writing rules: errors, and notices as warnings.

    Args:
        data_dir: the data/ folder.
        content: what was read from it.
        only: look only at topics whose id starts with this, and not at the fixed texts.
        today: fill facts in for this day, or for the first day on which the wording holds if that is later. Without a
            day, and for facts without a value, a placeholder counts as one word.
    """
    try:
        rules = load_rules(data_dir)
    except ContentError as error:
        return error.problems
    facts = content.book
    problems: list[Problem] = []
    for topic_id, answer in content.answers.items():
        if topic_id.startswith(only):
            places = list(answer_findings(answer, rules, facts, today))
            problems += _problems(answer_path(data_dir, topic_id), data_dir, places)
    if not only:
        places = []
        for name, bubbles in content.texts.items():
            key = f"gesprek.{name}"
            found = _lint_turn(_filled(bubbles, facts, today), rules, key)
            # A text without a list has no numbered places; YamlFile then gives the line of its name.
            places += [(("teksten", name, f.bubble), f) for f in found]
        problems += _problems(data_dir / "gesprek.yml", data_dir, places)
        places = []
        for i, notice in enumerate(content.notices):
            # Measured with the facts of its first day, as a citizen reads it then.
            texts = _filled((notice.text,), facts, today and max(today, notice.validity.first or today))
            found = _lint_turn(texts, rules, f"actueel.{notice.id}")
            places += [(("actueel", i, "tekst"), f) for f in found]
        problems += _problems(data_dir / "actueel.yml", data_dir, places)
        problems += _problems(data_dir / STATES_FILE, data_dir, list(_state_findings(content, rules, facts, today)))
        problems += _problems(data_dir / TALK_FILE, data_dir, list(_small_talk_findings(content, rules, facts, today)))
        places = list(_experiment_findings(content, rules, facts, today))
        problems += _problems(data_dir / EXPERIMENTS_FILE, data_dir, places)
        problems += _problems(data_dir / WEBCARE_FILE, data_dir, list(_webcare_findings(content, rules, facts, today)))
    return problems


def check_experiments(data_dir: Path, content: Content, today: dt.date | None) -> list[Problem]:
    """Returns where the texts of experiments break the writing rules: that part of `check_writing` only."""
    try:
        rules = load_rules(data_dir)
    except ContentError as error:
        return error.problems
    facts = content.book
    return _problems(data_dir / EXPERIMENTS_FILE, data_dir, list(_experiment_findings(content, rules, facts, today)))


def reading_levels(content: Content, rules: Rules, today: dt.date) -> list[ReadingLevel]:
    """Returns the reading level of every answer that may be shown on that day, hardest first."""
    facts = content.book
    levels = []
    for topic_id, answer in content.answers.items():
        shown = [w for w in answer.wordings if w.validity.covers(today)]
        figures = [_figures(_filled(w.bubbles, facts, today), rules) for w in shown]
        if figures:
            levels.append(ReadingLevel(topic_id, min(figures, key=lambda f: f.flesch_douma)))
    return sorted(levels, key=lambda level: level.figures.flesch_douma)


def _figures(bubbles: Sequence[str], rules: Rules) -> Readability:
    level = rules.reading_level
    return readability("\n".join(bubbles), level.long_sentence, level.long_word)


def _filled(texts: Sequence[str], facts: FactBook, today: dt.date | None) -> tuple[str, ...]:
    """Returns the texts with every fact that has a value filled in; the other placeholders stay."""

    def value(match) -> str:
        try:
            return facts.text(match[1], today, int(match[2]) if match[2] else None)
        except NoValidFact:
            return match[0]

    return tuple(texts) if today is None else tuple(PLACEHOLDER.sub(value, t) for t in texts)


def _lint_turn(bubbles: Sequence[str], rules: Rules, key: str) -> list[Finding]:
    return lint_turn(bubbles, rules, exceptions=rules.exceptions_for(key), kind=rules.message_kind(key))


def _lint_extra(bubbles: Sequence[str], rules: Rules, topic: str) -> list[Finding]:
    """Returns the findings in a form that comes after the answer: the obligatory parts stood in the answer itself."""
    return lint_turn(bubbles, rules, exceptions=rules.exceptions_for(topic)) if bubbles else []


def answer_findings(
    answer: Answer, rules: Rules, facts: FactBook, today: dt.date | None
) -> Iterator[tuple[Place, Finding]]:
    """Yields where one answer breaks the writing rules, with its place in the file."""
    topic = answer.topic
    for key, text in (("knop", answer.button), ("vraag", answer.question)):
        for finding in lint(text, rules, exceptions=rules.exceptions_for(topic, key)):
            yield (key,), finding
    for key, extra in (("makkelijker", answer.simpler), ("voorbeeld", answer.example)):
        for finding in _lint_extra(_filled(extra, facts, today), rules, topic):
            yield (key, finding.bubble), finding
    for i, wording in enumerate(answer.wordings):
        yield from _wording_findings(wording, ("antwoorden", i), topic, rules, facts, today)


def _state_findings(
    content: Content, rules: Rules, facts: FactBook, today: dt.date | None
) -> Iterator[tuple[Place, Finding]]:
    for i, state in enumerate(content.talk.states):
        texts = [(("staten", i, "zinnen", j), s.text) for j, s in enumerate(state.sentences)]
        texts += [(("staten", i, "tussenzin"), state.between), (("staten", i, "hulplijn"), state.help_line)]
        for place, text in texts:
            # One sentence by itself: what stands behind it in the turn is the answer.
            for finding in lint(_filled((text,), facts, today)[0], rules, state=state.id):
                yield place, finding


def _experiment_findings(
    content: Content, rules: Rules, facts: FactBook, today: dt.date | None
) -> Iterator[tuple[Place, Finding]]:
    for i, experiment in enumerate(content.experiments):
        if experiment.b:
            for finding in _lint_turn(_filled(experiment.b, facts, today), rules, experiment.topics[0]):
                yield ("experimenten", i, "varianten", "B", finding.bubble), finding


def _webcare_findings(
    content: Content, rules: Rules, facts: FactBook, today: dt.date | None
) -> Iterator[tuple[Place, Finding]]:
    for place, text in content.webcare.texts():
        for finding in _lint_turn(_filled((text,), facts, today), rules, "webcare"):
            yield place, finding


def _small_talk_findings(
    content: Content, rules: Rules, facts: FactBook, today: dt.date | None
) -> Iterator[tuple[Place, Finding]]:
    for i, kind in enumerate(content.talk.small_talk):
        for key, replies in (("antwoorden", kind.replies), ("sober", kind.sober)):
            for j, bubbles in enumerate(replies):
                for finding in _lint_turn(_filled(bubbles, facts, today), rules, f"praatjes.{kind.id}"):
                    yield ("praatjes", i, key, j), finding


def _wording_findings(
    wording: Wording, place: Place, topic: str, rules: Rules, facts: FactBook, today: dt.date | None
) -> Iterator[tuple[Place, Finding]]:
    first = wording.validity.first
    # A wording for next year is measured with next year's facts, as far as they are known.
    day = max(today, first) if today and first else today
    bubbles = _filled(wording.bubbles, facts, day)
    for finding in _lint_turn(bubbles, rules, topic):
        yield (*place, "bubbels", finding.bubble), finding
    for key, extra in (("makkelijker", wording.simpler), ("voorbeeld", wording.example)):
        for finding in _lint_extra(_filled(extra, facts, day), rules, topic):
            yield (*place, key, finding.bubble), finding
    if wording.short:
        told: Collection[str] = rules.jargon.explained_in("\n".join(bubbles))
        (short,) = _filled((wording.short,), facts, day)
        for finding in lint(short, rules, exceptions=rules.exceptions_for(topic, "kort"), explained=told):
            yield (*place, "kort"), finding
    level = rules.reading_level
    figures = _figures(bubbles, rules)
    if figures.words >= level.from_words and figures.flesch_douma < level.notice_below:
        yield (*place, "bubbels"), Finding(
            0, 0, "leesniveau", "het antwoord is moeilijk te lezen",
            "fout" if figures.flesch_douma < level.error_below else "let_op",
            f"{figures.flesch_douma:.0f} (goed is {level.notice_below:.0f} of hoger)",
            "Maak zinnen korter en gebruik kortere woorden.",
        )  # fmt: skip


def _problems(path: Path, data_dir: Path, places: list[tuple[Place, Finding]]) -> list[Problem]:
    if not places:
        return []
    file = YamlFile(path, data_dir)
    return [
        file.problem(
            place, f"{_STYLE}{f.rule}, {f.name}: '{' '.join(f.found.split())}'.", f.better, warning=f.level != "fout"
        )
        for place, f in places
    ]
