"""What must be masked. Each line holds a sentence and the kinds that have to be found in it."""

from __future__ import annotations

import pytest
from made_up import grouped, made_up_bsn, made_up_card, made_up_iban, not_a_bsn

from bot.privacy import KINDS, clean, finds, mask

BSN = made_up_bsn(28374655)
BSN_8 = made_up_bsn(1938475, 8)
OTHER = made_up_bsn(71635289)
WRONG = not_a_bsn(48293746)
IBAN = made_up_iban("NL", "ABNA0123456789")
BELGIAN = made_up_iban("BE", "510000000012")
GERMAN = made_up_iban("DE", "500105170123456789")
FRENCH = made_up_iban("FR", "20041010050500013M02606")
CARD = made_up_card("400000123456789")
WORDS = dict(zip("0123456789", "nul een twee drie vier vijf zes zeven acht negen".split(), strict=True))
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
BOLD = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")

BSN_LINES = [
    f"mijn bsn is {BSN}",
    f"{BSN}",
    f"BSN:{BSN}",
    f"bsn{BSN}",
    f"Bsn nummer {BSN}, kunt u kijken?",
    f"burgerservicenummer {grouped(BSN, 4, 2, 3)}",
    f"{grouped(BSN, 4, 2, 3)} is van mij",
    f"{grouped(BSN, 3, 3, 3, by='.')} graag controleren",
    f"{grouped(BSN, 3, 3, 3)} staat op mijn brief",
    f"{grouped(BSN, 4, 2, 3, by='.')}",
    f"{grouped(BSN, 4, 2, 3, by='-')}",
    f"{grouped(BSN, 4, 2, 3, by=' - ')}",
    f"{grouped(BSN, 3, 2, 4, by='/')}",
    f"{grouped(BSN, 2, 2, 2, 3)}",
    f"{grouped(BSN, *[1] * 9)}",
    f"{grouped(BSN, *[1] * 9, by='-')}",
    f"{grouped(BSN, 4, 2, 3, by='  ')}",
    f"{grouped(BSN, 4, 2, 3, by='·')}",
    f"{grouped(BSN, 4, 2, 3, by='_')}",
    f"hallo mn sofinr is {BSN}",
    f"sofinummer: {BSN_8}",
    f"{BSN_8}",
    f"nummer {BSN_8} of nul ervoor?",
    f"mijn bsn is {WRONG}",
    f"BSN {grouped(WRONG, 4, 2, 3)}",
    f"het burger service nummer van mijn dochter is {WRONG}.",
    f"burgerservicenummer (bsn) van mijn partner: {WRONG}",
    f"{WRONG} is mijn bsn",
    f"bsn van mijn kinderen: {WRONG} en {OTHER}",
    f"bsn kind 1: {WRONG}",
    f"mijn bsn is {WRONG} en dat van mijn vrouw {not_a_bsn(91827364)}",
    f"BSN\n{WRONG}",
    f"bsn = {WRONG[:-1]}",
    f"bsn {BSN} 2025",
    f"aangifte 2025 {BSN}",
    f"box 3 {grouped(BSN, 4, 2, 3)}",
    f"ik kreeg 1250 euro {BSN} hoort bij mij",
    f"x{BSN}y",
    f"({BSN})",
    "\u200b".join(BSN),
    "\u00ad".join(BSN),
    "\u2060".join(BSN),
    "\ufe0f\u20e3".join(BSN) + "\ufe0f\u20e3",
    "\u202e".join(BSN),
    "\U000e0031".join(BSN),
    "\u0336".join(BSN) + "\u0336",
    "\x07".join(BSN),
    "\u3164".join(BSN),
    BSN.translate(ARABIC),
    BSN.translate(FULL_WIDTH),
    BSN.translate(BOLD),
    BSN.translate(CIRCLED),
    grouped(BSN, 4, 2, 3, by="\u00a0"),
    grouped(BSN, 4, 2, 3, by="\u2009"),
    grouped(BSN, 4, 2, 3, by="–"),
    grouped(BSN, 4, 2, 3, by="\u2011"),
    grouped(BSN, 4, 2, 3, by="\t"),
    "mijn nummer is " + " ".join(WORDS[digit] for digit in BSN),
    "bsn " + " ".join(WORDS[digit] for digit in WRONG),
]
IBAN_LINES = [
    f"{IBAN}",
    f"mijn rekening is {IBAN.lower()}",
    f"iban {grouped(IBAN, 4, 4, 4, 4, 2)}",
    f"{grouped(IBAN.lower(), 4, 4, 4, 4, 2)} graag daarop storten",
    f"{grouped(IBAN, 4, 4, 4, 4, 2, by='-')}",
    f"{grouped(IBAN, 2, 2, 4, 10)}",
    f"{grouped(IBAN, 2, 2, 4, 4, 4, 2, by='.')}",
    f"iban{IBAN.lower()}",
    f"{BELGIAN}",
    f"{grouped(BELGIAN, 4, 4, 4, 4)} is een Belgische rekening",
    f"{GERMAN.lower()}",
    f"{grouped(FRENCH, 4, 4, 4, 4, 4, 4, 3)}",
    f"iban {IBAN[:-1]}{(int(IBAN[-1]) + 1) % 10}",
    f"{IBAN[:-1]}{(int(IBAN[-1]) + 1) % 10}",
    f"mijn rekeningnummer is {IBAN[:-2]}",
    "rekeningnummer 12.34.56.789",
    "mijn oude giro nummer 1234567",
    "rekening: INGB 0001234567",
    "\u200b".join(IBAN),
    IBAN.translate(FULL_WIDTH),
]
PHONE_LINES = [
    "bel mij op 06-12345678",
    "0612345678",
    "06 12 34 56 78",
    "06 1234 5678",
    "06.12.34.56.78",
    "06/12345678",
    "06 - 12345678",
    "(06) 12345678",
    "+31612345678",
    "+31 6 12345678",
    "+31 (0)6 12 34 56 78",
    "0031 6 12345678",
    "0031612345678",
    "020-1234567",
    "020 123 45 67",
    "(020) 123 45 67",
    "0182 123456",
    "0182-12 34 56",
    "+31 20 123 4567",
    "+32 475 12 34 56",
    "+49 151 23456789",
    "0032475123456",
    "+90 532 123 45 67",
    "mijn nummer is 06-1234567",
    "06 123456789 bel maar",
    "088-1234567",
    "bel me tussen 9 en 17 uur op 0612345678",
    "telefoonnummer: 612345678",
    "tel 1234567",
    "mijn mobiel 6 12345678",
    "31612345678",
    "nul zes een twee drie vier vijf zes zeven acht",
    "0 6 1 2 3 4 5 6 7 8",
    "06‑12345678",
]
MAIL_LINES = [
    "jan.jansen@voorbeeld.nl",
    "mail naar Jan_Jansen+belasting@sub.voorbeeld.co.uk graag",
    "mijn mail is jan @ voorbeeld.nl",
    "jan@voorbeeld . nl",
    "jan＠voorbeeld.nl",
    "jan@voorbeeld",
    "j.o'neill@voorbeeld.nl",
    "jan punt jansen apenstaart voorbeeld punt nl",
    "jan apenstaartje voorbeeld.nl",
    "jan(apenstaart)voorbeeld.nl",
    "jan(at)voorbeeld.nl",
    "jan [at] voorbeeld dot com",
    "jansen streepje jan apenstaart voorbeeld punt co punt uk",
    "m\u200bail: jan\u200b@\u200bvoorbeeld.nl",
]
BIRTHDATE_LINES = [
    "geboren op 12-03-1980",
    "geboortedatum 12-3-1980",
    "geboortedatum: 12/03/80",
    "geb. 12-03-1980",
    "geb 12.03.1980",
    "ik ben geboren op 12 maart 1980",
    "mijn zoon is geboren op 3 maart 2026",
    "mijn zoon is van 12-03-2011",
    "onze dochter Sanne is van 1 mei 2019",
    "mijn dochter (12-03-2011) woont bij mij",
    "mijn partner, 3-4-1980, verdient niks",
    "12-03-1980 ben ik geboren",
    "12 maart 1980 is mijn geboortedatum",
    "1980-03-12 geboortedatum",
    "geboortedatum 1980-03-12",
    "geboortedatum 12031980",
    "hij is jarig op 12 maart",
    "12-03-1980",
    "mijn vrouw 12 03 1980",
    "gebdatum: 1 jan '80".replace("gebdatum", "geb.datum"),
    "ik ben van 12-03-1980",
    "onze tweeling is geboren 4 januari 2026",
]
ADDRESS_LINES = [
    "Kerkstraat 12",
    "ik woon op kerkstraat 12",
    "Dorpsweg 5a",
    "dorpsweg 5 a",
    "Kerkstr. 12",
    "Laan van Meerdervoort 300 bis",
    "laan van meerdervoort 300",
    "Plein 1813 nr 4",
    "Plein 1944 12",
    "Prins Hendrikkade 12-2",
    "Jan van Galenstraat 5",
    "Burgemeester de Vlugtlaan 101 II",
    "Rozengracht 12 hs",
    "Coolsingel 40",
    "Parkzichtlaan nr. 4",
    "Stationsplein, 4",
    "Kerkstraat huisnummer 12",
    "adres: Achterom 3",
    "ik woon op De Meent 5",
    "we zijn verhuisd naar de Zuidoord 12",
    "Vondelpark 4",
    "Dorpsstraat 12A-3",
    "op de Markt 5 in het dorp",
    "kerkstraat12",
    "Oude Gracht 9 en dat al jaren",
    "1e Helmersstraat 8",
    "mijn huis aan de Zeedijk 7 is verkocht",
    "van de Molensteeg 3 naar elders",
]
POSTCODE_LINES = [
    "1234 AB",
    "1234AB",
    "1234ab",
    "postcode 1234 ab",
    "mijn postcode is 1234ab 12",
    "1234 AB 12",
    "1234AB-12",
    "12, 1234 AB",
    "ik woon in 2512 en 12".replace("en", "EN"),
    "postcode 3512en",
    "3512EN 12",
    "1234 ab huisnummer 5",
    "2025 CT".replace("CT", "XT"),
    "1234-AB",
]
NUMBER_LINES = [
    (f"aanslagnummer {grouped(BSN, 4, 2, 3, by='.')}.H.56.01", "case_number"),
    (f"{grouped(BSN, 4, 2, 3, by='.')}.H.56.01", "case_number"),
    (f"{BSN}H56", "case_number"),
    (f"{grouped(WRONG, 4, 2, 3, by='.')}.h.56.0112", "case_number"),
    (f"{BSN}B01", "case_number"),
    (f"NL{BSN}B01", "case_number"),
    ("zaaknummer 2025-123456", "case_number"),
    ("zaaknr: Z12345", "case_number"),
    ("mijn dossiernummer is 12345/67", "case_number"),
    ("beschikkingsnummer 98765432101", "case_number"),
    ("bezwaarnummer van mijn zaak is 445566", "case_number"),
    ("zaak 2025/12345", "case_number"),
    ("dossier: 12345678", "case_number"),
    ("wachtwoord Welkom01", "login"),
    ("kenmerk 123456", "letter_number"),
    ("Uw kenmerk: AB12.3456/78", "letter_number"),
    ("kenmerk van de brief is 2024.12345", "letter_number"),
    ("betalingskenmerk 1234 5678 9012 3456", "letter_number"),
    ("betalingskenmerk: 1234567890123456", "letter_number"),
    ("referentienummer 7788990", "letter_number"),
    ("T 123 456 789", "letter_number"),
    ("t123456789", "letter_number"),
    ("ik moet 1234 5678 9012 3457 gebruiken", "letter_number"),
    ("1234567890123457 staat erop", "letter_number"),
    (CARD, "card"),
    (grouped(CARD, 4, 4, 4, 4), "card"),
    (grouped(CARD, 4, 4, 4, 4, by="-"), "card"),
    (made_up_card("37828224631000"), "card"),
    ("paspoort NXB1234C5", "document"),
    ("mijn paspoortnummer is NXB1234C5", "document"),
    ("rijbewijsnummer 1234567890", "document"),
    ("V-nummer 123 456 7890", "document"),
    ("identiteitskaart: ib1234567", "document"),
    ("mijn wachtwoord is Welkom01", "login"),
    ("wachtwoord: geheimpje", "login"),
    ("ww? nou mijn wachtwoord is konijntje.", "login"),
    ("pincode 4821", "login"),
    ("mijn pincode is 1998", "login"),
    ("sms code 482913", "login"),
    ("activeringscode: ABCD12345", "login"),
    ("mijn wachtwoord van digid is Fiets!fiets", "login"),
    ("gebruikersnaam: janjansen80", "login"),
    ("mijn naam is Jan de Vries", "name"),
    ("Mijn naam is Fatima", "name"),
    ("mijn naam is jan jansen.", "name"),
    ("Ik heet Jan-Willem van der Berg en ik heb een vraag", "name"),
    ("ik heet jan", "name"),
    ("Naam: J. Jansen", "name"),
    ("mijn zoon heet Daan", "name"),
]

LINES = [
    *((line, "bsn") for line in BSN_LINES),
    *((line, "iban") for line in IBAN_LINES),
    *((line, "phone") for line in PHONE_LINES),
    *((line, "mail") for line in MAIL_LINES),
    *((line, "birthdate") for line in BIRTHDATE_LINES),
    *((line, "address") for line in ADDRESS_LINES),
    *((line, "postcode") for line in POSTCODE_LINES),
    *NUMBER_LINES,
]


@pytest.mark.parametrize(("line", "kind"), LINES)
def test_private_data_is_masked(line: str, kind: str) -> None:
    masked = mask(line)
    assert masked.kinds == (kind,)
    assert KINDS[kind].placeholder in masked.text
    rest = masked.text
    for placeholder in (entry.placeholder for entry in KINDS.values()):
        rest = rest.replace(placeholder, "")
    assert sum(map(str.isdigit, rest)) <= 6  # what is left may be a year or a time, never most of a number


@pytest.mark.parametrize(("line", "kind"), LINES)
def test_private_data_is_masked_inside_a_message(line: str, kind: str) -> None:
    masked = mask(f"Goedemorgen, ik heb een vraag over mijn toeslag.\n{line}\nKunt u mij helpen?")
    if line != "12-03-1980":  # a bare date is a date of birth only when it is the whole message
        assert kind in masked.kinds


@pytest.mark.parametrize(("line", "kind"), LINES)
def test_masking_twice_changes_nothing(line: str, kind: str) -> None:
    once = mask(line)
    assert mask(once.text) == type(once)(once.text, ())


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            f"Ik ben geboren op 3 mei 1980, bsn {BSN}, bel 0612345678 of mail jan@voorbeeld.nl",
            "Ik ben geboren op [geboortedatum], bsn [burgerservicenummer], bel [telefoonnummer] of mail [e-mailadres]",
        ),
        (
            "Mijn adres is Kerkstraat 12, 1234 AB Utrecht en ik verdien € 32.500",
            "Mijn adres is [adres], [postcode] Utrecht en ik verdien € 32.500",
        ),
        (
            f"Kan ik 0800 0543 bellen over {BSN} voor 1 mei 2026?",
            "Kan ik 0800 0543 bellen over [burgerservicenummer] voor 1 mei 2026?",
        ),
        (
            f"Stort 1.250 euro op {grouped(IBAN, 4, 4, 4, 4, 2)} op 1-5-2026",
            "Stort 1.250 euro op [rekeningnummer] op 1-5-2026",
        ),
    ],
)
def test_the_rest_of_the_message_stays(text: str, masked: str) -> None:
    assert mask(text).text == masked


@pytest.mark.parametrize("text", ["1000AA²", "ik heet Ж\u0301", f"{BSN}\u0301²"])
def test_what_stays_behind_a_masked_letter_is_cleaned_again(text: str) -> None:
    once = mask(text)
    assert mask(once.text) == type(once)(once.text, ())


def test_findings_point_into_the_cleaned_text() -> None:
    text = f"é\u200b mijn bsn: {BSN.translate(FULL_WIDTH)} 🙂"
    (finding,) = finds(text)
    assert (finding.kind, clean(text)[finding.start : finding.end]) == ("bsn", BSN)


@pytest.mark.parametrize("kind", KINDS)
def test_placeholder_is_never_matched_again(kind: str) -> None:
    placeholder = KINDS[kind].placeholder
    for text in (placeholder, f"mijn bsn is {placeholder} 12", f"{placeholder}{placeholder} Kerkstraat"):
        assert mask(text).kinds == ()
        assert mask(text).text == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("50 m² en 3 m³", "50 m² en 3 m³"),
        ("café", "café"),
        ("cafe\u0301", "café"),
        ("regel 1\r\nregel 2", "regel 1\nregel 2"),
        ("1️⃣", "1"),
        ("👍🏽 top", "👍🏽 top"),
        ("€\u00a01.250", "€ 1.250"),
        ("\ufeffhallo\u200d", "hallo"),
        ("م٢٠٢٥", "م2025"),
        ("\ud800x", "x"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned
