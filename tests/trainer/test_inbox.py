"""What went wrong comes together once, is decided once, and never comes back."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from bot.calendar import AMSTERDAM
from bot.content import Decisions, Verdict
from bot.insight import Insight
from bot.knowledge.model import Topic
from bot.trainer import Author, questions, topics
from bot.trainer.grouping import group
from bot.trainer.inbox import COULD_HAVE, PICKED, Inbox, spread
from bot.trainer.questions import CannotChange
from bot.transcript import Erasing, Transcript
from bot.transcript.wrong import WentWrong

NOW = dt.datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)
BO = Author("bo", "Bo Jansen")


@pytest.fixture
def transcript(database, clock):
    return Transcript(database, clock)


@pytest.fixture
def insight(database, clock):
    return Insight(database, clock)


@pytest.fixture
def inbox(database, clock, insight):
    return Inbox(WentWrong(database), insight, Decisions(database, clock))


@pytest.fixture
def ask(transcript):
    """Returns a function that asks one question in a conversation of its own and gets that outcome."""

    def do(text, outcome="niet_begrepen", thumb=None, conversation=None, today=None):
        conversation = conversation or transcript.start([], today)[0]
        seq, _ = transcript.add_from_citizen(conversation, f"c{text}", text, wants_answer=False)
        transcript.add(conversation, [{"text": "antwoord", "outcome": outcome, "topic": "aangifte.uitstel"}])
        if thumb is not None:
            transcript.add_feedback(conversation, seq + 1, thumb, "")
        return conversation

    return do


@pytest.fixture
def gemeente(room, me):
    """A topic that says where to go instead."""
    door = Topic("buiten.gemeente", "buiten", "Gemeente", "Van de gemeente.", "afbakening")
    questions_of = ["wanneer is het grofvuil", "mijn paspoort is kwijt"]
    room.change(lambda draft: topics.create(draft, door, questions_of, "Dat weet je gemeente.", "redactie"), me)
    return door.id


def waiting(inbox, examples=()):
    return {one.text: one for one in inbox.waiting(inbox.read(NOW), examples)}


def test_what_was_not_understood_unsure_or_got_a_thumb_down_is_there(ask, inbox):
    ask("kan ik later aangifte doen")
    ask("hoe zit het met uitstel", "verduidelijking")
    ask("wat kost uitstel", "antwoord", thumb=False)
    ask("dit ging goed", "antwoord", thumb=True)
    ask("dit ook", "antwoord")
    found = waiting(inbox)
    assert {text: list(one.kinds) for text, one in found.items()} == {
        "kan ik later aangifte doen": ["niet_begrepen"],
        "hoe zit het met uitstel": ["verduidelijking"],
        "wat kost uitstel": ["duim_omlaag"],
    }


def test_the_same_question_is_one_with_how_many_people_asked_it_and_when(ask, inbox, clock):
    first = ask("Mag het later?")
    clock.move(days=2)
    ask("mag het later", "verduidelijking", thumb=False)
    ask("mag  het LATER", conversation=first)
    one = waiting(inbox)["Mag het later?"]
    assert (one.times, len(one.people)) == (3, 2)
    assert (one.last - one.first).days == 2
    assert one.kinds == {"niet_begrepen": 2, "verduidelijking": 1, "duim_omlaag": 1}


def test_what_staff_gave_back_and_what_citizens_picked_is_there_too(ask, inbox, insight):
    insight.outcome(ask("waar vind ik mijn aanslag", "overdracht"), COULD_HAVE, "aangifte.uitstel")
    insight.outcome(ask("dit is persoonlijk", "overdracht"), "persoonsgegevens", "aangifte.uitstel")
    insight.label(ask("uitstel graag", "verduidelijking"), "uitstel graag", ["a.b"], "aangifte.uitstel")
    found = waiting(inbox)
    assert set(found) == {"waar vind ik mijn aanslag", "uitstel graag"}
    assert found["uitstel graag"].picked == {"aangifte.uitstel": 1}
    assert found["uitstel graag"].times == 1 and found["uitstel graag"].kinds[PICKED] == 1


def test_trials_for_another_day_buttons_and_empty_words_stay_out(ask, inbox, transcript):
    ask("vraag voor een andere dag", today=dt.date(2027, 1, 1))
    ask("??")
    conversation = transcript.start([])[0]
    transcript.add_from_citizen(conversation, "k", "Iets anders", choice="iets_anders", wants_answer=False)
    transcript.add(conversation, [{"text": "wat bedoel je", "outcome": "niet_begrepen"}])
    assert waiting(inbox) == {}


def test_an_erased_conversation_leaves_the_inbox(ask, inbox, database, clock):
    Erasing(database, clock).erase(ask("mag het later"))
    assert waiting(inbox) == {}


def test_a_question_becomes_an_example_and_does_not_come_back(ask, inbox, room, me):
    ask("mag het [naam] later")
    told = inbox.decide(room, me, list(waiting(inbox).values()), Verdict.TOPIC, "aangifte.uitstel", 1)
    assert told.startswith("1 voorbeeld bij aangifte.uitstel")
    assert "mag het later" in questions.examples_of(room.draft(), "aangifte.uitstel")
    assert waiting(inbox) == {}
    ask("Mag het [naam] later?")
    assert waiting(inbox) == {}
    assert room.history.latest(1)[0].why == "uit de inbox"


def test_what_is_an_example_already_is_not_asked_again(ask, inbox):
    ask("Mag het later?")
    assert waiting(inbox, {"mag het later"}) == {}


def test_two_persons_have_to_agree_when_that_is_the_setting(ask, inbox, room, me):
    ask("mag het later")
    told = inbox.decide(room, me, list(waiting(inbox).values()), Verdict.TOPIC, "aangifte.uitstel", 2)
    assert "tweede collega" in told
    [one] = waiting(inbox).values()
    assert [(d.name, d.topic) for d in one.said] == [("Noor de Wit", "aangifte.uitstel")]
    assert "mag het later" not in questions.examples_of(room.draft(), "aangifte.uitstel")
    inbox.decide(room, BO, [one], Verdict.TOPIC, "aangifte.uitstel", 2)
    assert "mag het later" in questions.examples_of(room.draft(), "aangifte.uitstel")
    assert waiting(inbox) == {}


def test_who_is_killed_while_deciding_finds_the_question_in_the_inbox(ask, inbox, room, me, monkeypatch):
    ask("mag het later")
    with monkeypatch.context() as killed:
        killed.setattr(room, "change", lambda *_: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            inbox.decide(room, me, list(waiting(inbox).values()), Verdict.TOPIC, "aangifte.uitstel", 1)
    assert list(waiting(inbox)) == ["mag het later"]
    inbox.decide(room, me, list(waiting(inbox).values()), Verdict.TOPIC, "aangifte.uitstel", 1)
    assert waiting(inbox) == {} and "mag het later" in questions.examples_of(room.draft(), "aangifte.uitstel")


def test_what_is_dropped_goes_without_becoming_an_example(ask, inbox, room, me):
    ask("wat is het weer morgen")
    inbox.decide(room, me, list(waiting(inbox).values()), Verdict.DROP, "", 1)
    assert waiting(inbox) == {}
    assert room.history.latest() == []


def test_what_is_not_ours_teaches_the_chatbot_whose_it_is(ask, inbox, room, me, gemeente):
    ask("wanneer komt de vuilnis langs")
    inbox.decide(room, me, list(waiting(inbox).values()), Verdict.NOT_OURS, "buiten.gemeente", 1)
    assert "wanneer komt de vuilnis langs" in questions.examples_of(room.draft(), "buiten.gemeente")
    assert waiting(inbox) == {}


@pytest.mark.parametrize("topic", ["", "aangifte.uitstel", "bestaat.niet"])
def test_not_ours_asks_whose_it_is_then(topic, ask, inbox, room, me):
    ask("wanneer komt de vuilnis langs")
    with pytest.raises(CannotChange, match="Kies van wie"):
        inbox.decide(room, me, list(waiting(inbox).values()), Verdict.NOT_OURS, topic, 1)
    assert list(waiting(inbox)) == ["wanneer komt de vuilnis langs"]


def test_who_picks_a_door_by_its_name_agrees_with_who_said_not_ours(ask, inbox, room, me, gemeente):
    ask("wanneer komt de vuilnis langs")
    inbox.decide(room, me, list(waiting(inbox).values()), Verdict.NOT_OURS, "buiten.gemeente", 2)
    assert "wanneer komt de vuilnis langs" not in questions.examples_of(room.draft(), "buiten.gemeente")
    inbox.decide(room, BO, list(waiting(inbox).values()), Verdict.TOPIC, "buiten.gemeente", 2)
    assert "wanneer komt de vuilnis langs" in questions.examples_of(room.draft(), "buiten.gemeente")


def test_when_the_example_cannot_be_added_the_question_stays(ask, inbox, room, me):
    ask("mag het later")
    with pytest.raises(CannotChange):
        inbox.decide(room, me, list(waiting(inbox).values()), Verdict.TOPIC, "geen.onderwerp", 1)
    assert list(waiting(inbox)) == ["mag het later"]


def test_forty_of_one_kind_are_one_group():
    same = [
        f"kan ik {w} uitstel krijgen voor mijn aangifte" for w in ("nog", "later", "ook", "wel", "nu") for _ in range(8)
    ]
    other = ["hoeveel zorgtoeslag krijg ik", "hoeveel zorgtoeslag krijg ik nou", "wat is het weer"]
    groups = group(same + other)
    assert len(groups[0]) == 40 and set(groups[0]) == set(range(40))
    assert sorted(map(sorted, groups[1:])) == [[40, 41], [42]]


def test_every_message_is_in_exactly_one_group():
    texts = [f"vraag {i % 37} over {'toeslag' if i % 2 else 'aangifte'} {'!' * (i % 3)}" for i in range(300)] + [
        "",
        "??",
    ]
    assert sorted(i for some in group(texts) for i in some) == list(range(302))
    assert group([]) == []


def test_ten_thousand_messages_are_grouped_in_time(content, root):
    topics = list(content.topics.values())
    texts = [
        f"{topics[i % 130].title} {topics[(i * 7) % 130].description[: 20 + i % 50]} {i % 11}" for i in range(10_000)
    ]
    start = time.monotonic()
    group(texts)
    assert time.monotonic() - start < 20


def test_of_many_texts_some_are_taken_over_the_whole_list():
    assert spread(list("abcdefgh"), 4) == ["a", "c", "e", "g"]
    assert spread(["a"], 4) == ["a"]
