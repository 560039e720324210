"""Who a number is: looked up once, also when it is nobody."""

from __future__ import annotations

from types import SimpleNamespace

from bot.site.webcare import names as names_module
from bot.site.webcare.names import FRESH, Names
from bot.staff import Role


class _Staff:
    def __init__(self):
        self.asked, self.there = 0, []
        self.comes(1, "Anne")

    def comes(self, number, name):
        member = SimpleNamespace(id=number, name=name)
        self.there.append(SimpleNamespace(member=member, created_at="2026-11-23T10:00:00+01:00"))

    def working(self, role):
        assert role is Role.WEBCARE
        self.asked += 1
        return self.there


def test_who_is_gone_is_not_looked_up_at_every_turn(monkeypatch):
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr(names_module, "time", SimpleNamespace(monotonic=lambda: clock.now))
    staff = _Staff()
    names = Names(staff)
    for _ in range(20):
        assert names.name(8) == names.name(9) == "een oud-collega" and names.name(1) == "Anne"
    assert staff.asked == 3, "once for all, and once for each who may be new"


def test_who_is_new_is_known_at_once_or_soon(monkeypatch):
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr(names_module, "time", SimpleNamespace(monotonic=lambda: clock.now))
    staff = _Staff()
    names = Names(staff)
    assert names.name(1) == "Anne"
    staff.comes(2, "Bo")
    assert names.name(2) == "Bo"
    assert names.get(3) is None
    staff.comes(3, "Cas")
    clock.now += FRESH
    assert names.name(3) == "Cas"
