"""What must pass untouched: the must-not-match list. A line that was ever masked by mistake is added here."""

from __future__ import annotations

import pytest
from made_up import made_up_bsn

from bot.privacy import mask

BSN_8 = made_up_bsn(2938475, 8)
BSN = made_up_bsn(28374655)

LINES = f"""
mijn inkomen is 123.456 euro
Mijn inkomen is € 123.456,78
32500
28.796,45
€ 1.250
€1250
€ 1.250,-
1250 euro
1250,50 euro
123.456.789 euro
{BSN[:3]}.{BSN[3:6]}.{BSN[6:]} euro
€ {BSN[:3]}.{BSN[3:6]}.{BSN[6:]}
{BSN[:3]}.{BSN[3:6]}.{BSN[6:]} eur winst
ik verdien 45000 bruto per jaar
omzet 1.250.000 en winst 300.000
1250, 1300, 1450 en 1600 euro
inkomsten 1250 1300 1450
2500 3100 4000 5200
1250 1300 1450 1600
100 200 300
32500 28000 12000
box 3 2025 57684
box 1
box 2 en box 3
Box 3 2026 heffingsvrij vermogen 59357
artikel 12
artikel 3.14 lid 2
art. 10 AWR
stap 2
vraag 12a
rubriek 5b
2024/2025
2024-2025
2022, 2023 en 2024
2022 2023 2024 2025
2025 2026
aangifte 2025
toeslag 2026
zorgtoeslag 2025 en 2026
voor 1 mei 2026
vóór 1-5-2026
sinds 1-1-2024 woon ik samen
01-01-2024 t/m 31-12-2024
van 01-01-2024 tot 01-07-2024
2024-01-01
per 1 januari 2026
tussen 1 maart en 1 mei 2026
de brief van 3 maart 2026
dagtekening 12-03-2026
mijn man is overleden op 3 maart 2011
we zijn getrouwd op 5 mei 2001
ik ben gescheiden sinds 12-03-2011
geboren in 2011
geboren voor 1 januari 1963
ben je geboren na 31 december 1945
mijn dochter is geboren in maart 2011
mijn zoon is 12 jaar
mijn kinderen zijn 4, 7 en 12
mijn partner heeft sinds 1-1-2012 een baan
mijn zoon woont vanaf 1-9-2014 op kamers
hoe lang voor de verjaardag van 18 jaar
21%
30% regeling
30 procent
9,7 %
36,97%
8,17 procent
om 10:30 uur
10.30 uur
van 09.00 tot 17.00 uur
bereikbaar van 8-20 uur
bereikbaar 24/7
bel ik tussen 8.00 en 20.00 uur
112
113
0800 - 0543
0800-0543
08000543
0800 0543
bel 0800-2358358
0800 235 83 58
0800 8115
0800-8115
0800 0113
0800 33 55 555
0900-8844
0900 0101
0900 1234567
14 020
14 0182
bel 14020
+31 555 385 385
+31 55 538 53 85
0031 555 385 385
055 - 538 53 85
055-5385385
088 123 65 55
bel 0800 0543 of 055 538 53 85 vanuit het buitenland
TG 082
IB 60-1
formulier IB 60
M-biljet
F-biljet
formulier UAV
formulier TG 300 - 1Z
o-biljet 2025
aangiftebrief 2025
Wet IB 2001
Wet IB 2001 artikel 3.111
2025 en
2026 de
1500 eu
2024 is
1200 pm
in 2025 en 2026
in 2024 is mijn inkomen gedaald
in 2026 de zorgtoeslag
ik kreeg 1500 op mijn rekening
ik betaal 1200 pm huur
1200 PM
5000 km per jaar
2500kg
2025 EU
2024 IB
2025 BV
2025 OF 2026
1250 en 3 kinderen
2025 en 2 kinderen
2025 of 12
2024 is 12 maanden
HEB IK IN 2025 EN 2026 RECHT OP TOESLAG
2024 ib aangifte
2026 zt
ik ben weg 2 weken
weg 2 dagen
ik was 3 dagen weg 2 keer
onderweg 3 uur
de weg 2 km
snelweg 12
arbeidsmarkt 2026
verzekering 2025
Verzekering 1200
Uitkering 1200
Limburg 2025
Milaan 2025
mijn antwoord 3
supermarkt 12,50
van de straat 2 huizen
laan
Kerkstraat
in de Kerkstraat wonen
ik woon in Utrecht
ik woon 3 jaar in Amsterdam
ik woon sinds 2024 in Amsterdam
verhuisd naar Utrecht 2024
verhuisd in maart 2025
ik woon in Nederland 12 jaar
postbus 2510, 6401 DA Heerlen
Postbus 123
antwoordnummer 12345
kvk 12345678
kvk-nummer {BSN_8}
KvK: {BSN_8}
wat is een bsn
ik heb geen bsn, wat nu in 2026?
bsn aanvragen 2026
waar vind ik mijn burgerservicenummer?
mijn iban wijzigen
rekeningnummer wijzigen voor 1 mei 2026
ik kreeg 1250 euro op mijn rekening
mijn rekening eindigt op 300
betaald op mijn rekening op 12-03-2026
kenmerk niet gevonden
wat is een betalingskenmerk
kenmerk 2025
aanslagnummer 2025
mijn zaaknummer klopt niet
aanslag 2025
dossier 3
paspoort 2025
rijbewijs 12
mijn paspoort is verlopen
mijn wachtwoord is verlopen
wachtwoord is vergeten
mijn wachtwoord is kwijt
wachtwoord is niet goed
mijn pincode is geblokkeerd
pincode vergeten
inlogcode werkt niet
ik krijg geen sms code
sms code komt niet binnen
mijn activeringscode is verlopen
activeringscode 2026
mijn naam is veranderd
mijn naam is verkeerd gespeld
mijn naam is fout
mijn naam is niet goed
ik heet dat raar
ik heet nu anders
die regeling heet Zorgtoeslag
de toeslag heet anders
bestandsnaam: Aangifte
@belastingdienst
3 @ 10
5 x 12 = 60
1.2.3
10 000 euro
1 000 000 euro
0,5
12,5
1/2
3 / 4
100.000
1.000.000
50 m²
2 kinderen, 3 en 5 jaar
18 jaar en ouder
65+
AOW 67 jaar
40 uur per week
1225 uur
90 dagen 2025
6 maanden en 1 dag
WOZ 325.000
WOZ-waarde 2025: 412.000
hypotheek 250.000 rente 4,1
leaseauto 22% bijtelling 45.000
een boete van 385 euro
loonheffing 3.070
schijf 1 38.441 schijf 2 76.817
zzp urencriterium 1225
€ 500 en € 1.250 en € 32.500
500, 1250, 32500
ik heb 2 banen en 1 uitkering
ik at brood
drie vier vijf
een twee drie vier vijf zes zeven acht
Ik heb 3 kinderen geboren in 2011, 2013 en 2020, krijg ik kindgebonden budget?
Mijn zoon wordt 18 op 3 maart 2026, wat verandert er?
Mijn dochter is 18 geworden op 12-03-2026
mijn vader is overleden op 12-3-2026 moet ik aangifte F doen
ik woon sinds 1 juli 2024 samen met mijn partner
Ik woon in een huis met 3 kamers
Ik woon op kamer 3
we wonen op nummer 12
ik heb een brief gekregen van 12 maart 2026 met een bedrag van 345,00
mijn toetsingsinkomen 2025 is 28796 en partner 31250
inkomen 2024 32500 en 2025 34500
2024 32500 2025 34500
mijn spaargeld is 123456 en 57684
hoeveel is 57.684 x 2
vermogen 1 januari 2025: 118.714 met partner 236.000
uitstel tot 1 september 2026 aanvragen
de aanslag is van 21 mei 2026 en moet voor 2 juli 2026 betaald
Wanneer is mijn verjaardag van belang, 1 januari?
AOW-leeftijd geboren na 30 september 1961 en voor 1 oktober 1964
ik ben 12 maart begonnen
ik ben 1-1-2025 begonnen als zzp
ik ben 1-1-2015 gestopt met werken
mijn man is 1-1-2015 gestopt
mijn vrouw is 1-1-2015 overleden
mijn partner is 12-05-2014 uit huis gegaan
btw aangifte 1e kwartaal 2026
btw nummer wijzigen per 1-1-2026
omzetbelastingnummer aanvragen
kenteken AB-123-C
motorrijtuigenbelasting voor 3 maanden 150 euro
mijn auto weegt 1500 KG
ik rij 20000 km per jaar naar werk 23 ct per km
thuiswerk 2,35 per dag 214 dagen
digid code 6 cijfers
sms-code 6 cijfers
pincode van 5 cijfers
mijn wachtwoord is te kort
naam: klopt niet
naam: Belastingdienst
wat een service @Belastingdienst. al weken wachten
beste @Dienst_Toeslagen. Hoe lang nog
ik heet u welkom
Mijn naam is nog niet aangepast na het huwelijk
Mijn naam is fout geschreven
mijn naam is verkeerd, kan dat gewijzigd
Ik bel al 3 weken 4 keer per dag
bellen kan van 8.00-20.00 uur 085
ik heb gebeld 12-03-2026 en 14-03-2026
nummer 3 van de brief
bijlage 12 en formulier 104
code 12 op de loonstrook
loonheffingskorting 2x
voorlopige aanslag 2026 betalen 1200 per maand
kinderopvang 230 uur a 10,71
KOT 2026 uurtarief 10.71
aanslag Zvw 2024 1 234,56
123 456,78 euro
van 2 500 naar 3 000
rente 3,5% over 200.000 20 jaar
per 1/1/2026
aangifte 2021 2022 2023
toeslagjaar 2025-2026
Rijksstraatweg 1200 euro
2000 AD
3000 DM
Straat 3
huis in de straat, 2 verdiepingen
hof 2026
rechtbank Den Haag 12 maart 2026
ECLI:NL:HR:2021:1963
artikel 6:162 BW 2020
Wet WOZ artikel 22
Kerst 2025
Station 3
school 2 dagen
ik werk in Duitsland 3 dagen
Ik werk in Antwerpen 3 dagen per week
Parkeren 12
mijn vriend uit 1980
uitkering 1.345,67 netto p/m
max 50.000,-
tot 25.000
18-jarige
2e huis
eigen woning 2e 2025
IBAN 2 keer gewijzigd in 2025
rekening 2 van 3
dossier van 1250 euro
""".strip().splitlines()


@pytest.mark.parametrize("line", LINES)
def test_ordinary_text_passes_untouched(line: str) -> None:
    masked = mask(line)
    assert masked.kinds == ()
    assert masked.text == line


@pytest.mark.parametrize("line", LINES)
def test_ordinary_text_passes_inside_a_message(line: str) -> None:
    assert mask(f"Goedemorgen, ik heb een vraag. {line}\nAlvast bedankt!").kinds == ()


def test_the_list_is_long_enough() -> None:
    assert len(LINES) >= 120 and len(set(LINES)) == len(LINES)
