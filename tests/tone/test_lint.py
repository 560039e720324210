"""What the writing rules find, and what they leave alone."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.tone import Finding, Rule, Rules, lint, lint_conversation, lint_turn, make_rules
from tests.tone.conftest import read_rules_data

RULES = make_rules(read_rules_data())
WITH_EXAMPLES = [r for r in RULES.rules if r.kind != "elders"]


def findings_of(rule: Rule, example: Any, rules: Rules, everything: bool = False) -> list[Finding]:
    """Give what is found in an example, which is a bubble, a turn, a conversation or a kind of message with a turn."""
    if rule.kind == "gesprek":
        found = lint_conversation(example, rules)
        return found + [f for turn in example for f in lint_turn(turn, rules)] if everything else found
    if rule.kind == "onderdelen":
        ((kind, turn),) = example.items()
        return lint_turn(turn, rules, kind=kind)
    return lint_turn(example if rule.kind == "beurt" else [example], rules)


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda r: r.id)
def test_the_wrong_example_is_caught(rule: Rule, rules: Rules) -> None:
    assert rule.id in {f.rule for f in findings_of(rule, rule.bad, rules)}


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda r: r.id)
def test_the_right_example_is_clean_for_all_rules(rule: Rule, rules: Rules) -> None:
    assert findings_of(rule, rule.good, rules, everything=True) == []


LONG_20 = "Je kunt de aangifte over 2025 nu nog met de app of met de website doen als je dat wilt."
LONG_21 = "Je kunt de aangifte over 2025 nu nog met de app of met de website doen als je dat zelf wilt."

BAD = {
    "R01": ["Hebt u een partner?", "Log in met uw DigiD.", "Dat doet u Uzelf.", "Bel als UW brief kwijt is."],
    "R02": ["Men kan bellen.", "De burger krijgt bericht.", "Belanghebbende ontvangt een brief."],
    "R03": ["Geachte lezer, welkom.", "Naar aanleiding van je vraag.", "Goedemorgen mevrouw."],
    "R04": ["Dat is super.", "Doe dat maar hoor.", "Haha, nee.", "Tja, dat kan niet."],
    "R05": ["Een momentje.", "Je krijgt een boetetje.", "Stuur dat briefje terug."],
    "E06": ["Ik vind dat jammer.", "Ik hoop dat het lukt.", "Ik help je graag verder.", "Dat spijt me."],
    "E07": ["Ik ben een medewerker.", "Mijn collega belt je.", "Ik heb het voor je uitgezocht."],
    "E08": ["Ik snap dat je boos bent.", "Je klinkt erg verdrietig.", "Je lijkt een beetje gestrest."],
    "E09": ["Dat komt goed.", "Wees gerust.", "Je krijgt zeker geld terug.", "Geen paniek."],
    "E10": ["Onder voorbehoud van wijzigingen.", "Dit is op eigen risico.", "Wij zijn niet aansprakelijk."],
    "E11": ["Geef je bsn.", "Vul hier je geboortedatum in.", "Noem je rekeningnummer."],
    "B12": [LONG_21, LONG_20, "Doe dat nu. " + LONG_21],
    "B13": [LONG_20, "Heb je samen met je partner in 2026 een huis gekocht? " + LONG_20],
    "B14": ["Dat kan. " * 40, "Je betaalt { bedrag } niet. " * 20],
    "B15": ["Dat kan. " * 6, "Dat kan. " * 8],
    "B16": ["Loon, AOW, en pensioen.", "Bel, schrijf, of kom langs."],
    "B17": ["Je brief wordt morgen verstuurd.", "De toeslag werd door ons gestopt.", "Er worden kosten berekend."],
    "B18": ["De vaststelling van het bedrag.", "Door bellen van de lijn.", "Tot betaling van je schuld."],
    "B19": ["Je dient te betalen.", "Conform de wet.", "Alvorens je belt.", "Ben je gehuwd?", "Je komt in aanmerking."],
    "B20": ["Je vermogen is te hoog.", "Vraag een betalingsregeling.", "De dagtekening telt."],
    "B21": ["Bijv. je huur.", "Je KOT stopt.", "Dit geldt t/m 2027.", "Max. 5 keer."],
    "B22": ["Dat kan niet zonder DigiD.", "Geen brief is onjuist.", "Nooit betalen zonder brief."],
    "T23": ["Goed gedaan!", "Let op! Dit telt.", "Nee!!"],
    "T24": ["Gelukt ✅", "Fijn :)", "Jammer ;-("],
    "T25": ["Dat mag NOOIT.", "BELANGRIJK: bel.", "Doe dit VANDAAG nog."],
    "T26": ["Je had dit moeten melden.", "Had je dit maar eerder gezegd.", "Zoals gezegd.", "Je bent het vergeten."],
    "T27": ["Dat is misbruik.", "Dat lijkt verdacht.", "Heb je opzettelijk iets fout gedaan?"],
    "T28": ["Dat kan in principe.", "Momenteel niet.", "Dit jaar is dat hoger.", "Doe dit zo snel mogelijk."],
    "T29": ["Vul gewoon alles in.", "Dat is heel makkelijk.", "Uiteraard mag dat."],
    "M30": ["Sorry voor de fout.", "Excuses.", "Het spijt ons."],
    "N34": ["Voor 1-5-2027.", "Op 3 dec. 2026.", "Tot 31 december.", "Vanaf Januari 2027.", "Op 1 mei 27."],
    "N35": ["Dat is €5.", "Je krijgt 100 euro.", "Dat is € 1250.", "Het kost € 12.5."],
    "N36": ["Bel 0900 1234.", "Bel 08000543.", "Tel. {nummer}", "tel: 0800 - 0543"],
    "N37": ["Om 9:00 open.", "Binnen twee weken.", "Dat is 5 procent.", "Dat is 5 %."],
    "O38": ["Kijk op https://www.toeslagen.nl.", "[Lees meer](https://x.nl)", "Klik hier."],
    "O42": ["1. A\n2. B\n3. C\n4. D", "1. A\n2. B\n3. C\n4. D\n5. E\n6. F"],
    "O43": ["Dit is *belangrijk* voor je.", "<b>Let op</b>", "# Uitstel"],
    "O44": ["- a\n- b\n- c\n- d\n- e\n- f", "Let op:\n• a\n• b\n• c\n• d\n• e\n• f"],
}

GOOD = {
    "R01": ['In je brief staat "Wij hebben uw aangifte ontvangen".', "Je uurloon telt.", "Dat is jouw keuze."],
    "R02": ["Mensen met AOW krijgen dit ook.", "Het burgerservicenummer staat erop.", "Vraag het je gemeente."],
    "R03": ["Dit is hier te vinden.", "Naar je werkgever.", "Dit komt door je inkomen."],
    "R04": ["Zo hoor je wat er kan.", "Dan hoor je dat van ons.", "Supermarkt of niet, dat telt."],
    "R05": ["Een brief komt later.", "Een moment is genoeg.", "Het formulier staat klaar."],
    "E06": ["Ik begrijp je vraag niet goed.", "Ik kan dat niet zien.", "Waar vind ik dat? In Mijn toeslagen."],
    "E07": ["Ik ben een chatbot.", "Een medewerker kan dat navragen.", "Ik ga nergens over."],
    "E08": ["Dat is een vervelende brief. Bel ons.", "Ik zie dat je vraag over huur gaat.", "Je bent op tijd."],
    "E09": ["Je krijgt een brief.", "Dat hangt af van je inkomen.", "Je hebt 6 weken."],
    "E10": ["Je hebt recht op uitleg.", "Dit kan voor jou anders zijn.", "Dat is je recht."],
    "E11": ["Geef je rekeningnummer door in Mijn toeslagen.", "Zet je bsn nooit in deze chat.", "Vul je inkomen in."],
    "B12": ["Ja, dat kan.", "Je betaalt {bedrag@2026} voor {datum}.", 'Kies "' + "woord " * 30 + '" in het menu.'],
    "B13": [
        "Heb je een partner? Dan telt dat inkomen mee voor je zorgtoeslag in 2026.",
        "Ja.",
        "1. Log in.\n2. Stuur op.",
    ],
    "B15": ["1. Log in.\n2. Kies. Pas aan.\n3. Stuur op.\nKlaar.", "Dat kan. " * 5, "- a\n- b\n- c\n- d"],
    "B16": ["Je betaalt € 12,50, of minder.", "Ja, dat kan.", "Loon en AOW tellen."],
    "B17": ["Je wordt 18.", "Je bedrag wordt hoger.", "Word je ouder? Geef dat door."],
    "B18": ["Het inkomen van je partner telt.", "De uitkering van je partner telt.", "Je stuurt het op."],
    "B19": ["Je kunt een klacht indienen.", "Een klacht dien je in met een brief.", "Als dat zo is."],
    "B20": ["Je aangifte is binnen.", "Je vermogen (je spaargeld) telt.", "{vermogen} telt."],
    "B21": ["Kijk op 113.nl. Daar staat meer.", "Dit geldt tot en met 2027.", "Minstens 5 keer.", "De SVB betaalt."],
    "B22": ["Dat kan niet. Geen zorg nodig.", "Log in met DigiD.", "Heb je geen DigiD? Vraag hem aan."],
    "T23": ["Gelukt.", 'Er staat "Betaal nu!" op de brief.', "Ja?"],
    "T24": ["Het antwoord: dat kan.", "Tussen 8.00 en 17.00 uur;", "(Dat mag.)"],
    "T25": ["Je AOW telt.", "De WOZ telt.", "Je IBAN staat erop.", "Log in met DigiD."],
    "T26": ["Je hebt tot 1 mei 2027.", "Had je een partner? Meld dat.", "Ben je iets vergeten? Pas het aan."],
    "T27": ["We vragen om een bewijs.", "Dat is een fout.", "Dat mag niet."],
    "T28": ["Over 2026 is dat {bedrag}.", "Meestal wel.", "Elk jaar in maart."],
    "T29": ["Log in.", "Een ongewoon bedrag.", "Dat is eenvoudiger dan eerst."],
    "M30": ["Mijn antwoord klopte niet.", "Dat ging fout.", "Ik weet dat niet."],
    "N34": [
        "Op 1 mei van elk jaar.",
        "Voor 1 juli van het jaar daarna.",
        "Op 1 mei {jaar}.",
        "Voor {datum}.",
        "In mei 2027.",
    ],
    "N35": ["€ 12,50", "Je betaalt € {bedrag}.", "€ 1.234.567", "Dat is {bedrag}.", "Het eurobetaalgebied."],
    "N36": ["Bel 0800 - 2 358 358.", "Tel je inkomens op.", "Bel {nummer}.", "Bel 14 010."],
    "N37": ["Om 9.00 uur.", "2 weken.", "Dat is 5%.", "Een van de twee.", "Eén keer."],
    "O38": ["Kijk op toeslagen.nl.", "Log in op Mijn toeslagen.", "[Uitstel aanvragen](https://x.nl)"],
    "O42": ["1. A\n2. B\n3. C", "- a\n- b\n- c\n- d", "Ja."],
    "O43": ["Reken 2 * 3.", "Stap #1.", "- loon"],
    "O44": ["- a\n- b\n- c\n- d\n- e", "1. A\n2. B", "Ja."],
}
REGULAR = [r.id for r in RULES.rules if r.kind in ("regex", "telling", "lijst")]


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r, texts in BAD.items() for t in texts])
def test_found(rule: str, text: str, rules: Rules) -> None:
    assert rule in {f.rule for f in lint(text, rules)}


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r, texts in GOOD.items() for t in texts])
def test_left_alone(rule: str, text: str, rules: Rules) -> None:
    assert rule not in {f.rule for f in lint(text, rules)}


def test_every_rule_for_bubbles_has_bad_and_good_lines() -> None:
    assert set(REGULAR) - set(BAD) == set()
    assert set(REGULAR) - set(GOOD) == {"B14"}


def test_a_finding_says_where_what_and_how(rules: Rules) -> None:
    text = "Dit geldt bijv. voor je huur."
    (finding,) = lint(text, rules)
    assert text[finding.start : finding.end] == finding.found == "bijv."
    assert (finding.rule, finding.level, finding.better) == ("B21", "fout", "Schrijf: bijvoorbeeld.")


def test_places_stay_true_behind_quotations_and_addresses(rules: Rules) -> None:
    text = 'In "uw brief" staat {naam@2026}. Hebt u die?'
    (finding,) = [f for f in lint(text, rules) if f.rule == "R01"]
    assert text[finding.start : finding.end] == "u"
    assert finding.start > text.index("Hebt")


def test_counts_say_how_many(rules: Rules) -> None:
    (finding,) = [f for f in lint(LONG_21, rules) if f.rule == "B12"]
    assert finding.found.startswith("21 woorden: Je kunt de aangifte")
    assert finding.level == "fout"
    assert [f.level for f in lint(LONG_20, rules) if f.rule == "B12"] == ["let_op"]


def test_exceptions_switch_rules_off(rules: Rules) -> None:
    assert lint("Dat is een valse brief.", rules, exceptions={"T27"}) == []
    assert lint("Sorry, mijn antwoord klopte niet.", rules, exceptions={"M30"}) == []


def test_one_exclamation_mark_when_somebody_is_glad(rules: Rules) -> None:
    assert lint("Fijn dat het gelukt is!", rules, state="blij") == []
    assert [f.rule for f in lint("Fijn! Gelukt!", rules, state="blij")] == ["T23"]


def test_findings_stand_in_the_order_of_the_text(rules: Rules) -> None:
    found = lint("Indien u belt, bel dan 0800-0543.", rules)
    assert [f.start for f in found] == sorted(f.start for f in found)
    assert lint("Indien u belt, bel dan 0800-0543.", rules) == found


@pytest.mark.parametrize("text", ["", " ", "\n\n", "{x}", '"', "€", "...", "1.", "- "])
def test_odd_text_does_no_harm(text: str, rules: Rules) -> None:
    assert [f for f in lint(text, rules) if f.rule != "N35"] == []


PIECES = [
    "Je ",
    "toetsingsinkomen",
    " (",
    ")",
    ". ",
    "? ",
    "1. ",
    "\n",
    "- ",
    '"',
    "‘",
    "’",
    "{x@2026}",
    "€",
    " 12,5",
    "u ",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=25).map("".join))
def test_any_text_can_be_linted_and_places_lie_within(text: str) -> None:
    for finding in lint_turn([text, text], RULES):
        assert 0 <= finding.start <= finding.end <= len(text)


@pytest.mark.parametrize(
    "piece", ["a", "(", "‘", '"', "*a", "u ", "wordt ", "de ", "geef ", "{", "1. ", "- ", "aanslag "]
)
def test_long_text_takes_no_long_time(piece: str, rules: Rules) -> None:
    start = time.process_time()
    lint(piece * 2000, rules)
    assert time.process_time() - start < 2


# --- a turn ---


def test_a_term_explained_in_another_bubble_counts(rules: Rules) -> None:
    turn = ["Je toetsingsinkomen is te hoog.", "Je toetsingsinkomen (het inkomen waarmee we rekenen) geef je door."]
    assert lint_turn(turn, rules) == []
    assert [f.rule for f in lint_turn(turn[:1], rules)] == ["B20"]


def test_a_term_explained_before_counts_when_it_is_said(rules: Rules) -> None:
    assert lint_turn(["Je toetsingsinkomen is te hoog."], rules, explained=["toetsingsinkomen"]) == []


@pytest.mark.parametrize(
    "turn",
    [
        ["Wat vervelend. Dat is lastig. Je kunt later betalen."],
        ["Wat naar. Je kunt later betalen.", "Goed dat je belt."],
        ["Wat vervelend dat je deze brief kreeg terwijl je al had betaald en ook al had gebeld. Bel ons."],
    ],
)
def test_too_much_compassion(turn: list[str], rules: Rules) -> None:
    assert "M31" in {f.rule for f in lint_turn(turn, rules)}


@pytest.mark.parametrize(
    ("turn", "alone"),
    [
        (["Gecondoleerd."], True),
        (["Wat vervelend."], True),
        (["Gecondoleerd.", "De gemeente geeft het overlijden door."], False),
        (["Veel mensen vinden dit lastig. Begin met 1 brief."], False),
        (["Je kunt later betalen."], False),
    ],
)
def test_compassion_needs_content(turn: list[str], alone: bool, rules: Rules) -> None:
    assert ("M33" in {f.rule for f in lint_turn(turn, rules)}) is alone


@pytest.mark.parametrize(
    ("turn", "too_many"),
    [
        (["Bedoel je uitstel?", "Of wil je later betalen?"], True),
        (["Gaat het over je aangifte? Typ ja.", "Wil je later betalen?"], False),
        (["Heb je een partner? Dan telt dat mee.", "Heb je een kind? Dan ook.", "Wil je meer weten?"], False),
        (["Dat kan."], False),
    ],
)
def test_one_question_to_the_citizen(turn: list[str], too_many: bool, rules: Rules) -> None:
    assert ("O41" in {f.rule for f in lint_turn(turn, rules)}) is too_many


@pytest.mark.parametrize(
    ("kind", "turn", "missing"),
    [
        ("begroeting", ["Ik ben een chatbot en geen mens. Typ geen burgerservicenummer.", "Typ: medewerker."], []),
        ("begroeting", ["Ik ben een chatbot. Typ: medewerker."], ["geen burgerservicenummer", "geen mens"]),
        ("crisis", ["Bel 113 of {crisis_nummer}, of kijk op 113.nl. Bel 112 bij gevaar."], []),
        ("crisis", ["Bel 113 of 0800 - 0113. Kijk op 113.nl."], ["112"]),
        ("doorverbinden", ["Bel gratis {nummer}. {tijden}.", "Houd je brief bij de hand."], []),
        ("herstel", ["Kies een onderwerp."], ["medewerker"]),
        ("", ["Kies een onderwerp."], []),
    ],
)
def test_obligatory_parts(kind: str, turn: list[str], missing: list[str], rules: Rules) -> None:
    assert sorted(f.found for f in lint_turn(turn, rules, kind=kind) if f.rule == "O40") == missing


def test_a_finding_of_a_turn_names_its_bubble(rules: Rules) -> None:
    assert [(f.bubble, f.rule) for f in lint_turn(["Dat kan.", "Hebt u een vraag?"], rules)] == [(1, "R01")]


# --- a conversation ---

KIND = ["Wat vervelend. Je kunt later betalen."]
PLAIN = ["Je kunt later betalen."]


@pytest.mark.parametrize(
    ("turns", "found_in"),
    [
        ([KIND, PLAIN], []),
        ([KIND, PLAIN, KIND], []),
        ([KIND, KIND], [1]),
        ([PLAIN, KIND, KIND], [2]),
        ([KIND, PLAIN, KIND, PLAIN, KIND], [4]),
        ([], []),
    ],
)
def test_compassion_over_a_conversation(turns: list[list[str]], found_in: list[int], rules: Rules) -> None:
    assert [f.turn for f in lint_conversation(turns, rules)] == found_in


def test_in_danger_compassion_may_be_repeated(rules: Rules) -> None:
    assert lint_conversation([KIND, KIND], rules, state="suicidaal") == []


def test_all_content_is_linted_in_time(rules: Rules) -> None:
    turn = [
        "Voor toeslagen telt je toetsingsinkomen: je bruto inkomen over het hele jaar. Doe je aangifte?",
        "1. Log in op Mijn toeslagen.\n2. Pas je inkomen aan.\n3. Stuur het op.",
        "Is het jaar nog bezig? Schat dan je hele jaar, liever iets te hoog dan te laag. Bel gratis 0800 - 0543.",
    ]
    start = time.process_time()
    for _ in range(130):
        lint_turn(turn, rules)
    assert time.process_time() - start < 1.5
