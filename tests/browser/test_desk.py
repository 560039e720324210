"""The desk in a real Chromium: a citizen is handed over and comes back, and nothing that is typed is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bot.knowledge.webcare_texts import Shortcut
from tests.browser.axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

SIZES = {820: 1180, 1280: 800, 1920: 1080}


def log_of(citizen):
    return citizen.get_by_role("log")


def field_of(desk):
    return desk.get_by_label("Je antwoord", exact=True)


def takes(desk, waiting=1):
    """Takes the next in the queue, once that many wait."""
    expect(desk.locator("#queue .card-open")).to_have_count(waiting)
    conversation = desk.locator("#queue .card-open").first.get_attribute("data-key")
    desk.keyboard.press("Alt+N")
    expect(desk.locator("#queue .card-open")).to_have_count(waiting - 1)
    expect(desk.locator(f'[id="field-{conversation}"]')).to_be_focused()


def answers(desk, text):
    field_of(desk).fill(text)
    field_of(desk).press("Enter")
    expect(desk.locator(".turn.medewerker").last).to_contain_text(text)


def test_a_handover_and_back_with_the_keyboard_alone(desk_site):
    anne = desk_site.colleague(present=False)
    expect(anne.get_by_text("Er wacht niemand.").first).to_be_visible()
    anne.keyboard.press("Alt+P")
    anne.get_by_role("dialog").get_by_label("Afwezig", exact=True).focus()
    anne.keyboard.press("ArrowUp")
    anne.keyboard.press("ArrowUp")
    anne.keyboard.press("Enter")
    expect(anne.locator("#presence")).to_have_text("Aanwezig")

    citizen = desk_site.citizen()
    expect(anne.locator("#queue .card-open")).to_have_count(1)
    anne.keyboard.press("Alt+N")
    expect(field_of(anne)).to_be_focused()
    expect(log_of(citizen)).to_contain_text("Je praat nu met Anne")

    anne.keyboard.type("/hal")
    expect(anne.get_by_role("option")).to_have_count(1)
    anne.keyboard.press("Enter")
    anne.keyboard.press("Enter")
    expect(log_of(citizen)).to_contain_text("je spreekt nu met een medewerker")
    desk_site.says(citizen, "hoe vraag ik uitstel")
    expect(anne.locator(".turn.burger").last).to_contain_text("hoe vraag ik uitstel")
    expect(anne.locator("#know-about")).to_contain_text("hoe vraag ik uitstel")
    anne.keyboard.press("Alt+1")
    short = desk_site.app.ctx.library.answer_for("aangifte.uitstel", desk_site.app.ctx.clock().date()).short
    expect(field_of(anne)).to_have_value(short)
    anne.keyboard.press("Enter")
    expect(log_of(citizen)).to_contain_text(short[:40])

    anne.keyboard.press("Alt+T")
    expect(anne.get_by_role("dialog")).to_be_visible()
    anne.keyboard.press("Tab")
    anne.keyboard.press("Enter")
    expect(log_of(citizen)).to_contain_text("Je praat weer met de chatbot")
    expect(anne.locator(".pane")).to_have_count(0)
    desk_site.says(citizen, "nog een vraag")
    expect(log_of(citizen)).to_contain_text("(2)")  # the engine's second answer
    assert [line for line in desk_site.said if line.startswith("error")] == []


def test_the_citizen_sees_no_whisper_and_no_unsent_word(desk_site):
    anne, citizen = desk_site.colleague(), desk_site.citizen()
    takes(anne)
    anne.keyboard.press("Alt+I")
    anne.get_by_label("Notitie, alleen voor collega's").fill("Belde gisteren ook al.")
    anne.keyboard.press("Enter")
    expect(anne.locator(".turn.notitie")).to_contain_text("Belde gisteren ook al.")
    anne.keyboard.press("Alt+I")
    anne.keyboard.type("nog niet verstuurd")
    answers_before = desk_site.app.ctx.transcript
    conversation = anne.locator("#own .card-open").get_attribute("data-key")
    kept = str(answers_before.after(conversation, 0))
    assert "Belde gisteren" not in kept and "nog niet verstuurd" not in kept
    assert "Belde gisteren" not in log_of(citizen).inner_text()


def test_a_colleague_who_is_named_in_a_whisper_sees_a_sign_and_looks_along_with_one_click(desk_site, screenshot):
    anne, bas = desk_site.colleague(), desk_site.colleague("Bas de Wit")
    desk_site.citizen()
    takes(anne)
    anne.keyboard.press("Alt+I")
    anne.keyboard.type("Bas, klopt dit?")
    anne.keyboard.press("Enter")
    expect(anne.locator(".pane .warn")).to_contain_text("Bas de Wit ziet in de werkbak dat je fluistert")
    sign = bas.locator("#calls .card-open")
    expect(sign).to_contain_text("Anne Bakker fluistert naar je")
    screenshot(bas, "desk-kijk-mee")
    sign.click()
    expect(bas.locator(".turn.notitie")).to_contain_text("Bas, klopt dit?")
    expect(bas.locator("#calls-part")).to_be_hidden()


def test_an_open_desk_gets_a_standard_reply_that_beheer_just_added(desk_site, monkeypatch):
    anne, _ = desk_site.colleague(), desk_site.citizen()
    takes(anne)
    fresh = [Shortcut("nieuwtje", "Net toegevoegd", "Dit is er net bij.")]
    monkeypatch.setattr(desk_site.app.ctx.library, "shortcuts", lambda *_: fresh)
    anne.evaluate("Date.now = ((now) => () => now() + 60_000)(Date.now)")  # a minute later
    with anne.expect_response("**/webcare/api/shortcuts"):
        anne.keyboard.type("/")
    anne.keyboard.type("nieuw")
    expect(anne.get_by_role("option")).to_contain_text("Dit is er net bij.")
    anne.keyboard.press("Enter")
    expect(field_of(anne)).to_have_value("Dit is er net bij.")


def test_asking_for_a_bsn_needs_a_second_thought(desk_site):
    anne, citizen = desk_site.colleague(), desk_site.citizen()
    takes(anne)
    anne.keyboard.type("Wat is je bsn?")
    expect(anne.locator(".hints .grave")).to_contain_text("Vraag niet om een burgerservicenummer")
    anne.keyboard.press("Enter")
    expect(anne.get_by_role("dialog")).to_contain_text("Je vraagt om een burgerservicenummer")
    expect(anne.get_by_role("button", name="Pas het aan")).to_be_focused()
    expect(anne.get_by_role("dialog")).not_to_contain_text("die gegevens")
    anne.keyboard.press("Enter")
    expect(field_of(anne)).to_have_value("Wat is je bsn?")
    anne.keyboard.press("Enter")
    anne.get_by_role("dialog").get_by_role("button", name="Verstuur toch").click()
    expect(log_of(citizen)).to_contain_text("Wat is je bsn?")
    expect(field_of(anne)).to_have_value("")
    field_of(anne).fill("Je nummer is 111222333 toch?")
    field_of(anne).press("Enter")
    expect(anne.get_by_role("button", name="Pas het aan")).to_be_focused()
    anne.get_by_role("dialog").get_by_role("button", name="Verstuur zonder die gegevens").click()
    expect(log_of(citizen)).to_contain_text("Je nummer is")


def test_what_does_not_get_through_is_kept_and_sent_once(desk_site):
    anne, citizen = desk_site.colleague(), desk_site.citizen()
    takes(anne)
    anne.route(
        "**/reply", lambda route: route.fulfill(status=503, headers={"Retry-After": "1"}, json={"error": "busy"})
    )
    anne.keyboard.type("Ik kijk met je mee.")
    anne.keyboard.press("Enter")
    expect(anne.locator(".letter")).to_contain_text("Nog niet verstuurd, ik probeer het opnieuw")
    anne.get_by_role("button", name="Haal terug").click()
    expect(field_of(anne)).to_have_value("Ik kijk met je mee.")
    anne.keyboard.press("Enter")
    expect(anne.locator(".letter")).to_contain_text("Nog niet verstuurd")
    anne.unroute("**/reply")
    expect(anne.locator(".turn.medewerker")).to_contain_text("Ik kijk met je mee.")
    expect(anne.locator(".letter")).to_have_count(0)
    expect(log_of(citizen)).to_contain_text("Ik kijk met je mee.")
    assert log_of(citizen).inner_text().count("Ik kijk met je mee.") == 1


def test_a_lost_connection_is_said_and_comes_back(desk_site):
    anne, citizen = desk_site.colleague(), desk_site.citizen()
    takes(anne)
    anne.context.set_offline(True)
    anne.evaluate("window.dispatchEvent(new Event('offline'))")
    anne.keyboard.type("Tijdens de storing.")
    anne.keyboard.press("Enter")
    expect(anne.locator(".letter")).to_contain_text("Nog niet verstuurd")
    anne.context.set_offline(False)
    expect(log_of(citizen)).to_contain_text("Tijdens de storing.", timeout=40_000)
    expect(anne.locator("html")).to_have_attribute("data-live", "yes")


def test_two_tabs_of_one_colleague_stay_in_step(desk_site):
    anne, citizen = desk_site.colleague(), desk_site.citizen()
    other = desk_site.listen(anne.context.new_page())
    other.goto(f"{desk_site.url}/webcare")
    takes(anne)
    other.locator("#own .card-open").click()
    answers(anne, "Eerste tab.")
    expect(other.locator(".turn.medewerker")).to_contain_text("Eerste tab.")
    answers(other, "Tweede tab.")
    expect(anne.locator(".turn.medewerker").last).to_contain_text("Tweede tab.")
    desk_site.says(citizen, "ik lees jullie")
    for tab in (anne, other):
        expect(tab.locator(".turn.burger").last).to_contain_text("ik lees jullie")
        assert tab.locator(".turn.medewerker").count() == 2


def test_closing_is_one_click_and_says_why(desk_site):
    anne, citizen = desk_site.colleague(), desk_site.citizen()
    takes(anne)
    anne.get_by_role("button", name="Gat in kennis").click()
    expect(log_of(citizen)).to_contain_text("De medewerker heeft dit gesprek afgerond")
    expect(anne.locator(".pane")).to_have_count(0)
    expect(anne.locator("#own-number")).to_have_text("0 van 3")
    kinds = [(t.kind, t.detail) for t in desk_site.app.ctx.insight.totals(desk_site.app.ctx.clock().date())]
    assert ("uitkomst", "gat_in_kennis") in kinds


def test_closing_by_mistake_is_taken_back_with_one_key(desk_site):
    anne, citizen = desk_site.colleague(), desk_site.citizen()
    takes(anne)
    anne.get_by_role("button", name="Gat in kennis").click()
    expect(anne.get_by_role("group", name="Net afgesloten")).to_contain_text("Afgesloten: Gat in kennis.")
    expect(log_of(citizen)).to_contain_text("De medewerker heeft dit gesprek afgerond")
    anne.keyboard.press("Alt+U")
    expect(field_of(anne)).to_be_focused()
    expect(anne.get_by_role("group", name="Net afgesloten")).to_be_hidden()
    expect(log_of(citizen)).to_contain_text("Dit gesprek is toch nog niet klaar. Je praat weer met Anne.")
    desk_site.says(citizen, "gelukkig, ik had nog iets")
    expect(anne.locator(".turn.burger").last).to_contain_text("gelukkig, ik had nog iets")
    answers(anne, "Vertel.")
    expect(log_of(citizen)).to_contain_text("Vertel.")


def test_a_citizen_who_began_anew_is_left_in_peace(desk_site):
    anne, citizen = desk_site.colleague(), desk_site.citizen()
    takes(anne)
    anne.get_by_role("button", name="Anders", exact=True).click()
    with citizen.expect_response("**/leave"):
        citizen.get_by_role("button", name="Nieuw gesprek").click()
    anne.get_by_role("button", name="Maak ongedaan").click()
    expect(anne.locator("#trouble")).to_contain_text("al een nieuw gesprek begonnen")
    expect(anne.locator(".pane")).to_have_count(0)


def test_the_undo_goes_by_itself_but_not_while_somebody_is_at_it(desk_site):
    anne, _ = desk_site.colleague(), desk_site.citizen()
    anne.clock.install()
    takes(anne)
    anne.get_by_role("button", name="Anders", exact=True).click()
    undo = anne.get_by_role("button", name="Maak ongedaan")
    undo.focus()
    anne.clock.run_for(60_000)
    expect(undo).to_be_visible()
    anne.keyboard.press("Alt+Z")
    anne.mouse.move(0, 0)
    anne.clock.run_for(11_000)
    expect(undo).to_be_hidden()


def test_who_still_has_words_standing_is_asked_before_they_go(desk_site):
    anne, _ = desk_site.colleague(), desk_site.citizen()
    takes(anne)
    anne.keyboard.type("half een zin")
    anne.get_by_role("button", name="Anders", exact=True).click()
    anne.get_by_role("button", name="Blijf hier").click()
    expect(field_of(anne)).to_have_value("half een zin")
    expect(anne.locator(".pane")).to_have_count(1)


def test_drafts_stay_with_their_conversation(desk_site):
    anne = desk_site.colleague(viewport={"width": 1280, "height": 800})
    desk_site.citizen("eerste vraag"), desk_site.citizen("tweede vraag")
    takes(anne, 2)
    anne.keyboard.type("voor de eerste")
    takes(anne)
    expect(field_of(anne)).to_have_value("")
    expect(anne.locator(".pane")).to_have_count(1)  # there is room for one
    anne.keyboard.press("Alt+ArrowDown")
    expect(field_of(anne)).to_have_value("voor de eerste")


def test_a_reload_keeps_what_is_open_and_what_was_typed_until_signing_out(desk_site):
    anne, _ = desk_site.colleague(), desk_site.citizen()
    takes(anne)
    anne.keyboard.type("Ik zoek het even")
    anne.keyboard.press("Alt+I")
    anne.keyboard.type("wie weet dit")
    anne.reload()
    expect(field_of(anne)).to_have_value("Ik zoek het even")
    anne.keyboard.press("Alt+I")
    expect(anne.get_by_label("Notitie", exact=False).first).to_have_value("wie weet dit")
    anne.keyboard.press("Alt+I")
    expect(field_of(anne)).to_have_value("Ik zoek het even")
    anne.get_by_role("button", name="Log uit").click()
    expect(anne.locator(".pane")).to_have_count(0)
    assert anne.evaluate("sessionStorage.length") == 0


def test_signing_out_on_another_page_forgets_what_was_typed_too(desk_site):
    anne, _ = desk_site.colleague(), desk_site.citizen()
    takes(anne)
    anne.keyboard.type("Ik zoek het even")
    anne.goto(desk_site.url + "/account")
    assert "Ik zoek het even" in anne.evaluate("JSON.stringify(sessionStorage)")
    anne.get_by_role("button", name="Log uit").click()
    expect(anne.get_by_label("Wachtwoord")).to_be_visible()
    assert anne.evaluate("sessionStorage.length") == 0


def test_an_open_conversation_comes_first_on_a_phone(desk_site, screenshot):
    anne = desk_site.colleague(viewport={"width": 390, "height": 844})
    desk_site.citizen(), desk_site.citizen()
    expect(anne.locator("#queue .card-open")).to_have_count(2)
    screenshot(anne, "desk-telefoon-rij")
    anne.get_by_role("button", name="Neem over").first.click()
    expect(field_of(anne)).to_be_focused()
    screenshot(anne, "desk-telefoon-gesprek")
    assert anne.locator(".pane").bounding_box()["y"] < anne.locator("#own").bounding_box()["y"]
    expect(anne.locator(".pane .log")).to_be_in_viewport()


def test_an_erased_conversation_is_gone_with_a_clear_word(desk_site):
    anne, citizen = desk_site.colleague(), desk_site.citizen()
    takes(anne)
    anne.keyboard.type("ik zoek het")
    conversation = anne.locator("#own .card-open").get_attribute("data-key")
    citizen.evaluate(
        """async (id) => {
            const token = JSON.parse(Object.values(localStorage).find((v) => v.includes('token'))).token;
            await fetch(`/chat/conversations/${id}`, { method: 'DELETE', headers: { Authorization: `Bearer ${token}` } });
        }""",
        conversation,
    )
    expect(anne.locator(".pane .warn")).to_contain_text("gewist")
    expect(anne.locator(".turn")).to_have_count(0)
    expect(anne.locator(".pane textarea")).to_have_value("ik zoek het")
    anne.get_by_role("button", name="Haal dit venster weg").last.click()
    anne.get_by_role("button", name="Ga door").click()
    expect(anne.locator(".pane")).to_have_count(0)


def test_four_eyes_read_before_the_citizen_does(desk_site):
    new = desk_site.colleague("Noor Visser", four_eyes=True)
    anne, citizen = desk_site.colleague(), desk_site.citizen()
    takes(new)
    new.keyboard.type("Dit is mijn eerste antwoord.")
    new.keyboard.press("Enter")
    expect(new.locator(".letter")).to_contain_text("Wacht op een tweede paar ogen")
    anne.locator("#checks .card-open").click()
    anne.get_by_role("button", name="Geef terug").click()
    anne.get_by_label("Wat kan beter?").fill("Noem ook de datum.")
    anne.get_by_role("dialog").get_by_role("button", name="Geef terug").click()
    expect(new.locator(".turn.notitie")).to_contain_text("Noem ook de datum.")
    expect(anne.locator(".letter")).to_have_count(0)
    field_of(new).fill("Doe het voor 1 mei 2027.")
    new.keyboard.press("Enter")
    anne.locator("#checks .card-open").click()
    anne.locator(".letter").get_by_role("button", name="Verstuur").click()
    expect(log_of(citizen)).to_contain_text("Doe het voor 1 mei 2027.")
    assert "Dit is mijn eerste antwoord." not in log_of(citizen).inner_text()


def is_now(page, presence):
    """Says as a colleague whether they are there."""
    page.keyboard.press("Alt+P")
    page.get_by_role("dialog").get_by_label(presence, exact=True).check()
    page.get_by_role("dialog").get_by_role("button", name="Bewaar").click()
    expect(page.locator("#presence")).to_have_text(presence)


@pytest.mark.parametrize("first", ["bram", "dialog"])
def test_a_conversation_goes_to_a_colleague_with_a_word(desk_site, first):
    anne = desk_site.colleague()
    bram = desk_site.colleague("Bram Smit", team="Aangifte", present=first == "bram")
    citizen = desk_site.citizen()
    takes(anne)
    if first == "bram":
        expect(anne.locator("#colleagues li", has_text="Bram Smit")).to_contain_text("aanwezig")
    anne.keyboard.press("Alt+O")
    dialog = anne.get_by_role("dialog")
    dialog.get_by_label("Wat moet je collega weten?").fill("Wil uitleg over de brief.")
    if first == "dialog":
        expect(dialog.locator("option", has_text="Bram Smit")).to_have_text("Bram Smit, afwezig")
        is_now(bram, "Aanwezig")
    expect(dialog.locator("option", has_text="Bram Smit")).to_have_text("Bram Smit, aanwezig")
    dialog.get_by_label("Aan wie?").select_option(label="Bram Smit, aanwezig")
    dialog.get_by_role("button", name="Draag over").click()
    bram.locator("#own .card-open").click()
    expect(bram.locator(".turn.notitie")).to_contain_text("Wil uitleg over de brief.")
    expect(log_of(citizen)).to_contain_text("Bram")
    expect(anne.locator(".pane")).to_have_count(0)


def test_the_open_list_of_colleagues_follows_who_comes_goes_and_gets_busy(desk_site):
    anne, bram = desk_site.colleague(), desk_site.colleague("Bram Smit", team="Aangifte")
    desk_site.citizen()
    takes(anne)
    anne.keyboard.press("Alt+O")
    dialog = anne.get_by_role("dialog")
    to, of_bram = dialog.get_by_label("Aan wie?"), dialog.locator("option", has_text="Bram Smit")
    expect(of_bram).to_have_text("Bram Smit, aanwezig")
    to.select_option(label="Bram Smit, aanwezig")
    chosen = to.input_value()
    desk_site.citizen("tweede vraag")
    takes(bram)
    expect(of_bram).to_have_text("Bram Smit, aanwezig, 1 open")
    expect(to).to_have_value(chosen)
    is_now(bram, "Pauze")
    expect(to).to_have_value("")
    expect(dialog.get_by_text("Bram Smit is er nu niet.")).to_be_visible()
    is_now(bram, "Aanwezig")
    expect(to).to_have_value(chosen)
    expect(dialog.get_by_text("Bram Smit is er nu niet.")).to_be_hidden()


def test_a_word_for_a_colleague_who_just_left_is_not_typed_twice(desk_site):
    anne, bram = desk_site.colleague(), desk_site.colleague("Bram Smit", team="Aangifte")
    desk_site.citizen()
    takes(anne)
    anne.keyboard.press("Alt+O")
    dialog = anne.get_by_role("dialog")
    expect(dialog.locator("option", has_text="Bram Smit")).to_have_text("Bram Smit, aanwezig")
    dialog.get_by_label("Wat moet je collega weten?").fill("Wil uitleg over de brief.")
    dialog.get_by_label("Aan wie?").select_option(label="Bram Smit, aanwezig")
    anne.route(
        "**/transfer",
        lambda route: route.fulfill(status=409, json={"error": "not_there", "message": "Deze collega is er nu niet."}),
        times=1,
    )
    dialog.get_by_role("button", name="Draag over").click()
    expect(dialog.get_by_role("alert")).to_have_text("Deze collega is er nu niet.")
    expect(dialog.get_by_label("Wat moet je collega weten?")).to_have_value("Wil uitleg over de brief.")
    dialog.get_by_role("button", name="Draag over").click()
    bram.locator("#own .card-open").click()
    expect(bram.locator(".turn.notitie")).to_contain_text("Wil uitleg over de brief.")


def test_a_draft_that_was_overtaken_is_marked_and_its_writer_hears_of_it(desk_site):
    new = desk_site.colleague("Noor Visser", four_eyes=True)
    anne, citizen = desk_site.colleague(), desk_site.citizen()
    takes(new)
    new.keyboard.type("Dat kan tot 1 mei.")
    new.keyboard.press("Enter")
    anne.locator("#checks .card-open").click()
    expect(anne.locator(".letter")).to_contain_text("Noor Visser wil dit antwoorden")
    expect(anne.get_by_role("button", name="Fluister")).to_be_hidden()  # there is nothing else to write here
    desk_site.says(citizen, "laat maar, ik heb het al")
    for page in (new, anne):
        expect(page.locator(".letter")).to_contain_text("De burger schreef hierna nog iets.")
    new.get_by_role("button", name="Anders", exact=True).click()
    expect(new.get_by_role("dialog")).to_contain_text("wacht nog op een tweede paar ogen")
    new.get_by_role("button", name="Ga door").click()
    expect(new.locator("#lapsed")).to_contain_text("Het gesprek is afgesloten")
    expect(anne.locator("#checks-part")).to_be_hidden()
    expect(anne.locator(".letter")).to_have_count(0)
    new.locator("#lapsed .card-open").click()
    expect(new.locator(".letter")).to_contain_text("Dat kan tot 1 mei.")
    assert violations(new) == []
    new.get_by_role("button", name="Gezien").click()
    expect(new.locator("#lapsed-part")).to_be_hidden()
    assert "1 mei" not in log_of(citizen).inner_text()


def test_a_writer_takes_a_draft_back_into_the_field(desk_site):
    new = desk_site.colleague("Noor Visser", four_eyes=True)
    anne, _ = desk_site.colleague(), desk_site.citizen()
    takes(new)
    new.keyboard.type("Dat kan tot 1 mei.")
    new.keyboard.press("Enter")
    expect(anne.locator("#checks .card-open")).to_have_count(1)
    new.locator(".letter").get_by_role("button", name="Haal terug").click()
    expect(field_of(new)).to_have_value("Dat kan tot 1 mei.")
    expect(anne.locator("#checks-part")).to_be_hidden()


def test_who_answers_sees_that_the_citizen_is_not_at_the_page(desk_site, monkeypatch):
    anne, citizen = desk_site.colleague(), desk_site.citizen()
    takes(anne)
    expect(anne.locator(".typing")).to_have_text("")
    monkeypatch.setattr(desk_site.app.ctx.reception.pages, "is_here", lambda _: False)  # half a minute later
    expect(anne.locator(".typing")).to_contain_text("heeft de pagina nu niet open")
    expect(anne.locator("#own .gone")).to_contain_text("heeft de pagina nu niet open")
    monkeypatch.undo()
    desk_site.says(citizen, "ik ben er weer")
    expect(anne.locator(".typing")).to_have_text("")


def test_replies_in_public_keep_a_colleague_at_the_desk(desk_site, screenshot):
    anne, citizen = desk_site.colleague(), desk_site.citizen()
    takes(anne)
    desk_site.says(citizen, "bent u er nog")
    anne.get_by_role("link", name="Openbaar antwoorden").first.click()
    told = anne.locator("#still-at-desk")
    expect(told).to_contain_text("Je hebt 1 gesprek in de werkbak. 1 burger wacht op je antwoord.")
    screenshot(anne, "desk-openbaar-met-gesprek")
    presences = desk_site.app.ctx.presences
    [before] = presences.all().values()
    anne.wait_for_timeout(16_000)
    [after] = presences.all().values()
    assert after.seen_at > before.seen_at
    told.get_by_role("link", name="Naar de werkbak").click()
    expect(anne.locator("#own .card-open")).to_have_count(1)


def test_a_conversation_is_found_by_its_code(desk_site):
    anne, _ = desk_site.colleague(), desk_site.citizen()
    anne.locator("#queue .card-open").click()
    code = anne.locator(".pane .about strong").inner_text()
    anne.get_by_role("button", name="Haal dit venster weg").click()
    anne.keyboard.press("Alt+Z")
    anne.keyboard.type(code)
    anne.keyboard.press("Enter")
    expect(anne.locator("#found .card-open")).to_have_count(1)


def test_it_rings_only_for_who_wants_that(desk_site):
    anne = desk_site.colleague()
    anne.evaluate(
        """() => {
            window.rung = 0;
            const beep = AudioContext.prototype.createOscillator;
            AudioContext.prototype.createOscillator = function () { window.rung += 1; return beep.call(this); };
        }"""
    )
    desk_site.citizen("eerste")
    expect(anne.locator("#queue .card-open")).to_have_count(1)
    assert anne.evaluate("window.rung") == 0
    anne.get_by_role("button", name="Meldingen").click()
    anne.get_by_label("Geluid").check()
    anne.get_by_role("button", name="Bewaar").click()
    anne.wait_for_function("window.rung === 1")  # how it sounds
    desk_site.citizen("tweede")
    expect(anne.locator("#queue .card-open")).to_have_count(2)
    assert anne.evaluate("window.rung") == 2


def test_who_is_signed_out_loses_nothing_and_goes_on_after_signing_in(desk_site):
    anne, citizen = desk_site.colleague(), desk_site.citizen()
    takes(anne)
    anne.keyboard.type("mijn tekst")
    anne.context.clear_cookies()
    anne.keyboard.press("Enter")
    expect(anne.locator("#trouble")).to_contain_text("Je bent uitgelogd")
    expect(anne.locator(".letter")).to_contain_text("mijn tekst")
    desk_site.signs_in_again(anne)
    expect(log_of(citizen)).to_contain_text("mijn tekst", timeout=40_000)
    expect(anne.locator("#trouble")).to_be_hidden()


@pytest.mark.parametrize(("width", "scheme"), [(820, "light"), (1280, "light"), (1280, "dark"), (1920, "dark")])
def test_the_desk_is_clean_at_every_size(desk_site, screenshot, width, scheme):
    size = {"width": width, "height": SIZES[width]}
    anne = desk_site.colleague(viewport=size, color_scheme=scheme)
    assert violations(anne) == []
    citizens = [desk_site.citizen(f"vraag {n} over mijn toeslag") for n in range(3 if width > 1500 else 1)]
    for waiting in range(len(citizens), 0, -1):
        takes(anne, waiting)
    desk_site.citizen("ik zit diep in de schulden en weet het niet meer")
    expect(anne.locator("#queue .card-open")).to_have_count(1)
    expect(anne.locator(".pane")).to_have_count(len(citizens))
    anne.keyboard.type("Indien u uw toetsingsinkomen niet weet, wat is je bsn?")
    expect(anne.locator(".hints li")).to_have_count(4)
    assert violations(anne) == []
    wider = anne.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider == 0
    screenshot(anne, f"desk-{width}-{scheme}")
    anne.keyboard.press("Alt+K")
    expect(anne.locator("#know-q")).to_be_focused()
    assert violations(anne) == []
    if width < 1024:
        screenshot(anne, f"desk-{width}-{scheme}-kennis")
    anne.keyboard.press("Escape")
    expect(field_of(anne).last).to_be_focused()
    anne.keyboard.press("Alt+H")
    expect(anne.get_by_role("dialog")).to_contain_text("neem de volgende uit de rij")
    assert violations(anne) == []
    assert not [line for line in desk_site.said if "Content Security" in line or line.startswith("error:")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_replies_in_public_are_clean_and_copied(desk_site, screenshot, scheme):
    anne = desk_site.colleague(present=False, color_scheme=scheme)
    anne.context.grant_permissions(["clipboard-read", "clipboard-write"])
    anne.get_by_role("link", name="Openbaar antwoorden").first.click()
    anne.get_by_label("Bericht", exact=True).fill("@jan_85 hoe vraag ik uitstel?")
    anne.get_by_role("button", name="Zoek reacties").click()
    expect(anne.locator(".reply")).not_to_have_count(0)
    assert violations(anne) == []
    anne.get_by_role("button", name="Kopieer").first.click()
    expect(anne.get_by_text("Gekopieerd.")).to_be_visible()
    copied = anne.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@jan_85 ") and len(copied) <= 280
    area = anne.locator(".reply textarea").first
    area.fill(f"{copied} Wilt u uw bsn sturen?")
    expect(anne.locator(".reply .checked").first).to_contain_text("Vraag nooit in het openbaar")
    screenshot(anne, f"public-{scheme}")
