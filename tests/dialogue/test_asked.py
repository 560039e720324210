"""One topic, several questions: the part that was asked comes first."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from bot.dialogue import Speaker
from bot.dialogue.asked import asked_apart, two_asked
from tests.dialogue.conversation import MONDAY, Conversation

ASKS = {
    "toeslagen": ("toeslag", "toeslagen", "loopt * door"),
    "zonder": ("geen toeslag",),
    "papieren": ("papieren",),
}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("wat gebeurt er met haar toeslagen?", {"vraagt": "toeslagen"}),
        ("Loopt dat dan nog door?", {"vraagt": "toeslagen"}),
        ("welke papieren heb ik nodig", {"vraagt": "papieren"}),
        # two at once: see two_asked
        ("welke papieren voor de toeslag", {}),
        # the longer phrase is what is meant
        ("ik krijg geen toeslag", {"vraagt": "zonder"}),
        ("mijn man is overleden", {}),
        ("", {}),
    ],
)
def test_what_is_asked_apart_is_heard_from_the_words_of_the_answer(text, asked, library):
    answer = dataclasses.replace(library.content.answers["leven.overlijden"], asks=ASKS)
    content = dataclasses.replace(library.content, answers={"leven.overlijden": answer})
    assert asked_apart(text, "leven.overlijden", content) == asked
    assert asked_apart(text, "sociaal.bedankt", content) == {}


def test_what_goes_before_the_rest_wins_when_more_is_asked(library):
    answer = dataclasses.replace(library.content.answers["leven.overlijden"], asks=ASKS, asks_first=("papieren",))
    content = dataclasses.replace(library.content, answers={"leven.overlijden": answer})
    assert asked_apart("welke papieren voor de toeslag", "leven.overlijden", content) == {"vraagt": "papieren"}
    assert asked_apart("wat gebeurt er met haar toeslagen?", "leven.overlijden", content) == {"vraagt": "toeslagen"}


@pytest.mark.parametrize(
    "text",
    [
        "onze dochter is stil geboren, krijgen we nu kindgebonden budget",
        "onze baby is doodgeboren en de opvang is al geregeld",
        "ons zoontje leefde maar twee dagen, hebben we nog recht op kinderbijslag",
    ],
)
def test_who_lost_a_child_never_reads_what_you_get_for_one(text, library):
    content = library.content
    for topic in ("leven.kind_geboren", "leven.overlijden"):
        name = asked_apart(text, topic, content)["vraagt"]
        said = next(w for w in content.answers[topic].wordings if w.conditions == {"vraagt": name}).bubbles
        assert said[0].startswith("Gecondoleerd met het verlies van je kind.")
        assert "{contact_luisterlijn}" in said[-1]
        assert "budget" not in " ".join(said)
        reply = library.answer_for(topic, dt.date(2026, 11, 23), {"vraagt": name})
        assert not any(t.startswith("toeslagen.") for _, t in reply.follow_ups)


@pytest.mark.parametrize(
    ("text", "first", "nowhere"),
    [
        ("mijn moeder is overleden, wat gebeurt er met haar zorgtoeslag", "stopt vanzelf", "F-biljet"),
        ("moet ik nog aangifte doen voor mijn overleden vader", "laatste aangifte", "Mijn toeslagen"),
        ("hoe vraag ik een nabestaandenmachtiging aan", "nabestaandenmachtiging", "Mijn toeslagen"),
    ],
)
def test_after_a_death_the_part_that_was_asked_comes_first(text, first, nowhere, library):
    said = Conversation(Speaker(library)).say(text, "leven.overlijden")["text"]
    assert first in said.split("\n\n")[0]
    assert nowhere not in said


@pytest.mark.parametrize(
    ("topic", "text", "opening"),
    [
        ("aangifte.eigen_woning", "wij verkochten ons huis met winst", "De winst bij verkoop"),
        ("aangifte.eigen_woning", "ons oude huis staat nog te koop", "Een oud huis dat leeg te koop staat"),
        ("aangifte.eigen_woning", "welke woz waarde vul ik in", "Gebruik over 2026 de WOZ-beschikking"),
        ("persoonlijk.status_aangifte", "hoe ver is mijn bezwaar", "Een besluit op een bezwaar"),
        ("betalen.betalingsregeling", "hoe vraag ik dat aan", "Zo vraag je om later betalen"),
        ("aangifte.voorlopige_aanslag", "wat is een voorlopige aanslag", "Een voorlopige aanslag is een schatting"),
        ("buiten.andere_instantie", "wanneer komt de kinderbijslag", "De SVB betaalt kinderbijslag"),
        ("persoonlijk.status_toeslag", "klopt mijn zorgtoeslag wel", "Of je toeslag klopt, kun je zelf nagaan"),
        ("aangifte.te_laat", "ik heb al drie jaar geen aangifte gedaan", "Begin met 1 jaar"),
        ("persoonlijk.status_toeslag", "krijg ik niet te weinig huurtoeslag", "Of je toeslag klopt"),
        ("digid.inloggen", "mijn man gebruikt mijn digid, mag dat", "DigiD is persoonlijk"),
        ("digid.inloggen", "ik weet mijn wachtwoord van digid niet meer", "nieuw wachtwoord"),
        ("digid.inloggen", "iemand heeft ingelogd met mijn digid", "Denk je dat iemand je DigiD gebruikt"),
        ("aangifte.te_laat", "drie jaar niks ingevuld", "Begin met 1 jaar"),
        ("aangifte.te_laat", "hoe hoog is de boete dit jaar", "De boete is de eerste keer"),
        ("digid.inloggen", "kan mijn dochter met mijn digid inloggen", "DigiD is persoonlijk"),
        ("machtigen.iemand", "mag mijn vader mijn digid gebruiken", "DigiD is persoonlijk"),
        ("sociaal.schulden_stress", "ik kan mijn huurtoeslag niet terugbetalen", "in delen, meestal in 24 maanden"),
        ("sociaal.schulden_stress", "ik kan die aanslag niet betalen", "vaak later of in delen betalen"),
        ("leven.overlijden", "mijn man is overleden en er ligt een f biljet", "de uiterste datum"),
        ("toeslagen.terugbetalen", "moet 1800 euro terugbetalen maar dat kan ik echt niet betalen", "meestal in delen"),
        ("aangifte.giften", "mag ik mijn giften aan de kerk aftrekken", "Is je kerk of moskee een ANBI?"),
        ("aangifte.giften", "telt de collecte in de kerk ook", "Contant geld"),
        ("aangifte.hypotheekrente", "we hebben in juni een huis gekocht, wat kunnen we aftrekken", "hypotheekakte"),
        ("aangifte.eigen_woning", "we hebben in juni een huis gekocht, wat kunnen we aftrekken", "hypotheekakte"),
        ("leven.overlijden", "wanneer krijg ik de brief na het overlijden", "binnen ongeveer 5 weken"),
    ],
)
def test_the_answer_opens_with_what_was_asked(topic, text, opening, library):
    assert opening in Conversation(Speaker(library)).say(text, topic)["text"].split("\n\n")[0]


@pytest.mark.parametrize(
    ("topic", "text", "first", "second"),
    [
        ("toeslagen.welke", "welke toeslagen zijn er voor ouderen", "Er zijn 4 toeslagen", "Met AOW of pensioen"),
        ("toeslagen.vermogen", "op welke dag telt een erfenis", "op 1 januari", "Krijg je geld in de loop"),
    ],
)
def test_who_asks_two_things_reads_what_comes_first_of_both(topic, text, first, second, library):
    bubbles = Conversation(Speaker(library)).say(text, topic)["text"].split("\n\n")
    assert first in bubbles[0] and second in bubbles[1]


def test_two_things_at_once_are_the_general_answer_after_a_death_and_where_it_is_not_ours(library):
    for topic, text in (
        ("leven.overlijden", "moet ik het overlijden melden bij toeslagen"),
        ("buiten.btw_zakelijk", "hoe vraag ik een btw nummer aan als zzper"),
    ):
        assert len(two_asked(text, topic, library.content)) == 2
        answer = library.answer_for(topic, MONDAY.date())
        assert (
            answer.bubbles[0].removeprefix("Gecondoleerd. ") in Conversation(Speaker(library)).say(text, topic)["text"]
        )


@pytest.mark.parametrize(
    ("topic", "first", "then", "about"),
    [
        ("leven.overlijden", "moet ik nog aangifte doen voor mijn overleden vader", "en tot wanneer kan dat?", "1 mei"),
        ("persoonlijk.status_aangifte", "hoe ver is mijn bezwaar", "en hoe lang duurt dat?", "6 weken"),
    ],
)
def test_a_follow_up_that_names_nothing_goes_on_about_what_was_asked(topic, first, then, about, library):
    talk = Conversation(Speaker(library))
    talk.say(first, topic)
    assert talk.memory.asked
    said = talk.say(then)
    assert said["topic"] == topic and about in said["text"] and "5 weken" not in said["text"]


def test_another_question_on_the_same_topic_gets_the_general_answer_again(library):
    talk = Conversation(Speaker(library))
    talk.say("wat gebeurt er met de zorgtoeslag van mijn overleden moeder", "leven.overlijden")
    said = talk.say("mijn moeder is overleden, wat moet ik allemaal voor haar regelen bij jullie", "leven.overlijden")
    assert "F-biljet" in said["text"] and talk.memory.asked == ""


def test_after_a_death_a_letter_that_is_there_gets_what_to_do_with_it(library):
    talk = Conversation(Speaker(library))
    talk.say("mijn man is overleden, moet ik aangifte doen", "leven.overlijden", said={"relatie": "partner"})
    said = talk.say("die brief heb ik al gekregen, ik snap er helemaal niks van", "persoonlijk.brief", 1.0)
    assert said["topic"] == "leven.overlijden"
    assert "Zoek in de brief" in said["text"] and "je partner" in said["text"] and "3 tot 5 maanden" not in said["text"]
    said = talk.say("er staat f-biljet bovenaan", "leven.overlijden", 1.0)
    assert "je partner" in said["text"] and "3 tot 5 maanden" not in said["text"]
    assert said["text"].startswith("Het F-biljet is de laatste aangifte"), "what it is, not the same text again"
    assert "0800 - 235 83 54" in said["text"] and "uiterste datum" in said["text"]


def test_after_a_death_who_says_u_and_asks_when_the_letter_comes_reads_that_first(library):
    talk = Conversation(Speaker(library))
    talk.say("mijn vrouw is overleden, kunt u helpen", "leven.overlijden", said={"relatie": "partner"})
    said = talk.say("wanneer komt die brief dan?", "aangifte.deadline", 0.5)
    assert said["topic"] == "leven.overlijden"
    assert said["text"].startswith("De brief over de toeslagen komt binnen ongeveer 5 weken")


def test_how_long_paying_takes_is_that_of_a_toeslag_when_it_is_about_one(library):
    talk = Conversation(Speaker(library))
    text = "ik moet 1800 euro zorgtoeslag terugbetalen maar ik kan het niet betalen"
    talk.say(text, "sociaal.schulden_stress", said={"toeslag": "zorgtoeslag"})
    said = talk.say("en hoe lang mag ik daarover doen")
    assert (said["topic"], said["text"].split("\n\n")[0][:52]) == (
        "toeslagen.terugbetalen", "Toeslag terugbetalen in delen kan meestal in 24 maan",
    )  # fmt: skip


def test_the_same_question_for_another_toeslag_keeps_what_it_asks(library):
    talk = Conversation(Speaker(library))
    talk.say(
        "wat is de inkomensgrens voor zorgtoeslag", "toeslagen.zorg.inkomensgrens", said={"toeslag": "zorgtoeslag"}
    )
    said = talk.say("en voor huurtoeslag?", said={"toeslag": "huurtoeslag"})
    assert said["text"].startswith("Er is geen vaste inkomensgrens voor huurtoeslag")


def test_an_age_that_was_told_is_not_asked_of_the_next_toeslag(library):
    talk = Conversation(Speaker(library))
    talk.say("kan ik huurtoeslag krijgen, ik ben 20", "toeslagen.huur.leeftijd")
    message = talk.say("zorgtoeslag dan wel?", "toeslagen.zorg.voorwaarden", 0.87, said={"toeslag": "zorgtoeslag"})
    assert message["topic"] == "toeslagen.zorg.18_jaar" and message["text"].startswith("Vanaf 18 jaar kun je")


def test_an_amount_that_the_part_does_not_have_is_that_of_the_whole_answer(library):
    talk = Conversation(Speaker(library))
    talk.say("tot wanneer kan ik lijfrente storten", "aangifte.lijfrente")
    assert "jaarruimte" in talk.say("hoeveel mag dat zijn", "sociaal.onduidelijk")["text"]


def test_an_amount_in_thousands_is_no_age(content):
    assert asked_apart("ik verdien 19 mille", "toeslagen.huur.leeftijd", content) == {}
    assert asked_apart("ik ben 19", "toeslagen.huur.leeftijd", content) != {}


def test_where_to_tell_that_work_stopped_is_asked_on(library):
    talk = Conversation(Speaker(library))
    text = "ik ben ontslagen, houd ik kinderopvangtoeslag"
    talk.say(text, "toeslagen.kot.werkloos", said={"toeslag": "kinderopvangtoeslag"})
    said = talk.say("waar geef ik dat door", "toeslagen.wijziging_doorgeven", 0.5)
    assert said["topic"] == "toeslagen.kot.werkloos" and said["text"].startswith("Dat je stopte met werken")


@pytest.mark.parametrize(
    ("text", "complains"),
    [
        ("ik bel al voor de derde keer over mijn bezwaar", True),
        ("heb al 4 keer gebeld, waar blijft mijn geld", True),
        ("niemand belt mij terug over mijn aangifte", True),
        ("hoe staat het met mijn aangifte", False),
        ("ik doe voor de eerste keer aangifte, hoe staat het", False),
    ],
)
def test_who_asked_before_reads_how_to_complain(text, complains, library):
    said = Conversation(Speaker(library)).say(text, "persoonlijk.status_aangifte")
    assert ("klacht" in said["text"]) is complains
    assert said["slip"] and "0800 - 0543" in said["text"].split("\n\n")[-1]


@pytest.mark.parametrize(
    ("topic", "text", "reads"),
    [
        ("toeslagen.aanvragen", "wanneer krijg ik bericht?", "Een aanvraag duurt hoogstens 13 weken"),
        ("toeslagen.bezwaar", "wanneer krijg ik daar bericht van?", "12 weken"),
        ("aangifte.giften", "kan ik dat nog veranderen?", "Je kunt je aangifte nog wijzigen"),
        ("toeslagen.stopzetten", "kan dat ook telefonisch?", "Bel dan gratis 0800 - 0543"),
        ("betalen.betalingsregeling", "kan dat ook telefonisch?", "Bel daarvoor gratis 0800 - 0543"),
        ("contact.klacht", "kan dat ook telefonisch?", "Bel dan gratis"),
    ],
)
def test_a_usual_question_that_goes_on_gets_its_own_part(topic, text, reads, library):
    talk = Conversation(Speaker(library))
    talk.say(library.content.answers[topic].question, topic)
    said = talk.say(text)
    assert reads in said["text"].split("\n\n")[0]
