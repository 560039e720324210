"""The lines of the audit log in plain Dutch: what was done, and to what."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from bot.staff import DESK_SETTINGS, Entry

DEEDS = {
    "aanwezigheid.aanwezig": "werd aanwezig",
    "aanwezigheid.afwezig": "werd afwezig",
    "aanwezigheid.pauze": "nam pauze",
    "aanwezigheid.vanzelf_afwezig": "werd vanzelf afwezig: deed een tijd niets",
    "account.app_ingesteld": "stelde een app voor codes in",
    "account.demo_vernieuwd": "vernieuwde de demo-accounts",
    "account.demo_verwijderd": "verwijderde de demo-accounts",
    "account.eigen_wachtwoord": "koos een eigen wachtwoord",
    "account.nieuw": "maakte een account",
    "account.nieuw_wachtwoord": "gaf een nieuw wachtwoord",
    "account.van_slot": "haalde een account van het slot",
    "account.veranderd": "veranderde een account",
    "account.verwijderd": "verwijderde een account",
    "concept.afgekeurd": "keurde een antwoord van een collega af",
    "concept.goedgekeurd": "keurde een antwoord van een collega goed",
    "concept.teruggehaald": "haalde een eigen antwoord terug",
    "gesprek.antwoord": "antwoordde een burger",
    "gesprek.bekeken": "bekeek een gesprek",
    "gesprek.concept": "legde een antwoord voor aan een collega",
    "gesprek.doorgegeven": "gaf een gesprek aan een collega",
    "gesprek.genomen": "nam een gesprek",
    "gesprek.gesloten": "sloot een gesprek af",
    "gesprek.gewist": "wiste een gesprek",
    "gesprek.gezocht": "zocht een gesprek",
    "gesprek.heropend": "opende een gesprek weer",
    "gesprek.losgelaten": "legde een gesprek terug in de rij",
    "gesprek.naar_team": "gaf een gesprek aan een team",
    "gesprek.notitie": "schreef een notitie bij een gesprek",
    "gesprek.terug_naar_chatbot": "gaf een gesprek terug aan de chatbot",
    "inbox_besloten": "besliste over vragen in de inbox",
    "ingelogd": "logde in",
    "inhoud_teruggezet": "zette een tekst of vraag terug",
    "inhoud_veranderd": "veranderde een tekst of vraag",
    "inloggen.code_mislukt": "vulde een foute code in",
    "inloggen.code_op_slot": "vulde te vaak een foute code in",
    "inloggen.mislukt": "inloggen mislukte",
    "inloggen.op_slot": "te vaak geprobeerd in te loggen",
    "inloggen.organisatie_geweigerd": "inloggen bij de eigen organisatie geweigerd",
    "inloggen.organisatie_mislukt": "inloggen bij de eigen organisatie mislukte",
    "instelling.veranderd": "veranderde een instelling",
    "model_publiceren": "publiceerde een model",
    "model_terug": "ging terug naar een eerder model",
    "model_trainen": "begon met trainen en vergelijken",
    "openbaar_antwoord": "maakte een openbaar antwoord",
    "opgeruimd": "ruimde oude gesprekken op",
    "proef_gestart": "startte een proef",
    "proef_gestopt": "stopte een proef",
    "uitgelogd": "logde uit",
}
GROUPS = {
    "aanwezigheid": "alles over aanwezig zijn",
    "account": "alles over accounts",
    "concept": "alles over vier ogen",
    "gesprek": "alles over gesprekken",
    "inloggen": "alles wat misging bij inloggen",
    "instelling": "alles over instellingen",
}
# Their subject is a number of the machine; what was changed stands in the detail.
_NUMBERED = ("inhoud_veranderd", "inhoud_teruggezet")
_SETTINGS = {setting.name: setting.label for setting in DESK_SETTINGS}


def in_dutch(action: str) -> str:
    """Returns what was done, in words; of a deed that has none its key, readable."""
    return DEEDS.get(action) or GROUPS.get(action) or action.replace(".", ": ").replace("_", " ")


def conversations_in(entries: Iterable[Entry]) -> list[str]:
    """Returns the conversations that lines are about."""
    return [entry.subject for entry in entries if entry.subject and _about_conversation(entry)]


def readable(entries: Iterable[Entry], codes: Mapping[str, str]) -> list[Entry]:
    """Returns the lines in words. A conversation is called by the code on its call slip, where `codes` has it."""
    return [
        dataclasses.replace(entry, action=in_dutch(entry.action), subject=_subject(entry, codes)) for entry in entries
    ]


def _subject(entry: Entry, codes: Mapping[str, str]) -> str:
    if _about_conversation(entry):
        return f"belbriefje {codes[entry.subject]}" if entry.subject in codes else entry.subject
    if entry.action == "instelling.veranderd":
        return _SETTINGS.get(entry.subject, entry.subject)
    return "" if entry.action in _NUMBERED else entry.subject


def _about_conversation(entry: Entry) -> bool:
    return entry.action.split(".")[0] in ("gesprek", "concept")
