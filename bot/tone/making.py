"""Makes the writing rules of data, and says of everything that cannot be used where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.tone.jargon import Jargon
from bot.tone.rules import Exemption, Limits, ReadingLevel, Rule, Rules

LEVELS = ("fout", "let_op")
KINDS = ("regex", "telling", "lijst", "beurt", "gesprek", "onderdelen", "elders")
MEASURES = {
    "telling": (
        "woorden_per_zin", "woorden_per_zin_gemiddeld", "woorden", "zinnen", "kommas_per_zin", "uitroeptekens",
        "stappen", "punten",
    ),
    "beurt": ("medeleven", "alleen_medeleven", "vragen"),
    "gesprek": ("medeleven_na_elkaar",),
}  # fmt: skip
LISTS = ("vervangen", "uitleggen")
PARTS = ("bubbel", "kort", "knop", "vraag")
_KEYS = frozenset(
    "id naam niveau soort zoek behalve hoofdletters tekst meet let_op_boven fout_boven woorden_boven bij_staat "
    "niet_bij_staat lijst onderdelen waar beter beter_bij fout goed".split()
)
_ROOT_KEYS = frozenset("regels leesniveau uitzonderingen woorden".split())

Place = tuple[Any, ...]


class RulesError(ValueError):
    """Rules that cannot be used.

    Attributes:
        mistakes: (place in the data, what is wrong in Dutch, how to mend it) of each.
    """

    def __init__(self, mistakes: list[tuple[Place, str, str]]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(f"{'.'.join(map(str, place))}: {what} {mend}" for place, what, mend in mistakes))


def make_rules(data: Mapping[str, Any]) -> Rules:
    """Returns the rules made from the content of schrijfwijzer.yml.

    Raises:
        RulesError: something in it cannot be used; the error names every place.
    """
    return _Maker().make(data)


class _Maker:
    """Makes rules from data and collects what is wrong with it."""

    def __init__(self) -> None:
        self.mistakes: list[tuple[Place, str, str]] = []

    def complain(self, place: Place, what: str, mend: str) -> None:
        self.mistakes.append((place, what, mend))

    def make(self, data: Mapping[str, Any]) -> Rules:
        if not isinstance(data, Mapping) or not isinstance(data.get("regels"), list):
            raise RulesError([((), "Er staan geen regels in.", "Begin met 'regels:' en daaronder een lijst.")])
        for key in data:
            if key not in _ROOT_KEYS:
                self.complain(
                    (key,), f"De sleutel '{key}' kennen we niet.", f"Kies uit {', '.join(sorted(_ROOT_KEYS))}."
                )
        rules: dict[str, Rule] = {}
        kinds: dict[str, str] = {}
        for i, item in enumerate(data["regels"]):
            place: Place = ("regels", i)
            if not isinstance(item, Mapping) or not isinstance(item.get("id"), str):
                self.complain(place, "Deze regel heeft geen id.", "Zet er 'id:' bij, bijvoorbeeld B12.")
                continue
            if item["id"] in rules:
                self.complain((*place, "id"), f"De regel {item['id']} staat er twee keer.", "Geef een nieuw nummer.")
                continue
            rule = self._rule(item, place)
            if rule:
                rules[rule.id] = rule
                kinds.update(self._mapping(item, "waar", place))
        words = self._mapping(data, "woorden", ())
        jargon = Jargon(
            self._texts(words, "vervangen", ("woorden",)),
            self._texts(words, "uitleggen", ("woorden",)),
            tuple(str(w) for w in words.get("kernwoorden") or ()),
        )
        result = Rules(
            tuple(rules.values()), jargon, self._reading_level(data), kinds, tuple(self._exceptions(data, rules))
        )
        if self.mistakes:
            raise RulesError(self.mistakes)
        return result

    def _rule(self, item: Mapping[str, Any], place: Place) -> Rule | None:
        before = len(self.mistakes)
        for key in item:
            if key not in _KEYS:
                self.complain(
                    (*place, key), f"De sleutel '{key}' kennen we niet.", f"Kies uit {', '.join(sorted(_KEYS))}."
                )
        kind = self._choice(item, "soort", KINDS, place)
        level = self._choice(item, "niveau", LEVELS, place)
        for key in ("naam", "beter"):
            if not isinstance(item.get(key), str) or not item[key].strip():
                self.complain(place, f"'{key}' ontbreekt in {item['id']}.", f"Voeg '{key}:' toe met een zin.")
        capitals = bool(item.get("hoofdletters"))
        pattern = self._pattern(item, "zoek", capitals, place)
        if kind == "regex" and pattern is None and "zoek" not in item:
            self.complain(place, f"{item['id']} heeft geen 'zoek'.", "Schrijf waar de regel naar zoekt.")
        measure = word_list = ""
        if kind in MEASURES:
            measure = self._choice(item, "meet", MEASURES[kind], place)
        if kind == "lijst":
            word_list = self._choice(item, "lijst", LISTS, place)
        limits = self._limits(item, place)
        if kind == "telling" and limits == Limits():
            self.complain(place, f"{item['id']} heeft geen grens.", "Voeg 'let_op_boven:' of 'fout_boven:' toe.")
        rule = Rule(
            id=item["id"],
            name=str(item.get("naam", "")),
            level=level,
            kind=kind,
            better=str(item.get("beter", "")),
            better_for={str(k).lower(): str(v) for k, v in self._mapping(item, "beter_bij", place).items()},
            pattern=pattern,
            unless=self._pattern(item, "behalve", capitals, place),
            whole_text=item.get("tekst") == "heel",
            measure=measure,
            limits=limits,
            limits_in={
                str(state): self._limits(values, (*place, "bij_staat", state))
                for state, values in self._mapping(item, "bij_staat", place).items()
            },
            max_words=self._number(item, "woorden_boven", place),
            not_in=frozenset(str(s) for s in item.get("niet_bij_staat") or ()),
            word_list=word_list,
            parts={
                str(name): tuple(tuple(str(p).split("|")) for p in parts)
                for name, parts in self._mapping(item, "onderdelen", place).items()
            },
            bad=item.get("fout"),
            good=item.get("goed"),
        )
        return rule if len(self.mistakes) == before else None

    def _choice(self, item: Mapping[str, Any], key: str, choices: tuple[str, ...], place: Place) -> str:
        value = item.get(key)
        if value not in choices:
            said = f"'{value}' kan niet bij '{key}'" if key in item else f"'{key}' ontbreekt"
            self.complain(
                (*place, key) if key in item else place, f"{said} in {item['id']}.", f"Kies uit {', '.join(choices)}."
            )
            return ""
        return str(value)

    def _pattern(self, item: Mapping[str, Any], key: str, capitals: bool, place: Place) -> re.Pattern[str] | None:
        if key not in item:
            return None
        try:
            found = re.compile(str(item[key]), re.MULTILINE | (0 if capitals else re.IGNORECASE))
        except re.error as error:
            self.complain(
                (*place, key), f"'{key}' van {item['id']} is geen geldige zoekterm ({error}).",
                "Kijk naar de haakjes, of vraag een programmeur.",
            )  # fmt: skip
            return None
        if found.match(""):
            # Such a pattern finds something everywhere, and would flag every text.
            self.complain((*place, key), f"'{key}' van {item['id']} vindt ook niets.", "Maak de zoekterm preciezer.")
            return None
        return found

    def _limits(self, item: Any, place: Place) -> Limits:
        if not isinstance(item, Mapping):
            self.complain(place, "Hier horen grenzen te staan.", "Schrijf 'fout_boven:' met een getal.")
            return Limits()
        return Limits(self._number(item, "let_op_boven", place), self._number(item, "fout_boven", place))

    def _number(self, item: Mapping[str, Any], key: str, place: Place) -> Any:
        value = item.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, (int, float))):
            self.complain((*place, key), f"'{key}' is geen getal.", "Schrijf een getal zonder aanhalingstekens.")
            return None
        return value

    def _mapping(self, item: Mapping[str, Any], key: str, place: Place) -> Mapping[str, Any]:
        value = item.get(key)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            self.complain(
                (*place, key), f"Onder '{key}' horen namen met een waarde te staan.", "Schrijf 'naam: waarde'."
            )
            return {}
        return value

    def _texts(self, item: Mapping[str, Any], key: str, place: Place) -> dict[str, str]:
        texts: dict[str, str] = {}
        for term, text in self._mapping(item, key, place).items():
            if not isinstance(term, str) or not isinstance(text, str) or not text.strip():
                self.complain((*place, key, term), f"Bij '{term}' staat geen tekst.", "Schrijf wat het beter maakt.")
            else:
                texts[term] = text.strip()
        return texts

    def _reading_level(self, data: Mapping[str, Any]) -> ReadingLevel:
        values, place = self._mapping(data, "leesniveau", ()), ("leesniveau",)
        names = {
            "vanaf_woorden": "from_words", "let_op_onder": "notice_below", "fout_onder": "error_below",
            "lange_zin_vanaf": "long_sentence", "lang_woord_vanaf": "long_word",
        }  # fmt: skip
        for key in values:
            if key not in names:
                self.complain((*place, key), f"De sleutel '{key}' kennen we niet.", f"Kies uit {', '.join(names)}.")
        found = {names[k]: self._number(values, k, place) for k in values if k in names}
        return ReadingLevel(**{k: v for k, v in found.items() if v is not None})

    def _exceptions(self, data: Mapping[str, Any], rules: Mapping[str, Rule]) -> list[Exemption]:
        found = []
        for i, item in enumerate(data.get("uitzonderingen") or ()):
            place: Place = ("uitzonderingen", i)
            if not isinstance(item, Mapping) or not item.get("reden"):
                self.complain(place, "Deze uitzondering heeft geen reden.", "Zet er 'reden:' bij met een zin.")
                continue
            for rule_id in item.get("regels") or ():
                if rule_id not in rules:
                    self.complain(
                        (*place, "regels"), f"De regel '{rule_id}' bestaat niet.", "Kies een id van hierboven."
                    )
            for part in item.get("delen") or ():
                if part not in PARTS:
                    self.complain(
                        (*place, "delen"), f"Het deel '{part}' bestaat niet.", f"Kies uit {', '.join(PARTS)}."
                    )
            sets = [frozenset(str(v) for v in item.get(k) or ()) for k in ("regels", "onderwerpen", "delen")]
            if not sets[1] and not sets[2]:
                # Without a place it would switch the rule off everywhere, unseen.
                self.complain(place, "Deze uitzondering noemt geen plek.", "Zet er 'onderwerpen:' of 'delen:' bij.")
            found.append(Exemption(*sets))
        return found
