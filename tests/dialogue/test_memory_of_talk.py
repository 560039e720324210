"""What was told stays through the talk, and a question that goes on gets what it asks and not the answer again."""

from __future__ import annotations

import pytest

from bot.dialogue import Memory
from bot.dialogue.meant import understood
from tests.dialogue.test_follow_up import heard


def test_the_household_stays_when_the_talk_turns_to_another_domain(talk):
    talk.say("ik ben alleenstaand, krijg ik zorgtoeslag", "toeslagen.zorg.voorwaarden", said={"partner": "nee"})
    talk.say("en hoe doe ik aangifte", "aangifte.hoe_doen")
    assert talk.memory.said["partner"] == "nee"
    reply = talk.say("wat is de grens voor spaargeld", "toeslagen.vermogen")
    assert "Heb je een toeslagpartner" not in reply["text"]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("moet zij dan ook aangifte doen", "ouder"),
        ("kan ik dat voor haar regelen", "ouder"),
        ("moet ik ook iets met zijn toeslag", "ouder"),
        ("moet ik zelf ook aangifte doen", None),
        ("mijn toeslagen zijn gestopt", None),
        ("hoe kan mijn zoon dat doen", "kind"),
    ],
)
def test_who_it_is_about_comes_back_with_a_word_that_points_at_them(text, relation, content):
    memory = Memory(topic="aangifte.hoe_doen", somebody="ouder")
    assert (
        understood(content, heard(text, content, [("aangifte.moet_ik", 0.9)]), memory).said.get("relatie") == relation
    )


def test_what_somebody_has_at_home_says_nothing_about_the_other(content):
    memory = Memory(topic="toeslagen.vermogen", said={"partner": "ja"}, somebody="ouder")
    meant = understood(content, heard("heeft zij recht", content, [("toeslagen.zorg.voorwaarden", 0.9)]), memory)
    assert "partner" not in meant.said


def test_an_event_keeps_the_toeslag_it_is_about(content):
    memory = Memory(topic="leven.samenwonen_trouwen", said={"toeslag": "huurtoeslag"})
    meant = understood(
        content, heard("hoeveel spaargeld mag ik hebben", content, [("toeslagen.vermogen", 0.9)]), memory
    )
    assert meant.said["toeslag"] == "huurtoeslag"


@pytest.mark.parametrize(
    ("last", "text", "ranking", "topic"),
    [
        ("aangifte.moet_ik", "hoe kan ik dat voor haar doen", [("machtigen.iemand", 0.54), ("sociaal.onduidelijk", 0.23)],
         "machtigen.iemand"),
        ("toeslagen.stopzetten", "per wanneer houdt het dan op", [("sociaal.onduidelijk", 0.73), ("toeslagen.stopzetten", 0.17)],
         "toeslagen.stopzetten"),
        # in talk about paying a toeslag back, paying in parts is what stands there
        ("toeslagen.terugbetalen", "gaat dat ook per brokje", [("betalen.betalingsregeling", 0.56), ("sociaal.onduidelijk", 0.41)],
         "toeslagen.terugbetalen"),
        # nothing else was likely, or not likely enough
        ("aangifte.hoe_doen", "gaat dat ook per brokje", [("sociaal.onduidelijk", 0.5), ("betalen.betalingsregeling", 0.2)], None),
        ("aangifte.hoe_doen", "gaat dat ook per brokje", [("sociaal.onduidelijk", 0.8), ("buiten.gemeente", 0.19)], None),
    ],
)  # fmt: skip
def test_what_only_lacks_its_context_finds_it_in_the_talk(last, text, ranking, topic, content):
    assert understood(content, heard(text, content, ranking, unsure=True), Memory(topic=last)).topic == topic


def test_a_question_that_goes_on_gets_one_part_though_each_has_that_side(talk):
    whole = talk.say("ik moet zorgtoeslag terugbetalen", "toeslagen.terugbetalen")
    part = talk.say("hoeveel tijd heb ik daarvoor", "toeslagen.terugbetalen")
    assert len(part["text"].split("\n\n")) == 1 and "weken" in part["text"]
    assert len(whole["text"].split("\n\n")) > 1
    parts = talk.say("kan dat ook in stukjes", "toeslagen.terugbetalen")
    assert "in delen" in parts["text"].split("\n\n")[0], "what was written for just this begins at its start"


def test_the_same_answer_is_not_said_again_but_in_short(talk, library):
    first = talk.say("ik heb in duitsland gewerkt", "aangifte.buitenland_inkomen")
    again = talk.say("moet ik dat opgeven", "aangifte.buitenland_inkomen")
    assert len(first["text"].split("\n\n")) > 1
    assert again["text"] == library.answer_for("aangifte.buitenland_inkomen", talk.now.date(), {}, 1).short
    talk.say("en hoe doe ik aangifte", "aangifte.hoe_doen")
    anew = talk.say("hoe zit het met werk in duitsland", "aangifte.buitenland_inkomen")
    assert anew["text"] != again["text"], "after something else it is told in full"


def test_an_income_comes_back_where_it_matters(talk):
    talk.say("ik woon alleen en verdien 24000 per jaar, wat nu", "toeslagen.welke")
    talk.say("hoe vraag ik dat aan", "toeslagen.aanvragen")
    talk.say("en wie helpt daarbij", "aangifte.hulp")
    reply = talk.say("hoeveel is de zorgtoeslag voor mij", "toeslagen.zorg.hoogte")
    assert reply["text"].startswith("Je inkomen is € 24.000.")
    assert talk.memory.amounts == {"inkomen": 24_000}


@pytest.mark.parametrize(
    ("text", "amount"), [("ik heb een aanslag van € 3.200", 3200), ("ik moet € 45.000 betalen", 45_000)]
)
def test_a_debt_that_was_told_is_not_asked_about(text, amount, talk):
    talk.say(text, "aangifte.waarom_bijbetalen", said={"bedrag": amount})
    reply = talk.say("kan ik dat later betalen", "betalen.betalingsregeling")["text"]
    assert ("blijf je onder de grens" in reply) == (amount < 20_000)
    assert ("zit je boven de grens" in reply) == (amount > 20_000)
    assert "niet hoger dan" not in reply


def test_what_somebody_else_earns_is_not_kept_as_ones_own(talk):
    talk.say("mijn moeder heeft een inkomen van 24000", "toeslagen.welke", said={"relatie": "ouder", "bedrag": 24_000})
    assert talk.memory.amounts == {}


@pytest.mark.parametrize(
    ("last", "text", "model", "topic"),
    [
        ("aangifte.giften", "mag ik dat aftrekken", "aangifte.aftrekposten", "aangifte.giften"),
        ("aangifte.alimentatie", "en hij, kan hij het aftrekken", "aangifte.aftrekposten", "aangifte.alimentatie"),
        ("aangifte.moet_ik", "mag ik mijn bril aftrekken", "aangifte.zorgkosten", "aangifte.zorgkosten"),
        ("toeslagen.wijziging_doorgeven", "is dat nog op tijd", "aangifte.deadline", "toeslagen.wijziging_doorgeven"),
    ],
)
def test_what_points_back_stays_with_the_subject(last, text, model, topic, content):
    unsure = heard(text, content, [("sociaal.onduidelijk", 0.3), (model, 0.4)], unsure=True)
    sure = heard(text, content, [(model, 0.8)])
    one = unsure if model == "aangifte.deadline" else sure
    assert understood(content, one, Memory(topic=last)).topic == topic


@pytest.mark.parametrize("text", ["waar stuur ik dat heen", "en waar lever ik die dan in?"])
def test_where_to_send_something_is_no_cry_for_help(text, talk):
    talk.say("ik ben het niet eens met de boete", "aangifte.bezwaar")
    reply = talk.say(text, "sociaal.onduidelijk", 0.33, resembles={"suicidaal": 0.45})
    assert reply["outcome"] != "steun"


@pytest.mark.parametrize("text", ["waar moet ik nog heen", "waar kan ik heen", "waar moet ik dan nu naartoe"])
def test_who_has_nowhere_to_go_is_still_heard(text, talk):
    talk.say("ik ben het niet eens met de boete", "aangifte.bezwaar")
    heard = {"also": (("sociaal.crisis", 0.07),), "resembles": {"suicidaal": 0.45}}
    assert talk.say(text, "sociaal.onduidelijk", 0.33, **heard)["outcome"] == "steun"


def test_what_is_it_explains_the_word_of_the_talk(talk):
    talk.say("ik snap die voorlopige aanslag niet", "aangifte.voorlopige_aanslag")
    reply = talk.say("wat is het eigenlijk?")
    assert reply["text"].startswith(('"Voorlopige aanslag" betekent', "Een voorlopige aanslag is een schatting"))
    talk.say("hoe doe ik aangifte", "aangifte.hoe_doen")
    assert "betekent" not in talk.say("wat is het voor onzin dat ik dit moet doen")["text"]
