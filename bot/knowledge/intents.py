"""Writes the lists of intents that Rasa needs, from onderwerpen.yml: one truth, two files that follow."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.knowledge.model import Topic

# The button "iets anders": an intent that belongs to no topic.
OTHER_INTENT = "iets_anders_kiezen"
OTHER_INTENTS = (OTHER_INTENT, "nlu_fallback")
# outcome -> (name of the rule, action)
RULES = {
    "antwoord": ("Een algemene vraag krijgt een antwoord met bron", "action_geef_antwoord"),
    "overdracht": ("Een vraag over de eigen zaak gaat naar een medewerker", "action_draag_over"),
    "steun": ("Wie het zwaar heeft krijgt eerst steun", "action_steun"),
    "afbakening": ("Wat niet van ons is krijgt de juiste deur", "action_baken_af"),
    "sociaal": ("Een gesprekje krijgt een kort antwoord", "action_sociaal"),
}
_BEGIN, _END = "# intents: begin", "# intents: einde"


def write_intents(root: Path, topics: dict[str, Topic]) -> list[Path]:
    """Brings domain.yml and data/regels.yml in step with the topics, and returns the files that changed."""
    domain = root / "domain.yml"
    new_domain = domain_text(domain.read_text(encoding="utf-8"), topics)
    wanted = ((domain, new_domain), (root / "data" / "regels.yml", rules_text(topics)))
    return [path for path, new in wanted if _write(path, new)]


def domain_text(before: str, topics: Mapping[str, Topic]) -> str:
    """Returns domain.yml with the intents of these topics; the rest of it stays."""
    intents = "\n".join(f"  - {name}" for name in [*(t.intent for t in topics.values()), *OTHER_INTENTS])
    head, rest = before.split(_BEGIN)
    return f"{head}{_BEGIN}\n{intents}\n  {_END}{rest.split(_END)[1]}"


def rules_text(topics: Mapping[str, Topic]) -> str:
    """Returns data/regels.yml for these topics: one rule for each kind of outcome."""
    lines = [
        "# Welke soort vraag naar welke actie gaat. Gemaakt met `make intents` uit onderwerpen.yml: verander het daar.",
        'version: "3.1"',
        "rules:",
    ]
    for outcome, (name, action) in RULES.items():
        lines += [f"  - rule: {name}", "    steps:", "      - or:"]
        lines += [f"          - intent: {t.intent}" for t in topics.values() if t.outcome == outcome]
        lines += [f"      - action: {action}"]
    for name, intent, action in (
        ("Wat niet begrepen is krijgt een keuze uit onderwerpen", "nlu_fallback", "action_niet_begrepen"),
        ("Wie iets anders kiest mag opnieuw vragen", OTHER_INTENT, "action_iets_anders"),
    ):
        lines += [f"  - rule: {name}", "    steps:", f"      - intent: {intent}", f"      - action: {action}"]
    return "\n".join(lines) + "\n"


def _write(path: Path, new: str) -> bool:
    if path.exists() and path.read_text(encoding="utf-8") == new:
        return False
    path.write_text(new, encoding="utf-8")
    return True
