"""What goes wrong across files: questions, intents, and what runs out."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.knowledge import __main__ as command
from bot.knowledge.checks import check_all, check_dates, check_questions, check_rasa_files
from bot.knowledge.loading import load_content
from tests.tiny import FEITEN, UITSTEL, UITSTEL_QUESTIONS, questions

TODAY = dt.date(2026, 11, 21)
MEDEWERKER_QUESTIONS = "data/onderwerpen/contact/medewerker/vragen.yml"


def question_problems(tiny, only: str = ""):
    return check_questions(tiny.data, load_content(tiny.data)[0], only)


def date_problems(tiny, today: str = "2026-11-21"):
    return check_dates(tiny.data, load_content(tiny.data)[0], dt.date.fromisoformat(today))


def rasa_problems(tiny):
    return check_rasa_files(tiny.root, load_content(tiny.data)[0])


def test_the_tiny_folder_passes_every_check(tiny_data):
    tiny = tiny_data()
    assert question_problems(tiny) == []
    assert date_problems(tiny) == []
    assert rasa_problems(tiny) == []
    assert [p for p in check_all(tiny.root, TODAY) if not p.warning] == []


def test_the_real_data_passes_every_check(root):
    assert [str(p) for p in check_all(root, TODAY) if not p.warning] == []


def test_too_few_examples_are_told(tiny_data):
    tiny = tiny_data()
    tiny.change(UITSTEL_QUESTIONS, "      - vraag twintig over uitstel\n", "")
    [problem] = question_problems(tiny)
    assert problem.file == UITSTEL_QUESTIONS
    assert "19 voorbeelden" in problem.message
    assert "20" in problem.mend


@pytest.mark.parametrize(
    "double", ["vraag drie over uitstel", "Vraag DRIE, over uitstel!", "vraag  drie over uitstel?"]
)
def test_an_example_of_two_topics_is_told_where_the_second_stands(double, tiny_data):
    tiny = tiny_data()
    tiny.change(MEDEWERKER_QUESTIONS, "vraag vijf over medewerker", double)
    [problem] = question_problems(tiny)
    assert (problem.file, problem.line) == (MEDEWERKER_QUESTIONS, tiny.line_of(MEDEWERKER_QUESTIONS, double))
    first = tiny.line_of(UITSTEL_QUESTIONS, "vraag drie over uitstel")
    assert f"{UITSTEL_QUESTIONS}:{first}" in problem.message


def test_an_example_twice_under_one_topic_is_told(tiny_data):
    tiny = tiny_data()
    tiny.change(UITSTEL_QUESTIONS, "vraag vijf over uitstel", "Vraag vier over uitstel?")
    [problem] = question_problems(tiny)
    assert problem.line == tiny.line_of(UITSTEL_QUESTIONS, "Vraag vier over uitstel?")


@pytest.mark.parametrize(
    ("example", "kind"),
    [
        ("mijn bsn is 111222333, waar blijft het", "je burgerservicenummer"),
        ("bel me op 06-12345678", "In “bel me op [telefoonnummer]” staat een persoonsgegeven: je telefoonnummer."),
        ("betaal op NL91ABNA0417164300", "je rekeningnummer"),
        ("mail naar jan.jansen@voorbeeld.nl", "je e-mailadres"),
    ],
)
def test_private_data_in_an_example_is_told_and_not_repeated(example, kind, tiny_data):
    tiny = tiny_data()
    tiny.change(UITSTEL_QUESTIONS, "vraag vijf over uitstel", example)
    [problem] = question_problems(tiny)
    assert problem.line == tiny.line_of(UITSTEL_QUESTIONS, example)
    assert kind in problem.message
    assert example not in str(problem)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- intent: aangifte_uitstel", "- intent: aangifte_deadline"),
        ("- intent: aangifte_uitstel", "- intentie: aangifte_uitstel"),
        ("nlu:", "vragen:"),
        ("nlu:\n", "nlu:\n  - intent: contact_medewerker\n    examples: |\n      - hallo\n"),
    ],
)
def test_an_intent_that_does_not_belong_to_the_folder_is_told(old, new, tiny_data):
    tiny = tiny_data()
    tiny.change(UITSTEL_QUESTIONS, old, new)
    [problem] = question_problems(tiny)
    assert problem.file == UITSTEL_QUESTIONS
    assert "aangifte_uitstel" in problem.mend


def test_a_missing_or_broken_question_file_is_told(tiny_data):
    tiny = tiny_data()
    tiny.remove(UITSTEL_QUESTIONS)
    tiny.write(MEDEWERKER_QUESTIONS, "nlu: [")
    assert [p.file for p in question_problems(tiny)] == [UITSTEL_QUESTIONS, MEDEWERKER_QUESTIONS]


def test_only_a_part_is_checked_when_asked(tiny_data):
    tiny = tiny_data()
    tiny.remove(UITSTEL_QUESTIONS)
    assert question_problems(tiny, "contact.") == []
    assert len(question_problems(tiny, "aangifte.")) == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("domain.yml", "  - sociaal_bedankt\n", "", "'sociaal_bedankt' ontbreekt"),
        ("domain.yml", "  - sociaal_bedankt\n", "  - sociaal_bedankt\n  - oud_weg\n", "'oud_weg' hoort bij geen"),
        ("domain.yml", "  - sociaal_bedankt\n", "  - sociaal_bedankt\n  - oud_weg: {use_entities: []}\n", "'oud_weg'"),
        ("data/regels.yml", "          - intent: sociaal_bedankt\n", "", "Geen regel noemt"),
    ],
)
def test_a_domain_or_rules_out_of_step_are_told_with_the_word_that_mends(file, old, new, told, tiny_data):
    tiny = tiny_data()
    tiny.change(file, old, new)
    [problem] = rasa_problems(tiny)
    assert problem.file == file
    assert told in problem.message
    assert "make intents" in problem.mend


@pytest.mark.parametrize(
    ("last", "warned_on"),
    [
        ("2026-11-20", "2026-11-21"),  # over already
        ("2026-11-21", "2026-11-22"),  # today is the last day
        ("2026-12-20", "2026-12-21"),  # within 30 days
        ("2026-12-21", None),  # just outside
        ("2027-12-31", None),
    ],
)
def test_an_answer_that_runs_out_within_30_days_is_a_warning(last, warned_on, tiny_data):
    tiny = tiny_data()
    tiny.change(UITSTEL, "antwoorden:\n  - bubbels:", f"antwoorden:\n  - geldig_tot: {last}\n    bubbels:")
    problems = date_problems(tiny)
    assert [(p.file, p.warning) for p in problems] == ([(UITSTEL, True)] if warned_on else [])
    if warned_on:
        assert f"Op {warned_on} is er geen geldige tekst" in problems[0].message
        assert "redactie aangifte" in problems[0].message, "the owner is named"


def test_an_answer_whose_fact_runs_out_is_a_warning_too(tiny_data):
    tiny = tiny_data()
    tiny.change(UITSTEL, "{boete@2026}", "{boete}")
    assert date_problems(tiny, "2026-12-01") == []
    assert [p.file for p in date_problems(tiny, "2026-12-02")] == [UITSTEL]
    assert tiny.read(FEITEN).count("geldig_tot: 2026-12-31") == 1


def test_a_wording_for_some_is_no_answer_for_everybody(tiny_data):
    tiny = tiny_data()
    tiny.change(UITSTEL, "antwoorden:\n  - bubbels:", "antwoorden:\n  - geldig_tot: 2026-11-01\n    bubbels:")
    assert any("2026-11-21" in p.message for p in date_problems(tiny)), "the wording for zorgtoeslag does not count"


@pytest.mark.parametrize(("today", "stale"), [("2027-11-01", False), ("2027-11-02", True)])
def test_a_source_checked_over_a_year_ago_is_a_warning(today, stale, tiny_data):
    told = [p for p in date_problems(tiny_data(), today) if p.file == UITSTEL and "niet gecontroleerd" in p.message]
    assert [p.warning for p in told] == ([True] if stale else [])


def test_unusable_main_files_are_problems_and_no_traceback(tiny_data):
    tiny = tiny_data()
    tiny.write("data/onderwerpen.yml", "onderwerpen: [")
    assert [p.file for p in check_all(tiny.root, TODAY)] == ["data/onderwerpen.yml"]


def test_the_command_prints_every_error_and_ends_with_one(tiny_data, capsys):
    tiny = tiny_data()
    tiny.change(UITSTEL, "eigenaar: redactie aangifte\n", "")
    arguments = ["check", "--root", str(tiny.root), "--today", "2026-11-21"]
    assert command.main(arguments) == 1
    printed = capsys.readouterr().out
    assert f"{UITSTEL}:1: fout: 'eigenaar' ontbreekt." in printed
    assert "1 fouten" in printed


def test_the_command_ends_with_zero_when_all_is_well(tiny_data, capsys):
    assert command.main(["check", "--root", str(tiny_data().root), "--today", "2026-11-21"]) == 0
    assert "0 fouten" in capsys.readouterr().out


def test_the_command_that_writes_intents_mends_what_is_out_of_step(tiny_data, capsys):
    tiny = tiny_data()
    tiny.change("domain.yml", "  - sociaal_bedankt\n", "")
    tiny.change("data/regels.yml", "          - intent: sociaal_bedankt\n", "")
    assert command.main(["intents", "--root", str(tiny.root)]) == 0
    assert rasa_problems(tiny) == []
    assert capsys.readouterr().out == "domain.yml is bijgewerkt.\nregels.yml is bijgewerkt.\n"
    assert command.main(["intents", "--root", str(tiny.root)]) == 0
    assert capsys.readouterr().out == "", "the second time there is nothing to do"


def test_written_rules_send_each_outcome_to_its_own_action(tiny_data):
    tiny = tiny_data()
    command.main(["intents", "--root", str(tiny.root)])
    rules = tiny.read("data/regels.yml").split("- rule:")
    action_of = {intent: rule for rule in rules for intent in rule.split() if "_" in intent}
    assert "action: action_geef_antwoord" in action_of["aangifte_uitstel"]
    assert "action: action_draag_over" in action_of["contact_medewerker"]
    assert "action: action_sociaal" in action_of["sociaal_bedankt"]
    assert "action: action_niet_begrepen" in action_of["nlu_fallback"]
    assert "action: action_iets_anders" in action_of["iets_anders_kiezen"]


def test_the_factory_of_questions_makes_twenty_different_ones():
    lines = [line for line in questions("a.b").splitlines() if "vraag" in line]
    assert len(set(lines)) == 20
