"""Weighs a new model against the published one: on labelled questions, real messages, conversations and answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.calendar import AMSTERDAM
from bot.evaluate.__main__ import read_questions
from bot.evaluate.compare import Said, by_topic, changes, difference, differences, said
from bot.evaluate.must_say import missed, missed_in_trials, read_cases
from bot.evaluate.offline import OfflineChat, OfflineModel, first_reply
from bot.evaluate.reliability import reliability
from bot.evaluate.report import confusions
from bot.evaluate.score import LABELS, Question, Result, score
from bot.gesprekken.scripts import Script, read_scripts, unmet
from bot.gesprekken.transcript import Played, Turn
from bot.knowledge import Library
from bot.publish.report import Changed, Learned, Report

MOST_CONFUSED = 20  # pairs of topics
MOST_LEARNED = 200  # new example questions that are asked
Asked = Sequence[tuple[str, int, str]]


@dataclass(frozen=True)
class Exams:
    """What a model is weighed on.

    Attributes:
        sets: labelled questions by name.
        scripts: conversations with what they have to bring.
        must_say: cases of what an answer must say.
        asked: (conversation, seq, masked text) of what citizens asked.
        fresh: (topic, example) of every example question that the published model was not trained on.
    """

    sets: dict[str, list[Question]]
    scripts: list[Script]
    must_say: list[dict]
    asked: Asked
    fresh: Sequence[tuple[str, str]] = ()


def read_exams(tests: Path, asked: Asked, fresh: Sequence[tuple[str, str]] = ()) -> Exams:
    """Returns what stands in the tests folder; what is not there is left out."""
    sets = {path.stem: read_questions(path) for path in sorted((tests / "vragen").glob("*.csv"))}
    scripts, cases = tests / "gesprekken" / "draaiboek", tests / "inhoud" / "moet_zeggen.yml"
    return Exams(
        sets=sets,
        scripts=read_scripts(scripts) if scripts.is_dir() else [],
        must_say=read_cases(cases) if cases.is_file() else [],
        asked=asked,
        fresh=fresh,
    )


@dataclass
class Findings:
    """What one model made of the exams."""

    results: dict[str, list[Result]]
    said: list[Said]
    lacks: dict[str, list[str]]
    learned: list[Said] = field(default_factory=list)


def examine(
    model: OfflineModel, library: Library, exams: Exams, now: dt.datetime, step: Callable[[], object]
) -> Findings:
    """Returns what a model makes of all exams; `step` is called after each question."""
    outcome_of = {t.id: t.outcome for t in library.content.topics.values()}
    results: dict[str, list[Result]] = {}
    for name, questions in exams.sets.items():
        results[name] = []
        for question in questions:
            results[name].append(score(question, list(first_reply(model, library, question.text, now)), outcome_of))
            step()
    found = []
    for _, _, text in exams.asked:
        found.append(said(first_reply(model, library, text, now)))
        step()
    learned = [said(first_reply(model, library, text, now)) for _, text in exams.fresh[:MOST_LEARNED]]
    lacks = {}
    for script in exams.scripts:
        lacks[script.id] = unmet(script, play(model, library, script))
        step()
    return Findings(results, found, lacks, learned)


def play(model: OfflineModel, library: Library, script: Script) -> Played:
    """Returns a script as it goes with this model."""
    chat = OfflineChat(model.parts, library, dt.datetime.combine(script.day, dt.time(12), tzinfo=AMSTERDAM))
    turns: list[Turn] = []
    offered: dict[str, str] = {"Medewerker": "medewerker"}
    for step in script.steps:
        if step.is_choice and step.text not in offered:
            broken = f"de knop '{step.text}' staat niet onder het laatste antwoord"
            return Played(script.id, script.title, script.day, (), (), broken=broken)
        replies = chat.picks(offered[step.text]) if step.is_choice else chat.says(step.text)
        offered = {c["label"]: c["choice"] for r in replies for c in r.get("choices") or ()}
        offered.setdefault("Medewerker", "medewerker")
        turns.append(Turn(step.text, step.state, tuple(replies)))
    return Played(script.id, script.title, script.day, (), tuple(turns))


def weigh(
    new: Findings, old: Findings | None, exams: Exams, library: Library, names: tuple[str, str], at: str, seconds: float
) -> Report:
    """Returns the report on a new model.

    Args:
        new: what the new model made of the exams.
        old: what the published one made of them, or None when nothing is published.
        exams: the exams.
        library: the content as it stands.
        names: file names of the new and the old model.
        at: the moment, ISO 8601.
        seconds: how long it all took.
    """
    must_say = [miss for case in exams.must_say if (miss := missed(case, library))]
    must_say += [lack for case in exams.must_say for lack in missed_in_trials(case, library)]
    before = old or new
    sets = {name: differences(before.results[name], new.results[name]) for name in exams.sets}
    topics = {name: by_topic(before.results[name], new.results[name]) for name in exams.sets}
    lacks = [f"{id_}: {lack}" for id_, found in new.lacks.items() for lack in found]
    if old is not None:
        lacks = [lack for lack in lacks if lack not in {f"{i}: {x}" for i, found in old.lacks.items() for x in found}]
    return Report(
        model=names[0],
        against=names[1] if old else "",
        at=at,
        seconds=round(seconds, 1),
        sets=sets,
        topics=topics,
        asked=len(exams.asked),
        changed=_changed(exams.asked, before.said, new.said),
        learned=_learned(exams.fresh, old.learned, new.learned) if old is not None else [],
        more_learned=max(0, len(exams.fresh) - MOST_LEARNED),
        conversations=lacks,
        must_say=must_say,
        confused={
            name: [(*pair, times) for pair, times in confusions(found).most_common(MOST_CONFUSED)]
            for name, found in new.results.items()
        },
        reliability={name: reliability(found) for name, found in new.results.items()},
        falls=_falls(before, new, lacks if old else [], must_say),
    )


def _changed(asked: Asked, before: Sequence[Said], after: Sequence[Said]) -> list[Changed]:
    where = {text: (conversation, seq) for conversation, seq, text in reversed(asked)}
    return [
        Changed(*where[c.text], c.times, _short(c.before), _short(c.after), c.worse)
        for c in changes([text for _, _, text in asked], before, after)
    ]


def _learned(fresh: Sequence[tuple[str, str]], before: Sequence[Said], after: Sequence[Said]) -> list[Learned]:
    rows = [
        Learned(topic, text, _short(a), _short(b))
        for (topic, text), a, b in zip(fresh[:MOST_LEARNED], before, after, strict=True)
    ]
    return sorted(rows, key=lambda row: row.after["topic"] == row.topic)


def _short(found: Said) -> dict[str, object]:
    return {
        "topic": found.topic,
        "outcome": found.outcome,
        "offered": list(found.offered),
        "confidence": round(found.confidence, 2),
    }


def _falls(before: Findings, new: Findings, lacks: Sequence[str], must_say: Sequence[str]) -> list[str]:
    """Returns why the model may not be published just so."""
    found = []
    for name in new.results:
        for measure, label in LABELS.items():
            d = difference(before.results[name], new.results[name], measure)
            if d.fell:
                found.append(
                    f"{name}: '{label}' gaat van {d.before} naar {d.after} van de {d.total}. Dat is meer dan toeval."
                )
    if lacks:
        found.append(f"{len(lacks)} keer brengt een gesprekstest niet meer wat hij bracht.")
    if must_say:
        found.append(f"{len(must_say)} antwoorden zeggen niet wat ze moeten zeggen.")
    return found
