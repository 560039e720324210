"""Accounts, sessions and the audit log, on a real database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from bot.staff import (
    Audit,
    Failures,
    Locked,
    Role,
    Sessions,
    SignIn,
    SignInRefused,
    Staff,
    StaffError,
    Stage,
    passwords,
)

PASSWORD = "vier groene fietsen laat"


@pytest.fixture
def staff(database, clock):
    return Staff(database, clock)


@pytest.fixture
def audit(database, clock):
    return Audit(database, clock)


@pytest.fixture
def sessions(database, clock):
    return Sessions(database, clock, idle=1800, longest=36000)


@pytest.fixture
def sign_in(database, clock, staff):
    return SignIn(database, staff, Failures(database, clock, most=5, lock_minutes=15), needs_code=False)


def rows(database, query):
    with database.read() as connection:
        return connection.execute(sa.text(query)).all()


def test_an_account_is_found_as_it_was_made(staff):
    member = staff.add("Sam.deVries", "Sam de Vries", "Toeslagen", [Role.WEBCARE, Role.TRAINER], four_eyes=True)
    assert (member.login, member.name, member.team, member.four_eyes) == (
        "sam.devries", "Sam de Vries", "Toeslagen", True,
    )  # fmt: skip
    assert member.roles == {Role.WEBCARE, Role.TRAINER}
    assert staff.find(" SAM.devries ").member == staff.get(member.id).member == member
    assert [a.member for a in staff.working(Role.TRAINER)] == [member] and staff.working(Role.BEHEER) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"login": "a"}, {"login": "sam de vries"}, {"login": "sam\r\nX-A: b"}, {"login": "../sam"}, {"name": " "},
        {"name": "a" * 81}, {"name": "Sam\x00"}, {"roles": []}, {"team": "t" * 61},
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_in_dutch(wrong, staff):
    with pytest.raises(StaffError):
        staff.add(**{"login": "sam", "name": "Sam", "team": "", "roles": [Role.WEBCARE], **wrong})
    assert staff.accounts() == []


def test_a_login_exists_once(staff):
    staff.add("sam", "Sam", roles=[Role.WEBCARE])
    with pytest.raises(StaffError, match="bestaat al"):
        staff.add("SAM", "Sam twee", roles=[Role.BEHEER])


def test_an_id_is_never_given_out_again(staff):
    staff.add("eerste", "Eerste", roles=[Role.BEHEER])
    gone = staff.add("tweede", "Tweede", roles=[Role.WEBCARE])
    staff.remove(gone.id)
    assert staff.add("derde", "Derde", roles=[Role.WEBCARE]).id > gone.id


def test_the_last_beheer_stays(staff):
    beheer = staff.add("beheer", "Bo", roles=[Role.BEHEER])
    for attempt in (
        lambda: staff.remove(beheer.id),
        lambda: staff.change(beheer.id, disabled=True),
        lambda: staff.change(beheer.id, roles=[Role.TRAINER]),
    ):
        with pytest.raises(StaffError, match="laatste"):
            attempt()
    assert staff.get(beheer.id).member.roles == {Role.BEHEER}
    staff.add("ander", "Ander", roles=[Role.BEHEER])
    staff.remove(beheer.id)


def test_of_a_password_only_an_argon2id_hash_is_kept(staff, database):
    staff.add("sam", "Sam", roles=[Role.WEBCARE], password=PASSWORD)
    [(kept,)] = rows(database, "SELECT password FROM staff")
    assert kept.startswith("$argon2id$") and PASSWORD not in kept


@pytest.mark.parametrize("weak", ["kort", "aaaaaaaaaaaaaaaa", "Welkom2026!!!!", "x" * 129, "sam-de-vries-2026", ""])
def test_a_weak_password_is_refused(weak, staff):
    member = staff.add("sam.devries", "Sam Vries", roles=[Role.WEBCARE])
    with pytest.raises(StaffError):
        staff.set_password(member.id, weak)


def test_a_session_holds_until_it_is_idle(staff, sessions, clock):
    member = staff.add("sam", "Sam", roles=[Role.WEBCARE])
    token = sessions.open(member.id)
    for _ in range(5):
        clock.move(minutes=29)
        assert sessions.find(token).member == member
    clock.move(minutes=30)
    assert sessions.find(token) is None


def test_a_session_ends_whatever_happens(staff, sessions, clock):
    member = staff.add("sam", "Sam", roles=[Role.WEBCARE])
    token = sessions.open(member.id)
    for _ in range(39):
        clock.move(minutes=15)
        assert sessions.find(token)
    clock.move(minutes=15)
    assert sessions.find(token) is None


def test_half_a_sign_in_lasts_ten_minutes(staff, sessions, clock):
    token = sessions.open(staff.add("sam", "Sam", roles=[Role.WEBCARE]).id, Stage.CODE)
    clock.move(minutes=9, seconds=59)
    assert sessions.find(token).stage is Stage.CODE
    clock.move(seconds=1)
    assert sessions.find(token) is None


def test_a_new_stage_ends_the_one_before(staff, sessions):
    member = staff.add("sam", "Sam", roles=[Role.WEBCARE])
    half = sessions.open(member.id, Stage.CODE)
    whole = sessions.open(member.id, Stage.FULL, instead_of=sessions.find(half).key)
    assert sessions.find(half) is None and sessions.find(whole).stage is Stage.FULL


def test_listening_does_not_lengthen_a_session(staff, sessions, clock):
    token = sessions.open(staff.add("sam", "Sam", roles=[Role.WEBCARE]).id)
    key = sessions.find(token).key
    for _ in range(29):
        clock.move(minutes=1)
        assert sessions.of_key(key)
    clock.move(minutes=1)
    assert sessions.of_key(key) is None


def test_the_database_does_not_know_the_token(staff, sessions, database):
    token = sessions.open(staff.add("sam", "Sam", roles=[Role.WEBCARE]).id)
    assert token not in str(rows(database, "SELECT * FROM staff_sessions"))


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1 --", "a" * 5000])
def test_another_token_opens_nothing(token, staff, sessions):
    sessions.open(staff.add("sam", "Sam", roles=[Role.WEBCARE]).id)
    assert sessions.find(token) is None


@pytest.mark.parametrize(
    "deed",
    [
        lambda staff, m: staff.change(m, disabled=True),
        lambda staff, m: staff.change(m, roles=[Role.TRAINER]),
        lambda staff, m: staff.set_password(m, PASSWORD),
        lambda staff, m: staff.remove(m),
    ],
)
def test_sessions_end_when_the_account_changes(deed, staff, sessions):
    member = staff.add("sam", "Sam", roles=[Role.WEBCARE])
    other = sessions.open(staff.add("ander", "Ander", roles=[Role.WEBCARE]).id)
    token = sessions.open(member.id)
    deed(staff, member.id)
    assert sessions.find(token) is None and sessions.find(other)


def test_the_right_password_signs_in(staff, sign_in):
    staff.add("sam", "Sam", roles=[Role.WEBCARE], password=PASSWORD)
    account, stage = sign_in.with_password(" Sam", PASSWORD)
    assert (account.member.login, stage) == ("sam", Stage.FULL)


def test_a_first_password_has_to_be_replaced(staff, sign_in):
    staff.add("sam", "Sam", roles=[Role.WEBCARE], password=PASSWORD, must_change=True)
    assert sign_in.with_password("sam", PASSWORD)[1] is Stage.PASSWORD


@pytest.mark.parametrize("login", ["sam", "niemand", "uit", "elders", ""])
def test_five_failures_lock_a_login_whether_it_exists_or_not(login, staff, sign_in, clock):
    staff.add("sam", "Sam", roles=[Role.WEBCARE], password=PASSWORD)
    staff.add("elders", "Els", roles=[Role.WEBCARE])
    staff.change(staff.add("uit", "Uit", roles=[Role.WEBCARE], password=PASSWORD).id, disabled=True)
    for _ in range(5):
        with pytest.raises(SignInRefused) as refused:
            sign_in.with_password(login, "iets verkeerds")
        assert not isinstance(refused.value, Locked)
    with pytest.raises(Locked) as locked:
        sign_in.with_password(login, PASSWORD)
    assert locked.value.minutes == 15
    clock.move(minutes=15, seconds=1)
    if login == "sam":
        assert sign_in.with_password(login, PASSWORD)[1] is Stage.FULL
    with pytest.raises(SignInRefused) as refused:
        sign_in.with_password(login, "weer verkeerd")
    assert not isinstance(refused.value, Locked)


def test_success_forgets_failures_and_so_does_unlocking(staff, sign_in):
    staff.add("sam", "Sam", roles=[Role.WEBCARE], password=PASSWORD)
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(SignInRefused):
                sign_in.with_password("sam", "iets verkeerds")
        assert sign_in.with_password("sam", PASSWORD)
    for _ in range(6):
        with pytest.raises(SignInRefused):
            sign_in.with_password("sam", "iets verkeerds")
    sign_in.unlock("sam")
    assert sign_in.with_password("sam", PASSWORD)


def test_what_is_typed_as_a_login_is_not_kept(sign_in, database):
    with pytest.raises(SignInRefused):
        sign_in.with_password("mijn-geheime-woord", "x")
    assert "geheime" not in str(rows(database, "SELECT * FROM staff_failures"))


def test_the_audit_log_tells_who_did_what(staff, audit):
    member = staff.add("sam", "Sam", roles=[Role.BEHEER])
    staff.add("bo", "Bo", roles=[Role.BEHEER])
    audit.add(member.id, "gesprek.bekeken", "abc")
    audit.add(None, "opgeruimd", detail="3 gesprekken")
    audit.add(member.id, "gesprek.gesloten", "abc", "x" * 900)
    staff.remove(member.id)
    newest = audit.entries()
    assert [(e.login, e.action, e.subject) for e in newest] == [
        ("sam", "gesprek.gesloten", "abc"), ("", "opgeruimd", ""), ("sam", "gesprek.bekeken", "abc"),
    ]  # fmt: skip
    assert len(newest[0].detail) == 500 and newest[0].at.startswith("2026-11-23T10:00:00")
    assert [e.action for e in audit.entries(action="gesprek", login="sam", before=newest[0].id)] == ["gesprek.bekeken"]
    assert audit.entries(action="ges") == [] and audit.actions() == ["gesprek.bekeken", "gesprek.gesloten", "opgeruimd"]


@pytest.mark.parametrize("table", ["audit", "desk_settings"])
@pytest.mark.parametrize("deed", ["DELETE FROM {}", "UPDATE {} SET at = 'x'", "REPLACE INTO {} SELECT * FROM {}"])
def test_the_database_refuses_to_change_a_line(table, deed, database, audit):
    if database.engine.dialect.name == "postgresql":
        deed = deed.replace("REPLACE INTO {} SELECT * FROM {}", "TRUNCATE {}")  # the way around the others there
    audit.add(None, "iets")
    with database.write() as connection:
        connection.execute(
            sa.text("INSERT INTO desk_settings (name, value, at, login, why) VALUES ('a', '1', 'x', 'sam', 'zo')")
        )
    before = rows(database, f"SELECT * FROM {table}")
    with pytest.raises(sa.exc.DatabaseError, match="only grows"), database.write() as connection:
        connection.execute(sa.text(deed.format(table, table)))
    assert len(before) == 1 and rows(database, f"SELECT * FROM {table}") == before


def test_many_attempts_at_once_cannot_outrun_the_lock(staff, sign_in):
    staff.add("sam", "Sam", roles=[Role.WEBCARE], password=PASSWORD)

    def attempt(n):
        try:
            sign_in.with_password("sam", f"geraden {n}")
        except SignInRefused as refused:
            return type(refused)

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(24)))
    assert outcomes.count(SignInRefused) == 5 and outcomes.count(Locked) == 19


def test_a_login_that_does_not_exist_takes_as_long(staff, sign_in, monkeypatch):
    """The same work, counted instead of timed: one argon2 check in each case."""
    checked = []
    right = passwords._hasher.verify
    monkeypatch.setattr(
        passwords, "_hasher", type("H", (), {"verify": lambda _, *a: checked.append(a[0][:9]) or right(*a)})()
    )
    staff.change(staff.add("uit", "Uit", roles=[Role.WEBCARE], subject="x").id, disabled=True)
    for login in ("niemand", "uit", "x" * 500):
        with pytest.raises(SignInRefused):
            sign_in.with_password(login, "iets verkeerds")
    for _ in range(6):
        with pytest.raises(SignInRefused):
            sign_in.with_password("niemand", "iets verkeerds")
    assert checked == ["$argon2id"] * 9
