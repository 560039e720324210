"""Reads families.yml and talen.yml into the shapes of `hearing`."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from bot.knowledge.facts import FactBook
from bot.knowledge.hearing import ALWAYS, SAME, Family, FollowUps, Language, Languages, OwnCase, Part, Polite, Side
from bot.knowledge.limits import read_limits
from bot.knowledge.model import CONDITION_VALUES, Topic
from bot.knowledge.patterns import pattern as search_term
from bot.knowledge.phrases import read_phrases
from bot.knowledge.reader import Reader
from bot.knowledge.yaml_file import Place

_SCRIPTS = ("LATIN", "ARABIC", "CYRILLIC")


def read_follow_ups(reader: Reader, topics: Mapping[str, Topic]) -> FollowUps:
    """Returns what families.yml says about follow-up questions."""
    keys = ("herkennen", "beleefd", "over_een_toeslag", "korte_namen", "families", "kanten", "eigen_zaak", "grenzen")
    root = reader.mapping(reader.file.value, (), keys)
    keys = (
        "hoogstens_woorden", "begin", "zelfde_vraag", "iets_nieuws", "voorwaarde", "voorwaarde_over", "niet_gedaan",
        "niet_gedaan_heet", "terugwijzend", "vulwoorden",
    )  # fmt: skip
    marks = reader.mapping(root.get("herkennen") or {}, ("herkennen",), keys)
    longest = _number(reader, marks, "hoogstens_woorden", ("herkennen",), 1, 30)
    about = []
    for toeslag, patterns in reader.entries(root.get("over_een_toeslag"), ("over_een_toeslag",)).items():
        place: Place = ("over_een_toeslag", toeslag)
        if toeslag not in CONDITION_VALUES["toeslag"]:
            choices = ", ".join(str(v) for v in CONDITION_VALUES["toeslag"])
            reader.complain(place, f"'{toeslag}' is geen toeslag.", f"Kies uit: {choices}.")
        about += [(p, str(toeslag)) for p in _patterns(reader, patterns, place, topics)]
    short_names = {}
    for toeslag, names in reader.entries(root.get("korte_namen"), ("korte_namen",)).items():
        place = ("korte_namen", toeslag)
        if toeslag not in CONDITION_VALUES["toeslag"]:
            reader.complain(place, f"'{toeslag}' is geen toeslag.", "Kies een naam uit 'over_een_toeslag'.")
        short_names[str(toeslag)] = read_phrases(reader, names, place)
    families = tuple(
        _read_family(reader, str(name), data, ("families", name), topics)
        for name, data in reader.entries(root.get("families"), ("families",)).items()
    )
    keys = ("eigen", "wijst_naar", "stand", "hoogstens_verschil")
    own = reader.mapping(root.get("eigen_zaak") or {}, ("eigen_zaak",), keys)
    return FollowUps(
        longest=int(longest),
        starts=read_phrases(reader, marks.get("begin"), ("herkennen", "begin")),
        same_question=read_phrases(reader, marks.get("zelfde_vraag"), ("herkennen", "zelfde_vraag")),
        something_new=read_phrases(reader, marks.get("iets_nieuws"), ("herkennen", "iets_nieuws")),
        conditions=read_phrases(reader, marks.get("voorwaarde"), ("herkennen", "voorwaarde")),
        condition_subjects=read_phrases(reader, marks.get("voorwaarde_over"), ("herkennen", "voorwaarde_over")),
        not_done=read_phrases(reader, marks.get("niet_gedaan"), ("herkennen", "niet_gedaan")),
        not_done_names=read_phrases(reader, marks.get("niet_gedaan_heet"), ("herkennen", "niet_gedaan_heet")),
        pronouns=read_phrases(reader, marks.get("terugwijzend"), ("herkennen", "terugwijzend")),
        fillers=frozenset(read_phrases(reader, marks.get("vulwoorden"), ("herkennen", "vulwoorden"))),
        about=tuple(about),
        short_names=short_names,
        families=families,
        sides=_read_sides(reader, root),
        own_case=OwnCase(
            read_phrases(reader, own.get("eigen"), ("eigen_zaak", "eigen")),
            read_phrases(reader, own.get("stand"), ("eigen_zaak", "stand")),
            _number(reader, own, "hoogstens_verschil", ("eigen_zaak",), 0, 1),
            read_phrases(reader, own.get("wijst_naar"), ("eigen_zaak", "wijst_naar")),
        ),
        polite=_read_polite(reader, root),
        limits=read_limits(reader, root, topics),
    )


def read_languages(reader: Reader, book: FactBook) -> Languages:
    """Returns the languages of talen.yml."""
    root = reader.mapping(reader.file.value, (), ("nederlands", "talen", "anders"))
    languages = []
    for code, item in reader.entries(root.get("talen"), ("talen",)).items():
        place: Place = ("talen", code)
        data = reader.mapping(item, place, ("naam", "zin", "woorden", "letters", "schrift"))
        line = reader.text(data, "zin", place)
        reader.placeholders(line, (*place, "zin"), book)
        script = (reader.text(data, "schrift", place, required=False) or "LATIN").upper()
        if script not in _SCRIPTS:
            told = f"Kies uit: {', '.join(s.lower() for s in _SCRIPTS)}."
            reader.complain((*place, "schrift"), f"Het schrift '{script.lower()}' kennen we niet.", told)
        languages.append(
            Language(
                code=str(code),
                name=reader.text(data, "naam", place),
                line=line,
                markers=frozenset(read_phrases(reader, data.get("woorden"), (*place, "woorden"))),
                letters=frozenset(reader.text(data, "letters", place, required=False)),
                script=script,
            )
        )
    dutch = frozenset(read_phrases(reader, root.get("nederlands"), ("nederlands",)))
    for language in languages:
        for word in sorted(language.markers & dutch):
            place = ("talen", language.code, "woorden")
            reader.complain(place, f"'{word}' staat ook bij nederlands.", "Haal het op een van de twee plekken weg.")
    other = reader.text(root, "anders", ())
    if other and other not in {language.code for language in languages}:
        reader.complain(("anders",), f"De taal '{other}' staat niet onder 'talen'.", "Kies een van die talen.")
    return Languages(dutch, tuple(languages), other)


def _read_family(reader: Reader, name: str, item: Any, place: Place, topics: Mapping[str, Topic]) -> Family:
    keys = ("onderwerpen", "onderdelen", "anders", "alleen_met", "niet_gedaan", "niet_betaald")
    data = reader.mapping(item, place, keys)
    patterns = _patterns(reader, data.get("onderwerpen"), (*place, "onderwerpen"), topics)
    otherwise = {}
    for condition, topic in reader.entries(data.get("anders"), (*place, "anders")).items():
        where = (*place, "anders", condition)
        if condition not in CONDITION_VALUES:
            reader.complain(where, f"'{condition}' kan hier niet.", f"Kies uit: {', '.join(CONDITION_VALUES)}.")
        otherwise[str(condition)] = _topic(reader, topic, where, topics)
    parts = []
    for part_name, part in reader.entries(data.get("onderdelen"), (*place, "onderdelen")).items():
        parts.append(_read_part(reader, str(part_name), part, (*place, "onderdelen", part_name), topics))
    only_with = read_phrases(reader, data.get("alleen_met"), (*place, "alleen_met"))
    not_done = tuple(
        (pattern, _topic(reader, topic, (*place, "niet_gedaan", said), topics))
        for said, topic in reader.entries(data.get("niet_gedaan"), (*place, "niet_gedaan")).items()
        for pattern in _patterns(reader, [said], (*place, "niet_gedaan", said), topics)
    )
    not_paid = _topic(reader, data["niet_betaald"], (*place, "niet_betaald"), topics) if "niet_betaald" in data else ""
    return Family(name, patterns, tuple(parts), otherwise, only_with, not_done, not_paid)


def _read_sides(reader: Reader, root: Mapping[str, Any]) -> tuple[Side, ...]:
    sides = []
    for name, item in reader.entries(root.get("kanten"), ("kanten",)).items():
        place: Place = ("kanten", name)
        data = reader.mapping(item, place, ("woorden", "staat_bij", "staat_er_niet"))
        phrases = read_phrases(reader, data.get("woorden"), (*place, "woorden"))
        found_by = search_term(reader, data.get("staat_bij"), (*place, "staat_bij"))
        if found_by is None and "staat_bij" not in data:
            reader.complain(
                place,
                f"'{name}' zegt niet waaraan we het in een antwoord zien.",
                "Schrijf 'staat_bij:' met een zoekterm.",
            )
        if found_by is not None:
            unknown = reader.text(data, "staat_er_niet", place, required=False)
            sides.append(Side(str(name), phrases, found_by, unknown or ""))
    return tuple(sides)


def _read_polite(reader: Reader, root: Mapping[str, Any]) -> Polite:
    place: Place = ("beleefd",)
    keys = ("groet", "wil_vragen", "kleine_woorden", "eindigt_op", "met_leesteken", "achteraf", "ertussen")
    data = reader.mapping(root.get("beleefd") or {}, place, keys)
    found = {key: read_phrases(reader, data.get(key), (*place, key)) for key in keys}
    return Polite(
        greetings=tuple(tuple(phrase.split()) for phrase in found["groet"]),
        wishes=frozenset(found["wil_vragen"]),
        small=frozenset((*found["kleine_woorden"], *found["ertussen"])),
        announce=frozenset(found["eindigt_op"]),
        with_sign=frozenset(found["met_leesteken"]),
        after=tuple(tuple(phrase.split()) for phrase in found["achteraf"]),
        between=frozenset(found["ertussen"]),
    )


def _read_part(reader: Reader, name: str, item: Any, place: Place, topics: Mapping[str, Topic]) -> Part:
    data = reader.mapping(item, place, ("woorden", "onderwerp", "vanuit"))
    chosen = data.get("onderwerp")
    by_toeslag = {ALWAYS: chosen} if isinstance(chosen, str) else reader.entries(chosen, (*place, "onderwerp"))
    for toeslag in by_toeslag:
        if toeslag not in (*CONDITION_VALUES["toeslag"], ALWAYS):
            where = (*place, "onderwerp", toeslag)
            reader.complain(where, f"'{toeslag}' is geen toeslag.", f"Kies een toeslag of '{ALWAYS}'.")
    where = (*place, "onderwerp")
    told = {str(k): _topic(reader, t, where if isinstance(chosen, str) else (*where, k), topics)
            for k, t in by_toeslag.items()}  # fmt: skip
    origins = reader.entries(data.get("vanuit"), (*place, "vanuit"))
    coming_from = {}
    for start, topic in origins.items():
        _topic(reader, start, (*place, "vanuit", start), topics)
        coming_from[str(start)] = _topic(reader, topic, (*place, "vanuit", start), topics)
    if not told and not coming_from:
        reader.complain(place, f"'{name}' leidt nergens heen.", "Schrijf 'onderwerp:' of 'vanuit:' met een onderwerp.")
    return Part(name, read_phrases(reader, data.get("woorden"), (*place, "woorden")), told, coming_from)


def _topic(reader: Reader, value: Any, place: Place, topics: Mapping[str, Topic]) -> str:
    if value not in topics and value != SAME:
        told = f"Kies een id uit onderwerpen.yml, of '{SAME}'."
        reader.complain(place, f"Het onderwerp '{value}' bestaat niet.", told)
    return str(value)


def _patterns(reader: Reader, value: Any, place: Place, topics: Mapping[str, Topic]) -> tuple[str, ...]:
    wanted = [str(p) for p in reader.sequence(value, place, "onderwerpen")]
    for i, ids in enumerate(wanted):
        if not any(fnmatchcase(topic, ids) for topic in topics):
            reader.complain(
                (*place, i), f"Het onderwerp '{ids}' bestaat niet.",
                "Kies een id uit onderwerpen.yml, of het begin ervan met .* erachter.",
            )  # fmt: skip
    return tuple(wanted)


def _number(reader: Reader, data: Mapping[str, Any], key: str, place: Place, least: float, most: float) -> float:
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        told = f"Schrijf een getal van {least} tot en met {most}."
        reader.complain((*place, key) if key in data else place, f"'{key}' is geen getal dat kan.", told)
        return least
    return value
