"""Reads gesprek.yml: the fixed texts, and which of them there have to be."""

from __future__ import annotations

from bot.knowledge.facts import FactBook
from bot.knowledge.reader import Reader

REQUIRED_TEXTS = (
    "begroeting", "contactkaartje", "antwoord_verlopen", "niet_begrepen", "niet_begrepen_weer", "verduidelijking",
    "overdracht_open", "overdracht_dicht", "overdracht_onbekend", "overdracht_persoonlijk", "overdracht_medewerker",
    "belbriefje", "gemaskeerd", "gemaskeerd_balie", "wachten", "leeg_bericht", "alleen_emoji",
    "onbekende_keuze", "iets_anders",
    "geen_antwoord", "spiegel", "voor_een_ander", "woord_vervolg", "geholpen_vraag", "geholpen_ja", "geholpen_nee",
    "bron_van_antwoord", "zeker_van_antwoord", "twijfel", "twijfel_licht",
    # What is said while beheer has switched the chatbot off.
    "geen_nieuwe_gesprekken", "chatbot_uit",
    # What the desk says to citizens.
    "balie_nu", "balie_wacht", "balie_wacht_onbekend", "balie_later", "balie_rij", "balie_bewaard", "balie_niet_vrij",
    "balie_verder", "balie_uit_rij", "balie_nog_bezig", "balie_begin", "balie_collega", "balie_team", "balie_weer_rij",
    "balie_niemand", "balie_weg", "balie_terug", "balie_terug_onderwerp", "balie_gesloten", "balie_heropend",
    "balie_weer_open", "balie_ligt_al", "balie_geen_bericht",
    "balie_status_eerst", "balie_status_rij", "balie_status_praat", "balie_status_typt",
)  # fmt: skip
# Names that the program fills itself in fixed texts, at the moment it says them.
PROGRAM_WORDS = frozenset(
    (
        "naam nummer gratis tijden opent sluit bij_de_hand wat dienst dagdeel vraag ander toeslag bron beheerder titel"
        " datum plaats wacht helft meeste code onderwerp wanneer bedrag dag"
    ).split()
)


def read_texts(reader: Reader, book: FactBook) -> dict[str, tuple[str, ...]]:
    """Returns the fixed texts: a name with one or more bubbles. Complains about those that are missing."""
    root = reader.mapping(reader.file.value, (), ("teksten",))
    texts = {}
    for name, bubbles in reader.entries(root.get("teksten"), ("teksten",)).items():
        items = [bubbles] if isinstance(bubbles, str) else bubbles
        if not isinstance(items, list) or not items or not all(isinstance(b, str) and b.strip() for b in items):
            reader.complain(("teksten", name), f"'{name}' heeft geen tekst.", "Schrijf een tekst of een lijst teksten.")
            continue
        for i, bubble in enumerate(items):
            reader.placeholders(bubble, ("teksten", name, i), book, PROGRAM_WORDS)
        texts[str(name)] = tuple(b.strip() for b in items)
    for name in REQUIRED_TEXTS:
        if name not in texts:
            reader.complain(("teksten",), f"De tekst '{name}' ontbreekt.", f"Voeg '{name}:' toe onder teksten.")
    return texts
