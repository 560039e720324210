"""Who arranges something for another gets what the helper does, and the talk goes on about that other."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.dialogue import Heard
from bot.dialogue.helper import for_another
from bot.dialogue.memory import Memory
from bot.dialogue.said import what_was_said

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.timezone.utc)


def heard(text, content, topic=None):
    return Heard(text, topic, 0.9, (), NOW, said=what_was_said(text, content.words))


def said_by(text, content):
    said = for_another(heard(text, content), Memory(), content).said
    return said.get("helpt"), said.get("relatie")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("ik regel de geldzaken van mijn tante", "bekende"),
        ("hoe vul ik dit in voor mijn schoonvader", "ouder"),
        ("mijn opa van 90 moet aangifte doen", "bekende"),
        ("mag ik namens mijn vrouw bellen", "partner"),
        ("m'n moeder heeft een blauwe envelop gekregen", "ouder"),
        ("voor een bewoner de zorgtoeslag regelen", "client"),
        ("als begeleider vul ik de aangifte in", "client"),
        ("mijn man is ernstig ziek, hoe gaat het met zijn aangifte", "partner"),
        ("mijn zoon kan het zelf niet", "kind"),
        ("mijn dochter van 18 wil een eigen digid", "kind"),
        ("mijn moeder ligt in bed, hoe kan ik haar zorgtoeslag wijzigen", "ouder"),
        ("wat heb ik nodig om het voor iemand anders te doen", None),
    ],
)
def test_a_helper_is_heard_with_who_is_helped(text, relation, content):
    assert said_by(text, content) == ("ja", relation)


@pytest.mark.parametrize(
    "text",
    [
        "telt het inkomen van mijn dochter mee",
        "kinderopvangtoeslag aanvragen voor mijn zoon",
        "hoeveel zorgtoeslag krijg ik met mijn partner",
        "mijn moeder woont bij mij in",
        "ik wil mijn broer machtigen",
        "kan mijn vader mijn aangifte doen",
        "mijn buurman krijgt meer huurtoeslag dan ik",
        "ik betaal alimentatie voor mijn zoon",
        "ik kreeg geld van mijn ouders, moet ik dat opgeven",
        "ik woon samen met een vriend",
        "ik verkoop mijn huis aan mijn broer",
    ],
)
def test_naming_somebody_is_not_helping(text, content):
    assert said_by(text, content)[0] is None


def test_the_talk_goes_on_about_the_other(talk):
    talk.say("ik wil de aangifte van mijn moeder doen", "machtigen.iemand")
    assert "van je vader of moeder" in talk.said[-1]["text"]
    again = talk.say("en als ze geen digid heeft", "digid.aanvragen")
    assert "De code komt per brief bij de ander" in again["text"]


def test_for_oneself_ends_it(talk):
    talk.say("ik wil de aangifte van mijn moeder doen", "machtigen.iemand")
    talk.say("en voor mezelf een digid", "digid.aanvragen")
    assert "Je vraagt DigiD gratis aan" in talk.said[-1]["text"]
    assert talk.memory.helps == ""


def test_who_wants_somebody_to_help_reads_how_to_give_leave(talk):
    message = talk.say("ik wil mijn moeder machtigen", "machtigen.iemand")
    assert message["text"].startswith("Geef iemand toestemming")


@pytest.mark.parametrize("relation", ["ouder", "partner", "kind", "client", None])
def test_every_helper_reads_not_to_use_the_digid_of_another(relation, library):
    said = {"helpt": "ja"} | ({"relatie": relation} if relation else {})
    reply = library.answer_for("machtigen.iemand", NOW.date(), said, 0)
    assert "eigen DigiD" in "\n".join(reply.bubbles)
    assert any(s in "\n".join(reply.bubbles) for s in ("Log niet in met de DigiD", "Log nooit in met de DigiD"))


@pytest.mark.parametrize(
    ("who", "named"),
    [
        ("mijn oma", "je oma"),
        ("onze buurvrouw", "je buurvrouw"),
        ("mn moeder", "je moeder"),
        ("mijn cliënt", "je cliënt"),
        ("een buurvrouw", "een ander"),
        ("mijn vader en mijn moeder", "je ouder"),
    ],
)
def test_may_i_is_answered_before_how_and_names_who_was_named(who, named, talk):
    message = talk.say(f"kan ik voor {who} huurtoeslag aanvragen", "toeslagen.aanvragen")
    assert message["text"].startswith(f"Voor {named} log je in met je eigen DigiD en een machtiging")


def test_somebody_in_grief_is_no_helper(talk):
    talk.say("mijn vader is overleden", "leven.overlijden")
    message = talk.say("hoe krijg ik toegang tot zijn gegevens", "machtigen.iemand")
    assert message["topic"] == "leven.overlijden"
    assert "nabestaandenmachtiging" in message["text"]
    assert talk.memory.helps == ""


def test_with_her_letter_it_is_still_about_that_mother(talk):
    talk.say("ik wil de aangifte van mijn moeder doen", "machtigen.iemand")
    talk.say("er kwam een brief voor haar", "persoonlijk.brief")
    assert talk.memory.helps == "ouder"
    assert "Lees de brief samen" in talk.said[-1]["text"]


def test_a_question_back_to_a_helper_offers_acting_for_another(talk):
    message = talk.say("mijn buurman snapt er niks van", None, 0.2)
    assert "onderwerp:machtigen.iemand" in [c["choice"] for c in message["choices"]]
    assert len(message["choices"]) <= 4


def test_an_answer_with_a_mandate_gets_no_second_one(talk):
    message = talk.say("de buurvrouw kan haar aangifte niet zelf, wie helpt", "aangifte.hulp")
    assert message["text"].count("een machtiging") == 1


def test_may_i_use_her_digid_is_answered_with_no_first(talk):
    talk.say("ik wil de aangifte van mijn moeder doen", "machtigen.iemand", said={"relatie": "ouder"})
    assert talk.say("mag ik dat met haar digid doen", "machtigen.iemand")["text"].startswith("Log niet in met de DigiD")


def test_who_can_no_longer_decide_needs_a_bewindvoerder(talk):
    message = talk.say("mijn man heeft alzheimer, wie doet nu zijn zaken", None, 0.2)
    assert message["topic"] == "machtigen.bewindvoerder"
    assert "Kan iemand zelf nog beslissen?" in message["text"]


@pytest.mark.parametrize(
    ("text", "doubt", "topic"),
    [
        ("mag ik met haar digid inloggen?", (("digid.inloggen", 0.45), ("machtigen.iemand", 0.4)), "machtigen.iemand"),
        ("mag ik met haar digid inloggen?", (("digid.inloggen", 0.5), ("machtigen.iemand", 0.1)), None),
        ("hoe log ik in met mijn eigen digid", (("digid.inloggen", 0.45), ("machtigen.iemand", 0.4)), None),
        ("mag ik met haar digid inloggen?", (("toeslagen.aanvragen", 0.45), ("machtigen.iemand", 0.4)), None),
    ],
)
def test_a_doubt_about_the_digid_of_another_is_about_a_mandate(text, doubt, topic, content):
    heard = Heard(text, None, doubt[0][1], doubt, NOW, what_was_said(text, content.words, NOW.date()))
    assert for_another(heard, Memory(), content).topic == topic
