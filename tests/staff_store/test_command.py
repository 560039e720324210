"""`python -m bot.staff`, the demo accounts, and production that refuses them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pytest

from bot.calendar import AMSTERDAM
from bot.launch.accounts import first_accounts
from bot.settings import read_settings
from bot.site import __main__ as site_main
from bot.staff import Audit, Failures, Role, SignIn, SignInRefused, Staff, StaffError, Stage
from bot.staff.__main__ import main
from bot.storage import Database


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("BOT_VAR_DIR", str(tmp_path))
    return read_settings()


@pytest.fixture
def stored(settings):
    database = Database(settings.database_url)
    yield database
    database.close()


def clock():
    return dt.datetime.now(AMSTERDAM)


def sign_in(database, login, password):
    return SignIn(database, Staff(database, clock), Failures(database, clock), False).with_password(login, password)


def said(capsys):
    return capsys.readouterr().out


def test_the_first_account_is_made_in_the_terminal(stored, capsys):
    assert main(["add", "bo", "--name", "Bo Visser", "--roles", "beheer,trainer", "--team", "Beheer"]) == 0
    password = re.search(r"eerste keer: (\S+)", said(capsys))[1]
    account, stage = sign_in(stored, "bo", password)
    assert account.member.roles == {Role.BEHEER, Role.TRAINER} and stage is Stage.PASSWORD
    assert main(["list"]) == 0
    assert re.search(r"bo +Bo Visser +Beheer +beheer, trainer", said(capsys))
    [line] = Audit(stored, clock).entries()
    assert (line.action, line.subject, line.login, line.detail) == ("account.nieuw", "bo", "", "vanuit de terminal")


def test_reset_unlock_and_remove(stored, capsys):
    staff = Staff(stored, clock)
    staff.add("bo", "Bo Visser", roles=[Role.BEHEER])
    staff.add("sam", "Sam", roles=[Role.WEBCARE], password="vier groene fietsen laat")
    for _ in range(6):
        with pytest.raises(SignInRefused):
            sign_in(stored, "sam", "fout")
    assert main(["unlock", "sam"]) == 0
    assert sign_in(stored, "sam", "vier groene fietsen laat")
    assert main(["reset", "sam"]) == 0
    assert sign_in(stored, "sam", re.search(r"één keer: (\S+)", said(capsys))[1])[1] is Stage.PASSWORD
    assert main(["remove", "sam"]) == 0 and staff.find("sam") is None
    assert main(["remove", "bo"]) == 1
    assert "laatste" in capsys.readouterr().err and staff.find("bo")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["add", "b", "--name", "Bo", "--roles", "beheer"], "inlognaam"),
        (["add", "bo", "--name", "Bo", "--roles", "baas"], "De rol 'baas' bestaat niet."),
        (["remove", "niemand"], "'niemand' bestaat niet"),
        (["reset", "niemand"], "'niemand' bestaat niet"),
        (["unlock", "niemand"], "'niemand' bestaat niet"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(arguments, told, settings, capsys):
    assert main(arguments) == 1
    assert told in capsys.readouterr().err


def test_a_trial_starts_with_demo_accounts_told_once(settings, stored, capsys):
    told = first_accounts(settings)
    found = dict(re.findall(r"^  (demo-\S+) +(\S+)$", told, re.MULTILINE))
    assert set(found) == {"demo-webcare", "demo-webcare2", "demo-trainer", "demo-beheer"}
    assert len(set(found.values())) == 4 and "maar één keer" in told
    for login, password in found.items():
        account, stage = sign_in(stored, login, password)
        assert account.demo and stage is Stage.FULL and len(account.member.roles) == 1
    assert first_accounts(settings) == "", "the second start tells nothing"
    assert main(["reset-demo"]) == 0
    renewed = dict(re.findall(r"^(demo-\S+) +(\S+)$", said(capsys), re.MULTILINE))
    assert set(renewed) == set(found) and sign_in(stored, "demo-beheer", renewed["demo-beheer"])
    with pytest.raises(SignInRefused):
        sign_in(stored, "demo-beheer", found["demo-beheer"])


def test_with_a_real_account_no_demo_accounts_are_made(settings, stored):
    Staff(stored, clock).add("bo", "Bo", roles=[Role.BEHEER])
    assert first_accounts(settings) == ""
    assert len(Staff(stored, clock).accounts()) == 1


def test_production_starts_only_without_demo_accounts(settings, stored, monkeypatch, capsys):
    first_accounts(settings)
    production = dataclasses.replace(settings, production=True)
    with pytest.raises(StaffError, match="python -m bot.staff remove-demo"):
        first_accounts(production)
    monkeypatch.setenv("BOT_PRODUCTION", "true")
    assert site_main.main() == 1
    assert "python -m bot.staff remove-demo" in capsys.readouterr().err
    assert main(["remove-demo"]) == 0
    assert first_accounts(production) == "" and Staff(stored, clock).accounts() == []
