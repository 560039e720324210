"""The commands of `python -m bot.trainer` for the inbox."""

from __future__ import annotations

import argparse

from bot.content import Verdict
from bot.trainer.command_line import Commands
from bot.trainer.grouping import group
from bot.trainer.inbox import LABELS, Asked
from bot.trainer.question_file import same
from bot.trainer.questions import CannotChange, all_examples
from bot.trainer.room import Author, Room

AGREE = "eens"


def add_inbox_commands(commands: Commands) -> None:
    """Adds the commands with their help in Dutch."""
    inbox = commands.add_parser("inbox", help="toon wat de chatbot niet goed begreep, wat op elkaar lijkt bij elkaar")
    inbox.add_argument("--meeste", type=int, default=20, help="zoveel groepen (standaard %(default)s)")
    decide = commands.add_parser("besluit", help="besluit over vragen uit de inbox, met het nummer dat ervoor staat")
    decide.add_argument(
        "wat", choices=[*(v.value for v in Verdict), AGREE], help="wat ermee gebeurt; eens: wat een collega al zei"
    )
    decide.add_argument("vragen", nargs="+", help="nummers uit de inbox; een nummer van een groep is de hele groep")
    decide.add_argument("--onderwerp", default="", help="waar ze bij horen; bij niet_van_ons een van buiten.*")
    for made, run in ((inbox, show_inbox), (decide, decide_inbox)):
        made.set_defaults(run=run)


def _groups(room: Room, options: argparse.Namespace) -> list[list[Asked]]:
    draft = room.draft()
    rows = all_examples(draft)
    waiting = options.inbox.waiting(options.inbox.read(room.clock()), {same(e) for _, e in rows})
    return [[waiting[i] for i in places] for places in group([one.text for one in waiting], [e for _, e in rows])]


def show_inbox(room: Room, options: argparse.Namespace) -> int:
    """Prints what waits in the inbox."""
    groups = sorted(_groups(room, options), key=lambda some: -sum(one.times for one in some))
    for some in groups[: options.meeste]:
        first, last = min(one.first for one in some), max(one.last for one in some)
        times = sum(one.times for one in some)
        print(f"{some[0].key[:10]}  {times} keer, {first:%d-%m-%Y} tot en met {last:%d-%m-%Y}")
        for one in some[:6]:
            print(f"    {one.key[:10]}  {one.times}x  {one.text}  [{', '.join(LABELS.get(k, k) for k in one.kinds)}]")
            for said in one.said:
                print(f"                {said.name} zegt: {said.verdict.value} {said.topic}".rstrip())
    print(f"{len(groups)} groepen.")
    return 0


def decide_inbox(room: Room, options: argparse.Namespace) -> int:
    """Decides about questions of the inbox."""
    chosen = []
    for some in _groups(room, options):
        whole = any(some[0].key.startswith(number) for number in options.vragen)
        chosen += [o for o in some if whole or any(o.key.startswith(number) for number in options.vragen)]
    if not chosen:
        raise CannotChange("Deze nummers staan niet in de inbox. Kijk met 'inbox' wat er is.")
    for (verdict, topic), some in _verdicts(options, chosen).items():
        author = Author(options.wie, options.wie)
        print(options.inbox.decide(room, author, some, verdict, topic, options.samen, options.waarom))
    return 0


def _verdicts(options: argparse.Namespace, chosen: list[Asked]) -> dict[tuple[Verdict, str], list[Asked]]:
    """Returns the questions by what is said of them: what was asked for, or what colleagues said before."""
    if options.wat != AGREE:
        return {(Verdict(options.wat), options.onderwerp): chosen}
    found: dict[tuple[Verdict, str], list[Asked]] = {}
    for one in chosen:
        others = [said for said in one.said if said.login != options.wie]
        if not others:
            raise CannotChange(f"Over '{one.text}' zei nog geen collega iets. Besluit zelf.")
        found.setdefault((others[-1].verdict, others[-1].topic), []).append(one)
    return found
