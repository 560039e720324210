"""What the editors' report finds, in which order, and that `make check` says the same."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.knowledge import __main__ as command
from bot.knowledge.checks import check_dates
from bot.knowledge.loading import load_content
from bot.knowledge.problems import Problem
from bot.knowledge.upkeep import LEVELS, Upkeep, is_official, oldest_check, upkeep
from bot.knowledge.upkeep_page import as_html, as_text, days_in_words
from tests.knowledge.test_notices import ACTUEEL, NOTICE
from tests.tiny import FEITEN, UITSTEL

MEDEWERKER = "data/onderwerpen/contact/medewerker/antwoord.yml"
FIRST = "antwoorden:\n  - bubbels:"


def report(tiny, today: str = "2026-11-21", days: int = 60) -> list[Upkeep]:
    content, problems = load_content(tiny.data)
    assert [p for p in problems if not p.warning] == []
    facts = content.book
    return upkeep(content, facts, dt.date.fromisoformat(today), days, tiny.data)


def of_kind(items, kind: str, file: str = "") -> list[Upkeep]:
    return [u for u in items if u.kind == kind and u.file.startswith(file)]


@pytest.fixture()
def tiny(tiny_data):
    tiny = tiny_data()
    tiny.write("data/bronnen.yml", "officieel:\n  - voorbeeld.nl\n")
    return tiny


@pytest.mark.parametrize(
    ("last", "days", "urgency"),
    [
        ("2026-11-20", 0, "nu"),
        ("2026-11-21", 1, "deze week"),
        ("2026-11-27", 7, "deze week"),
        ("2026-11-28", 8, "deze maand"),
        ("2026-12-20", 30, "deze maand"),
        ("2026-12-21", 31, "komende tijd"),
        ("2027-01-19", 60, "komende tijd"),
    ],
)
def test_an_answer_that_runs_out_is_told_with_its_days_and_urgency(last, days, urgency, tiny):
    tiny.change(UITSTEL, FIRST, f"antwoorden:\n  - geldig_tot: {last}\n    bubbels:")
    [item] = of_kind(report(tiny), "antwoord")
    assert (item.days, item.urgency) == (days, urgency)
    assert (item.file, item.line) == (UITSTEL, tiny.line_of(UITSTEL, f"geldig_tot: {last}"))
    assert item.owner == "redactie aangifte"
    assert "Schrijf een nieuwe tekst" in item.mend


def test_what_runs_out_later_is_told_only_to_who_looks_further(tiny):
    tiny.change(UITSTEL, FIRST, "antwoorden:\n  - geldig_tot: 2027-01-20\n    bubbels:")
    assert of_kind(report(tiny), "antwoord") == []
    assert [u.days for u in of_kind(report(tiny, days=61), "antwoord")] == [61]


def test_an_answer_with_a_successor_does_not_run_out(tiny):
    tiny.change(
        UITSTEL, FIRST,
        'antwoorden:\n  - geldig_van: 2026-12-01\n    bubbels: ["Nieuw."]\n    kort: "Nieuw."\n'
        "  - geldig_tot: 2026-11-30\n    bubbels:",
    )  # fmt: skip
    assert of_kind(report(tiny), "antwoord") == []


def test_a_gap_of_one_day_is_found(tiny):
    tiny.change(
        UITSTEL, FIRST,
        'antwoorden:\n  - geldig_van: 2026-12-02\n    bubbels: ["Nieuw."]\n    kort: "Nieuw."\n'
        "  - geldig_tot: 2026-11-30\n    bubbels:",
    )  # fmt: skip
    [item] = of_kind(report(tiny), "antwoord")
    assert "Op 2026-12-01 is er geen geldige tekst" in item.message


def test_a_fact_that_takes_an_answer_with_it_is_told_with_the_answer(tiny):
    tiny.change(UITSTEL, "{boete@2026}", "{boete}")
    items = report(tiny)
    [fact] = of_kind(items, "feit")
    assert (fact.file, fact.line, fact.days) == (FEITEN, tiny.line_of(FEITEN, "  boete:"), 40)
    assert "vervalt: aangifte.uitstel" in fact.message
    assert fact.owner == "redactie aangifte"
    [answer] = of_kind(items, "antwoord")
    assert "boete heeft dan geen waarde" in answer.message
    assert answer.days == 41


def test_facts_of_a_year_are_told_together_because_a_new_value_is_wanted(tiny):
    [fact] = of_kind(report(tiny), "feit")
    assert "nog geen nieuwe waarde van: boete" in fact.message
    assert "in 1 antwoord" in fact.message


def test_a_fact_that_has_its_next_value_is_not_told(tiny):
    tiny.write(
        "data/feiten/2027/aangifte.yml",
        tiny.read(FEITEN)
        .split("  uitstel_tot:")[0]
        .replace("2026-01-01", "2027-01-01")
        .replace("2026-12-31", "2027-12-31"),
    )
    assert of_kind(report(tiny), "feit") == []


def test_a_text_for_some_that_runs_out_leaves_the_general_text(tiny):
    tiny.change(UITSTEL, "  - als: {toeslag", "  - geldig_tot: 2026-11-30\n    als: {toeslag")
    items = report(tiny)
    [item] = of_kind(items, "variant")
    assert "'toeslag: zorgtoeslag' geldt niet meer op 2026-12-01" in item.message
    assert of_kind(items, "antwoord") == []


@pytest.mark.parametrize(
    ("today", "urgency"), [("2027-08-02", None), ("2027-08-03", "komende tijd"), ("2027-11-02", "nu")]
)
def test_a_source_of_nine_months_is_told_and_one_of_a_year_is_urgent(today, urgency, tiny):
    found = [u for u in of_kind(report(tiny, today), "bron", UITSTEL)]
    assert [u.urgency for u in found] == ([urgency] if urgency else [])
    if found:
        assert found[0].line == tiny.line_of(UITSTEL, 'titel: "Uitstel"')


def test_facts_that_were_checked_long_ago_are_told_by_file(tiny):
    [item] = of_kind(report(tiny, "2027-08-03"), "bron", FEITEN)
    assert "2 feiten zijn lang niet gecontroleerd" in item.message


def test_an_uncertain_fact_is_told_with_where_it_is_used(tiny):
    tiny.change(FEITEN, "zekerheid: hoog", "zekerheid: laag")
    low, medium = of_kind(report(tiny), "zekerheid")
    assert (low.urgency, medium.urgency) == ("deze maand", "als er tijd is"), "the least certain first"
    assert "Gebruikt in: aangifte.uitstel" in low.message
    assert low.line == tiny.line_of(FEITEN, "  boete:")


def test_an_uncertain_fact_that_nobody_uses_is_left_alone(tiny):
    tiny.change(UITSTEL, "{uitstel_tot}", "september")
    assert of_kind(report(tiny), "zekerheid") == []


def test_a_text_that_waits_for_an_editor_is_told_with_why(tiny):
    assert of_kind(report(tiny), "nalezen") == []
    tiny.change(UITSTEL, FIRST, 'antwoorden:\n  - nalezen: "De pagina noemt dit niet."\n    bubbels:')
    [item] = of_kind(report(tiny), "nalezen")
    assert (item.urgency, item.file, item.owner) == ("deze maand", UITSTEL, "redactie aangifte")
    assert item.message.endswith("wacht op een redacteur: De pagina noemt dit niet.")
    assert item.line == tiny.line_of(UITSTEL, "nalezen:")


def test_an_answer_without_short_form_is_told_and_small_talk_is_not(tiny):
    found = {u.file for u in of_kind(report(tiny), "kort")}
    assert MEDEWERKER in found
    assert not any("sociaal" in file for file in found)


@pytest.mark.parametrize(
    ("url", "official"),
    [
        ("https://www.belastingdienst.nl/x", True),
        ("https://belastingdienst.nl", True),
        ("https://herstel.toeslagen.nl/", True),
        ("https://nepbelastingdienst.nl/", False),
        ("https://belastingdienst.nl.voorbeeld.com/", False),
        ("https://www.voorbeeld.nl/?belastingdienst.nl", False),
    ],
)
def test_a_site_is_official_by_its_name_or_that_of_its_owner(url, official):
    assert is_official(url, {"belastingdienst.nl", "toeslagen.nl"}) is official


def test_an_answer_that_rests_on_others_only_is_told(tiny):
    tiny.write("data/bronnen.yml", "officieel:\n  - toeslagen.nl\n")
    found = of_kind(report(tiny), "bron", UITSTEL)
    assert [u.urgency for u in found] == ["als er tijd is"]
    assert "voorbeeld.nl" in found[0].message
    tiny.change(
        UITSTEL, "vervolg:", '  - {titel: "X", url: "https://www.toeslagen.nl", gecontroleerd: 2026-11-01}\nvervolg:'
    )
    assert of_kind(report(tiny), "bron", UITSTEL) == []


def test_a_wrong_name_in_the_list_of_sites_is_told(tiny):
    tiny.write("data/bronnen.yml", "officieel:\n  - svb.nl\n  - https://duo.nl/\n")
    [problem] = [p for p in load_content(tiny.data)[1] if p.file == "data/bronnen.yml"]
    assert problem.line == 3 and "svb.nl" in problem.mend


@pytest.mark.parametrize(
    ("today", "told"),
    [("2026-11-22", None), ("2026-11-23", "staat er tot en met"), ("2026-12-01", "liep af op 30 november 2026")],
)
def test_a_notice_that_ends_or_has_ended_is_told(today, told, tiny):
    tiny.write(ACTUEEL, NOTICE)
    found = of_kind(report(tiny, today), "melding")
    assert [told in u.message for u in found] == ([True] if told else [])


def test_a_notice_that_never_starts_is_told_before_its_first_day(tiny):
    tiny.write(ACTUEEL, NOTICE.replace("2026-11-20", "2027-01-10").replace("2026-11-30", "2027-01-20"))
    [item] = of_kind(report(tiny), "melding")
    assert "wordt nooit getoond" in item.message
    assert (item.days, item.urgency, item.owner) == (50, "komende tijd", "redactie aangifte")


def test_the_most_urgent_comes_first(tiny):
    tiny.change(UITSTEL, FIRST, "antwoorden:\n  - geldig_tot: 2026-11-25\n    bubbels:")
    tiny.change(MEDEWERKER, FIRST, "antwoorden:\n  - geldig_tot: 2026-11-01\n    bubbels:")
    items = report(tiny)
    assert [u.level for u in items] == sorted(u.level for u in items)
    assert [u.file for u in items[:2]] == [MEDEWERKER, UITSTEL]
    assert all(u.mend and u.owner and u.line >= 1 for u in items)


@pytest.mark.parametrize("today", ["2026-11-21", "2026-12-10", "2027-03-01", "2027-12-01"])
def test_check_and_report_say_the_same(today, root):
    day = dt.date.fromisoformat(today)
    content, _ = load_content(root / "data")
    items = upkeep(content, content.book, day, 30, root / "data")
    told = {(u.file, u.line, u.message, u.mend) for u in items}
    warned = check_dates(root / "data", content, day)
    assert {(p.file, p.line, p.message, p.mend) for p in warned} <= told
    urgent = {u.message for u in items if u.kind == "antwoord"}
    assert urgent == {p.message for p in warned if "geen geldige tekst" in p.message}


def test_the_real_report_names_lines_that_are_there(root):
    content, _ = load_content(root / "data")
    facts = content.book
    items = upkeep(content, facts, dt.date(2027, 9, 1), 60, root / "data")
    assert items
    for item in items:
        assert (root / item.file).exists()
        assert 1 <= item.line <= len((root / item.file).read_text(encoding="utf-8").splitlines())


def test_nothing_real_has_run_out_on_the_day_of_writing(root):
    content, _ = load_content(root / "data")
    items = upkeep(content, content.book, dt.date(2026, 11, 21), 60, root / "data")
    assert [u for u in items if u.urgency in LEVELS[:2]] == []


def test_the_source_that_was_checked_longest_ago_is_named(tiny):
    tiny.change(UITSTEL, "gecontroleerd: 2026-11-01", "gecontroleerd: 2026-05-01")
    content, _ = load_content(tiny.data)
    assert oldest_check(content) == (dt.date(2026, 5, 1), "Uitstel")


@pytest.mark.parametrize(
    ("days", "said"),
    [(None, "–"), (0, "vandaag"), (1, "nog 1 dag"), (9, "nog 9 dagen"), (-1, "1 dag voorbij"), (-3, "3 dagen voorbij")],
)
def test_days_are_said_in_words(days, said):
    assert days_in_words(days) == said


def test_text_and_page_hold_every_item_and_no_markup_from_content(tiny):
    tiny.change(UITSTEL, "eigenaar: redactie aangifte", 'eigenaar: "<b>redactie</b>"')
    items = report(tiny)
    text, page = as_text(items, dt.date(2026, 11, 21)), as_html(items, dt.date(2026, 11, 21))
    for item in items:
        assert f"{item.file}:{item.line}" in text and f"{item.file}:{item.line}" in page
    assert "<b>redactie" not in page and "&lt;b&gt;redactie" in page
    assert page.count("<tr>") == len(items) + page.count("<table ")


def test_a_page_without_work_says_so_and_problems_stand_on_top():
    problem = Problem("data/contact.yml", 3, "'naam' ontbreekt.", "Voeg 'naam:' toe.")
    page = as_html([], dt.date(2026, 11, 21), [problem])
    assert "Er is nu niets te doen." in page
    assert page.index("data/contact.yml:3: fout: &#x27;naam&#x27; ontbreekt.") < page.index("niets te doen")


def test_the_command_prints_the_table(tiny, capsys):
    tiny.change(UITSTEL, FIRST, "antwoorden:\n  - geldig_tot: 2026-11-25\n    bubbels:")
    assert command.main(["onderhoud", "--root", str(tiny.root), "--today", "2026-11-21"]) == 0
    printed = capsys.readouterr().out
    line = tiny.line_of(UITSTEL, "geldig_tot: 2026-11-25")
    assert "DEZE WEEK (1)" in printed
    assert f"nog 5 dagen  antwoord   redactie aangifte     {UITSTEL}:{line}" in printed


def test_the_command_looks_as_far_as_asked(tiny, capsys):
    tiny.change(UITSTEL, FIRST, "antwoorden:\n  - geldig_tot: 2027-03-01\n    bubbels:")
    command.main(["onderhoud", "--root", str(tiny.root), "--today", "2026-11-21"])
    assert "geen geldige tekst" not in capsys.readouterr().out
    command.main(["onderhoud", "--root", str(tiny.root), "--today", "2026-11-21", "--dagen", "120"])
    assert "Op 2027-03-02 is er geen geldige tekst" in capsys.readouterr().out


def test_the_command_writes_a_page_that_stands_on_its_own(tiny, tmp_path, capsys):
    page = tmp_path / "onderhoud.html"
    assert command.main(["onderhoud", "--root", str(tiny.root), "--today", "2026-11-21", "--html", str(page)]) == 0
    html = page.read_text(encoding="utf-8")
    assert "<style>" in html and "--accent" in html
    assert "<link" not in html and "<script" not in html
    assert "onderhoud.html" in capsys.readouterr().out


def test_the_command_tells_what_is_broken(tiny, capsys):
    tiny.change(FEITEN, "    waarde: 469\n", "")
    assert command.main(["onderhoud", "--root", str(tiny.root), "--today", "2026-11-21"]) == 1
    assert "'boete' heeft geen waarde" in capsys.readouterr().out


def test_the_folder_with_the_content_may_have_another_name(tiny):
    tiny.change(UITSTEL, FIRST, "antwoorden:\n  - geldig_tot: 2026-11-20\n    bubbels:")
    tiny.change(FEITEN, "geldig_tot: 2026-12-31", "geldig_tot: 2026-11-25")
    tiny.data.rename(tiny.data.with_name("inhoud"))
    other = tiny.data.with_name("inhoud")
    content, _ = load_content(other)
    items = upkeep(content, content.book, dt.date(2026, 11, 21), 60, other)
    assert {u.kind for u in items if u.line > 1} >= {"antwoord", "feit"}
