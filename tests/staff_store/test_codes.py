"""One-time codes: set up, used once, locked, taken away."""

from __future__ import annotations

import pyotp
import pytest

from bot.staff import Codes, Failures, Locked, Role, SignIn, SignInRefused, Staff, Stage

PASSWORD = "vier groene fietsen laat"


@pytest.fixture
def staff(database, clock):
    return Staff(database, clock)


@pytest.fixture
def codes(database, clock):
    return Codes(database, clock, Failures(database, clock, most=5, lock_minutes=15))


@pytest.fixture
def member(staff):
    return staff.add("sam", "Sam", roles=[Role.WEBCARE], password=PASSWORD)


@pytest.fixture
def app(codes, member, clock):
    """The app on the phone, set up; shows the code of now, or of so many steps away."""
    totp = pyotp.TOTP(codes.offer(member, "Proef")[0])
    shows = lambda steps=0: totp.at(clock().timestamp() + 30 * steps)  # noqa: E731
    assert codes.confirm(member, shows())
    clock.move(seconds=30)
    return shows


def test_the_offer_stays_until_it_is_confirmed(codes, member, staff, clock):
    secret, address = codes.offer(member, "Proef & Co")
    assert codes.offer(member, "Proef & Co") == (secret, address)
    assert address.startswith("otpauth://totp/Proef%20%26%20Co:sam?secret=" + secret)
    assert not codes.confirm(member, "000000") or not codes.confirm(member, "000001")
    assert not staff.get(member.id).has_code
    assert codes.confirm(member, pyotp.TOTP(secret).at(clock().timestamp()))
    assert staff.get(member.id).has_code
    assert not codes.confirm(member, pyotp.TOTP(secret).at(clock().timestamp())), "nothing is offered any more"


def test_a_code_works_once(codes, member, app, clock):
    code = app()
    codes.check(member, f" {code[:3]} {code[3:]} ")
    with pytest.raises(SignInRefused):
        codes.check(member, code)
    clock.move(seconds=30)
    with pytest.raises(SignInRefused):
        codes.check(member, code)
    codes.check(member, app())


def test_the_code_that_set_it_up_does_not_sign_in(codes, member, staff, clock):
    code = pyotp.TOTP(codes.offer(member, "Proef")[0]).at(clock().timestamp())
    assert codes.confirm(member, code)
    with pytest.raises(SignInRefused):
        codes.check(member, code)


@pytest.mark.parametrize(("steps", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False), (60, False)])
def test_a_phone_may_be_half_a_minute_off(steps, fits, codes, member, app, clock):
    clock.move(minutes=5)
    if fits:
        codes.check(member, app(steps))
    else:
        with pytest.raises(SignInRefused):
            codes.check(member, app(steps))


@pytest.mark.parametrize("wrong", ["", "1", "abcdef", "１２３４５６", "0" * 5000, "000000\r\n"])
def test_what_is_no_code_is_refused(wrong, codes, member, app):
    with pytest.raises(SignInRefused):
        codes.check(member, wrong)


def test_too_many_wrong_codes_lock_even_the_right_one(codes, member, app, clock):
    for _ in range(5):
        with pytest.raises(SignInRefused):
            codes.check(member, "geen")
    with pytest.raises(Locked):
        codes.check(member, app())
    clock.move(minutes=16)
    codes.check(member, app())


def test_the_code_stands_between_the_password_and_the_rest(staff, database, codes, member, app, clock):
    for needed in (False, True):
        sign_in = SignIn(database, staff, Failures(database, clock), needs_code=needed)
        account, stage = sign_in.with_password("sam", PASSWORD)
        assert (stage, sign_in.stage_of(account, code_given=True)) == (Stage.CODE, Stage.FULL)


def test_where_codes_are_needed_they_are_set_up_first(staff, database, member, clock):
    sign_in = SignIn(database, staff, Failures(database, clock), needs_code=True)
    assert sign_in.with_password("sam", PASSWORD)[1] is Stage.ENROL


def test_a_lost_phone_is_taken_away(codes, member, staff, app):
    codes.remove(member.id)
    assert not staff.get(member.id).has_code
    with pytest.raises(SignInRefused):
        codes.check(member, app())
