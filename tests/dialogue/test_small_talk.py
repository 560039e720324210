"""Small talk, words that are asked about, other forms of an answer, and the way each leads back to helping."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from bot.calendar import AMSTERDAM
from bot.dialogue.small_talk import small_talk_in, term_in
from bot.knowledge.model import ASKS
from bot.tone import lint_turn
from tests.dialogue.conversation import Conversation

THIRTY = (
    "aangifte.deadline", "aangifte.uitstel", "aangifte.te_laat", "aangifte.hoe_doen", "aangifte.gegevens_nodig",
    "aangifte.wijzigen", "aangifte.teruggave", "aangifte.waarom_bijbetalen", "aangifte.voorlopige_aanslag",
    "aangifte.definitieve_aanslag", "aangifte.fiscaal_partner", "aangifte.loonheffingskorting",
    "aangifte.hypotheekrente", "aangifte.zorgkosten", "aangifte.box3_sparen", "toeslagen.aanvragen",
    "toeslagen.stopzetten", "toeslagen.uitbetaling", "toeslagen.toetsingsinkomen", "toeslagen.wijziging_inkomen",
    "toeslagen.toeslagpartner", "toeslagen.vermogen", "toeslagen.beschikking", "toeslagen.terugbetalen",
    "toeslagen.zorg.voorwaarden", "toeslagen.zorg.hoogte", "toeslagen.huur.voorwaarden", "toeslagen.huur.hoogte",
    "toeslagen.kot.voorwaarden", "toeslagen.kgb.voorwaarden", "betalen.betalingsregeling",
)  # fmt: skip
KINDS = {
    "goedemorgen": ["hallo", "Hoi!", "goedemorgen", "Goedenavond", "hallo belastingdienst", "hee 👋"],
    "hoe_gaat_het": ["hoe gaat het", "Hoi, hoe gaat het met je?"],
    "ben_je_een_robot": ["ben je een robot?", "ben jij een chatbot", "is dit een bot"],
    "ben_je_een_mens": ["ben je een mens?", "praat ik met een echt mens", "ben je echt"],
    "hoe_heet_je": ["hoe heet je", "wie ben je?", "wat is je naam"],
    "wie_maakte_je": ["wie heeft je gemaakt", "wie heeft jou gebouwd?"],
    "hoe_oud": ["hoe oud ben je"],
    "waar_woon_je": ["waar woon je", "waar kom je vandaan?"],
    "heb_je_gevoel": ["heb je gevoelens", "ben je getrouwd?"],
    "wat_kun_je": ["wat kun je", "wat kun je allemaal?", "help"],
    "zoek_het_op": [
        "kun je dat voor me nakijken?",
        "zoek het even op",
        "kunt u in mijn dossier kijken",
        "kunnen jullie dat niet zien dan",
    ],
    "alleen_toeslag": ["toeslagen", "vraagje over mijn toeslag"],
    "alleen_belasting": ["belasting", "iets over de belasting", "de belastingdienst"],
    "ben_je_slim": ["ben je slim", "kan ik je vertrouwen"],
    "leer_je": ["leer je hiervan", "onthoud je mij"],
    "echt_belastingdienst": ["is dit echt de Belastingdienst?", "ben je van de belastingdienst", "is dit officieel"],
    "wie_leest_mee": [
        "wie leest dit mee?",
        "is dit anoniem",
        "dus er leest niemand mee?",
        "kijkt er een medewerker mee",
    ],
    "bewaar_je_dit": ["bewaar je dit", "wordt dit gesprek opgeslagen?", "kan ik dit gesprek wissen"],
    "bedankt": ["bedankt", "Dank je wel!", "dankjewel hoor", "thanks", "hartelijk dank", "ok bedankt"],
    "compliment": ["goed gedaan", "wat goed", "je bent slim", "hier heb ik wat aan"],
    "wens": ["fijne dag", "prettig weekend!", "fijne avond nog"],
    "afscheid": ["doei", "tot ziens", "dag doei", "dit was het"],
    "wacht_even": ["wacht even", "momentje", "ben zo terug"],
    "stilte": [".", "...", "…", "hmm"],
    "ja": ["ja", "Ja hoor", "klopt", "zeker"],
    "nee": ["nee", "nee hoor", "niet echt"],
    "oke": ["ok dus", "ok", "oké", "Oke.", "duidelijk", "prima", "ik snap het"],
    "misschien": ["misschien", "zou kunnen"],
    "weet_ik_niet": ["weet ik niet", "geen idee", "dat weet ik niet"],
    "lachen": ["haha", "hahaha", "lol"],
    "sorry": ["sorry", "oh sorry", "typfout"],
    "snap_ik_niet": ["?", "snap ik niet", "ik snap het niet", "huh?", "ik begrijp het niet", "wat bedoel je"],
    "kleine_letters": [
        "de letters zijn zo klein",
        "kunnen de letters groter",
        "hoe maak ik de tekst groter",
        "wat een kleine lettertjes",
    ],
    "korter": [
        "dus ja of nee",
        "kan het korter",
        "korter graag",
        "kun je het korter zeggen",
        "samenvatting",
        "te lang",
    ],
    "makkelijker": [
        "kan jij makkelijker zeggen? mijn nederlands is niet zo goed",
        "makkelijker",
        "kun je het makkelijker uitleggen",
        "in gewone taal",
        "leg uit",
    ],
    "voorbeeld": [
        "nog steeds te moeilijk, kan het met een voorbeeldje",
        "voorbeeld",
        "heb je een voorbeeld?",
        "geef eens een voorbeeld",
        "bijvoorbeeld",
    ],
    "herhaal": ["kun je dat herhalen", "wat zei je"],
    "waar_staat_dat": ["waar staat dat", "bron?", "heb je een link", "hoe weet je dat"],
    "weet_je_het_zeker": [
        "weet je het zeker",
        "weet je dat zeker?",
        "klopt dat wel",
        "zeker weten?",
        "weet je dat zeker, mijn buurman zegt dat het wel kan",
    ],
    "eigen_fout": [
        "dat bedoel ik niet",
        "dat vroeg ik niet",
        "je antwoord klopt niet",
        "nee dat bedoel ik niet",
        "fout",
    ],
    "wil_u": [
        "ik wil dat u u zegt",
        "zeg maar u",
        "waarom zeg je je",
        "niet tutoyeren",
        "kunt u mij met u aanspreken",
        "kunt u mij ook gewoon met u aanspreken",
    ],
    "mag_ik_u_zeggen": ["mag ik u zeggen", "kan ik u zeggen", "mag ik je tutoyeren"],
    "taal": ["spreek je engels", "welke talen spreek je"],
    "grap": ["vertel een mop", "ken je een grapje?"],
    "weer": ["wat voor weer wordt het", "hoe laat is het"],
    "verveling": ["ik verveel me", "zullen we kletsen"],
    "eenzaam": ["ik ben eenzaam", "ik voel me alleen"],
    "schelden": ["fuck you", "klootzak", "stomme bot", "kut"],
    "dreigen": ["ik vermoord je", "pas maar op"],
    "test": ["test", "is daar iemand", "ben je er"],
    "mag_ik_iets_vragen": ["mag ik iets vragen", "ik heb een vraag", "kun je me helpen"],
    "nog_een_vraag": ["ik heb nog een vraag", "andere vraag"],
    "opnieuw": ["opnieuw beginnen", "begin opnieuw", "reset"],
    "snelheid": ["schiet eens op", "dit duurt lang"],
    "gevonden": ["het is gelukt", "heb het al gevonden", "laat maar ik heb het al"],
    "laat_maar": ["laat maar", "laat maar zitten", "nee laat het maar", "hoeft niet meer"],
}


@pytest.fixture(scope="module")
def talking(content):
    return content.talk


def test_there_are_enough_kinds_and_each_is_tried(talking):
    assert len(talking.small_talk) >= 45
    assert set(KINDS) == {kind.id for kind in talking.small_talk}


@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_message_decides(kind, talking):
    for text in KINDS[kind]:
        found = small_talk_in(text, talking)
        assert found and found.id == kind, (text, found and found.id)


@pytest.mark.parametrize(
    "text",
    [
        "hallo, hoe vraag ik uitstel aan", "bedankt maar hoe zit het met huurtoeslag", "ja ik woon samen",
        "nee ik heb geen partner", "zorgtoeslag", "aangifte", "wanneer krijg ik mijn geld", "ok en mijn partner dan",
        "ik heb een vraag over kinderopvangtoeslag", "goede doelen aftrekken", "waar staat mijn aanslag", "2025",
        "fout in mijn aangifte", "wacht al maanden op geld", "kan ik korter werken", "stop huurtoeslag", "medewerker",
        "voorbeeld van een bezwaarschrift sturen", "is dit bericht van de belastingdienst echt",
    ],
)  # fmt: skip
def test_a_question_is_no_small_talk(text, talking):
    assert small_talk_in(text, talking) is None


def test_example_questions_of_tax_topics_are_hardly_ever_small_talk(talking, content, root):
    from bot.knowledge.checks import examples_of, question_path

    asked = [
        text
        for topic in content.topics
        if not topic.startswith(("sociaal.", "buiten.", "contact."))
        for _, text in examples_of(question_path(root / "data", topic))
    ]
    taken = [text for text in asked if small_talk_in(text, talking)]
    assert len(taken) <= len(asked) * 0.002, taken


@pytest.mark.parametrize("kind", KINDS)
def test_each_reply_is_short_in_character_and_stored_as_small_talk(kind, talk, content, rules):
    first = talk.say(KINDS[kind][0])
    second = talk.say(KINDS[kind][0])
    for message in (first, second):
        bubbles = message["text"].split("\n\n")
        wrong = [f for f in lint_turn(bubbles, rules) if f.level == "fout" and f.rule != "M33"]
        assert not wrong, (message["text"], wrong)
        assert "{" not in message["text"]
        assert sum(len(b.split()) for b in bubbles) <= 75
        assert message["topic"] is None or message["topic"] in content.topics
        assert not content.talk.compassion.search(message["text"]), "small talk is never sympathy"
    replies = next(k for k in content.talk.small_talk if k.id == kind).replies
    if len(replies) > 1 and kind not in ("korter", "makkelijker", "voorbeeld", "herhaal", "waar_staat_dat"):
        if kind not in ("weet_je_het_zeker", "snap_ik_niet"):
            assert first["text"] != second["text"]


@pytest.mark.parametrize(("hour", "words"), [(8, "Goedemorgen."), (14, "Goedemiddag."), (22, "Goedenavond.")])
def test_the_greeting_fits_the_time_of_day(hour, words, talk):
    talk.now = dt.datetime(2026, 11, 23, hour, 0, tzinfo=AMSTERDAM)
    assert talk.say("hallo")["text"].startswith(words)


def test_it_is_honest_about_being_a_chatbot(talk):
    assert talk.say("ben je een mens?")["text"].startswith("Nee.")
    assert talk.say("ben je een robot?")["text"].startswith("Ja, ik ben een chatbot")
    assert talk.say("is dit echt de belastingdienst?")["text"].startswith("Nee.")


def test_it_is_asked_at_most_once_whether_it_helped(talk):
    question = "Is je vraag beantwoord?"
    assert question not in talk.say("bedankt")["text"], "nothing was answered yet"
    talk.say("hoe vraag ik uitstel", "aangifte.uitstel")
    assert question in talk.say("bedankt")["text"]
    assert talk.say("ja")["text"].startswith("Fijn")
    talk.say("en de deadline", "aangifte.deadline")
    assert question not in talk.say("doei")["text"]


def test_no_is_an_answer_with_a_way_on(talk):
    talk.say("hoe vraag ik uitstel", "aangifte.uitstel")
    talk.say("dank je wel")
    message = talk.say("nee")
    assert "medewerker" in {c["choice"] for c in message["choices"]}
    assert "paste mijn antwoord niet" in message["text"]


@pytest.mark.parametrize("before", ["ik kan de aanslag echt niet betalen", "mijn man is overleden"])
def test_after_something_heavy_it_is_not_asked(before, talk):
    talk.say(before, "aangifte.uitstel")
    assert "beantwoord" not in talk.say("bedankt")["text"]


@pytest.mark.parametrize("topic", THIRTY)
def test_the_thirty_have_an_easy_form_and_an_example(topic, library):
    for day in (dt.date(2026, 11, 23), dt.date(2027, 1, 15), dt.date(2027, 3, 15), dt.date(2027, 6, 1)):
        for said, reply in [({}, library.answer_for(topic, day)), *library.variants(topic, day)]:
            assert reply.simpler and reply.example, (topic, day)
            assert reply.example[0].startswith("Stel:")
            # What tells one asked thing may be shorter than the easy form of the whole topic.
            easy = sum(len(b.split()) for b in reply.simpler)
            assert ASKS in said or easy < sum(len(b.split()) for b in reply.bubbles), "easier is not longer"


@pytest.mark.parametrize("topic", THIRTY)
def test_other_forms_of_the_last_answer_are_given_on_request(topic, talk, library):
    talk.say("mijn vraag", topic)
    reply = library.answer_for(topic, talk.now.date())
    short, easy, example = talk.say("korter"), talk.say("makkelijker"), talk.say("voorbeeld")
    assert short["text"] == reply.short
    assert easy["text"] == "\n\n".join(reply.simpler)
    assert example["text"] == "\n\n".join(reply.example)
    for message in (short, easy, example):
        assert (message["topic"], message["outcome"]) == (topic, "antwoord")
        assert message["sources"], "a factual answer has a source in every form"


def test_who_still_does_not_see_it_gets_another_form_each_time_and_then_a_person(talk):
    talk.say("mijn vraag", "aangifte.uitstel")
    texts = [talk.say("snap ik niet")["text"] for _ in range(4)]
    assert len(set(texts)) == 4
    assert "medewerker" in texts[3]


def test_a_new_answer_has_its_forms_again(talk):
    talk.say("mijn vraag", "aangifte.uitstel")
    talk.say("makkelijker")
    talk.say("andere vraag over de datum", "aangifte.deadline")
    assert talk.say("makkelijker")["topic"] == "aangifte.deadline"


def test_where_it_stands_and_how_sure_it_is(talk):
    answer = talk.say("mijn vraag", "aangifte.uitstel")
    source = talk.say("waar staat dat")
    assert source["sources"] == answer["sources"]
    assert answer["sources"][0]["title"] in source["text"]
    sure = talk.say("weet je het zeker")
    assert "21 november 2026" in sure["text"] and "algemene uitleg" in sure["text"]


def test_every_hard_word_can_be_asked(content, talk):
    for term, meaning in content.talk.jargon.meanings.items():
        message = Conversation(talk.speaker).say(f"wat betekent {term}?")
        assert meaning in message["text"], term
    missing = [t for t in content.talk.jargon.meanings if t.lower() not in content.talk.term_topics]
    assert not missing, "every word leads on to a topic"


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("leg eens uit wat een voorlopige aanslag betekent", "voorlopige aanslag"),
        ("wat is een toeslagpartner?", "toeslagpartner"),
        ("dagtekening?", "dagtekening"),
        ("Wat betekent het woord dwangbevel", "dwangbevel"),
        ("wat zijn heffingskortingen", "heffingskortingen"),
        ("wat bedoelen jullie met rekenhuur", "rekenhuur"),
        ("kun je me uitleggen wat peildatum is", "peildatum"),
        ("wat betekent nihil", "nihil"),
        ("betekenis beschikking", "beschikking"),
        ("wat is een olifant", None),
        ("wat is de deadline voor mijn aangifte", None),
        ("hoe hoog is mijn toetsingsinkomen", None),
    ],
)
def test_words_are_found_in_the_question(text, term, content):
    found = term_in(text, content.talk)
    assert (found and found.word) == term


def test_a_question_that_the_model_is_sure_of_gets_the_answer(talk):
    sure = talk.say("wat is een voorlopige aanslag", "aangifte.voorlopige_aanslag", 0.9)
    assert len(sure["text"].split("\n\n")) == 3
    unsure = Conversation(talk.speaker).say("wat is een voorlopige aanslag", "aangifte.voorlopige_aanslag", 0.35)
    assert unsure["text"].startswith('"Voorlopige aanslag" betekent')
    assert unsure["choices"][0]["choice"] == "onderwerp:aangifte.voorlopige_aanslag"
    assert unsure["sources"]


def test_who_asks_what_a_word_means_gets_the_word_and_not_the_subject_around_it(talk):
    explained = talk.say("wat betekent verzamelinkomen", "aangifte.inkomensverklaring")
    assert "DigiD" not in explained["text"]
    assert "box 1" in explained["text"]
    about = talk.say("hoe vraag ik mijn verzamelinkomen op", "aangifte.inkomensverklaring")
    assert "DigiD" in about["text"]


def test_every_word_that_an_answer_explains_can_be_asked(content):
    """Those of the writing rules, the core words, and each word that an answer explains between brackets."""
    talk = content.talk
    words = [*talk.jargon.meanings, *talk.jargon.core]
    missing = [word for word in words if term_in(f"wat betekent {word}?", talk) is None]
    for answer in content.answers.values():
        for bubble in (b for wording in answer.wordings for b in wording.bubbles):
            for found in re.finditer(r"((?:[\w\-]+ ){0,2}[\w\-]+) \([a-zà-ÿ][^)]{8,}\)", bubble):
                last = found[1].split()
                # "een betalingsregeling aan (betalen in delen)": the word stands somewhere in what comes before
                parts = [" ".join(last[i:j]) for i in range(len(last)) for j in range(i + 1, len(last) + 1)]
                if not any(term_in(f"wat betekent {part}?", talk) for part in parts):
                    missing.append(found[0])
    # explained in place, and no word of the authorities
    in_place = (
        "te veel spaargeld",
        "of machtig iemand",
        "gesprek met beeld",
        "om uitstel vragen",
        "vraag ww",
        "vraag dan ww",
        "krijg je alles",
        "machtig dan iemand",
        "aparte extra rekening",
        "bij een aio",
        "wordt later verrekend",
        "je schuld afhalen",
        "van betaling bij",
        "van erfrecht nodig",
    )
    assert [m for m in missing if not m.lower().startswith(in_place)] == []


def test_a_core_word_alone_is_no_question_about_its_meaning(content):
    assert term_in("aangifte", content.talk) is None
    assert term_in("de huurtoeslag", content.talk) is None


def test_there_are_at_least_forty_kinds_of_small_talk_that_lead_back(content):
    kinds = content.talk.small_talk
    assert len(kinds) >= 40 and len({kind.id for kind in kinds}) == len(kinds)
    assert all(kind.replies for kind in kinds)


@pytest.mark.parametrize("text", ["laat maar dan, scheelt bijna niks", "ach laat maar, dat levert toch niks op"])
def test_who_gives_up_because_it_is_worth_little_is_not_asked_what_he_means(text, content):
    assert small_talk_in(text, content.talk).id == "laat_maar"


@pytest.mark.parametrize(
    ("text", "topic", "state", "words"),
    [
        ("mijn man is vorige maand overleden", "leven.overlijden", "rouw", "Sterkte"),
        ("ik kan mijn schulden niet meer betalen", "sociaal.schulden_stress", "schulden", "1 stap tegelijk"),
        ("hoe vraag ik uitstel aan", "aangifte.uitstel", "neutraal", ""),
    ],
)
@pytest.mark.parametrize("thanks", ["dankjewel", "dankjewel, het is me allemaal wat"])
def test_thanks_after_a_hard_message_get_warmer_words(text, topic, state, words, thanks, talk):
    talk.say(text, topic)
    assert (talk.memory.last_state or "neutraal") == state
    reply = talk.say(thanks, "sociaal.bedankt")["text"]
    assert reply.startswith("Graag gedaan.") and words in reply
    assert words or "hoeft vandaag" not in reply
