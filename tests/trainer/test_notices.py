"""A bad day: a notice is in the chat at once, and gone as quickly."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest

from bot.knowledge import Library
from bot.trainer import Refused, notices
from bot.trainer.notices import Filled
from bot.trainer.questions import CannotChange

DAY = dt.date(2026, 11, 23)
FILE = "data/actueel.yml"


def filled(**changes):
    values = {
        "id": "storing.inloggen", "text": "Inloggen lukt nu niet altijd. Probeer het later nog een keer.", "first": DAY,
        "last": DAY + dt.timedelta(days=1), "topics": ["aangifte.*"], "in_greeting": True, "source_title": "Storingen",
        "source_url": "https://voorbeeld.nl/storing", "checked": DAY, "owner": "",
    }  # fmt: skip
    return Filled(**{**values, **changes})


def place(room, me, **changes):
    room.change(lambda d: notices.place(d, filled(**changes)), me)


def test_a_notice_is_placed_changed_and_stopped(room, tiny, me):
    place(room, me)
    assert Library(tiny.data).notices(DAY, greeting=True) == (
        "Inloggen lukt nu niet altijd. Probeer het later nog een keer.",
    )
    place(room, me, text="Inloggen lukt weer.")
    assert Library(tiny.data).notices(DAY, topic="aangifte.uitstel") == ("Inloggen lukt weer.",)
    room.change(lambda d: notices.stop(d, "storing.inloggen", DAY + dt.timedelta(days=1)), me)
    assert Library(tiny.data).notices(DAY + dt.timedelta(days=1), greeting=True) == ()
    assert Library(tiny.data).notices(DAY, greeting=True) == ("Inloggen lukt weer.",)


def test_a_notice_of_today_goes_and_the_file_is_what_it_was(room, tiny, me, root):
    shutil.copy(root / FILE, tiny.root / FILE)
    before = tiny.read(FILE).replace("[toeslagen", "[aangifte")
    tiny.write(
        FILE,
        '# uitleg\nactueel:\n  # een ander\n  - id: eerder\n    tekst: "Dit was er al."\n    van: 2026-11-01\n    tot: 2026-11-30\n    in_begroeting: true\n    bron: {titel: "X", url: "https://voorbeeld.nl", gecontroleerd: 2026-11-01}\n    eigenaar: redactie\n',
    )
    before = tiny.read(FILE)
    place(room, me)
    assert tiny.read(FILE).startswith(before)
    room.change(lambda d: notices.stop(d, "storing.inloggen", DAY), me)
    assert tiny.read(FILE) == before


def test_the_only_notice_can_go(room, tiny, me):
    place(room, me)
    room.change(lambda d: notices.stop(d, "storing.inloggen", DAY), me)
    assert Library(tiny.data).content.notices == ()


@pytest.mark.parametrize("wrong", [{"id": "Storing!"}, {"text": " "}, {"last": None}])
def test_what_is_missing_is_said(wrong, room):
    with pytest.raises(CannotChange):
        notices.place(room.draft(), filled(**wrong))


def test_what_the_checks_find_is_refused(room, me):
    for wrong in ({"topics": ["bestaat.niet"]}, {"source_url": "geen adres"}, {"last": DAY - dt.timedelta(days=3)}):
        with pytest.raises(Refused):
            place(room, me, **wrong)
