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
]


@pytest.mark.parametrize("text", ASKS)
def test_a_reply_that_asks_for_a_bsn_is_noticed(text):
    assert asks_bsn(text)


@pytest.mark.parametrize("text", DOES_NOT_ASK)
def test_a_warning_or_the_way_to_another_place_is_no_question(text):
    assert not asks_bsn(text)
