"""The stores of the desk: one winner for each claim, an honest queue, presence, notes, drafts, codes and waits."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot.handoff import (
    Event,
    NoRoom,
    NotYours,
    Offer,
    Presence,
    Refused,
    Room,
    State,
    Wait,
    as_code,
    is_pressing,
    offer_in,
    urgency_of,
)
from bot.handoff.codes import ALPHABET, new_code
from bot.handoff.presence import CLOSED_PAGE, IDLE

ANNE, BAS = 1, 2


def test_of_many_staff_who_claim_at_once_one_gets_the_conversation(desk):
    conversation = desk.waiting()
    together, outcomes = threading.Barrier(6), []

    def claim(member: int) -> None:
        together.wait()
        try:
            desk.claims.claim(conversation, member, 3)
            outcomes.append(member)
        except Refused:
            outcomes.append("refused")

    threads = [threading.Thread(target=claim, args=(m,)) for m in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("refused") == 5
    [winner] = [o for o in outcomes if o != "refused"]
    assert desk.handoffs.get(conversation).owner == winner


def test_nobody_has_more_conversations_than_the_limit_also_when_claiming_at_once(desk):
    waiting = [desk.waiting() for _ in range(6)]
    together, refused = threading.Barrier(6), []

    def claim(conversation: str) -> None:
        together.wait()
        try:
            desk.claims.claim(conversation, ANNE, 2)
        except NoRoom:
            refused.append(conversation)

    threads = [threading.Thread(target=claim, args=(c,)) for c in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 4
    assert sum(h.owner == ANNE for h in desk.queue.on_desk()) == 2


def test_the_second_tab_of_one_person_claims_what_is_theirs_already(desk):
    conversation = desk.waiting()
    desk.claims.claim(conversation, ANNE, 1)
    desk.claims.claim(conversation, ANNE, 1)
    with pytest.raises(Refused, match="een collega was eerder"):
        desk.claims.claim(conversation, BAS, 1)


def test_a_conversation_of_a_colleague_cannot_be_moved(desk):
    conversation = desk.waiting()
    desk.claims.claim(conversation, ANNE, 1)
    for act in (
        lambda: desk.claims.release(conversation, BAS),
        lambda: desk.claims.pass_on(conversation, BAS, BAS),
        lambda: desk.claims.hand_back(conversation, BAS),
        lambda: desk.claims.close(conversation, BAS, "anders"),
    ):
        with pytest.raises(NotYours):
            act()
    assert desk.handoffs.get(conversation).owner == ANNE


def test_what_is_let_go_waits_again_at_its_old_place(desk, clock):
    first, second = desk.waiting(), desk.waiting()
    desk.claims.claim(first, ANNE, 1)
    clock.move(minutes=9)
    desk.claims.release(first, ANNE)
    assert [h.conversation for h in desk.queue.on_desk()] == [first, second]
    assert desk.queue.place(first) == 1


def test_a_transfer_waits_for_the_team_and_passing_on_stays_with_staff(desk):
    one, two = desk.waiting(), desk.waiting()
    desk.claims.claim(one, ANNE, 2)
    desk.claims.claim(two, ANNE, 2)
    desk.claims.transfer(one, ANNE, "toeslagen")
    desk.claims.pass_on(two, ANNE, BAS)
    assert (desk.handoffs.get(one).state, desk.handoffs.get(one).team) == (State.WAITING, "toeslagen")
    assert (desk.handoffs.get(two).state, desk.handoffs.get(two).owner) == (State.WITH_STAFF, BAS)


def test_closing_asks_a_known_outcome(desk):
    conversation = desk.waiting()
    desk.claims.claim(conversation, ANNE, 1)
    with pytest.raises(Refused, match="'zomaar' bestaat niet"):
        desk.claims.close(conversation, ANNE, "zomaar")
    desk.claims.close(conversation, ANNE, "gat_in_kennis", "over kavels")
    assert desk.handoffs.state(conversation) is State.CLOSED


def _reopen(desk, database, conversation, member):
    with database.write() as connection:
        desk.claims.reopen_in(connection, conversation, member)


def test_closing_is_taken_back_by_who_did_it_at_its_old_place_over_the_limit(desk, clock, database):
    first, second = desk.waiting(), desk.waiting()
    desk.claims.claim(first, ANNE, 1)
    desk.claims.close(first, ANNE, "anders", "over kavels")
    desk.claims.claim(second, ANNE, 1)
    with pytest.raises(NotYours):
        _reopen(desk, database, first, BAS)
    clock.move(seconds=90)
    _reopen(desk, database, first, ANNE)
    assert (desk.handoffs.get(first).state, desk.handoffs.get(first).owner) == (State.WITH_STAFF, ANNE)
    desk.claims.release(first, ANNE)
    assert [h.conversation for h in desk.queue.on_desk() if h.state is State.WAITING] == [first]


@pytest.mark.parametrize("moved", [{"minutes": 3}, {"days": 1}])
def test_closing_is_not_taken_back_long_after(desk, clock, database, moved):
    conversation = desk.waiting()
    desk.claims.claim(conversation, ANNE, 1)
    desk.claims.close(conversation, ANNE, "anders")
    clock.move(**moved)
    with pytest.raises(Refused, match="te lang geleden"):
        _reopen(desk, database, conversation, ANNE)
    assert desk.handoffs.state(conversation) is State.CLOSED


def test_a_clock_that_goes_back_does_not_forbid_taking_back(desk, clock, database):
    conversation = desk.waiting()
    desk.claims.claim(conversation, ANNE, 1)
    desk.claims.close(conversation, ANNE, "anders")
    clock.move(hours=-1)
    _reopen(desk, database, conversation, ANNE)
    assert desk.handoffs.state(conversation) is State.WITH_STAFF


def test_danger_goes_first_then_who_waits_at_the_page_by_urgency_and_coming(desk):
    later = desk.waiting(event=Event.POSTPONE, urgency=1)
    plain = desk.waiting()
    urgent = desk.waiting(urgency=1)
    danger = desk.waiting(urgency=2)
    assert [h.conversation for h in desk.queue.on_desk()] == [danger, urgent, plain, later]
    assert [desk.queue.place(c) for c in (danger, urgent, plain, later)] == [1, 2, 3, None]
    assert desk.queue.waiting() == 3


def test_a_clock_that_goes_back_changes_no_order_and_makes_no_negative_wait(desk, clock):
    first = desk.waiting()
    clock.move(hours=-2)
    second = desk.waiting()
    assert [h.conversation for h in desk.queue.on_desk()] == [first, second]
    desk.claims.claim(first, ANNE, 9)
    for _ in range(4):
        desk.claims.claim(desk.waiting(), ANNE, 9)
    assert desk.waits.expected() == Wait(1, 1)


def test_the_expected_wait_is_not_known_until_enough_people_waited(desk, clock):
    for minutes in (1, 2, 3, 4):
        conversation = desk.waiting()
        clock.move(minutes=minutes)
        desk.claims.claim(conversation, ANNE, 99)
    assert desk.waits.expected() is None
    conversation = desk.waiting()
    clock.move(minutes=30)
    desk.claims.claim(conversation, ANNE, 99)
    assert desk.waits.expected() == Wait(3, 4)
    clock.move(days=15)
    assert desk.waits.expected() is None, "old waits say nothing about today"


def test_only_the_first_wait_at_the_page_counts(desk, clock, database):
    conversation, left = desk.waiting(), desk.waiting(event=Event.POSTPONE)
    clock.move(minutes=2)
    desk.claims.claim(left, ANNE, 9)
    desk.claims.claim(conversation, ANNE, 9)
    desk.claims.release(conversation, ANNE)
    clock.move(minutes=50)
    desk.claims.claim(conversation, BAS, 9)
    with database.read() as connection:
        assert connection.execute(sa.text("SELECT seconds FROM handoff_waits")).scalars().all() == [120]


def test_erasing_takes_everything_of_the_desk_along(desk, database):
    conversation = desk.waiting()
    desk.handoffs.code(conversation)
    desk.claims.claim(conversation, ANNE, 1)
    desk.notes.add(conversation, "n1", ANNE, "GEHEIM")
    desk.notes.read_to(conversation, ANNE, 1)
    desk.drafts.add(conversation, "d1", ANNE, "GEHEIM")
    desk.erasing.erase(conversation)
    for table in ("handoffs", "handoff_events", "handoff_notes", "handoff_reads", "handoff_drafts"):
        with database.read() as connection:
            assert connection.execute(sa.text(f"SELECT COUNT(*) FROM {table}")).scalar() == 0, table
    for act in (
        lambda: desk.notes.add(conversation, "n2", ANNE, "te laat"),
        lambda: desk.drafts.add(conversation, "d2", ANNE, "te laat"),
        lambda: desk.claims.close(conversation, ANNE, "anders"),
    ):
        with pytest.raises(Refused):
            act()
    desk.notes.read_to(conversation, ANNE, 4)
    assert desk.notes.of(conversation) == [] and desk.drafts.waiting() == []


# ---- presence


def test_presence_is_what_somebody_says_with_the_reason(desk):
    desk.presences.set(ANNE, Presence.HERE)
    desk.presences.set(BAS, Presence.BREAK, "lunch")
    assert desk.presences.here() == {ANNE}
    assert (desk.presences.all()[BAS].presence, desk.presences.all()[BAS].reason) == (Presence.BREAK, "lunch")


def test_who_does_nothing_or_closes_the_page_is_sent_away(desk, clock):
    desk.presences.set(ANNE, Presence.HERE)
    desk.presences.set(BAS, Presence.HERE)
    limits = dt.timedelta(minutes=10), dt.timedelta(minutes=1)
    for _ in range(11):
        clock.move(seconds=59)
        desk.presences.seen(ANNE)
        assert desk.presences.send_away(*limits) in ([], [BAS], [ANNE])
    known = desk.presences.all()
    assert (known[ANNE].presence, known[ANNE].reason) == (Presence.AWAY, IDLE)
    assert (known[BAS].presence, known[BAS].reason) == (Presence.AWAY, CLOSED_PAGE)


def test_doing_something_keeps_one_present(desk, clock):
    desk.presences.set(ANNE, Presence.HERE)
    for _ in range(20):
        clock.move(minutes=1)
        desk.presences.seen(ANNE, acted=True)
        assert desk.presences.send_away(dt.timedelta(minutes=10), dt.timedelta(minutes=2)) == []
    clock.move(hours=-1)
    assert desk.presences.send_away(dt.timedelta(minutes=10), dt.timedelta(minutes=2)) == []
    assert desk.presences.here() == {ANNE}


# ---- notes and drafts


def test_a_note_stands_behind_the_message_it_was_written_behind_once(desk):
    conversation = desk.waiting()
    desk.transcript.add_from_citizen(conversation, "c1", "hallo")
    desk.notes.add(conversation, "n1", ANNE, "eerst nagaan")
    desk.notes.add(conversation, "n1", ANNE, "eerst nagaan")
    assert [(n.behind, n.member, n.text) for n in desk.notes.of(conversation)] == [(1, ANNE, "eerst nagaan")]


def test_unread_counts_the_citizens_words_for_each_member(desk):
    conversation = desk.waiting()
    for n in range(3):
        desk.transcript.add_from_citizen(conversation, f"c{n}", "hallo")
    desk.notes.read_to(conversation, ANNE, 2)
    desk.notes.read_to(conversation, ANNE, 1)
    assert (desk.notes.unread(ANNE), desk.notes.unread(BAS)) == ({conversation: 1}, {conversation: 3})


def test_a_draft_is_decided_on_once(desk, database):
    conversation = desk.waiting()
    draft = desk.drafts.add(conversation, "d1", ANNE, "Goedemorgen", ("bsn",))
    assert desk.drafts.add(conversation, "d1", ANNE, "Goedemorgen") == draft
    assert [(d.member, d.text, d.masked) for d in desk.drafts.waiting()] == [(ANNE, "Goedemorgen", ("bsn",))]
    desk.drafts.reject(draft)
    with pytest.raises(Refused, match="besliste al"):
        desk.drafts.reject(draft)
    assert desk.drafts.get(draft) is None


@pytest.mark.parametrize("event", ["close", "hand_back", "pass_on", "transfer", "release"])
def test_a_draft_lapses_when_its_conversation_moves_on_and_its_writer_gets_it_back(desk, event):
    conversation = desk.waiting()
    desk.claims.claim(conversation, ANNE, 1)
    draft = desk.drafts.add(conversation, "d1", ANNE, "Goedemorgen")
    more = {"close": ("anders",), "pass_on": (BAS,), "transfer": ("toeslagen",)}.get(event, ())
    getattr(desk.claims, event)(conversation, ANNE, *more)
    assert desk.drafts.waiting() == []
    assert [(d.id, d.why) for d in desk.drafts.lapsed()] == [(draft, event)]
    with pytest.raises(Refused, match="besliste al"):
        desk.drafts.reject(draft)
    with pytest.raises(NotYours):
        desk.drafts.take_back(draft, BAS)
    assert desk.drafts.take_back(draft, ANNE).text == "Goedemorgen"
    assert desk.drafts.lapsed() == [] and desk.drafts.get(draft) is None


def test_a_draft_knows_what_the_citizen_wrote_after_it(desk, database):
    conversation = desk.waiting()
    desk.transcript.add_from_citizen(conversation, "c1", "hallo")
    desk.claims.claim(conversation, ANNE, 1)
    desk.drafts.add(conversation, "d1", ANNE, "Goedemorgen")
    assert [d.newer for d in desk.drafts.waiting()] == [0]
    seq, _ = desk.transcript.add_from_citizen(conversation, "c2", "laat maar")
    [draft] = desk.drafts.waiting()
    assert draft.newer == 1
    with database.read() as connection:
        assert not desk.drafts.has_read(connection, draft, 0)
        assert desk.drafts.has_read(connection, draft, seq)


# ---- codes


def test_a_code_is_made_once_and_found_however_it_is_typed(desk):
    conversation = desk.transcript.start([])[0]
    code = desk.handoffs.code(conversation)
    assert desk.handoffs.code(conversation) == code
    assert desk.handoffs.state(conversation) is State.WITH_BOT
    for typed in (code, code.lower(), code.replace("-", ""), " ".join(code.replace("-", ""))):
        assert desk.handoffs.by_code(as_code(typed)) == conversation
    desk.erasing.erase(conversation)
    assert desk.handoffs.by_code(code) is None


def test_a_code_that_is_taken_is_drawn_again(desk, monkeypatch):
    drawn = iter(["CCC-333", "CCC-333", "FFF-444"])
    monkeypatch.setattr("bot.handoff.store.new_code", lambda: next(drawn))
    codes = [desk.handoffs.code(desk.transcript.start([])[0]) for _ in range(2)]
    assert codes == ["CCC-333", "FFF-444"]


@pytest.mark.parametrize("typed", ["", "zorgtoeslag", "K7M-X3", "K7MX3P9", "K7O-X3P", "111222333"])
def test_what_is_no_code_is_no_code(typed):
    assert as_code(typed) is None


def test_codes_have_no_letters_that_are_taken_for_each_other():
    assert not set("01258BDILOQSUVZAE") & set(ALPHABET)
    assert all(as_code(new_code()) for _ in range(200))


# ---- offers

ROOM = Room(open=True, here=2, waiting=3, most_waiting=10, manned=True)


def test_a_colleague_is_offered_with_the_place_one_gets():
    assert offer_in(ROOM, Wait(2, 5)) == Offer(True, True, 4, Wait(2, 5))
    assert offer_in(ROOM, None).wait is None


@given(st.booleans(), st.integers(0, 3), st.integers(0, 12), st.booleans())
def test_nobody_is_offered_who_is_not_there(is_open, here, waiting, manned):
    offer = offer_in(Room(is_open, here, waiting, 10, manned), None)
    assert offer.colleague is (is_open and here > 0 and waiting < 10)
    assert offer.later is manned


@pytest.mark.parametrize(
    ("reason", "outcomes", "sources", "urgency"),
    [
        ("persoonsgegevens", ["antwoord"], ["https://a.example"], 0),
        ("steun", [], [], 1),
        ("hersteloperatie", [], [], 1),
        ("vraagt_medewerker", ["steun", "antwoord"], [], 1),
        ("vraagt_medewerker", ["steun"], ["https://113.example"], 2),
    ],
)
def test_urgency_follows_from_what_the_chatbot_answered(reason, outcomes, sources, urgency):
    said = [{"outcome": o} for o in outcomes] + [{"sources": [{"url": u}]} for u in sources]
    assert urgency_of(reason, said, ["https://113.example"]) == urgency


@pytest.mark.parametrize(
    ("text", "pressing"),
    [
        ("deurwaarder staat morgen voor de deur", True),
        ("Er is loonbeslag gelegd, ik heb niets meer", True),
        ("ik moet dit vandaag nog betalen", True),
        ("de termijn loopt morgen af, uiterlijk morgen", True),
        ("voor morgen moet het binnen zijn", True),
        ("Goedemorgen, ik moet nog iets weten over mijn aangifte", False),
        ("ik heb vandaag een brief gekregen voor mijn moeder", False),
        ("waar blijft mijn geld", False),
    ],
)
def test_a_bailiff_a_seizure_or_a_term_of_today_or_tomorrow_is_pressing(text, pressing):
    assert is_pressing(text) is pressing
    assert urgency_of("vraagt_medewerker", [], [], ["hallo", text]) == int(pressing)
