"""The actions: from Rasa's tracker to one message and the slots that change."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

import actions
from actions.tracker import heard_from
from bot.calendar import AMSTERDAM
from bot.dialogue import Memory, moment_of
from bot.dialogue.steps import REASONS
from bot.knowledge import Library
from bot.knowledge.intents import RULES

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.timezone.utc)  # 10.00 uur in the Netherlands


@pytest.fixture()
def tiny_library(tiny_data) -> Library:
    return Library(tiny_data().data)


def tracker(intent: str | None, text: str = "mijn vraag", *, ranking=(), metadata=None, memory=None) -> Tracker:
    message = {
        "text": text,
        "intent": {"name": intent, "confidence": 0.9},
        "intent_ranking": [{"name": name, "confidence": value} for name, value in ranking],
        "metadata": metadata or {},
    }
    return Tracker("gesprek-1", {"geheugen": memory}, message, [], False, None, {}, "action_listen")


def run(action_class, tracker: Tracker, library: Library) -> tuple[dict, dict]:
    """Returns the one message and what is remembered after it."""
    dispatcher = CollectingDispatcher()
    events = action_class(library, lambda: NOW).run(dispatcher, tracker, {})
    [sent] = dispatcher.messages
    [slot] = events
    assert (slot["event"], slot["name"]) == ("slot", "geheugen")
    assert sent["text"] is None, "the message goes as one whole, not as loose text"
    assert json.loads(json.dumps(slot["value"])) == slot["value"], "the engine keeps it as JSON"
    return sent["custom"], slot["value"]


@pytest.mark.parametrize(
    ("action", "name"),
    [
        (actions.ActionGeefAntwoord, "action_geef_antwoord"),
        (actions.ActionSteun, "action_steun"),
        (actions.ActionBakenAf, "action_baken_af"),
        (actions.ActionSociaal, "action_sociaal"),
        (actions.ActionDraagOver, "action_draag_over"),
        (actions.ActionNietBegrepen, "action_niet_begrepen"),
        (actions.ActionIetsAnders, "action_iets_anders"),
    ],
)
def test_names_are_those_of_the_domain(action, name, root):
    assert action().name() == name, "rasa-sdk makes every action without arguments"
    assert f"- {name}\n" in (root / "domain.yml").read_text(encoding="utf-8")


def test_every_action_of_a_rule_exists():
    ours = {getattr(actions, name)().name() for name in actions.__all__}
    assert {action for _, action in RULES.values()} <= ours


@pytest.mark.parametrize(
    ("action", "intent", "topic", "outcome"),
    [
        (actions.ActionGeefAntwoord, "aangifte_uitstel", "aangifte.uitstel", "antwoord"),
        (actions.ActionSteun, "sociaal_schulden_stress", "sociaal.schulden_stress", "steun"),
        (actions.ActionBakenAf, "buiten_niet_gerelateerd", "buiten.niet_gerelateerd", "afbakening"),
        (actions.ActionSociaal, "sociaal_bedankt", "sociaal.bedankt", "sociaal"),
        (actions.ActionDraagOver, "persoonlijk_brief", "persoonlijk.brief", "overdracht"),
    ],
)
def test_the_message_carries_topic_and_outcome_as_data(action, intent, topic, outcome, library):
    message, memory = run(action, tracker(intent), library)
    assert (message["topic"], message["outcome"]) == (topic, outcome)
    assert message["text"]
    assert (memory["misses"], memory["answered"]) == (0, {topic: 1})


def test_how_often_a_topic_was_answered_is_counted_and_changes_the_words(tiny_library):
    first, memory = run(actions.ActionSociaal, tracker("sociaal_bedankt"), tiny_library)
    second, memory = run(actions.ActionSociaal, tracker("sociaal_bedankt", memory=memory), tiny_library)
    assert [first["text"], second["text"]] == ["Graag gedaan.", "Fijn dat ik kon helpen."]
    assert memory["answered"] == {"sociaal.bedankt": 2}


def test_counting_one_topic_leaves_the_others(tiny_library):
    before = Memory(answered={"contact.medewerker": 3}).to_slot()
    _, memory = run(actions.ActionSociaal, tracker("sociaal_bedankt", memory=before), tiny_library)
    assert memory["answered"] == {"contact.medewerker": 3, "sociaal.bedankt": 1}
    assert before["answered"] == {"contact.medewerker": 3}, "the tracker's own slot stays as it was"


def test_an_understood_message_ends_the_row_of_misses(tiny_library):
    before = Memory(misses=2).to_slot()
    _, memory = run(actions.ActionGeefAntwoord, tracker("aangifte_uitstel", memory=before), tiny_library)
    assert memory["misses"] == 0


@pytest.mark.parametrize("old", [None, {}, {"onderwerp": "a", "misses": 1}, {"bestaat_niet": [1]}])
def test_what_another_version_remembered_breaks_nothing(old, tiny_library):
    _, memory = run(actions.ActionSociaal, tracker("sociaal_bedankt", memory=old), tiny_library)
    assert memory["answered"] == {"sociaal.bedankt": 1}


@pytest.mark.parametrize(
    ("intent", "reason"),
    [
        ("contact_medewerker", "vraagt_medewerker"),
        ("toeslagen_hersteloperatie", "hersteloperatie"),
        ("persoonlijk_status_aangifte", "persoonsgegevens"),
    ],
)
def test_a_handover_says_why(intent, reason, library):
    message, _ = run(actions.ActionDraagOver, tracker(intent), library)
    assert message["handoff"] == {"reason": reason}


def test_topics_with_a_reason_of_their_own_exist(content):
    assert {content.topics[topic].outcome for topic in REASONS} == {"overdracht"}


def test_misses_are_counted_and_climb_the_ladder_to_a_person(library):
    ranking = (("nlu_fallback", 0.4), ("aangifte_uitstel", 0.3), ("aangifte_deadline", 0.2))
    memory: dict = {}
    outcomes = []
    for _ in range(3):
        said = tracker("nlu_fallback", ranking=ranking, memory=memory)
        message, memory = run(actions.ActionNietBegrepen, said, library)
        outcomes.append(message["outcome"])
    assert outcomes == ["verduidelijking", "niet_begrepen", "overdracht"]
    assert memory["misses"] == 3
    assert message["handoff"] == {"reason": "niet_begrepen"}


@pytest.mark.parametrize(
    ("action", "intent"),
    [(actions.ActionNietBegrepen, "nlu_fallback"), (actions.ActionSociaal, "sociaal_onduidelijk")],
)
@pytest.mark.parametrize(("before", "after"), [(0, 1), (8, 9), (9, 9)])
def test_misses_stop_counting_at_nine(action, intent, before, after, library):
    _, memory = run(action, tracker(intent, memory=Memory(misses=before).to_slot()), library)
    assert memory["misses"] == after


def test_a_message_without_context_is_asked_about_once_and_then_goes_up_the_ladder(library):
    ranking = (("sociaal_onduidelijk", 0.6), ("aangifte_uitstel", 0.3))
    memory: dict = {}
    outcomes = []
    for _ in range(3):
        said = tracker("sociaal_onduidelijk", ranking=ranking, memory=memory)
        message, memory = run(actions.ActionSociaal, said, library)
        outcomes.append(message["outcome"])
    assert outcomes == ["sociaal", "niet_begrepen", "overdracht"]
    assert message["handoff"] == {"reason": "niet_begrepen"}


@pytest.mark.parametrize("misses", [0, 1, 2])
def test_something_else_keeps_the_count(misses, library):
    before = Memory(misses=misses).to_slot()
    button = tracker("iets_anders_kiezen", "/iets_anders_kiezen", memory=before)
    message, memory = run(actions.ActionIetsAnders, button, library)
    assert memory["misses"] == misses
    assert message["text"].startswith("Dan zoeken we verder.")


def test_what_was_understood_is_read_from_the_tracker(library):
    ranking = (("nlu_fallback", 0.5), ("aangifte_uitstel", 0.3), ("bestaat_niet", 0.2), ("aangifte_deadline", 0.1))
    heard = heard_from(tracker("nlu_fallback", "zorgtoeslag 2026", ranking=ranking), library, NOW)
    assert heard.topic is None
    assert heard.ranking == (("aangifte.uitstel", 0.3), ("aangifte.deadline", 0.1)), "topics only"
    assert heard.confidence == 0.3, "that of the best topic, not of the fallback"
    assert heard.said == {"toeslag": "zorgtoeslag", "jaar": 2026}
    assert heard.now == NOW


@pytest.mark.parametrize("intent", [None, "", "bestaat_niet"])
def test_an_unknown_intent_is_no_topic(intent, library):
    heard = heard_from(tracker(intent), library, NOW)
    assert (heard.topic, heard.confidence, heard.ranking) == (None, 0.0, ())


def test_a_message_without_a_ranking_still_has_its_intent(library):
    assert heard_from(tracker("aangifte_uitstel"), library, NOW).ranking == (("aangifte.uitstel", 0.9),)


def test_a_button_is_no_words_of_the_citizen(library):
    heard = heard_from(tracker("aangifte_uitstel", "/aangifte_uitstel"), library, NOW)
    assert (heard.text, heard.said, heard.topic) == ("", {}, "aangifte.uitstel")


def test_an_empty_message_breaks_nothing(library):
    heard = heard_from(Tracker("s", {}, {}, [], False, None, {}, ""), library, NOW)
    assert (heard.text, heard.topic, heard.ranking, heard.misses) == ("", None, (), 0)


@pytest.mark.parametrize(
    ("metadata", "moment"),
    [
        ({}, "2026-11-23T10:00:00+01:00"),
        ({"today": None}, "2026-11-23T10:00:00+01:00"),
        ({"today": "2027-03-01"}, "2027-03-01T12:00:00+01:00"),
        ({"today": "2027-07-01"}, "2027-07-01T12:00:00+02:00"),
    ],
)
def test_the_moment_is_dutch_time_of_now_or_noon_of_the_day_asked_for(metadata, moment):
    found = moment_of(metadata, NOW)
    assert found.isoformat() == moment
    assert found.tzinfo is AMSTERDAM


def test_the_day_asked_for_chooses_the_wording(library):
    march = tracker("aangifte_uitstel", metadata={"today": "2027-03-01"})
    assert run(actions.ActionGeefAntwoord, march, library)[0]["text"].startswith("Je kunt uitstel vragen")
    assert "kun je niet meer" in run(actions.ActionGeefAntwoord, tracker("aangifte_uitstel"), library)[0]["text"]


def test_just_after_midnight_it_is_the_next_day_in_the_netherlands(library):
    late = dt.datetime(2027, 2, 28, 23, 30, tzinfo=dt.timezone.utc)
    dispatcher = CollectingDispatcher()
    actions.ActionGeefAntwoord(library, lambda: late).run(dispatcher, tracker("aangifte_uitstel"), {})
    assert dispatcher.messages[0]["custom"]["text"].startswith("Je kunt uitstel vragen")


def test_a_conversation_takes_part_in_experiments_by_its_id_and_a_test_of_another_day_does_not(tiny_library):
    assert heard_from(tracker("aangifte_uitstel"), tiny_library, NOW).conversation == "gesprek-1"
    other_day = tracker("aangifte_uitstel", metadata={"today": "2027-01-01"})
    assert heard_from(other_day, tiny_library, NOW).conversation == ""
