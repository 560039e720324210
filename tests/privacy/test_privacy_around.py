"""Names and passwords that the words around them give away, and what only looks like them. Both lists grow."""

from __future__ import annotations

import pytest

from bot.privacy import KINDS, in_words, mask

NAMES = [
    "Jan de Boer, ik heb een vraag over mijn aangifte",
    "Jan de Boer, bsn volgt later",
    "Hallo, Jan de Boer hier",
    "Goedemorgen, Fatima el Amrani, ik heb een brief gekregen",
    "K. Bakker, geboren 3-3-1971",
    "de auto staat op naam van K. Bakker",
    "het huis staat op naam van Fatima el Amrani en mij",
    "de rekening is op naam van Bakker gezet",
    "rekening t.n.v. J.P. de Vries",
    "op naam van k. bakker",
    "de rekening ten name van Marieke Jansen",
    "Ik ben Fatima el Amrani en ik wil uitstel",
    "Hallo, ik ben Jan-Willem van der Berg",
    "hoi ik ben Sanne Visser, ik heb een vraag",
    "ik ben J. de Vries",
    "Ik ben Marieke Bakker",
    "u spreekt met Jan de Boer",
    "Wat is de status? Mvg Jan de Boer",
    "waar blijft mijn geld, groetjes Sanne",
    "bedankt. Met vriendelijke groet, Fatima el Amrani",
    "Wanneer krijg ik geld?\nMet vriendelijke groeten,\nK. Bakker",
    "hoe lang duurt het\nmvg jan de boer",
    "Alvast bedankt, groet Piet",
    "Hoogachtend, mevr A. Jansen",
    "Jan de Vries, Dorpsstraat 12, 1234 AB",
    "Dag, met Piet Jansen, ik wil bellen",
    "Jan de Boer, mijn bsn is 111222333",
]
LOGINS = [
    "wachtwoord digid: Zomer2026!",
    "mijn digid wachtwoord is Zomer2026!",
    "wachtwoord mijn digid Zomer2026",
    "digid-code 482913",
    "wachtwoord van digid = Konijn!",
    "wachtwoord digid is Konijntje7",
]
NOBODY = [
    "Ik ben Nederlander",
    "Ik ben ZZP'er",
    "Ik ben Moslim",
    "Ik ben Nederlands Staatsburger",
    "Ik ben Turkse Nederlander",
    "Ik ben Alleenstaande Moeder",
    "ik ben Belg en woon in Antwerpen",
    "IK BEN GESCHEIDEN EN HEB TWEE KINDEREN",
    "Ik Ben Gescheiden En Heb Recht Op Toeslag",
    "Ik ben DGA van een BV",
    "Ik ben bij Dienst Toeslagen geweest",
    "ik ben Chronisch Ziek",
    "ik ben Zelfstandig Ondernemer",
    "Ik ben in Den Haag geboren",
    "Ik ben ZZP",
    "Ik ben mijn DigiD kwijt",
    "Dienst Toeslagen, ik heb een vraag",
    "Mijn Belastingdienst, ik kan niet inloggen",
    "Beste Belastingdienst, ik heb een vraag",
    "Geachte heer, mevrouw, ik wil uitstel",
    "Huurtoeslag, ik heb een vraag",
    "Den Haag, ik woon daar",
    "Kinderopvangtoeslag en Zorgtoeslag, ik heb beide",
    "Voorlopige Aanslag, ik snap het niet",
    "Box 3, ik heb spaargeld",
    "In Januari, ik weet de dag niet",
    "op naam van mijn man",
    "de toeslag staat op naam van mijn partner",
    "het huis staat op beide namen",
    "op naam van de BV",
    "de auto staat op naam van mijn BV",
    "op naam van ING",
    "op naam van de Belastingdienst",
    "op naam van mij en mijn vrouw",
    "kan de rekening op naam van een ander",
    "de rekening op naam van Stichting Hulp",
    "Groetjes uit Amsterdam",
    "groeten",
    "met vriendelijke groet",
    "mvg",
    "de groeten",
    "groetjes en alvast bedankt",
    "groet, Belastingdienst",
    "doe de groeten aan je collega",
    "Met Zorgtoeslag kan ik het betalen",
    "met Huurtoeslag en Zorgtoeslag",
    "kom ik rond met Box 3",
    "Ik betaal met Ideal Tikkie",
    "wachtwoord digid vergeten",
    "wachtwoord van digid kwijt",
    "mijn wachtwoord digid werkt niet",
    "hoe kan ik mijn wachtwoord digid veranderen",
    "ik heb een digid-code nodig",
    "digid code aangevraagd in 2025",
    "sms code komt niet",
    "ik ben bang dat ik het niet red",
    "Ik ben Mantelzorger en Alleenstaand",
    "Hallo, ik heb een vraag",
    "Goedemorgen Belastingdienst, ik heb een vraag",
    "Wet Hillen, ik snap het niet",
    "Wie krijgt Zorgtoeslag, ik of mijn partner",
    "Zij heet anders en ik ben Executeur Testamentair",
    "Ik ben Student Geneeskunde",
    "Ik ben werkzaam bij Albert Heijn",
    "ik woon met Roemeense mensen",
    "Ik ben Oekraïens Vluchteling",
    "ik werk samen met Albert Heijn",
    "ik heb ruzie met Dienst Toeslagen",
    "ik bel met Mijn Overheid",
    "mijn ex woont met Poolse Mensen",
    "hoe zit het met Wajong Uitkering",
    "hoe zit het met Voorlopige Aanslag",
    "hoe zit het met Hypotheek Rente",
    "ik spreek met Toeslagen",
    "ik wil spreken met Belastingdienst",
    "ik wil spreken met Iemand",
    "kan ik spreken met Een Medewerker",
    "Groen Beleggen, ik heb daar vragen over",
    "Kind Gebonden Budget, ik krijg niks",
    "Sinds Januari, ik werk",
]


@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_masked_where_the_words_around_it_make_it_one(text):
    found = mask(text)
    assert "name" in found.kinds
    for word in ("Boer", "Bakker", "bakker", "Amrani", "Vries", "Visser", "Sanne", "Jan", "Piet", "Marieke", "boer"):
        assert word not in found.text.replace(KINDS["name"].placeholder, "")
    assert mask(found.text).kinds == ()


@pytest.mark.parametrize("text", LOGINS)
def test_a_password_is_masked_behind_the_name_of_the_account(text):
    found = mask(text)
    assert (
        "login" in found.kinds and "omer" not in found.text and "onijn" not in found.text and "4829" not in found.text
    )


@pytest.mark.parametrize("text", NOBODY)
def test_what_is_nobodys_name_and_no_password_passes(text):
    assert mask(text).kinds == ()


def test_the_most_sensitive_is_named_first_and_the_rest_is_not_passed_over():
    assert in_words(["address", "birthdate"]) == "je geboortedatum en je adres"
    assert in_words(["name"]) == "je naam"
    six = in_words(["address", "birthdate", "bsn", "iban", "mail", "phone"])
    assert six == "je burgerservicenummer, je rekeningnummer en andere gegevens"
    assert in_words(KINDS).endswith("en andere gegevens"), "every kind has its place"
