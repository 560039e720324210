"""A small valid data/ folder with three topics, so that a test can break one thing at a time."""

from __future__ import annotations

import shutil
from pathlib import Path

TOPICS = """\
onderwerpen:
  - id: aangifte.uitstel
    domein: aangifte
    titel: "Uitstel voor de aangifte"
    omschrijving: "Uitstel vragen voor het doen van aangifte."
    uitkomst: antwoord
  - id: contact.medewerker
    domein: contact
    titel: "Een medewerker spreken"
    omschrijving: "Iemand wil een mens spreken."
    uitkomst: overdracht
  - id: sociaal.bedankt
    domein: sociaal
    titel: "Bedankt"
    omschrijving: "Iemand bedankt."
    uitkomst: sociaal
"""

CONTACT = """\
telefoonlijnen:
  belastingtelefoon:
    naam: de BelastingTelefoon
    nummer: 0800 - 0543
    gratis: true
    tijden: {ma: 8.00 - 20.00, di: 8.00 - 20.00, wo: 8.00 - 20.00, do: 8.00 - 20.00, vr: 8.00 - 17.00}
    bij_de_hand: je brief
    bron:
      titel: Contact
      url: https://voorbeeld.nl/contact
      gecontroleerd: 2026-11-01
  serviceteam:
    naam: het Serviceteam
    nummer: 0800 - 2 358 358
    gratis: true
    bij_de_hand: je brief
    bron:
      titel: Serviceteam
      url: https://voorbeeld.nl/serviceteam
      gecontroleerd: 2026-11-01
  crisis:
    naam: hulp bij nood
    nummer: 0800 - 0113
    gratis: true
    bron:
      titel: "113"
      url: https://voorbeeld.nl/113
      gecontroleerd: 2026-11-01
  nachtlijn:
    naam: de nachtlijn
    nummer: 0900 - 1234
    gratis: false
    bron:
      titel: Nachtlijn
      url: https://voorbeeld.nl/nachtlijn
      gecontroleerd: 2026-11-01
"""

FACTS = """\
feiten:
  boete:
    waarde: 469
    eenheid: EUR
    omschrijving: "De boete voor te laat aangifte doen."
    bron: https://voorbeeld.nl/boete
    gecontroleerd: 2026-11-01
    zekerheid: hoog
    geldig_van: 2026-01-01
    geldig_tot: 2026-12-31
  uitstel_tot:
    waarde: 2026-09-01
    eenheid: datum
    omschrijving: "Tot wanneer uitstel loopt."
    bron: https://voorbeeld.nl/uitstel
    gecontroleerd: 2026-11-01
    zekerheid: middel
"""

ANSWERS = {
    "aangifte/uitstel": """\
onderwerp: aangifte.uitstel
knop: "Uitstel"
vraag: "Hoe vraag ik uitstel?"
eigenaar: redactie aangifte
antwoorden:
  - bubbels:
      - "Vraag uitstel aan. Dan heb je tot {uitstel_tot}."
      - "Ben je te laat? De boete is {boete@2026}."
    kort: "Vraag uitstel aan."
  - als: {toeslag: zorgtoeslag}
    bubbels:
      - "Voor zorgtoeslag geldt iets anders."
bronnen:
  - titel: "Uitstel"
    url: https://voorbeeld.nl/uitstel
    gecontroleerd: 2026-11-01
vervolg: [contact.medewerker]
""",
    "contact/medewerker": """\
onderwerp: contact.medewerker
knop: "Medewerker"
vraag: "Kan ik iemand spreken?"
eigenaar: redactie contact
antwoorden:
  - bubbels:
      - "Ja, dat kan."
bronnen:
  - titel: "Contact"
    url: https://voorbeeld.nl/contact
    gecontroleerd: 2026-11-01
""",
    "sociaal/bedankt": """\
onderwerp: sociaal.bedankt
knop: "Bedankt"
vraag: "Bedankt."
eigenaar: redactie
antwoorden:
  - bubbels:
      - "Graag gedaan."
  - bubbels:
      - "Fijn dat ik kon helpen."
""",
}

DOMAIN = """\
version: "3.1"
intents:
  # intents: begin
  - aangifte_uitstel
  - contact_medewerker
  - sociaal_bedankt
  - iets_anders_kiezen
  - nlu_fallback
  # intents: einde
"""

RULES = """\
version: "3.1"
rules:
  - rule: een
    steps:
      - or:
          - intent: aangifte_uitstel
          - intent: contact_medewerker
          - intent: sociaal_bedankt
      - action: action_geef_antwoord
"""

_WORDS = (
    "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
    "achttien negentien twintig"
).split()

UITSTEL = "data/onderwerpen/aangifte/uitstel/antwoord.yml"
UITSTEL_QUESTIONS = "data/onderwerpen/aangifte/uitstel/vragen.yml"
FEITEN = "data/feiten/2026/aangifte.yml"


def questions(topic_id: str) -> str:
    """Returns a vragen.yml with twenty examples that no other topic has."""
    name = topic_id.split(".")[1]
    lines = ['version: "3.1"', "nlu:", f"  - intent: {topic_id.replace('.', '_')}", "    examples: |"]
    return "\n".join([*lines, *(f"      - vraag {word} over {name}" for word in _WORDS)]) + "\n"


class TinyData:
    """A project folder of three topics. Paths are relative to it, as problems show them."""

    def __init__(self, root: Path, real: Path) -> None:
        self.root = root
        self.data = root / "data"
        self.write("domain.yml", DOMAIN)
        self.write("data/regels.yml", RULES)
        self.write("data/onderwerpen.yml", TOPICS)
        self.write("data/contact.yml", CONTACT)
        self.write(FEITEN, FACTS)
        for name in ("gesprek.yml", "woorden.yml", "schrijfwijzer.yml"):
            shutil.copy(real / "data" / name, self.data / name)
        for folder, text in ANSWERS.items():
            self.write(f"data/onderwerpen/{folder}/antwoord.yml", text)
            self.write(f"data/onderwerpen/{folder}/vragen.yml", questions(folder.replace("/", ".")))

    def write(self, path: str, text: str) -> None:
        """Writes a file."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def read(self, path: str) -> str:
        """Returns the text of a file."""
        return (self.root / path).read_text(encoding="utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        """Replaces one piece of text, which has to be there once."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def remove(self, path: str) -> None:
        """Removes a file."""
        (self.root / path).unlink()

    def line_of(self, path: str, marker: str) -> int:
        """Returns the number of the one line that holds the marker."""
        found = [n for n, line in enumerate(self.read(path).splitlines(), 1) if marker in line]
        assert len(found) == 1, f"{marker!r} stands on lines {found} of {path}"
        return found[0]
