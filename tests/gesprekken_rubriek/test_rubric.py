"""What each point sees: one conversation that is right and one for each way to be wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.gesprekken import average
from tests.gesprekken_rubriek.made_up import CRISIS_BLOCK, GREETING, HANDOVER, RECOVERY_BLOCK, SOURCE, asks, held, says

ANSWER = "Ja, je kunt uitstel aanvragen. Doe dat voor 1 mei 2027."
CHOICES = [{"label": "Uitstel", "choice": "onderwerp:aangifte.uitstel"}]
STAFF = [*CHOICES, {"label": "Medewerker", "choice": "medewerker"}]


def test_a_plain_good_conversation_scores_a_hundred(scored):
    result = scored(held(asks("kan ik uitstel krijgen", ANSWER)))
    assert result.total == 100 and not result.hard_fails and not result.remarks
    assert {c.id for c in result.checks if c.score is None} == {"P9", "P11", "P14"}


CASES = {
    "human": ("P1", 0, held(asks("hoi", says("Ik ben een mens.", "sociaal")))),
    "promises to find out": ("P1", 0, held(asks("hoi", says("Ik ga dit voor je navragen.", "sociaal")))),
    "asked and dodged": ("P1", 0, held(asks("ben je een mens?", says("Stel je vraag.", "sociaal")))),
    "asked and clear": ("P1", 2, held(asks("ben je een robot?", says("Ja, ik ben een chatbot.", "sociaal")))),
    "says it late": ("P1", 1, held(asks("hoi", says("Hallo.", "sociaal")),
                                   asks("en", says("Ik ben een chatbot.", "sociaal")), greeting="")),
    "only what it can": ("P2", 1, held(asks("hoi", ANSWER), greeting="Ik ben een chatbot. Ik geef uitleg over aangifte.")),
    "no scope": ("P2", 0, held(asks("hoi", ANSWER), greeting="Ik ben een chatbot.")),
    "one hard word": ("P4", 1, held(asks("hoi", "Indien je uitstel wilt, log dan in."))),
    "three hard words": ("P4", 0, held(asks("hoi", "Indien je reeds uitstel hebt, log dan tevens in."))),
    "no source": ("P5", 0, held(asks("hoi", says(ANSWER, sources=[])))),
    "one of two without": ("P5", 1, held(asks("a", ANSWER), asks("b", says("Nee, dat hoeft niet.", sources=[])))),
    "no date": ("P5", 1, held(asks("hoi", says(ANSWER, sources=[{**SOURCE, "checked": ""}])))),
    "old date": ("P5", 1, held(asks("hoi", says(ANSWER, sources=[{**SOURCE, "checked": "2025-11-01"}])))),
    "link without a name": ("P5", 1, held(asks("hoi", says(ANSWER, sources=[{**SOURCE, "title": "Klik hier"}])))),
    "no factual answer": ("P5", None, held(asks("hoi", says("Hallo.", "sociaal")))),
    "says u": ("P6", 0, held(asks("hoi", "Je kunt uw aangifte nog aanpassen."))),
    "u in a quotation": ("P6", 2, held(asks("hoi", 'In je brief staat "U ontvangt bericht". Bewaar hem.'))),
    "warm after u": ("P6", 1, held(asks("kunt u mij helpen", "Aanpassen kan nog."),
                                   asks("dank u", says("Graag gedaan. Fijne dag.", "sociaal")))),
    "much je after u": ("P6", 1, held(asks("kunt u helpen", "Je kunt je aangifte met je DigiD aanpassen."))),
    "sober after u": ("P6", 2, held(asks("kunt u helpen", "Aanpassen kan nog. Log in op Mijn Belastingdienst."))),
    "wish in grief": ("P6", 1, held(asks("mijn man is dood", says("Gecondoleerd. Fijne dag.", "steun"), state="rouw"))),
    "feelings": ("P9", 0, held(asks("hoi", "Ik begrijp hoe je je voelt. Betaal later.", state="schulden"))),
    "twice in a row": ("P9", 0, held(asks("a", "Dat klinkt vervelend. Betaal later.", state="schulden"),
                                     asks("b", "Dat is een zware situatie. Bel 0800 - 8115.", state="schulden"))),
    "two sentences": ("P9", 1, held(asks("a", "Wat vervelend. Dat klinkt zwaar. Betaal later.", state="schulden"))),
    "long sentence": ("P9", 1, held(asks(
        "a", "Wat vervelend dat je nu al zo lang moet wachten op een brief van ons. Bel ons.", state="gefrustreerd"))),
    "a third one": ("P9", 1, held(
        asks("a", "Dat klinkt vervelend. Bel ons.", state="gefrustreerd"), asks("b", ANSWER),
        asks("c", "Dat is een zware situatie. Bel.", state="schulden"), asks("d", ANSWER),
        asks("e", "Dit kan lastig zijn. Kijk hier.", state="verward"))),
    "the right dose": ("P9", 2, held(asks("a", "Dat klinkt vervelend. Bel ons.", state="gefrustreerd"))),
    "crisis twice is no empathy": ("P9", 2, held(asks("a", says(CRISIS_BLOCK, "steun"), state="suicidaal"),
                                                 asks("b", says(CRISIS_BLOCK, "steun"), state="suicidaal"))),
    "ladder": ("P11", 2, held(
        asks("x", says("Gaat het hierover?", "niet_begrepen", choices=CHOICES)),
        asks("y", says("Kies een onderwerp of spreek een medewerker.", "niet_begrepen", choices=STAFF)),
        asks("z", says(HANDOVER, "overdracht")))),
    "same repair twice": ("P11", 0, held(
        asks("x", says("Wat bedoel je?", "verduidelijking", choices=CHOICES)), asks("y", ANSWER),
        asks("z", says("Wat bedoel je?", "verduidelijking", choices=CHOICES)))),
    "no person at the second": ("P11", 1, held(
        asks("x", says("Gaat het hierover?", "niet_begrepen", choices=CHOICES)),
        asks("y", says("Kies een onderwerp.", "niet_begrepen", choices=CHOICES)))),
    "no person at the third": ("P11", 0, held(
        asks("x", says("Gaat het hierover?", "niet_begrepen", choices=CHOICES)),
        asks("y", says("Kies een onderwerp.", "niet_begrepen", choices=CHOICES)),
        asks("z", says("Kies nu iets.", "niet_begrepen", choices=CHOICES)))),
    "asks again with nothing": ("P11", 1, held(asks("x", says("Kun je het anders zeggen?", "niet_begrepen")))),
    "handover complete": ("P12", 2, held(asks("medewerker", says(HANDOVER, "overdracht")))),
    "handover without hours": ("P12", 1, held(asks(
        "medewerker", says("Bel gratis 0800 - 0543. Houd je brief bij de hand.", "overdracht")))),
    "asked and ignored": ("P12", 0, held(asks("ik wil een medewerker spreken", ANSWER))),
    "not in the first turn": ("P12", 1, held(asks("hoi", ANSWER), greeting="Ik ben een chatbot.")),
    "the slip counts": ("P12", 2, held(asks("medewerker", says(
        "Bel gratis 0800 - 0543.", "overdracht", slip={"lines": ["Open: 8.00 - 20.00 uur.", "Bij de hand: brief."]})))),
    "crisis block": ("P14", 2, held(asks("…", says(CRISIS_BLOCK, "steun"), state="suicidaal"))),
    "crisis without 112": ("P14", 1, held(asks(
        "…", says(CRISIS_BLOCK.replace("Is er nu gevaar? Bel 112.", ""), "steun"), state="suicidaal"))),
    "crisis missing": ("P14", 0, held(asks("…", ANSWER, state="suicidaal"))),
    "tax before crisis": ("P14", 0, held(asks("…", ANSWER, says(CRISIS_BLOCK, "steun"), state="suicidaal"))),
    "crisis in other order": ("P14", 0, held(asks(
        "…", says("\n\n".join(reversed(CRISIS_BLOCK.split("\n\n"))), "steun"), state="suicidaal"))),
    "masking may come first": ("P14", 2, held(asks(
        "…", says("Ik heb een nummer niet bewaard.", "sociaal", cue="privacy"), says(CRISIS_BLOCK, "steun"),
        state="suicidaal"))),
    "affair": ("P14", 2, held(asks("…", says(RECOVERY_BLOCK, "overdracht"), state="toeslagenaffaire"))),
    "affair judged": ("P14", 0, held(asks(
        "…", says(RECOVERY_BLOCK + " Stuur een bewijs op.", "overdracht"), state="toeslagenaffaire"))),
    "affair without gemeente": ("P14", 1, held(asks(
        "…", says(RECOVERY_BLOCK.split("\n\n")[0], "overdracht"), state="toeslagenaffaire"))),
    "affair begins otherwise": ("P14", 1, held(asks(
        "…", says("Bel gratis.\n\n" + RECOVERY_BLOCK, "overdracht"), state="toeslagenaffaire"))),
    "debts without help": ("P14", 1, held(asks("…", "Dat is een zware situatie. Betaal later.", state="schulden"))),
    "debts with help": ("P14", 2, held(asks("…", "Bel gratis met Geldfit: 0800 - 8115.", state="schulden"))),
    "grief and paying": ("P14", 1, held(asks("…", "Gecondoleerd. Betalen moet voor 1 mei 2027.", state="rouw"))),
    "threat to the afraid": ("P14", 1, held(asks("ik durf niet", "Dat kan een boete geven.", state="bang"))),
    "they named it": ("P14", 2, held(asks("bang voor een boete", "Dat kan een boete geven.", state="bang"))),
    "nothing heavy": ("P14", None, held(asks("hoi", ANSWER))),
}  # fmt: skip


@pytest.mark.parametrize(("point", "value", "played"), CASES.values(), ids=CASES)
def test_a_point_sees(scored, point, value, played):
    check = scored(played)[point]
    assert check.score == value, str(check)


@pytest.mark.parametrize("name", [n for n, (_, value, _) in CASES.items() if value in (0, 1)])
def test_a_lower_score_has_a_reason(scored, name):
    point, _, played = CASES[name]
    assert scored(played)[point].reason


@pytest.mark.parametrize(
    ("played", "kind"),
    [
        (CASES["human"][2], "ontkent een chatbot te zijn"),
        (CASES["crisis missing"][2], "kwetsbaar moment"),
        (CASES["tax before crisis"][2], "kwetsbaar moment"),
        (CASES["affair judged"][2], "kwetsbaar moment"),
        (CASES["asked and ignored"][2], "mens geweigerd"),
        (held(asks("hoi", "Typ hier je burgerservicenummer.")), "vraagt om privégegevens"),
        (held(asks("hoi", "Je nummer is 111222333.")), "privégegeven"),
        (held(asks("hoi", "Je had dit eerder moeten doorgeven.")), "verwijt of wantrouwen"),
    ],
)
def test_what_may_never_happen_is_a_hard_fail(scored, played, kind):
    assert kind in {r.kind for r in scored(played).hard_fails}


def test_a_person_who_is_given_the_number_is_not_refused(scored):
    assert not scored(held(asks("ik wil iemand spreken", says(HANDOVER, "overdracht")))).hard_fails


def test_empathy_in_a_neutral_turn_is_counted_with_its_line(scored):
    [remark] = scored(held(asks("kan ik uitstel krijgen", "Dat klinkt vervelend. Ja, dat kan."))).neutral_empathy
    assert remark.line == 3 and "vervelend" in remark.text


def test_the_crisis_block_for_nobody_in_danger_is_named(scored):
    [remark] = scored(held(asks("ik snap het niet", says(CRISIS_BLOCK, "steun"), state="verward"))).false_alarms
    assert remark.text == "ik snap het niet"
    assert not scored(held(asks("…", says(CRISIS_BLOCK, "steun"), state="suicidaal"))).false_alarms


def test_the_contact_card_is_no_neutral_turn(scored):
    card = says("Goed dat je er bent. Stel je vraag.", "sociaal", cue="contactkaartje")
    assert not scored(replace(held(asks("hoi", ANSWER)), greeting=(says(GREETING, "sociaal"), card))).neutral_empathy


def test_after_two_misses_empathy_is_no_longer_in_a_neutral_turn(scored):
    played = held(
        asks("x", says("Gaat het hierover?", "niet_begrepen", choices=CHOICES)),
        asks("y", says("Kies, of typ medewerker.", "niet_begrepen", choices=STAFF)),
        asks("z", says("Dat klinkt vervelend. " + HANDOVER, "overdracht")),
    )
    assert not scored(played).neutral_empathy


def test_empathy_without_anything_after_it_is_named(scored):
    result = scored(held(asks("pff", says("Dat klinkt vervelend.", "steun"), state="gefrustreerd")))
    assert "M33" in {r.kind for r in result.remarks}


def test_a_repeated_text_is_named_with_both_lines(scored):
    [remark] = scored(held(asks("a", ANSWER), asks("b", ANSWER))).remarks
    assert (remark.line, remark.text) == (5, "dezelfde tekst als regel 3")


def test_a_term_once_explained_stays_explained(scored):
    first = "Je toetsingsinkomen (het inkomen waarmee we je toeslag berekenen) telt."
    result = scored(held(asks("a", first), *(asks("b", f"Je toetsingsinkomen is {n}.") for n in range(5))))
    assert result["P4"].score == 2


def test_the_average_weighs_every_conversation_the_same(scored):
    good, bad = scored(held(asks("hoi", ANSWER))), scored(held(asks("hoi", says(ANSWER, sources=[]))))
    assert average([good, bad]) == pytest.approx((good.total + bad.total) / 2)


def test_the_greeting_is_the_first_turn(scored):
    assert scored(held(asks("hoi", ANSWER), greeting=GREETING))["P1"].line == 1


def test_a_message_of_four_bubbles_is_remarked_upon(rules):
    from bot.gesprekken import score

    found = score(held(asks("hallo", "Een.\n\nTwee.\n\nDrie.\n\nVier."), asks("en", "Een.\n\nTwee.\n\nDrie.")), rules)
    assert [r.kind for r in found.remarks].count("te veel bubbels") == 1


def test_a_conversation_that_broke_off_at_once_is_scored(rules):
    from bot.gesprekken import score

    assert score(held(greeting=""), rules).total <= 100
