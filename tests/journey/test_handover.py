"""A person takes over from the real chatbot, and it is silent until it is its turn again."""

from __future__ import annotations

import datetime as dt
import json
import time
import urllib.error
import urllib.request

import pytest
import sqlalchemy as sa

from bot.calendar import AMSTERDAM
from bot.handoff import Presence, Presences
from bot.staff import DeskSettings, Role, Sessions, Staff
from bot.storage import Database

pytestmark = [pytest.mark.journey, pytest.mark.timeout(400)]

ALWAYS = {"open_until": "23:59", "open_from": "00:00", "open_days": "ma di wo do vr za zo", "open_on_holidays": "ja"}
QUESTION = "hoe vraag ik uitstel voor mijn aangifte?"


def now() -> dt.datetime:
    return dt.datetime.now(AMSTERDAM)


class Colleague:
    """Somebody of webcare with a session in the house's own database."""

    def __init__(self, house, database: Database) -> None:
        staff, settings = Staff(database, now), DeskSettings(database, now)
        beheer = staff.add("reis-beheer", "Bea Heer", roles=(Role.BEHEER,))
        for name, value in ALWAYS.items():
            settings.set(name, value, beheer, "reis")
        member = staff.add("reis-webcare", "Anne Bakker", "Toeslagen", (Role.WEBCARE,))
        Presences(database, now).set(member.id, Presence.HERE)
        sessions = Sessions(database, now, 3600, 3600)
        token = sessions.open(member.id)
        self.site, self.headers = house.settings.site_url, {
            "Cookie": f"staff={token}", "X-Csrf": sessions.find(token).csrf, "Content-Type": "application/json"
        }  # fmt: skip

    def does(self, conversation: str, deed: str, **body) -> int:
        url = f"{self.site}/webcare/api/conversations/{conversation}/{deed}"
        request = urllib.request.Request(url, json.dumps(body).encode(), self.headers, method="POST")
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status


@pytest.fixture
def desk(house):
    """The house with an open desk; afterwards nobody was ever there, for the tests that come after."""
    database = Database(house.settings.database_url)
    yield Colleague(house, database)
    with database.write() as connection:
        connection.execute(sa.text("DELETE FROM handoff_presence"))
    database.close()


def test_a_person_takes_over_and_gives_it_back(house, desk):
    citizen = house.citizen()
    conversation = citizen.path.rsplit("/", 1)[1]
    offer = citizen.reads(citizen.sends("waarom krijg ik ineens 40 euro minder huurtoeslag?"))[-1]
    assert [c["choice"] for c in offer["choices"]] == ["wachten", "later", "chatbot"]
    citizen.sends(choice="wachten")
    assert citizen.call("GET", f"{citizen.path}/messages?after=0")["state"]["place"] == 1
    assert desk.does(conversation, "claim") == 204
    seq = citizen.sends(QUESTION)
    assert desk.does(conversation, "reply", text="Ik kijk met je mee.", client_id="r1") == 201
    time.sleep(2)  # the chatbot knows the answer, and has had the time to give it
    found = citizen.call("GET", f"{citizen.path}/messages?after={seq}")
    assert [(m["role"], m["text"]) for m in found["messages"]] == [("medewerker", "Ik kijk met je mee.")]
    assert found["state"]["name"] == "Anne"
    assert desk.does(conversation, "hand_back") == 204
    answer = citizen.asks(QUESTION)
    assert (answer["topic"], answer["outcome"]) == ("aangifte.uitstel", "antwoord")
    with pytest.raises(urllib.error.HTTPError, match="409"):
        desk.does(conversation, "reply", text="te laat", client_id="r2")
