"""A colleague must not ask for a burgerservicenummer in the chat, in whatever words."""

from __future__ import annotations

import pytest

from bot.webcare.asks_bsn import asks_bsn

ASKS = [
    "Wat is je bsn?",
    "Wat is uw burgerservicenummer?",
    "Mag ik je BSN?",
    "Mag ik uw BSN noteren?",
    "Kun je je burgerservicenummer doorgeven?",
    "Kunt u mij uw BSN-nummer geven",
    "Stuur je bsn even, dan kijk ik mee.",
    "Typ hier je burgerservicenummer.",
    "Geef me je burger service nummer maar.",
    "Heb je je BSN voor me?",
    "Ik heb je burgerservicenummer nodig.",
    "Daarvoor heb ik nog wel je BSN nodig",
    "Zonder je bsn kan ik niets voor je vinden.",
    "Als je je BSN stuurt, kan ik verder.",
    "Als je je BSN niet stuurt kan ik je niet helpen.",
    "Welk BSN hoort daarbij?",
    "Wil je je sofinummer even opschrijven?",
    "Je mag je BSN hier typen.",
    "Zou je je B.S.N. willen delen?",
    "Graag ook je bsn.",
    "Bsn?",
    "En je bsn?",
    "Ik mis alleen nog je BSN.",
    "Met je burgerservicenummer kan ik het opzoeken, mag ik dat?",
    "Hoi. Ik kijk mee. Laat je bsn achter en je geboortedatum.",
    "Kijk op je brief voor je bsn en typ het hier.",
    "Kun je de laatste 4 cijfers van je BSN geven?",
    "We hebben je BSN nodig om je te helpen",
    "Mag ik u vragen om uw burgerservicenummer?",
    "Om je te kunnen helpen moet ik je BSN weten.",
    "Wat is het BSN van je partner?",
    "Geef je bsn maar even hier.",
    "Dan wil ik graag nog even je burgerservicenummer van je hebben.",
    "Kun je het nummer op je ID noemen, je bsn dus?",
    "Ik kan het nakijken als je me je bsn geeft",
    "Onder welk burgerservicenummer sta je ingeschreven?",
    "Je BSN graag",
    "Heb je je burgerservicenummer bij de hand? Dan kijk ik het na.",
    "Zet je sofinummer er even bij.",
    "Vul hieronder je bsn in.",
    "Kan je je bsn sturen in een bericht?",
    "Kunt u uw bsn nogmaals typen?",
    "Noem je geboortedatum en je bsn.",
    "De laatste drie cijfers van je bsn volstaan.",
    "Wil je je BSN met mij delen?",
    "Ik zie je BSN niet staan, welke is dat?",
    "Laat me je burgerservicenummer weten.",
    "Mag ik dan je bsn nr?",
    "Ik moet eerst je BSN controleren.",
    "Antwoord met je bsn en dan zoek ik verder.",
]
DOES_NOT_ASK = [
    "Typ hier geen burgerservicenummer.",
    "Stuur nooit je BSN in een chat.",
    "Deel je bsn hier niet.",
    "Je hoeft je burgerservicenummer niet te geven.",
    "Wij vragen nooit om je BSN.",
    "Houd je burgerservicenummer bij de hand als je belt.",
    "Vul je BSN in op Mijn Belastingdienst.",
    "Op het formulier vul je je burgerservicenummer in.",
    "Je burgerservicenummer staat op je paspoort.",
    "Ik vraag je niet om je BSN.",
    "Zet je bsn in je brief.",
    "Zonder bsn kun je ook bellen.",
    "Wat is je vraag?",
    "Wanneer heb je de brief gekregen?",
    "Stuur je jaaropgaaf mee met je bezwaar.",
    "Bel gratis 0800 - 0543 en houd je bsn klaar.",
    "Ik zie dat je nummer is weggehaald. Dat is goed: een burgerservicenummer hoort hier niet.",
    "",
    "Je BSN heb ik niet nodig.",
    "Een BSN vragen wij nooit in de chat.",
    "Zet nooit je BSN op internet.",
    "Je vindt je burgerservicenummer op je paspoort.",
    "Als je belt vragen ze naar je BSN.",
    "Bij het bellen heb je je BSN nodig.",
    "Ik heb je bsn weggehaald uit het gesprek.",
    "Je hoeft hier geen bsn te typen.",
    "Log in met je DigiD, daar staat je BSN al.",
    "Iedereen in Nederland heeft een eigen BSN.",
    "Voor het aanvragen van DigiD heb je je BSN nodig.",
    "Wil je bellen? Houd dan je BSN klaar.",
    "Geef je BSN niet aan iemand die je zomaar belt.",
    "Vul op de aangifte het BSN van je partner in.",
    "Het BSN van je kind staat in Mijn toeslagen.",
    "Let op: deel je BSN nooit met anderen.",
    "Ons nummer is 0800 - 0543.",
    "Op de machtiging staat ook het bsn van je moeder.",
]


@pytest.mark.parametrize("text", ASKS)
def test_a_reply_that_asks_for_a_bsn_is_noticed(text):
    assert asks_bsn(text)


@pytest.mark.parametrize("text", DOES_NOT_ASK)
def test_a_warning_or_the_way_to_another_place_is_no_question(text):
    assert not asks_bsn(text)
