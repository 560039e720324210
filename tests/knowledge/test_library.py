"""The library notices changes by itself and keeps the last good version."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from types import SimpleNamespace

import pytest

from bot.knowledge import ContentError, Library
from bot.knowledge import library as library_module
from bot.knowledge.library import LOOK_AGAIN_AFTER
from bot.knowledge.loading import answer_path, version_of
from bot.knowledge.texts_file import REQUIRED_TEXTS
from tests.tiny import FEITEN, UITSTEL

TODAY = dt.date(2026, 11, 21)
MEDEWERKER = "data/onderwerpen/contact/medewerker/antwoord.yml"


@pytest.fixture()
def seconds(monkeypatch):
    """Stands in for the running of time: the test moves `seconds.now`."""
    fake = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(library_module, "time", SimpleNamespace(monotonic=lambda: fake.now))
    return fake


def first_bubble(library: Library, topic: str = "contact.medewerker") -> str:
    return library.answer_for(topic, TODAY).bubbles[0]


def test_a_changed_text_is_live_within_a_second_without_a_restart(tiny_data, seconds):
    tiny = tiny_data()
    library = Library(tiny.data)
    assert first_bubble(library) == "Ja, dat kan."
    before = library.content.version
    tiny.change(MEDEWERKER, "Ja, dat kan.", "Jazeker, dat kan.")
    seconds.now += 1.0
    assert first_bubble(library) == "Jazeker, dat kan."
    assert library.content.version != before


def test_who_saved_sees_it_at_once_also_while_another_reader_is_looking(tiny_data, seconds, monkeypatch):
    tiny = tiny_data()
    library = Library(tiny.data)
    looked, go_on = threading.Event(), threading.Event()
    stamp_now = library._stamp_now

    def slowly():
        stamp = stamp_now()
        looked.set()
        go_on.wait(10)
        return stamp

    monkeypatch.setattr(library, "_stamp_now", slowly)
    seconds.now += LOOK_AGAIN_AFTER
    reader = threading.Thread(target=first_bubble, args=(library,))
    reader.start()
    assert looked.wait(10)
    monkeypatch.setattr(library, "_stamp_now", stamp_now)
    tiny.change(MEDEWERKER, "Ja, dat kan.", "Jazeker, dat kan.")
    threading.Timer(0.1, go_on.set).start()
    library.look_now()
    assert first_bubble(library) == "Jazeker, dat kan."
    reader.join()


def test_a_watched_library_reads_changes_itself_and_keeps_no_reader_waiting(tiny_data, monkeypatch):
    tiny = tiny_data()
    library = Library(tiny.data)
    reading, go_on = threading.Event(), threading.Event()
    load = library_module.load_content

    def slowly(data_dir):
        reading.set()
        go_on.wait(10)
        return load(data_dir)

    monkeypatch.setattr(library_module, "load_content", slowly)
    library.watch()
    try:
        tiny.change(MEDEWERKER, "Ja, dat kan.", "Jazeker, dat kan.")
        assert reading.wait(10), "nobody asked for anything"
        assert first_bubble(library) == "Ja, dat kan.", "the version before, without waiting"
        go_on.set()
        until = time.monotonic() + 10
        while first_bubble(library) != "Jazeker, dat kan." and time.monotonic() < until:
            time.sleep(0.02)
        assert first_bubble(library) == "Jazeker, dat kan."
    finally:
        go_on.set()
        library.unwatch()


def test_a_changed_fact_is_live_in_every_answer_that_uses_it(tiny_data, seconds):
    tiny = tiny_data()
    library = Library(tiny.data)
    assert library.answer_for("aangifte.uitstel", TODAY).bubbles[1] == "Ben je te laat? De boete is € 469."
    tiny.change(FEITEN, "waarde: 469", "waarde: 1500")
    seconds.now += 1.0
    assert library.answer_for("aangifte.uitstel", TODAY).bubbles[1] == "Ben je te laat? De boete is € 1.500."


def test_the_disk_is_not_read_for_every_answer(tiny_data, seconds, monkeypatch):
    library = Library(tiny_data().data)
    looked = []
    monkeypatch.setattr(library, "_stamp_now", lambda: looked.append(1) or library._stamp)
    for _ in range(50):
        first_bubble(library)
    assert looked == []
    seconds.now += LOOK_AGAIN_AFTER
    for _ in range(50):
        first_bubble(library)
    assert looked == [1]
    assert LOOK_AGAIN_AFTER < 1.0


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (MEDEWERKER, "Ja, dat kan.", "Ja, {dat_kan}."),  # an unknown fact
        (MEDEWERKER, 'knop: "Medewerker"', 'knop: "Medewerker'),  # no YAML
        (FEITEN, "waarde: 469", "waarde: veel"),
        ("data/onderwerpen.yml", "onderwerpen:", "onderwerp:"),  # the main file unusable
        (FEITEN, "feiten:\n", "feiten: [boete]\nrest:\n"),  # a list where names are wanted
    ],
)
def test_a_broken_change_keeps_the_last_good_version_and_lists_the_problem(file, old, new, tiny_data, seconds, caplog):
    tiny = tiny_data()
    library = Library(tiny.data)
    version = library.content.version
    tiny.change(file, old, new)
    seconds.now += 1.0
    with caplog.at_level(logging.ERROR):
        assert first_bubble(library) == "Ja, dat kan."
        assert library.answer_for("aangifte.uitstel", TODAY).bubbles[1] == "Ben je te laat? De boete is € 469."
    assert library.content.version == version
    assert file in {p.file for p in library.problems}
    assert "the last good version stays" in caplog.text


def test_a_mended_change_goes_live_and_clears_the_problems(tiny_data, seconds):
    tiny = tiny_data()
    library = Library(tiny.data)
    tiny.change(MEDEWERKER, "Ja, dat kan.", "Ja, {dat_kan}.")
    seconds.now += 1.0
    assert first_bubble(library) == "Ja, dat kan."
    tiny.change(MEDEWERKER, "Ja, {dat_kan}.", "Ja hoor, dat kan.")
    seconds.now += 1.0
    assert first_bubble(library) == "Ja hoor, dat kan."
    assert library.problems == []


def test_an_answer_that_disappears_is_a_broken_change(tiny_data, seconds):
    tiny = tiny_data()
    library = Library(tiny.data)
    tiny.remove(MEDEWERKER)
    seconds.now += 1.0
    assert first_bubble(library) == "Ja, dat kan."
    assert [p.file for p in library.problems] == [MEDEWERKER]


def test_a_loaded_version_does_not_change_under_a_readers_hands(tiny_data, seconds):
    tiny = tiny_data()
    library = Library(tiny.data)
    held = library.content
    tiny.change(MEDEWERKER, "Ja, dat kan.", "Jazeker, dat kan.")
    seconds.now += 1.0
    assert library.content is not held
    assert held.answers["contact.medewerker"].wordings[0].bubbles == ("Ja, dat kan.",)


def test_broken_content_cannot_start(tiny_data):
    tiny = tiny_data()
    tiny.change(UITSTEL, "knop:", "knopje:")
    with pytest.raises(ContentError) as error:
        Library(tiny.data)
    assert {p.file for p in error.value.problems} == {UITSTEL}
    assert UITSTEL in str(error.value)
    assert str(tiny.root) not in str(error.value), "no path of the machine in a message"


def test_the_real_data_loads_within_two_seconds(root):
    started = time.process_time()
    library = Library(root / "data")
    assert time.process_time() - started < 2.0
    assert library.problems == []


def test_buttons_and_topics_are_found_by_id(tiny_data):
    library = Library(tiny_data().data)
    assert library.button("contact.medewerker") == "Medewerker"
    assert library.topic("contact.medewerker").title == "Een medewerker spreken"
    assert library.topic("contact.niemand") is None


def test_fixed_texts_are_filled_with_words_and_facts(tiny_data):
    tiny = tiny_data()
    tiny.change(
        "data/gesprek.yml", 'belbriefje: "Belbriefje"',
        'belbriefje: ["Bel {naam}: {belastingtelefoon_nummer}.", "Het is {vandaag}."]',
    )  # fmt: skip
    library = Library(tiny.data)
    assert library.text("belbriefje", TODAY, naam="Kees") == ("Bel Kees: 0800 - 0543.", "Het is 21 november 2026.")


def test_the_text_of_an_expired_answer_may_name_a_telephone_number(tiny_data):
    tiny = tiny_data()
    tiny.change(
        "data/gesprek.yml", "  antwoord_verlopen:\n", '  antwoord_verlopen:\n    - "Bel {belastingtelefoon_nummer}."\n'
    )
    tiny.change(MEDEWERKER, "  - bubbels:", "  - geldig_tot: 2025-12-31\n    bubbels:")
    reply = Library(tiny.data).answer_for("contact.medewerker", TODAY)
    assert reply.expired
    assert reply.bubbles[0] == "Bel 0800 - 0543."


@pytest.mark.parametrize("file", [MEDEWERKER, FEITEN, "data/contact.yml", "data/gesprek.yml", "data/woorden.yml"])
def test_the_version_follows_everything_that_answers_are_made_of(file, tiny_data):
    tiny = tiny_data()
    before = version_of(tiny.data)
    tiny.write(file, tiny.read(file) + "# opmerking\n")
    assert version_of(tiny.data) != before


def test_the_version_does_not_follow_example_questions(tiny_data):
    tiny = tiny_data()
    before = version_of(tiny.data)
    questions = "data/onderwerpen/contact/medewerker/vragen.yml"
    tiny.write(questions, tiny.read(questions) + "      - nog een vraag\n")
    assert version_of(tiny.data) == before


def test_the_folder_of_an_answer_follows_from_the_topic_id(tmp_path):
    path = answer_path(tmp_path, "aangifte.box3_sparen")
    assert path == tmp_path / "onderwerpen" / "aangifte" / "box3_sparen" / "antwoord.yml"


def test_every_required_text_stands_in_the_real_conversation_file(content):
    assert set(REQUIRED_TEXTS) <= set(content.texts)


def test_what_fails_for_another_reason_is_told_and_tried_again(tiny_data, seconds, monkeypatch):
    tiny = tiny_data()
    library = Library(tiny.data)
    load_content = library_module.load_content

    def fails(_data_dir):
        raise OSError("vol")

    monkeypatch.setattr(library_module, "load_content", fails)
    tiny.change(MEDEWERKER, "Ja, dat kan.", "Jazeker, dat kan.")
    seconds.now += 1.0
    assert first_bubble(library) == "Ja, dat kan."
    (problem,) = library.problems
    assert "OSError" in problem.message and "vol" not in str(problem)
    monkeypatch.setattr(library_module, "load_content", load_content)
    seconds.now += 10.0
    assert first_bubble(library) == "Jazeker, dat kan."
    assert library.problems == []
