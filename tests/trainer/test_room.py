"""A change is whole or not there at all, never goes over somebody else's work, and says who did it."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bot.knowledge.checks import check_all
from bot.trainer import Author, Conflict, Refused, questions, topics
from tests.conftest import ROOT
from tests.tiny import UITSTEL, UITSTEL_QUESTIONS


class PowerCut(BaseException):
    """The machine went off."""


def snapshot(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text() for p in sorted(folder.rglob("*.yml"))}


def move_one(draft):
    return questions.move(draft, "aangifte.uitstel", "sociaal.bedankt", ["vraag een over uitstel"])


def test_a_change_is_kept_with_who_when_and_why(room, tiny, me):
    saved = room.change(lambda d: questions.add(d, "aangifte.uitstel", ["mag het later"]), me, "vaak gevraagd")
    assert saved.files == (UITSTEL_QUESTIONS,)
    assert "      - mag het later\n" in tiny.read(UITSTEL_QUESTIONS)
    [entry] = room.history.of_file(UITSTEL_QUESTIONS)
    assert (entry.name, entry.why, entry.summary) == (
        "Noor de Wit", "vaak gevraagd", "1 voorbeeldvraag toegevoegd aan aangifte.uitstel",
    )  # fmt: skip
    assert "mag het later" not in entry.before and "mag het later" in entry.after


def test_the_reason_is_kept_without_private_data(room, me):
    room.change(
        lambda d: questions.add(d, "aangifte.uitstel", ["mag het later"]), me, "mail jan@voorbeeld.nl vroeg het"
    )
    [entry] = room.history.latest()
    assert "voorbeeld.nl" not in entry.why and "[e-mailadres]" in entry.why


def test_a_change_with_a_mistake_is_refused_and_nothing_is_written(room, tiny, me):
    before = snapshot(tiny.data)

    def build(draft):
        draft.write(UITSTEL, draft.read(UITSTEL).replace("{uitstel_tot}", "{bestaat_niet}"))
        return "fout"

    with pytest.raises(Refused) as refused:
        room.change(build, me)
    assert "bestaat_niet" in refused.value.problems[0].message
    assert snapshot(tiny.data) == before
    assert room.history.latest() == []


def test_a_mistake_that_was_there_already_does_not_stop_another_change(room, tiny, me):
    tiny.change(UITSTEL, "[contact.medewerker]", "[bestaat.niet]")
    room.change(lambda d: questions.add(d, "sociaal.bedankt", ["super bedankt"]), me)
    assert "super bedankt" in tiny.read("data/onderwerpen/sociaal/bedankt/vragen.yml")


def test_the_second_editor_of_a_file_hears_it_and_overwrites_nothing(room, tiny, me):
    version = room.version(UITSTEL)

    def build(draft):
        draft.write(UITSTEL, draft.read(UITSTEL).replace("Vraag uitstel aan. Dan", "Vraag op tijd uitstel aan. Dan"))
        return "andere woorden"

    room.change(build, me, expected={UITSTEL: version})
    with pytest.raises(Conflict) as conflict:
        room.change(lambda d: d.write(UITSTEL, "weg") or "", Author("bo", "Bo"), expected={UITSTEL: version})
    assert "op tijd" in conflict.value.theirs
    assert "op tijd" in tiny.read(UITSTEL)


def test_many_trainers_at_once_lose_nothing(make_room, tiny, me):
    rooms = [make_room(), make_room()]

    def work(i):
        for n in range(4):
            rooms[i].change(lambda d, n=n: questions.add(d, "sociaal.bedankt", [f"dank nummer {i} {n}"]), me)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(2)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    text = tiny.read("data/onderwerpen/sociaal/bedankt/vragen.yml")
    assert all(f"dank nummer {i} {n}" in text for i in range(2) for n in range(4))


@pytest.mark.parametrize("stop_at", range(1, 8))
def test_a_power_cut_at_any_moment_leaves_all_or_nothing(stop_at, make_room, tiny, me, monkeypatch):
    room = make_room()
    before = snapshot(tiny.data)
    steps = 0
    real = {name: getattr(Path, name) for name in ("replace", "unlink", "open")}

    def cut(name):
        def step(self, *arguments, **more):
            nonlocal steps
            ours = self.parent.name == "journal" or (tiny.data in self.parents and self.suffix in (".yml", ".tmp"))
            if ours and self.name != "lock" and (name != "open" or "w" in str(arguments)):
                steps += 1
                if steps == stop_at:
                    raise PowerCut
            return real[name](self, *arguments, **more)

        return step

    for name in real:
        monkeypatch.setattr(Path, name, cut(name))
    with pytest.raises(PowerCut):
        room.change(move_one, me)
    monkeypatch.undo()

    again = make_room()
    after = snapshot(tiny.data)
    if after == before:
        assert room.history.latest() == []
    else:
        assert "vraag een over uitstel" not in after["onderwerpen/aangifte/uitstel/vragen.yml"]
        assert "vraag een over uitstel" in after["onderwerpen/sociaal/bedankt/vragen.yml"]
        assert len(again.history.latest()) == 2
    if stop_at > 1:  # from the first byte in the journal on, the next start says what happened
        assert ("afgebroken" if after == before else "afgemaakt") in again.recovered[0].message
    assert make_room().recovered == []
    assert not list(tiny.root.rglob(".*.tmp"))


def test_a_start_leaves_alone_what_somebody_changed_by_hand_since_the_cut(make_room, tiny, me, monkeypatch):
    room = make_room()
    monkeypatch.setattr(room._journal, "_replay", lambda operation: (_ for _ in ()).throw(PowerCut))
    with pytest.raises(PowerCut):
        room.change(move_one, me)
    tiny.write(UITSTEL_QUESTIONS, tiny.read(UITSTEL_QUESTIONS) + "      - met de hand\n")
    [told] = make_room().recovered
    assert UITSTEL_QUESTIONS in told.message
    assert "met de hand" in tiny.read(UITSTEL_QUESTIONS)


def test_an_operation_can_be_undone_whole(room, tiny, me):
    before = snapshot(tiny.data)
    saved = room.change(move_one, me)
    room.undo(saved.operation, me, "toch niet")
    assert snapshot(tiny.data) == before
    assert room.history.latest(1)[0].summary.startswith("Teruggezet: ")


def test_undoing_never_goes_over_a_later_change(room, me):
    saved = room.change(move_one, me)
    room.change(lambda d: questions.add(d, "sociaal.bedankt", ["later erbij"]), me)
    with pytest.raises(Conflict):
        room.undo(saved.operation, me)


def test_in_a_git_checkout_a_change_is_a_commit_of_those_files_only(make_room, tiny, me):
    def git(*arguments):
        return subprocess.run(["git", *arguments], cwd=tiny.root, check=True, capture_output=True, text=True).stdout

    git("init", "-q")
    git("add", ".")
    git("-c", "user.name=t", "-c", "user.email=t@t.invalid", "commit", "-qm", "begin")
    tiny.write("data/actueel.yml", "actueel: []\n")
    git("add", "data/actueel.yml")  # somebody's own work, half done
    room = make_room()
    room.change(move_one, me, "hoort daar")
    assert git("log", "-1", "--format=%an|%s|%b").strip() == (
        "Noor de Wit|1 voorbeeldvraag verplaatst van aangifte.uitstel naar sociaal.bedankt|hoort daar"
    )
    assert sorted(git("show", "--name-only", "--format=").split()) == [
        UITSTEL_QUESTIONS, "data/onderwerpen/sociaal/bedankt/vragen.yml",
    ]  # fmt: skip
    assert git("diff", "--cached", "--name-only").strip() == "data/actueel.yml"
    assert room.history.latest(1)[0].commit == git("rev-parse", "HEAD").strip()
    # A topic that goes and files that are new are committed too.
    room.change(lambda d: topics.merge(d, "sociaal.bedankt", "aangifte.uitstel"), me)
    assert git("status", "--porcelain").strip() == "A  data/actueel.yml"


def test_a_process_that_is_killed_while_it_writes_leaves_whole_files(make_room, tiny, tmp_path):
    """Kills real processes at real moments: every file stays one that was written, and a topic is nowhere twice."""
    program = f"""
import datetime as dt, sys
from pathlib import Path
from bot.content import History
from bot.storage import Database
from bot.knowledge.checks import check_all
from bot.trainer import Author, Room, questions
now = lambda: dt.datetime(2026, 11, 23, 10, tzinfo=dt.timezone.utc)
room = Room(Path({str(tiny.data)!r}), Path({str(tmp_path / "var")!r}), History(Database("sqlite:///{tmp_path}/k.db"), now), now)
print("ready", flush=True)
here, there = "aangifte.uitstel", "sociaal.bedankt"
while True:
    text = "vraag een over uitstel"
    if text not in questions.examples_of(room.draft(), here):
        here, there = there, here
    room.change(lambda d: questions.move(d, here, there, [text]), Author("a", "A"))
"""
    everything = sorted(e for _, e in questions.all_examples(make_room().draft()))
    for wait in (0.01, 0.13, 0.3, 0.47):
        process = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout.readline() == "ready\n"
        time.sleep(wait)
        process.kill()
        process.communicate()
        assert sorted(e for _, e in questions.all_examples(make_room().draft())) == everything
        wrong = [p for p in check_all(tiny.root, dt.date(2026, 11, 23)) if not p.warning]
        assert [p for p in wrong if "19 voorbeelden" not in p.message] == []


def test_private_data_in_an_answer_is_refused_also_in_haste(room, tiny, me):
    with pytest.raises(Refused, match="privégegeven"):
        room.change(
            lambda d: d.write(UITSTEL, d.read(UITSTEL).replace("Vraag uitstel aan. Dan", "Mail jan@voorbeeld.nl. Dan")) or "x",
            me, in_spite_of_style=True,
        )  # fmt: skip
    assert "voorbeeld.nl. Dan" not in tiny.read(UITSTEL)
