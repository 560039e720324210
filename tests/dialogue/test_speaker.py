"""What the chatbot says: answers, the way to a person, and the repair ladder."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from bot.calendar import AMSTERDAM
from bot.dialogue import CHOICE_OTHER, CHOICE_STAFF, CHOICE_TOPIC, Heard, Speaker, greeting
from bot.handoff import Reason
from bot.knowledge import Library
from tests.tiny import UITSTEL

MEDEWERKER = "data/onderwerpen/contact/medewerker/antwoord.yml"
OPEN, EVENING, FRIDAY_EVENING = "2026-11-23 10:00", "2026-11-23 20:00", "2026-11-27 17:00"
CHRISTMAS, CHRISTMAS_EVE = "2026-12-25 11:00", "2026-12-24 21:00"
HOURS = "Maandag tot en met donderdag: 8.00 - 20.00 uur, vrijdag: 8.00 - 17.00 uur."
RANKING = (
    ("aangifte.uitstel", 0.3), ("sociaal.bedankt", 0.25), ("aangifte.deadline", 0.2), ("persoonlijk.brief", 0.1),
    ("buiten.niet_gerelateerd", 0.05), ("aangifte.te_laat", 0.04), ("aangifte.hulp", 0.03),
)  # fmt: skip


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def heard(topic: str | None = None, now: str = OPEN, **more) -> Heard:
    values = {"text": "mijn vraag", "confidence": 0.9, "ranking": ((topic, 0.9),) if topic else (), **more}
    return Heard(topic=topic, now=at(now), **values)


def missed(misses: int, **more) -> Heard:
    return heard(misses=misses, **{"confidence": 0.3, "ranking": RANKING, **more})


@pytest.fixture()
def speaker(library) -> Speaker:
    return Speaker(library)


@pytest.fixture()
def tiny_speaker(tiny_data):
    """A speaker over the tiny folder, after a change of it."""

    def make(*changes: tuple[str, str, str]) -> Speaker:
        tiny = tiny_data()
        for change in changes:
            tiny.change(*change)
        return Speaker(Library(tiny.data))

    return make


def test_an_answer_carries_topic_outcome_sources_and_what_people_ask_next(speaker):
    message = speaker.answer(heard("aangifte.uitstel", confidence=0.91234))
    assert message["topic"] == "aangifte.uitstel"
    assert message["outcome"] == "antwoord"
    assert message["confidence"] == 0.912
    assert message["cue"] is None
    assert message["text"].startswith("Uitstel voor de aangifte over 2025 kun je niet meer")
    assert "\n\n" in message["text"], "bubbles are kept apart"
    assert {"title", "url", "checked"} == set(message["sources"][0])
    assert message["sources"][0]["checked"] == "2026-11-21"
    assert [c["choice"] for c in message["choices"]] == [
        f"{CHOICE_TOPIC}{t}" for t in ("aangifte.te_laat", "aangifte.deadline", "aangifte.hoe_doen")
    ]
    assert "handoff" not in message and "slip" not in message


def test_the_answer_is_that_of_the_day_it_is_given_for(speaker):
    november = speaker.answer(heard("aangifte.uitstel", "2026-11-21 12:00"))["text"]
    march = speaker.answer(heard("aangifte.uitstel", "2027-03-01 12:00"))["text"]
    assert "kun je niet meer" in november
    assert march.startswith("Je kunt uitstel vragen voor je aangifte over 2026.")


def test_what_was_said_chooses_the_wording(tiny_speaker):
    speaker = tiny_speaker()
    assert "zorgtoeslag" not in speaker.answer(heard("aangifte.uitstel"))["text"]
    said = {"toeslag": "zorgtoeslag"}
    assert speaker.answer(heard("aangifte.uitstel", said=said))["text"] == "Voor zorgtoeslag geldt iets anders."


def test_the_second_time_it_is_said_in_other_words(tiny_speaker):
    speaker = tiny_speaker()
    texts = [speaker.answer(heard("sociaal.bedankt", answered={"sociaal.bedankt": n}))["text"] for n in range(3)]
    assert texts == ["Graag gedaan.", "Fijn dat ik kon helpen.", "Graag gedaan."]


def test_an_expired_answer_says_so_with_its_sources(tiny_speaker):
    speaker = tiny_speaker((UITSTEL, "{boete@2026}", "{boete}"))
    message = speaker.answer(heard("aangifte.uitstel", "2027-01-02 12:00"))
    assert "controleren we" in message["text"]
    assert "469" not in message["text"]
    assert message["sources"]


@pytest.mark.parametrize(
    ("now", "told", "not_told"),
    [
        (OPEN, "Die is nu open, tot 20.00 uur.", "nu dicht"),
        ("2026-11-27 16:59", "Die is nu open, tot 17.00 uur.", "nu dicht"),
        (EVENING, "weer bellen op dinsdag 24 november 2026, vanaf 8.00 uur.", "nu open"),
        (FRIDAY_EVENING, "weer bellen op maandag 30 november 2026, vanaf 8.00 uur.", "nu open"),
        ("2026-11-28 12:00", "weer bellen op maandag 30 november 2026, vanaf 8.00 uur.", "nu open"),
        ("2026-11-23 07:59", "weer bellen op maandag 23 november 2026, vanaf 8.00 uur.", "nu open"),
        (CHRISTMAS_EVE, "weer bellen op maandag 28 december 2026, vanaf 8.00 uur.", "nu open"),
        (CHRISTMAS, "weer bellen op maandag 28 december 2026, vanaf 8.00 uur.", "nu open"),
        ("2026-12-31 20:00", "weer bellen op maandag 4 januari 2027, vanaf 8.00 uur.", "nu open"),
        ("2027-04-27 12:00", "weer bellen op woensdag 28 april 2027, vanaf 8.00 uur.", "nu open"),
    ],
)
@pytest.mark.parametrize("topic", ["persoonlijk.status_aangifte", "contact.medewerker"])
def test_handing_over_says_whether_somebody_picks_up(topic, now, told, not_told, speaker):
    message = speaker.hand_over(heard(topic, now), Reason.PERSONAL_DATA)
    assert told in message["text"]
    assert not_told not in message["text"]


# What these ask is another thing: whether somebody calls back, without a name, or who knows the case.
NOT_WHETHER_ONE_CAN_CALL = ("teruggebeld_worden", "anoniem", "mijn_herstelzaak", "doof_of_slechthorend", "niet_bellen")


def test_who_wants_a_person_reads_yes_only_while_somebody_picks_up(speaker, library):
    asks = [w.conditions for w in library.content.answers["contact.medewerker"].wordings]
    assert len(asks) > 5
    for said in asks:
        if said.get("vraagt") in NOT_WHETHER_ONE_CAN_CALL:
            continue
        is_open, closed = (
            speaker.hand_over(heard("contact.medewerker", now, said=said), Reason.ASKED_FOR_PERSON)["text"]
            for now in (OPEN, EVENING)
        )
        assert is_open.startswith("Ja, je kunt een medewerker spreken")
        assert closed.startswith("Als de telefoon weer open is, kun je een medewerker spreken")
        assert "Die is nu dicht. Je kunt weer bellen op dinsdag 24 november" in closed


@pytest.mark.parametrize("now", [OPEN, EVENING, CHRISTMAS])
def test_handing_over_names_number_price_hours_and_what_to_have_at_hand(now, speaker):
    message = speaker.hand_over(heard("persoonlijk.status_toeslag", now), Reason.PERSONAL_DATA)
    assert "Bel gratis de BelastingTelefoon: 0800 - 0543." in message["text"]
    assert HOURS in message["text"]
    assert "Houd je brief en je burgerservicenummer bij de hand." in message["text"]
    assert message["outcome"] == "overdracht"
    assert message["topic"] == "persoonlijk.status_toeslag"
    assert message["sources"]
    assert message["handoff"] == {"reason": "persoonsgegevens"}


def test_the_general_part_comes_before_the_number(tiny_speaker):
    text = tiny_speaker().hand_over(heard("contact.medewerker"), Reason.ASKED_FOR_PERSON)["text"]
    assert text.index("Ja, dat kan.") < text.index("0800 - 0543")


def test_why_a_person_is_needed_is_said_once(tiny_speaker):
    why = "Daarvoor moet een medewerker in je gegevens kijken"
    silent = tiny_speaker()
    assert why not in silent.hand_over(heard("contact.medewerker"), Reason.ASKED_FOR_PERSON)["text"]
    assert why in silent.hand_over(heard("aangifte.uitstel"), Reason.PERSONAL_DATA)["text"]
    told = tiny_speaker((UITSTEL, "Vraag uitstel aan. Dan", "Een medewerker weet het. Dan"))
    assert why not in told.hand_over(heard("aangifte.uitstel"), Reason.PERSONAL_DATA)["text"]


def test_a_line_with_a_text_of_its_own_is_named_without_a_claim_about_hours(tiny_speaker):
    speaker = tiny_speaker((MEDEWERKER, "eigenaar:", "lijn: serviceteam\neigenaar:"))
    message = speaker.hand_over(heard("contact.medewerker", CHRISTMAS), Reason.RECOVERY)
    assert "Bel gratis het Serviceteam: 0800 - 2 358 358." in message["text"]
    assert "0800 - 0543" not in message["text"]
    assert not any(word in message["text"] for word in ("open", "dicht", "uur"))
    assert message["slip"]["lines"][0] == "Het Serviceteam: 0800 - 2 358 358 (gratis)"
    assert not any(line.startswith("Open") for line in message["slip"]["lines"])


def test_a_line_without_hours_or_own_text_is_named_plainly(tiny_speaker):
    speaker = tiny_speaker((MEDEWERKER, "eigenaar:", "lijn: nachtlijn\neigenaar:"))
    message = speaker.hand_over(heard("contact.medewerker"), Reason.SUPPORT)
    assert "Bel de nachtlijn: 0900 - 1234. Houd je brief bij de hand." in message["text"]
    assert "gratis" not in f"{message['text']} {message['slip']}", "this number costs money"


@pytest.mark.parametrize("now", [OPEN, EVENING])
def test_a_line_with_hours_is_called_by_its_own_name_and_price(now, tiny_speaker):
    hours = "    gratis: false\n    tijden: {ma: 9.00 - 17.00, di: 9.00 - 17.00}\n"
    speaker = tiny_speaker(
        (MEDEWERKER, "eigenaar:", "lijn: nachtlijn\neigenaar:"), ("data/contact.yml", "    gratis: false\n", hours)
    )
    text = speaker.hand_over(heard("contact.medewerker", now), Reason.SUPPORT)["text"]
    assert "0900 - 1234" in text
    assert "de nachtlijn" in text
    assert "BelastingTelefoon" not in text, "that is another line"
    assert "Bel gratis" not in text, "this number costs money"


def test_the_call_slip_has_number_hours_papers_and_subject_and_no_words_of_the_citizen(speaker):
    secret = "mijn buurman Kees heeft schulden"
    message = speaker.hand_over(heard("persoonlijk.brief", text=secret), Reason.PERSONAL_DATA)
    assert message["slip"] == {
        "title": "Belbriefje",
        "lines": [
            "De BelastingTelefoon: 0800 - 0543 (gratis)",
            "Open: maandag tot en met donderdag: 8.00 - 20.00 uur, vrijdag: 8.00 - 17.00 uur.",
            "Bij de hand: je brief en je burgerservicenummer.",
            "Mijn vraag gaat over: Ik snap mijn brief niet.",
        ],
    }
    assert "Kees" not in str(message)


def test_the_repair_ladder_takes_a_different_step_each_time(speaker):
    steps = [speaker.not_understood(missed(n)) for n in range(3)]
    assert [s["outcome"] for s in steps] == ["verduidelijking", "niet_begrepen", "overdracht"]
    assert len({s["text"] for s in steps}) == 3
    choices = [[c["choice"] for c in s["choices"]] for s in steps]
    likely = [f"{CHOICE_TOPIC}{t}" for t in ("aangifte.uitstel", "aangifte.deadline", "persoonlijk.brief")]
    assert choices[0] == [*likely, CHOICE_OTHER]
    assert choices[1] == [*likely, CHOICE_OTHER, CHOICE_STAFF]
    assert choices[2] == likely
    assert "handoff" not in steps[0] and "handoff" not in steps[1]


@pytest.mark.parametrize("misses", [2, 3, 9])
def test_from_the_third_miss_on_a_person_comes_first(misses, speaker):
    message = speaker.not_understood(missed(misses, now=CHRISTMAS))
    assert "0800 - 0543" in message["text"]
    assert "maandag 28 december 2026" in message["text"]
    assert message["handoff"] == {"reason": "niet_begrepen"}
    assert message["sources"][0]["url"] == "https://www.belastingdienst.nl/contact"
    assert message["slip"]["lines"][0] == "De BelastingTelefoon: 0800 - 0543 (gratis)"
    assert not any("gaat over" in line for line in message["slip"]["lines"])


@pytest.mark.parametrize("misses", [0, 1, 2])
def test_small_talk_is_never_offered_as_a_guess(misses, speaker):
    offered = {c["choice"] for c in speaker.not_understood(missed(misses))["choices"]}
    hidden = {f"{CHOICE_TOPIC}{t}" for t in ("sociaal.bedankt", "buiten.niet_gerelateerd")}
    assert offered and not offered & hidden


@pytest.mark.parametrize(
    ("confidence", "outcome"), [(0.079, "niet_begrepen"), (0.08, "verduidelijking"), (0.5, "verduidelijking")]
)
def test_topics_are_called_likely_only_when_they_are(confidence, outcome, speaker):
    assert speaker.not_understood(missed(0, confidence=confidence))["outcome"] == outcome


def test_every_offered_choice_has_a_short_label(speaker):
    for choice in speaker.not_understood(missed(1))["choices"]:
        assert 0 < len(choice["label"]) <= 32


@pytest.mark.parametrize("text", ["👍", "😀😀", "?!", "...", "123", "❤️"])
@pytest.mark.parametrize("misses", [0, 2])
def test_a_message_without_letters_is_asked_for_words(text, misses, speaker):
    message = speaker.not_understood(missed(misses, text=text))
    assert message["text"].startswith("Ik kan alleen woorden lezen.")
    assert message["outcome"] == "niet_begrepen"
    assert "handoff" not in message


@pytest.mark.parametrize("text", ["ok 👍", "é", "привет"])
def test_a_message_with_letters_goes_up_the_ladder(text, speaker):
    assert not speaker.not_understood(missed(0, text=text))["text"].startswith("Ik kan alleen woorden")


def test_something_else_invites_to_ask_again(speaker):
    message = speaker.something_else(heard())
    assert message["text"].startswith("Dan zoeken we verder.")
    assert message["outcome"] == "niet_begrepen"


@pytest.mark.parametrize(
    ("now", "part"),
    [
        ("2026-11-23 05:59", "Goedenavond."),
        ("2026-11-23 06:00", "Goedemorgen."),
        ("2026-11-23 11:59", "Goedemorgen."),
        ("2026-11-23 12:00", "Goedemiddag."),
        ("2026-11-23 17:59", "Goedemiddag."),
        ("2026-11-23 18:00", "Goedenavond."),
        ("2026-11-23 23:59", "Goedenavond."),
    ],
)
def test_the_greeting_fits_the_time_and_says_who_is_talking(now, part, library):
    [message] = greeting(library, at(now))
    text = message["text"]
    assert text.startswith(part)
    assert all(words in text for words in ("chatbot", "geen mens", "medewerker", "geen burgerservicenummer"))
    assert (message["outcome"], message["topic"]) == ("sociaal", "sociaal.begroeting")


def test_who_comes_from_a_contact_card_gets_a_word_of_welcome(library):
    messages = greeting(library, at(OPEN), "contactkaartje")
    assert len(messages) == 2
    assert messages[1]["cue"] == "contactkaartje"
    assert messages[1]["text"].startswith("Welkom. Eén vraag")


@pytest.mark.parametrize("start", [None, "aangifte.uitstel", "onzin", ""])
def test_other_entry_points_get_the_plain_greeting(start, library):
    assert len(greeting(library, at(OPEN), start)) == 1


def test_who_only_names_a_toeslag_is_asked_what_about_it(speaker):
    about = dict.fromkeys(("toeslagen.huur.hoogte", "toeslagen.huur.voorwaarden", "aangifte.deadline"), 0.3)
    heard = dataclasses.replace(
        missed(0, confidence=0.3), ranking=tuple(about.items()), said={"toeslag": "huurtoeslag"}
    )
    assert "over huurtoeslag" in speaker.not_understood(heard)["text"]
    elsewhere = dataclasses.replace(heard, ranking=(("aangifte.deadline", 0.3),))
    assert "huurtoeslag" not in speaker.not_understood(elsewhere)["text"]


@pytest.mark.parametrize("toeslag", [None, "zorgtoeslag", "huurtoeslag", "kinderopvangtoeslag", "kindgebonden_budget"])
def test_a_payday_says_for_which_month_it_is(library, toeslag):
    """On 22 November "van december" came two days before; the next payday is for January."""
    said = {"toeslag": toeslag} if toeslag else {}
    now = dt.datetime(2026, 11, 22, 12, tzinfo=AMSTERDAM)
    heard = Heard("krijg ik de toeslag van december", "toeslagen.uitbetaling", 0.9, (), now, said)
    first = Speaker(library).answer(heard)["text"].split("\n\n")[0]
    assert "21 december 2026, voor januari 2027" in first
    assert "december 2026 kwam op 20 november 2026" in first


def test_quiet_moments_are_named_only_when_they_are_known(tiny_data):
    tiny = tiny_data()

    def told() -> dict:
        speaker = Speaker(Library(tiny.data))
        return speaker.hand_over(missed(0, topic="contact.medewerker"), Reason.ASKED_FOR_PERSON)

    before = told()
    assert "rustig" not in before["text"] and not any("rustig" in line for line in before["slip"]["lines"])
    tiny.change("data/contact.yml", "0543\n", "0543\n    rustig: vrijdag na 14.00 uur\n")
    after = told()
    assert "Meestal rustig: vrijdag na 14.00 uur." in after["text"]
    assert "Meestal rustig: vrijdag na 14.00 uur." in after["slip"]["lines"]
