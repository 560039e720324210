"""The work from questions to citizens, with how far it is in a file."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from bot.calendar import AMSTERDAM, date_in_words
from bot.evaluate.offline import ModelBroken, OfflineModel
from bot.knowledge import Library
from bot.knowledge.trained import untrained
from bot.launch import engines
from bot.launch.model import model_path, train
from bot.launch.preflight import CannotStart
from bot.publish.report import Report, read_report, write_report
from bot.publish.switch import NotSwitched, switch
from bot.publish.weigh import Asked, Findings, examine, read_exams, weigh
from bot.release import Job, JobFile, Publication, PublishedFile, Step, live
from bot.release.fingerprint import components
from bot.release.waiting import report_file
from bot.release.whole_file import read_whole, write_whole
from bot.settings import Settings
from bot.trainer import git

USUAL = 240.0  # seconds of training, until this machine has shown its own
LOADING = "Het model wordt geladen. Burgers merken daar niets van."
TRAINED, COMPARED = 0.8, 1.0  # shares of the whole at which a step ends


class NotNow(Exception):
    """It cannot be done now; the message says why and what to do."""


class Work:
    """Trains, compares and publishes, one thing at a time."""

    def __init__(self, root: Path, settings: Settings, clock: Callable[[], dt.datetime]) -> None:
        self._root = root
        self._settings = settings
        self._clock = clock
        self._folder = settings.job_file.parent
        self.jobs = JobFile(settings.job_file)
        self.published = PublishedFile(settings.models_dir)

    def report(self) -> Report | None:
        """Returns the report on the newest comparison."""
        return read_report(report_file(self._settings.job_file))

    def prepare(self, by: str, asked: Asked = ()) -> Report:
        """Trains a model of the questions as they stand now, and compares it with the published one.

        Args:
            by: who asks for it.
            asked: (conversation, seq, masked text) of what citizens asked lately.

        Raises:
            NotNow: something runs already.
            CannotStart, ModelBroken: training failed, or a model cannot be used; the job's file says so too.
        """
        with self._job("trainen", by) as job:
            begun = time.monotonic()
            # A copy: who goes on editing meanwhile changes the next model, not this one.
            frozen = self._folder / "concept"
            shutil.rmtree(frozen, ignore_errors=True)
            shutil.copytree(self._settings.data_dir, frozen)
            settings = dataclasses.replace(self._settings, data_dir=frozen)
            model = model_path(self._root, settings)
            job.says(Step.TRAIN, 0.0, "Het model leert de vragen.", model=model.name)
            if not model.exists():
                with job.creeping(Step.TRAIN, TRAINED, self._usual()):
                    train(self._root, settings, model, lambda words: job.says(Step.TRAIN, None, f"Bezig: {words}."))
                write_whole(self._folder / "usual.json", {"seconds": time.monotonic() - begun})
            job.says(Step.COMPARE, TRAINED, "Het nieuwe model wordt vergeleken.")
            report = self._compare(model, settings, asked, begun, job)
            write_report(report_file(self._settings.job_file), report)
            job.says(Step.READY, 1.0, "Klaar. Bekijk wat er verandert, en publiceer.")
            return report

    def _compare(self, model: Path, settings: Settings, asked: Asked, begun: float, job: _Running) -> Report:
        old = self.served()
        fresh = untrained(settings.data_dir, old) if old and old != model else []
        exams, library = read_exams(self._root / "tests", asked, fresh), Library(settings.data_dir)
        several = 2 if old and old != model else 1
        total = several * (sum(map(len, exams.sets.values())) + len(asked) + len(exams.scripts)) or 1
        done = 0

        def step() -> None:
            nonlocal done
            done += 1
            if done % 25 == 0:
                job.says(Step.COMPARE, TRAINED + (COMPARED - TRAINED) * done / total, "Het model wordt vergeleken.")

        now = self._clock()

        def examined(path: Path) -> Findings:
            with OfflineModel(path, settings) as offline:
                return examine(offline, library, exams, now, step)

        with ThreadPoolExecutor(2) as both:  # each model answers in a process of its own
            newer = both.submit(examined, model)
            older = both.submit(examined, old) if old and old != model else None
            new = newer.result()
            try:
                before = older.result() if older else new if old == model else None
            except ModelBroken:
                before = None  # of other code: there is nothing to compare with
        names = (model.name, old.name if old else "")
        return weigh(new, before, exams, library, names, now.isoformat(), time.monotonic() - begun)

    def served(self) -> Path | None:
        """Returns the model that citizens get answers from: the live engine's, else what was published."""
        if engines.is_supervised(self._settings):
            return live.assigned(self._settings.run_dir, live.live(self._settings.run_dir))
        current = self.published.current()
        return self.published.model_path(current) if current else None

    def publish(self, by: str, why: str, signed: str = "", model: str = "") -> Publication:
        """Puts the compared model in front of citizens.

        Args:
            by: who does it.
            why: the reason, for the history.
            signed: why it may be published although something fell.
            model: file name of the model whose comparison was looked at; without it the newest.

        Raises:
            NotNow: something runs, nothing was compared, another model was compared since, or something fell and nobody
                signed for it.
            NotSwitched: the model did not start; the old one goes on.
        """
        report = self.report()
        if report is None or not (self._settings.models_dir / report.model).exists():
            raise NotNow("Er is nog geen nieuw model vergeleken. Train eerst.")
        if model and model != report.model:
            raise NotNow("Intussen is een ander model vergeleken. Bekijk eerst wat dat verandert.")
        if report.falls and not signed.strip():
            raise NotNow("Dit model is ergens minder goed. Publiceer met een reden erbij, of verbeter het eerst.")
        return self._put(report.model, by, why, signed.strip())

    def back(self, by: str, why: str = "", model: str = "") -> Publication:
        """Puts an earlier model in front of citizens again.

        Args:
            by: who does it.
            why: the reason, for the history.
            model: file name of one in the history; without it the one before this.

        Raises:
            NotNow: something runs, or there is nothing to go back to.
            NotSwitched: the old model did not start.
        """
        known = [p for p in self.published.history() if p.model == model and self.published.model_path(p).exists()]
        previous = known[0] if known else None if model else self.published.previous()
        if previous is None:
            raise NotNow("Er is geen eerder model om naar terug te gaan.")
        return self._put(previous.model, by, why.strip() or f"Terug naar het model van {_when(previous.at)}.", "")

    def _put(self, model: str, by: str, why: str, signed: str) -> Publication:
        path = self._settings.models_dir / model
        with self._job("publiceren", by) as job:
            job.says(Step.SWITCH, 0.1, LOADING, model=model)
            self._keep_the_first(path)
            if engines.is_supervised(self._settings):
                switch(self._settings, path, tell=lambda share: job.says(Step.SWITCH, 0.1 + 0.8 * share, LOADING))
            publication = Publication(
                model, self._clock().isoformat(timespec="seconds"), by, why, components(self._root), signed
            )
            self.published.add(publication)
            self._commit(by, f"Publiceer {model}\n\n{why}")
            job.says(Step.READY, 1.0, "Gepubliceerd.")
            return publication

    def _commit(self, by: str, message: str) -> None:
        """Keeps in git what was published, where the content stands in a checkout."""
        top, data = self._settings.data_dir.absolute().parent, self._settings.data_dir.name
        if git.in_checkout(top):
            git.commit(top, [data, "domain.yml"], by, "", message)

    def _keep_the_first(self, new: Path) -> None:
        """Notes what ran before the first publication: one may want to go back to it."""
        first = self.served()
        if self.published.history() or first is None or first == new.absolute() or not first.exists():
            return
        at = dt.datetime.fromtimestamp(first.stat().st_mtime, AMSTERDAM).isoformat(timespec="seconds")
        why = "Het model van voor de eerste publicatie."
        self.published.add(Publication(first.name, at, "start", why, components(self._root)))

    def _usual(self) -> float:
        seconds = (read_whole(self._folder / "usual.json") or {}).get("seconds")
        return float(seconds) if isinstance(seconds, (int, float)) and seconds > 1 else USUAL

    @contextmanager
    def _job(self, kind: str, by: str) -> Iterator[_Running]:
        with self.jobs.alone() as alone:
            now = self.jobs.read()
            if now and now.running and now.pid != os.getpid():
                told = f"{now.by} is al bezig met {now.kind} ({round(100 * now.share)}%)."
                raise NotNow(f"{told} Wacht tot dat klaar is.")
            if not alone:  # and that one has not said so yet
                raise NotNow("Iemand anders begon net. Wacht tot dat klaar is.")
            at = self._clock().isoformat(timespec="milliseconds")
            first = Step.TRAIN if kind == "trainen" else Step.SWITCH
            job = _Running(self.jobs, Job(at, kind, first, 0.0, "Begonnen.", at, by, os.getpid()))
            try:
                yield job
            except (CannotStart, ModelBroken, NotSwitched, OSError) as error:
                job.says(Step.FAILED, None, str(error))
                raise


def _when(at: str) -> str:
    """Returns a moment with its time: on one day there may be more models."""
    moment = dt.datetime.fromisoformat(at)
    return f"{date_in_words(moment.date())}, {moment:%H:%M}"


class _Running:
    """A job that is being done."""

    def __init__(self, jobs: JobFile, job: Job) -> None:
        self._jobs, self._lock = jobs, threading.Lock()
        self._job = jobs.write(job)

    def says(self, step: Step, share: float | None, words: str, model: str | None = None) -> None:
        """Keeps how far it is; the share never goes down."""
        with self._lock:
            share = self._job.share if share is None else max(share, self._job.share)
            self._job = self._jobs.write(
                dataclasses.replace(self._job, step=step, share=share, words=words, model=model or self._job.model)
            )

    @contextmanager
    def creeping(self, step: Step, most: float, usual: float) -> Iterator[None]:
        """Lets the share grow with time while a step that does not say how far it is goes on."""
        over = threading.Event()
        begun = time.monotonic()

        def creep() -> None:
            while not over.wait(1.0):
                share = most * min(0.98, (time.monotonic() - begun) / usual)
                self.says(step, share, self._job.words)

        thread = threading.Thread(target=creep, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
