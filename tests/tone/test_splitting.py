"""How text is cut into sentences and words."""

from __future__ import annotations

import pytest

from bot.tone.splitting import plain, sentences, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ja. Dat kan tot 1 mei 2027.", ["Ja.", "Dat kan tot 1 mei 2027."]),
        ("Je betaalt € 1.250. Dat is veel.", ["Je betaalt € 1.250.", "Dat is veel."]),
        ("Bel tussen 8.00 en 20.00 uur. Dat is gratis.", ["Bel tussen 8.00 en 20.00 uur.", "Dat is gratis."]),
        ("Kijk op 113.nl of bel 0800 - 0113.", ["Kijk op 113.nl of bel 0800 - 0113."]),
        ("Heb je een partner? Dan telt dat mee.", ["Heb je een partner?", "Dan telt dat mee."]),
        ("Dit telt mee: Loon en AOW.", ["Dit telt mee:", "Loon en AOW."]),
        ("Typ dan: medewerker.", ["Typ dan: medewerker."]),
        ("Dat geldt voor box 3. Je betaalt niets.", ["Dat geldt voor box 3.", "Je betaalt niets."]),
        ("Regel een\nregel twee", ["Regel een", "regel twee"]),
        ("De grens is hoog. {bedrag} is genoeg.", ["De grens is hoog.", "{______} is genoeg."]),
        ("", []),
        (" \n ", []),
        ("...", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [s.text for s in sentences(text)] == expected


def test_numbers_of_steps_are_no_sentences() -> None:
    found = sentences("Zo doe je het:\n1. Log in. Kies Mijn toeslagen.\n2. Pas het aan.\nKlaar.")
    assert [s.text for s in found] == ["Zo doe je het:", "Log in.", "Kies Mijn toeslagen.", "Pas het aan.", "Klaar."]
    assert [s.item for s in found] == [0, 1, 1, 1, 0]
    assert [s.step for s in found] == [False, True, False, True, False]
    assert [s.numbered for s in found] == [False, True, True, True, False]


def test_steps_on_one_line_are_sentences_without_their_numbers() -> None:
    found = [s.text for s in sentences("Doe dit: 1. Log in. 2. Kies je toeslag.")]
    assert [" ".join(f.split()) for f in found] == ["Doe dit:", "Log in.", "Kies je toeslag."]


def test_points_are_sentences_of_a_list_without_numbers() -> None:
    assert [(s.text, s.item, s.numbered) for s in sentences("Dit:\n- loon\n- AOW")] == [
        ("Dit:", 0, False), ("loon", 1, False), ("AOW", 1, False),
    ]  # fmt: skip


def test_two_lists_are_two() -> None:
    assert [s.item for s in sentences("- a\n- b\nEn ook:\n- c")] == [1, 1, 0, 2]


@pytest.mark.parametrize(
    "text",
    [
        'Er staat "U bent te laat." Betaal dan nu.',
        "Zie https://www.belastingdienst.nl/uitstel?x=1. Daar staat het.",
        "Voor {aangifte_deadline@2026} in {jaar}.",
        "1. Log in.\n2. Kies ‘Mijn toeslagen’.",
        "Een losse “ zonder einde.\nU ziet het.",
    ],
)
def test_places_in_the_plain_text_are_places_in_the_text(text: str) -> None:
    assert len(plain(text)) == len(text)
    for sentence in sentences(text):
        assert plain(text)[sentence.start : sentence.end].strip().endswith(sentence.text[-5:])


def test_a_quotation_ends_its_sentence() -> None:
    assert len(sentences('Er staat "U bent te laat." Betaal dan nu.')) == 2
    assert len(sentences('Kies "Ik wil uitstel." en stuur het op.')) == 1


def test_a_forgotten_closing_mark_hides_one_line_at_most() -> None:
    assert "U ziet" in plain("Een losse “ zonder einde.\nU ziet het.")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Je betaalt € 1.250.", 3),
        ("Je betaalt {bedrag}.", 3),
        ("Voor {aangifte_deadline@2026}.", 2),
        ("Het is 35,75% van je inkomen.", 6),
        ("Je auto's en foto's.", 4),
        ("Mijn Belastingdienst-account", 2),
        ("Van 8.00 tot 20.00 uur.", 5),
        ('Kies "Ik wil uitstel van betaling."', 2),
        ("", 0),
        ("- . , !", 0),
    ],
)
def test_words(text: str, count: int) -> None:
    assert len(words(plain(text))) == count
