"""From questions to a published model: refused, broken off and gone back, with servers that are made of paper."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import subprocess
from pathlib import Path

import pytest

from bot.calendar import AMSTERDAM
from bot.evaluate.offline import OfflineModel
from bot.knowledge.trained import keep_trained
from bot.launch import __main__ as launch
from bot.launch.model import model_path
from bot.launch.preflight import CannotStart
from bot.launch.serving import broken_off, model_to_serve
from bot.publish import work as work_module
from bot.publish.work import NotNow, Work
from bot.release import Job, JobFile, Publication, ServedFile, Step
from bot.release.fingerprint import components
from bot.settings import Settings, read_settings
from tests.tiny import TinyData

NOON = dt.datetime(2026, 11, 21, 12, tzinfo=AMSTERDAM)
CONFIG = "pipeline:\n  - name: CountVectorsFeaturizer\npolicies:\n  - name: RulePolicy\n"
QUESTIONS = "id,text,topic_id,secondary,kind\n" + "".join(
    f"{n},vraag {n} over uitstel,aangifte.uitstel,,kort\n" for n in range(40)
)


class PaperModel(OfflineModel):
    """Understands uitstel; a file that begins with "slecht" understands nothing."""

    def __enter__(self) -> PaperModel:
        self.good = not self._path.read_text().startswith("slecht")
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to stop."""

    def parts(self, text: str, opening: str = "") -> list[dict]:
        intent = {"name": "aangifte_uitstel" if self.good else "nlu_fallback", "confidence": 0.9 if self.good else 0.1}
        ranking = [intent] if self.good else [intent, {"name": "aangifte_uitstel", "confidence": 0.05}]
        return [{"metadata": {}, "parse": {"text": text, "intent": intent, "intent_ranking": ranking}}]


@pytest.fixture()
def project(tiny_data) -> TinyData:
    tiny = tiny_data()
    tiny.write("config.yml", CONFIG)
    tiny.write("bot/rasa_parts/part.py", "A = 1\n")
    tiny.write("tests/vragen/eigen.csv", QUESTIONS)
    return tiny


@pytest.fixture()
def settings(project) -> Settings:
    found = read_settings({f"BOT_{n.upper()}_DIR": str(project.root / n) for n in ("data", "models", "var")})
    found.models_dir.mkdir()
    # A port of nobody: no supervisor of another test is spoken to.
    return dataclasses.replace(found, port=1)


@pytest.fixture()
def trained(monkeypatch) -> list[str]:
    """Trains in no time; what is put in the list is what the model is worth."""
    worth = ["goed"]

    def train(root: Path, settings: Settings, path: Path, tell=None) -> None:
        path.write_text(worth[0])

    monkeypatch.setattr(work_module, "train", train)
    monkeypatch.setattr(work_module, "OfflineModel", PaperModel)
    return worth


@pytest.fixture()
def work(project, settings, trained) -> Work:
    return Work(project.root, settings, lambda: NOON)


def change_questions(project: TinyData) -> None:
    path = "data/onderwerpen/aangifte/uitstel/vragen.yml"
    project.write(path, project.read(path) + "\n# anders\n")


def test_train_compare_publish_and_back(work, project, settings):
    first = work.prepare("Sanne")
    assert first.against == "" and first.falls == []
    assert work.jobs.read().step is Step.READY
    work.publish("Sanne", "De eerste.")
    change_questions(project)
    second = work.prepare("Joris")
    assert (second.against, second.model != first.model) == (first.model, True)
    work.publish("Joris", "Meer vragen.")
    assert [p.model for p in work.published.history()] == [second.model, first.model]
    back = work.back("Sanne")
    assert (back.model, back.why) == (first.model, "Terug naar het model van 21 november 2026, 12:00.")
    assert work.served().name == first.model
    assert model_to_serve(project.root, settings)[0].name == first.model


def test_new_example_questions_show_what_both_models_make_of_them(work, project, settings):
    first = work.prepare("Sanne")
    work.publish("Sanne", "De eerste.")
    keep_trained(settings.models_dir / first.model, settings.data_dir)
    for topic, example in (("aangifte/uitstel", "mag het in de herfst"), ("contact/medewerker", "geef me een mens")):
        path = f"data/onderwerpen/{topic}/vragen.yml"
        project.write(path, f"{project.read(path).rstrip()}\n      - {example}\n")
    report = work.prepare("Joris")
    found = [(row.text, row.topic, row.before["topic"], row.after["topic"]) for row in report.learned]
    assert found == [
        ("geef me een mens", "contact.medewerker", "aangifte.uitstel", "aangifte.uitstel"),
        ("mag het in de herfst", "aangifte.uitstel", "aangifte.uitstel", "aangifte.uitstel"),
    ]
    assert work.report() == report


def test_only_the_model_that_was_looked_at_is_published(work, project):
    first = work.prepare("Sanne")
    change_questions(project)
    second = work.prepare("Joris")
    with pytest.raises(NotNow, match="ander model"):
        work.publish("Sanne", "De eerste.", model=first.model)
    assert work.publish("Sanne", "De tweede.", model=second.model).model == second.model


def test_a_fall_is_refused_until_somebody_signs_with_a_reason(work, project, trained):
    work.prepare("Sanne")
    work.publish("Sanne", "De eerste.")
    trained[0] = "slecht"
    change_questions(project)
    report = work.prepare("Sanne")
    assert any("gaat van 40 naar 0 van de 40" in fall for fall in report.falls)
    assert report.topics["eigen"][0][0] == "aangifte.uitstel"
    for signed in ("", "  "):
        with pytest.raises(NotNow, match="ergens minder goed"):
            work.publish("Sanne", "Toch maar.", signed)
    assert work.publish("Sanne", "Toch maar.", "Uitstel is vanaf morgen weg.").signed == "Uitstel is vanaf morgen weg."


def test_real_messages_that_lose_their_answer_stand_first_and_without_their_words(work, project, trained, settings):
    work.prepare("Sanne")
    work.publish("Sanne", "De eerste.")
    trained[0] = "slecht"
    change_questions(project)
    asked = [("gesprek1", 2, "kan ik later"), ("gesprek2", 2, "kan ik later"), ("gesprek3", 4, "later graag")]
    report = work.prepare("Sanne", asked)
    assert [(c.conversation, c.seq, c.times, c.worse) for c in report.changed] == [
        ("gesprek1", 2, 2, True),
        ("gesprek3", 4, 1, True),
    ]
    assert work.report() == report
    for path in settings.job_file.parent.glob("*.json"):
        assert "later" not in path.read_text(), "a citizen's words stay in the transcript"


def test_who_edits_during_training_changes_the_next_model(work, project, settings, monkeypatch):
    seen = []

    def train(root, settings, path, tell=None) -> None:
        change_questions(project)
        seen.append((settings.data_dir / "onderwerpen/aangifte/uitstel/vragen.yml").read_text())
        path.write_text("goed")

    monkeypatch.setattr(work_module, "train", train)
    first = work.prepare("Sanne")
    assert "# anders" not in seen[0]
    assert work.prepare("Sanne").model != first.model


def test_one_thing_at_a_time(work, settings):
    busy = Job("1", "trainen", Step.TRAIN, 0.3, "Bezig.", NOON.isoformat(), "Joris", os.getppid())
    work.jobs.write(busy)
    with pytest.raises(NotNow, match=r"Joris is al bezig met trainen \(30%\)"):
        work.prepare("Sanne")


def test_two_who_begin_at_the_same_instant_are_one_and_a_refusal(work, settings):
    with JobFile(settings.job_file).alone() as alone:
        assert alone
        with pytest.raises(NotNow, match="begon net"):
            work.prepare("Sanne")
    assert work.prepare("Sanne").model


def test_nothing_to_publish_and_nothing_to_go_back_to(work):
    with pytest.raises(NotNow, match="Train eerst"):
        work.publish("Sanne", "Zomaar.")
    with pytest.raises(NotNow, match="geen eerder model"):
        work.back("Sanne")


def test_a_failed_training_is_told_and_publishes_nothing(work, monkeypatch):
    def fail(*_, **__):
        raise CannotStart("Het trainen van het model is mislukt.")

    monkeypatch.setattr(work_module, "train", fail)
    with pytest.raises(CannotStart):
        work.prepare("Sanne")
    job = work.jobs.read()
    assert (job.step, job.words) == (Step.FAILED, "Het trainen van het model is mislukt.")
    assert work.report() is None and work.published.current() is None


def test_the_next_start_says_once_what_was_broken_off(work, settings):
    gone = subprocess.Popen(["true"])
    gone.wait()
    work.jobs.write(Job("1", "publiceren", Step.SWITCH, 0.5, "Bezig.", NOON.isoformat(), "Joris", gone.pid))
    assert "Het publiceren is afgebroken bij 50%" in broken_off(settings)
    assert broken_off(settings) == ""


def test_after_a_publication_changed_questions_wait(work, project, settings):
    report = work.prepare("Sanne")
    work.publish("Sanne", "De eerste.")
    assert model_to_serve(project.root, settings) == (settings.models_dir / report.model, "")
    change_questions(project)
    path, told = model_to_serve(project.root, settings)
    assert path.name == report.model and "Sindsdien zijn vragen veranderd" in told


def test_before_the_first_publication_a_restart_serves_the_same_model(project, settings, monkeypatch):
    trained = []
    monkeypatch.setattr("bot.launch.serving.ensure_model", lambda *_: trained.append(1) or Path("nieuw.tar.gz"))
    assert model_to_serve(project.root, settings) == (Path("nieuw.tar.gz"), ""), "a fresh clone trains by itself"
    served = settings.models_dir / "belastingchat-eerst.tar.gz"
    served.write_text("goed")
    kept = ServedFile(settings.models_dir)
    kept.keep(served, components(project.root))
    change_questions(project)
    path, told = model_to_serve(project.root, settings)
    assert path == served and "Sindsdien zijn vragen veranderd" in told and trained == [1]
    fits = model_path(project.root, settings)
    fits.write_text("goed")
    assert model_to_serve(project.root, settings)[0] == served, "trained to compare is not served yet"
    kept.keep(fits, components(project.root))
    assert model_to_serve(project.root, settings) == (fits, "")
    project.write("bot/rasa_parts/part.py", "A = 2\n")
    assert model_to_serve(project.root, settings)[0] == Path("nieuw.tar.gz"), "other code cannot load it"


def test_make_train_is_how_a_developer_says_that_the_next_start_serves_it(project, settings, monkeypatch):
    served, fits = settings.models_dir / "belastingchat-eerst.tar.gz", model_path(project.root, settings)
    for path in (served, fits):
        path.write_text("goed")
    kept = ServedFile(settings.models_dir)
    kept.keep(served, components(project.root))
    monkeypatch.chdir(project.root)
    monkeypatch.setattr(launch, "prepare", lambda: settings)
    assert launch.main(["--train-only"]) == 0
    assert kept.model(components(project.root)) == served, "the tests train too, and change nothing for citizens"
    assert launch.main(["--train-only", "--then-serve"]) == 0
    assert model_to_serve(project.root, settings) == (fits, "")


def test_a_model_of_other_code_is_not_served(work, project, settings, monkeypatch):
    work.prepare("Sanne")
    work.publish("Sanne", "De eerste.")
    project.write("bot/rasa_parts/part.py", "A = 2\n")
    monkeypatch.setattr("bot.launch.serving.ensure_model", lambda *_: Path("nieuw.tar.gz"))
    path, told = model_to_serve(project.root, settings)
    assert path == Path("nieuw.tar.gz") and "met andere code getraind" in told


def test_what_was_there_before_the_first_publication_can_be_gone_back_to(work, settings, monkeypatch):
    old = settings.models_dir / "belastingchat-oud.tar.gz"
    old.write_text("goed")
    monkeypatch.setattr(work, "served", lambda: old)
    report = work.prepare("Sanne")
    work.publish("Sanne", "De eerste.")
    assert [p.model for p in work.published.history()] == [report.model, old.name]
    assert work.back("Sanne").model == old.name


def git(folder: Path, *words: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=t", "-c", "user.email=t@t.invalid", *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_publication_is_a_commit_of_the_content_only(work, project):
    git(project.root, "init", "-q")
    git(project.root, "add", ".")
    git(project.root, "commit", "-q", "-m", "begin")
    work.prepare("Sanne de Boer")
    change_questions(project)
    project.write("elders.txt", "niet van ons")
    work.publish("Sanne de Boer", "Meer vragen.")
    shown = git(project.root, "show", "--stat", "--format=%an|%s|%b")
    assert shown.startswith("Sanne de Boer|Publiceer belastingchat-") and "Meer vragen." in shown
    assert "vragen.yml" in shown and "elders.txt" not in shown


def test_without_git_around_it_a_publication_is_one_all_the_same(work):
    work.prepare("Sanne")
    assert work.publish("Sanne", "De eerste.").by == "Sanne"


def test_the_report_reads_back_also_after_a_power_cut(work, settings):
    work.prepare("Sanne")
    path = settings.job_file.parent / "report.json"
    assert work.report().model
    path.write_text(path.read_text()[:200])
    assert work.report() is None
    with pytest.raises(NotNow, match="Train eerst"):
        work.publish("Sanne", "Zomaar.")


def test_a_publication_keeps_who_when_and_why(work):
    work.prepare("Sanne")
    found = work.publish("Sanne", "Meer over uitstel.")
    assert found == Publication(
        found.model, "2026-11-21T12:00:00+01:00", "Sanne", "Meer over uitstel.", found.components
    )
