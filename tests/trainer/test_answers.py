"""The editor changes what was changed and no other byte; the look shows what a citizen will see and what is wrong."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.knowledge import Library
from bot.knowledge.style_file import load_rules
from bot.trainer import Draft, answers, overview, question_file
from bot.trainer.look import look_at
from bot.trainer.overview import State
from tests.tiny import UITSTEL

DAY = dt.date(2026, 11, 23)


@pytest.fixture
def look(tiny):
    library = Library(tiny.data)

    def do(form, day=DAY, said=None):
        return look_at(library.content, load_rules(tiny.data), "aangifte.uitstel", form, day, said)

    return do


@pytest.fixture
def form(room):
    return answers.numbered(answers.form_of(room.draft(), "aangifte.uitstel"))


def test_an_answer_that_is_opened_and_saved_unchanged_stays_the_same_byte_for_byte(root, content):
    draft = Draft(root)
    changed = []
    for topic in content.answers:
        answers.edit(draft, topic, answers.numbered(answers.form_of(draft, topic)))
        changed += list(draft.changes())
    assert changed == []


def test_what_is_asked_apart_stays_in_the_file_and_is_looked_at(room, tiny, me):
    """The form has no field for the words: they stand in the file, and saving leaves them there."""
    tiny.change(
        UITSTEL, "antwoorden:\n  - bubbels:\n",
        "vraagt:\n  boete: [boete, hoeveel * betalen]\nantwoorden:\n  - als: {vraagt: boete}\n"
        '    bubbels: ["De boete is {boete@2026}."]\n  - bubbels:\n',
    )  # fmt: skip
    form = answers.numbered(answers.form_of(room.draft(), "aangifte.uitstel"))
    form["antwoorden"][0]["bubbels"] = ["De boete was {boete@2026}."]
    seen = look_at(
        Library(tiny.data).content, load_rules(tiny.data), "aangifte.uitstel", form, DAY, {"vraagt": "boete"}
    )
    assert [r for r in seen.remarks if r.error] == [] and seen.reply.bubbles[0].startswith("De boete was")
    room.change(lambda d: answers.edit(d, "aangifte.uitstel", form), me, in_spite_of_style=True)
    assert "boete: [boete, hoeveel * betalen]" in tiny.read(UITSTEL) and "De boete was" in tiny.read(UITSTEL)


def test_of_a_link_is_said_whether_it_has_https_and_is_of_an_official_site(tiny, form):
    tiny.write("data/bronnen.yml", "officieel:\n  - voorbeeld.nl\n")
    content, rules = Library(tiny.data).content, load_rules(tiny.data)
    form["bronnen"].append({"titel": "Elders", "url": "http://elders.example/x", "gecontroleerd": "2026-11-20"})
    seen = look_at(content, rules, "aangifte.uitstel", form, DAY)
    last = len(form["bronnen"]) - 1
    told = [r.message for r in seen.remarks if r.place == ("bronnen", last, "url") and not r.error]
    assert told == ["Dit adres begint niet met https.", "elders.example is geen officiële site."]
    assert seen.fine_links == tuple(("bronnen", i) for i in range(last))


def test_one_changed_bubble_changes_one_line(room, tiny, me, form):
    tiny.change(UITSTEL, "vervolg:", "# wat mensen hierna vragen\nvervolg:")
    before = tiny.read(UITSTEL)
    form["antwoorden"][0]["bubbels"][0] = "Vraag op tijd uitstel aan. Dan heb je tot {uitstel_tot}."
    room.change(lambda d: answers.edit(d, "aangifte.uitstel", form), me, in_spite_of_style=True)
    assert tiny.read(UITSTEL) == before.replace("Vraag uitstel aan. Dan", "Vraag op tijd uitstel aan. Dan")


def test_texts_sources_and_days_come_and_go(room, tiny, me, form):
    form["antwoorden"].append(
        {
            "geldig_van": "2027-01-01",
            "geldig_tot": "",
            "als": {"jaar": "2027", "partner": ""},
            "bubbels": ["Dan zo.", " "],
        }
    )
    form["antwoorden"][1]["bubbels"] = [""]
    form["bronnen"].append({"titel": "Nieuw", "url": "https://voorbeeld.nl/nieuw", "gecontroleerd": "2026-11-20"})
    form["makkelijker"] = ["Uitstel is meer tijd."]
    room.change(lambda d: answers.edit(d, "aangifte.uitstel", form), me, in_spite_of_style=True)
    answer = Library(tiny.data).content.answers["aangifte.uitstel"]
    assert [w.bubbles for w in answer.wordings][1:] == [("Dan zo.",)]
    assert answer.wordings[1].conditions == {"jaar": 2027}
    assert answer.wordings[1].validity.first == dt.date(2027, 1, 1)
    assert [s.title for s in answer.sources] == ["Uitstel", "Nieuw"]
    assert answer.simpler == ("Uitstel is meer tijd.",)


def test_the_look_fills_facts_for_the_day_and_the_situation(look, form):
    assert look(form).reply.bubbles[0] == "Vraag uitstel aan. Dan heb je tot 1 september 2026."
    assert look(form, said={"toeslag": "zorgtoeslag"}).reply.bubbles == ("Voor zorgtoeslag geldt iets anders.",)
    assert look(form).words > 5


def test_the_look_shows_that_nothing_holds_on_a_later_day(look, form):
    for wording in form["antwoorden"]:
        wording["geldig_tot"] = "2026-12-31"
    assert look(form, dt.date(2027, 1, 1)).reply.expired


def test_the_look_names_the_field_that_is_wrong(look, form):
    form["antwoorden"][0]["bubbels"] = ["Indien u {bestaat_niet} wilt, bel 06-12345678."]
    form["bronnen"][0]["url"] = "voorbeeld"
    form["antwoorden"][0]["geldig_van"] = "1 mei"
    found = {(r.place[:4], r.message) for r in look(form).remarks if r.error}
    places = {place for place, _ in found}
    assert (("antwoorden", 0, "bubbels", 0), "Het feit 'bestaat_niet' bestaat niet.") in found
    assert (("antwoorden", 0, "bubbels", 0), "Dit lijkt op een privégegeven: je telefoonnummer.") in found
    assert {("bronnen", 0, "url"), ("antwoorden", 0, "geldig_van")} <= places
    assert any("indien" in message.lower() for _, message in found)


def test_an_empty_form_gives_remarks_and_no_reply(look):
    found = look({"antwoorden": [{"bubbels": [""]}]})
    assert found.reply is None and found.remarks


def test_the_list_tells_what_is_trained_changed_new_and_without_short_form(tiny, room):
    library = Library(tiny.data)
    now = {
        t: question_file.examples_in(tiny.read(f"data/onderwerpen/{t.replace('.', '/')}/vragen.yml"))
        for t in library.content.topics
    }
    trained = {
        "aangifte.uitstel": now["aangifte.uitstel"],
        "contact.medewerker": [*now["contact.medewerker"][1:], "oud"],
    }
    rows = {r.id: r for r in overview.overview(library, now, trained, (), DAY)}
    assert State.TRAINED in rows["aangifte.uitstel"].states
    assert State.CHANGED in rows["contact.medewerker"].states
    assert (rows["contact.medewerker"].added, rows["contact.medewerker"].gone) == (1, 1)
    assert State.NOT_TRAINED in rows["sociaal.bedankt"].states
    assert State.NO_SHORT in rows["contact.medewerker"].states and State.NO_SHORT not in rows["sociaal.bedankt"].states
    assert rows["aangifte.uitstel"].fits("UITSTEL vraag", "getraind")
    assert not rows["aangifte.uitstel"].fits("uitstel", "gewijzigd")
