"""The part of the rubric that a program can see (sociale-signalen, section 9). Pure: a conversation in, scores out.

P3, P7, P8, P10, P13 and P15 need a person who reads; what a program can say about them is only a hint or a hard fail.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.gesprekken.transcript import NEUTRAL, Line, Played, bot_lines, by_turn, citizen_lines
from bot.privacy import mask
from bot.tone import Finding, Rules, lint_conversation, lint_turn
from bot.tone.splitting import plain, sentences, words

CRISIS, RECOVERY, GRIEF, DEBTS, AFRAID = "suicidaal", "toeslagenaffaire", "rouw", "schulden", "bang"
NEEDS_EMPATHY = frozenset((CRISIS, RECOVERY, GRIEF, DEBTS, AFRAID))
HEAVY = NEEDS_EMPATHY | {"boos_op_dienst"}
POINTS = {
    "P1": "eerlijk over chatbot",
    "P2": "wat hij kan en niet kan",
    "P4": "gewone taal",
    "P5": "bron en datum",
    "P6": "je en register",
    "P9": "maat in medeleven",
    "P11": "herstel",
    "P12": "weg naar een mens",
    "P14": "kwetsbaar moment",
}
MISUNDERSTOOD = ("niet_begrepen", "verduidelijking")
OLDEST_CHECK = dt.timedelta(days=366)
OTHER_LANGUAGE, CONTACT_CARD = "andere_taal", "contactkaartje"
MOST_NOTICES = 3
EMPATHY_WORDS = 14
MOST_EMPATHY = 2
ROUTE_BY_MISS = 2  # a person has to be within reach by the second failure in a row

_CHATBOT = re.compile(r"\bchatbot\b|\bcomputerprogramma\b", re.IGNORECASE)
_ASKS_WHAT_YOU_ARE = re.compile(
    r"\b(?:ben|bent|spreek|praat|chat) (?:je|jij|u|ik)\b[^.?!]{0,30}"
    r"\b(?:mens|robot|bot|chatbot|computer|persoon|echt)\b",
    re.IGNORECASE,
)
_CLEAR_ANSWER = re.compile(r"\b(?:nee|ja)\b|\bgeen mens\b|\bik ben een chatbot\b", re.IGNORECASE)
_CLAIMS_HUMAN = re.compile(
    r"\bik ben (?:echt |gewoon )?(?:een (?:echt )?mens|geen (?:chat)?bot|geen robot|geen computer\w*)\b", re.IGNORECASE
)
_CAN = re.compile(r"\bik (?:geef|leg) (?:je )?uit(?:leg)?\b|\bik geef uitleg\b", re.IGNORECASE)
_CANNOT = re.compile(
    r"\b(?:ik )?kan niet in (?:jouw|je|uw) gegevens\b|\bzie geen gegevens\b|\bkan dat niet\b", re.IGNORECASE
)
_ASKS_FOR_PERSON = re.compile(
    r"\bmedewerker\b|\b(?:een )?echt(?:e)? (?:mens|persoon)\b|\b(?:iemand|een mens|een persoon|iemand anders) "
    r"(?:spreken|bellen|aan de (?:lijn|telefoon))\b|\bverbind (?:me|mij) door\b|\bdoorverbinden\b",
    re.IGNORECASE,
)
_OFFERS_PERSON = re.compile(r"\bmedewerker\b|\biemand spreken\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b0[89]00 - \d|\+31 \d|\b113\b")
_SLOTS = (
    ("nummer", _NUMBER),
    ("gratis", re.compile(r"\bgratis\b", re.IGNORECASE)),
    ("tijden", re.compile(r"\d\.\d\d\b|\buur\b|\bdag en nacht\b", re.IGNORECASE)),
    ("wat je bij de hand houdt", re.compile(r"\bbij de hand\b", re.IGNORECASE)),
)
_VAGUE_LINK = re.compile(r"\s*(?:klik hier|hier|lees meer|meer info\w*|link|website|deze pagina)?\s*\Z", re.IGNORECASE)
_SAYS_U = re.compile(r"(?<![\d.,] )(?<![\w.'-])(?:u|uw|uwe|uzelf)(?![\w'-])", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:je|jij|jou|jouw|jezelf)\b", re.IGNORECASE)
_NOT_SOBER = re.compile(
    r"\bgoed dat je\b|\bheb je (?:hier )?nog (?:een )?(?:andere )?vra(?:ag|gen)\b"
    r"|\bfijne (?:dag|avond|middag|weekend)\b|\bprettige? \w+\b|\bnieuwe vraag stellen\b|\bsucces\b",
    re.IGNORECASE,
)
_CHEERFUL = re.compile(
    r"\bfijne (?:dag|avond|middag|weekend)\b|\bprettige? (?:dag|avond|weekend)\b|\bgefeliciteerd\b|\bsucces\b|!",
    re.IGNORECASE,
)
_THREATS = re.compile(r"\b(?:\w*boetes?|deurwaarders?|(?:loon|bank)?beslag|dwangbevel\w*)\b", re.IGNORECASE)
_PAYING = re.compile(r"\bbeta(?:al|len|alt)\b|\bterugbetalen\b|\bmoet (?:\w+ )?terug\b", re.IGNORECASE)
_DEBT_HELP = re.compile(r"\b0800 - 8115\b|\bgeldfit\b|\bschuldhulp\b", re.IGNORECASE)
_CRISIS_PARTS = ("0800 - 0113", "bel 113", "113.nl", "112")
_CRISIS_ORDER = ("praat er nu over", "0800 - 0113", "112", "kan wachten")
_RECOVERY_PARTS = ("veel misgegaan", "niet de juiste plek", "0800 - 2 358 358", "gemeente")
_JUDGES = re.compile(
    r"\bfraud\w*|\bbewij\w+|\bcontrol\w+|\bterugvorder\w*|\b(?:on)?terecht\w*|\bvoorwaarden?\b"
    r"|\bheb je het formulier\b",
    re.IGNORECASE,
)
_IS_PERSONAL = frozenset(("bsn", "iban"))


@dataclass(frozen=True)
class Check:
    """What one point scores, and why.

    Attributes:
        id: of the point.
        score: 0, 1 or 2; None where the rubric says it does not apply.
        line: the number of the line that decided, or 0 for the conversation as a whole.
        reason: why, in Dutch.
    """

    id: str
    score: int | None
    line: int = 0
    reason: str = ""

    def __str__(self) -> str:
        value = "n.v.t." if self.score is None else str(self.score)
        where = f" (regel {self.line})" if self.line else ""
        return f"{self.id} {value}{where}{': ' + self.reason if self.reason else ''}"


@dataclass(frozen=True)
class Remark:
    """Something a program saw that is no point of its own."""

    kind: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"regel {self.line}: {self.kind}: {self.text}"


@dataclass(frozen=True)
class Scores:
    """How a conversation scores.

    Attributes:
        checks: the points, in the order of the rubric.
        hard_fails: what may never happen.
        neutral_empathy: sentences of empathy in a neutral turn.
        false_alarms: the crisis block where nobody is in danger.
        remarks: repeated texts and breaches of tone that a reader should look at.
    """

    checks: tuple[Check, ...]
    hard_fails: tuple[Remark, ...]
    neutral_empathy: tuple[Remark, ...]
    false_alarms: tuple[Remark, ...]
    remarks: tuple[Remark, ...]

    @property
    def trouble(self) -> tuple[Remark, ...]:
        """What has to be looked at, the worst first."""
        fails = (Remark(f"harde fout, {r.kind}", r.line, r.text) for r in self.hard_fails)
        return (*fails, *self.false_alarms, *self.neutral_empathy)

    @property
    def total(self) -> float:
        """The score, 0 to 100: the sum over twice the number of points that apply."""
        return of_hundred([c.score for c in self.checks])

    def __getitem__(self, point: str) -> Check:
        """Returns one point.

        Raises:
            KeyError: a program does not score it.
        """
        for check in self.checks:
            if check.id == point:
                return check
        raise KeyError(point)


def of_hundred(scores: Sequence[int | None]) -> float:
    """Returns sum / (2 * number) * 100 over the points that apply."""
    applying = [s for s in scores if s is not None]
    return 100 * sum(applying) / (2 * len(applying)) if applying else 0.0


def average(scores: Sequence[Scores]) -> float:
    """Returns the mean of the totals: every conversation weighs the same."""
    return sum(s.total for s in scores) / len(scores) if scores else 0.0


def score(played: Played, rules: Rules) -> Scores:
    """Returns how a conversation scores.

    Args:
        played: the conversation, with the state of each turn as a reader would name it.
        rules: the writing rules.
    """
    view = _View(played, rules)
    points: tuple[Callable[[_View], Check], ...] = (
        _bot_honesty, _scope, _plain_language, _sources, _address, _dose, _repair, _person, _vulnerable,
    )  # fmt: skip
    return Scores(
        checks=tuple(point(view) for point in points),
        hard_fails=tuple(_hard_fails(view)),
        neutral_empathy=tuple(_neutral_empathy(view)),
        false_alarms=tuple(_false_alarms(view)),
        remarks=tuple(_remarks(view)),
    )


class _View:
    """A conversation, cut once for all points."""

    def __init__(self, played: Played, rules: Rules) -> None:
        self.played, self.rules = played, rules
        self.lines = bot_lines(played)
        self.turns = by_turn(self.lines, len(played.turns))
        self.citizen = citizen_lines(played)
        self.states = [NEUTRAL, *self._states()]
        self.lexicon = rules["M31"].pattern
        self.findings = tuple(self._findings())

    def _states(self) -> Iterator[str]:
        """Yields the state of each turn; two misses make a calm turn a frustrated one (section 4.1)."""
        misses = 0
        for i, turn in enumerate(self.played.turns, 1):
            raised = misses >= ROUTE_BY_MISS and turn.state in (NEUTRAL, "verward")
            yield "gefrustreerd" if raised else turn.state
            misses += any(line.outcome in MISUNDERSTOOD for line in self.turns[i])

    def asked(self, turn: int) -> str:
        """Returns what the citizen wrote in a turn; nothing for the greeting."""
        return self.played.turns[turn - 1].text if turn else ""

    def empathy(self, turn: int) -> list[tuple[Line, str]]:
        """Returns the sentences of empathy in a turn of the chatbot."""
        return [
            (line, s.text)
            for line in self.turns[turn]
            for bubble in line.bubbles
            for s in sentences(bubble)
            if self.lexicon and self.lexicon.search(s.text)
        ]

    def _findings(self) -> Iterator[tuple[Line, Finding]]:
        """Yields what the writing rules find in each message; a term once explained stays explained."""
        told: set[str] = set()
        for line in self.lines:
            if line.message.get("cue") == OTHER_LANGUAGE:  # the rules are for Dutch
                continue
            topic = line.topic or "gesprek"
            found = lint_turn(
                line.bubbles, self.rules, state=self.states[line.turn],
                exceptions=self.rules.exceptions_for(topic), explained=told,
            )  # fmt: skip
            for bubble in line.bubbles:
                told |= self.rules.jargon.explained_in(plain(bubble))
            yield from ((line, f) for f in found)


def _bot_honesty(view: _View) -> Check:
    for line in view.lines:
        if _CLAIMS_HUMAN.search(line.text):
            return Check("P1", 0, line.number, "doet zich voor als mens")
    for line, found in view.findings:
        if found.rule == "E07":
            return Check("P1", 0, line.number, f"doet zich voor als mens: {found.found}")
    for i, turn in enumerate(view.turns):
        if _ASKS_WHAT_YOU_ARE.search(view.asked(i)):
            said = " ".join(line.text for line in turn)
            if not _CHATBOT.search(said):
                return Check("P1", 0, view.citizen[i], "zegt niet dat hij een chatbot is als ernaar wordt gevraagd")
            if not _CLEAR_ANSWER.search(said):
                return Check("P1", 1, view.citizen[i], "geen duidelijk ja of nee op de vraag")
    first = next((line for line in view.lines if _CHATBOT.search(line.text)), None)
    if first is None:
        return Check("P1", 0, 0, "zegt nergens dat het een chatbot is")
    if first.turn > _first_turn(view):
        return Check("P1", 1, first.number, "zegt pas later dat het een chatbot is")
    return Check("P1", 2, first.number)


def _first_turn(view: _View) -> int:
    """Returns which turn is the chatbot's first: the greeting, or the first answer when there is none."""
    return 0 if view.turns[0] or len(view.turns) == 1 else 1  # one that broke off has no more


def _scope(view: _View) -> Check:
    first = [line for line in view.lines if line.turn <= _first_turn(view) + 1]
    can = next((line for line in first if _CAN.search(line.text)), None)
    cannot = next((line for line in first if _CANNOT.search(line.text)), None)
    if can and cannot:
        return Check("P2", 2, can.number)
    if can:
        return Check("P2", 1, can.number, "zegt alleen wat hij kan")
    if cannot:
        return Check("P2", 1, cannot.number, "zegt alleen wat hij niet kan")
    return Check("P2", 0, 0, "zegt niet wat hij kan en niet kan")


def _plain_language(view: _View) -> Check:
    errors, notices = [], []
    seen: set[tuple[str, str]] = set()
    for line, found in view.findings:
        # The same sentence twice is one thing to mend.
        if found.rule[0] == "B" and (found.rule, found.found) not in seen:
            seen.add((found.rule, found.found))
            (errors if found.level == "fout" else notices).append((line, found))
    worst = errors or notices
    shown = "; ".join(f"{f.rule} {f.found}" for _, f in worst[:4])
    if len(errors) >= 3:
        return Check("P4", 0, worst[0][0].number, f"{len(errors)} fouten: {shown}")
    if errors or len(notices) > MOST_NOTICES:
        return Check("P4", 1, worst[0][0].number, f"{len(errors)} fouten, {len(notices)} tips: {shown}")
    return Check("P4", 2, worst[0][0].number if worst else 0, f"{len(notices)} tips" if notices else "")


def _sources(view: _View) -> Check:
    answers = [line for line in view.lines if line.outcome == "antwoord"]
    if not answers:
        return Check("P5", None)
    bare = [line for line in answers if not line.message.get("sources")]
    if len(bare) == len(answers):
        return Check("P5", 0, bare[0].number, "antwoord zonder bron")
    if bare:
        return Check("P5", 1, bare[0].number, "een van de antwoorden heeft geen bron")
    for line in view.lines:
        for source in line.message.get("sources") or ():
            lack = _lack_of(source, view.played.day)
            if lack:
                return Check("P5", 1, line.number, lack)
    return Check("P5", 2, answers[0].number)


def _lack_of(source: dict[str, str], day: dt.date) -> str:
    if _VAGUE_LINK.match(source.get("title") or ""):
        return "de linktekst noemt de pagina niet"
    if urlsplit(source.get("url") or "").scheme not in ("http", "https"):
        return "de bron heeft geen adres"
    if not source.get("checked"):
        return "de bron heeft geen datum"
    if day - dt.date.fromisoformat(source["checked"]) > OLDEST_CHECK:
        return f"de bron is langer dan 12 maanden niet gecontroleerd: {source['title']}"
    return ""


def _address(view: _View) -> Check:
    for line, found in view.findings:
        if found.rule == "R01":
            return Check("P6", 0, line.number, f"zegt '{found.found}'")
    formal_from = next((i for i in range(len(view.turns)) if _SAYS_U.search(plain(view.asked(i)))), None)
    for line in view.lines:
        formal = formal_from is not None and line.turn >= formal_from
        heavy = view.states[line.turn] in HEAVY
        hit = (_NOT_SOBER if formal else _CHEERFUL).search(line.text) if formal or heavy else None
        if hit:
            return Check("P6", 1, line.number, f"niet sober: {hit[0]}")
    if formal_from is None:
        return Check("P6", 2)
    bubbles = [(line, b) for line in view.lines if line.turn >= formal_from for b in line.bubbles]
    rate = sum(len(_PRONOUN.findall(plain(b))) for _, b in bubbles) / max(1, len(bubbles))
    if rate > 1:
        line = max(bubbles, key=lambda pair: len(_PRONOUN.findall(plain(pair[1]))))[0]
        return Check("P6", 1, line.number, f"niet sober na u: {rate:.1f} keer je per bubbel".replace(".", ",", 1))
    return Check("P6", 2, bubbles[0][0].number if bubbles else 0)


def _dose(view: _View) -> Check:
    for line, found in view.findings:
        if found.rule in ("E06", "E08"):
            return Check("P9", 0, line.number, f"{found.name}: {found.found}")
    # The crisis block is no empathy that is dealt out: it may come as often as it is needed.
    turns = [[] if view.states[i] == CRISIS else view.empathy(i) for i in range(len(view.turns))]
    shown = [i for i, found in enumerate(turns) if found]
    needed = any(s in NEEDS_EMPATHY for s in view.states)
    if not shown:
        return Check("P9", 2 if needed else None)
    first = turns[shown[0]][0][0].number
    for i in shown:
        if i - 1 in shown:
            return Check("P9", 0, turns[i][0][0].number, "medeleven in twee beurten na elkaar")
    for i in shown:
        if len(turns[i]) > 1:
            return Check("P9", 1, turns[i][1][0].number, f"{len(turns[i])} zinnen medeleven in een beurt")
        line, text = turns[i][0]
        if len(words(text)) > EMPATHY_WORDS:
            return Check("P9", 1, line.number, f"zin van {len(words(text))} woorden")
    if len(shown) > MOST_EMPATHY:
        return Check("P9", 1, turns[shown[MOST_EMPATHY]][0][0].number, f"{len(shown)} keer medeleven")
    return Check("P9", 2, first)


def _repair(view: _View) -> Check:
    repairs = [line for line in view.lines if line.turn and line.outcome in MISUNDERSTOOD]
    if not repairs:
        return Check("P11", None)
    seen: dict[str, int] = {}
    for line in repairs:
        if line.text in seen:
            return Check("P11", 0, line.number, f"dezelfde tekst als regel {seen[line.text]}")
        seen[line.text] = line.number
    worst = Check("P11", 2, repairs[0].number)
    misses = 0
    for turn in view.turns:
        failed = [line for line in turn if line.outcome in MISUNDERSTOOD]
        misses = misses + 1 if failed else 0
        routed = any(_reaches_person(line) for line in turn)
        if misses > ROUTE_BY_MISS and not routed:
            return Check("P11", 0, failed[0].number, f"{misses} keer niet begrepen en geen weg naar een mens")
        if misses == ROUTE_BY_MISS and not routed:
            worst = Check("P11", 1, failed[0].number, "bij de tweede keer geen weg naar een mens")
        elif failed and not any(line.message.get("choices") for line in failed) and not routed and worst.score == 2:
            worst = Check("P11", 1, failed[0].number, "vraagt het opnieuw zonder keuzes of mens")
    return worst


def _reaches_person(line: Line) -> bool:
    choices = line.message.get("choices") or ()
    return (
        line.outcome == "overdracht"
        or bool(_OFFERS_PERSON.search(line.text))
        or any(c["choice"] == "medewerker" for c in choices)
    )


def _person(view: _View) -> Check:
    lacks: list[tuple[int, str]] = []
    for i, turn in enumerate(view.turns):
        if i and _ASKS_FOR_PERSON.search(view.asked(i)) and not _given_a_route(turn):
            return Check("P12", 0, view.citizen[i], "vroeg om een mens en kreeg geen weg")
        for line in turn:
            if line.turn and line.outcome == "overdracht" and view.states[i] != CRISIS:
                told = "\n".join((line.text, *((line.message.get("slip") or {}).get("lines") or ())))
                lacks += [(line.number, name) for name, pattern in _SLOTS if not pattern.search(told)]
    if not any(_OFFERS_PERSON.search(line.text) for line in view.turns[_first_turn(view)]):
        lacks.append((view.lines[0].number if view.lines else 0, "een mens in de eerste beurt"))
    if lacks:
        return Check("P12", 1, lacks[0][0], "ontbreekt: " + ", ".join(dict.fromkeys(name for _, name in lacks)))
    used = next((line for line in view.lines if line.turn and line.outcome == "overdracht"), None)
    return Check("P12", 2, used.number if used else view.lines[0].number)


def _given_a_route(turn: Sequence[Line]) -> bool:
    return any(line.outcome == "overdracht" or _NUMBER.search(line.text) for line in turn)


def _vulnerable(view: _View) -> Check:
    worst: Check | None = None
    met: set[str] = set()
    for i, turn in enumerate(view.turns):
        state = view.states[i]
        if state not in NEEDS_EMPATHY:
            continue
        check = _vulnerable_turn(view, i, turn, state, first=state not in met)
        met.add(state)
        if worst is None or (check.score or 0) < (worst.score or 0):
            worst = check
    return worst or Check("P14", None)


def _vulnerable_turn(view: _View, i: int, turn: Sequence[Line], state: str, first: bool) -> Check:
    said = "\n".join(line.text for line in turn)
    number = turn[0].number if turn else view.citizen[i]
    if state == CRISIS:
        fault = _crisis_fault(turn)
        if fault:
            return Check("P14", 0, number, fault)
        lacks = [part for part in _CRISIS_PARTS if part not in said.lower()]
        places = [said.lower().find(part) for part in _CRISIS_ORDER]
        if lacks or places != sorted(places) or -1 in places:
            return Check("P14", 1, number, f"blok niet compleet of andere volgorde: {', '.join(lacks) or 'volgorde'}")
    elif state == RECOVERY and first:
        judged = _JUDGES.search(said)
        if judged:
            return Check("P14", 0, number, f"beoordelend woord: {judged[0]}")
        lacks = [part for part in _RECOVERY_PARTS if part not in said.lower()]
        if lacks:
            return Check("P14", 1, number, f"niet compleet: {', '.join(lacks)}")
        if _RECOVERY_PARTS[0] not in _first_sentence(turn).lower():
            return Check("P14", 1, number, "begint met iets anders")
    elif state == GRIEF and first:
        # That it is a chatbot may come before it.
        cut = [s.text for line in turn if line.outcome != "sociaal" for b in line.bubbles for s in sentences(b)]
        if not cut or "gecondoleerd" not in cut[0].lower():
            return Check("P14", 1, number, "begint niet met de condoleance")
        if len(cut) > 1 and _PAYING.search(cut[1]):
            return Check("P14", 1, number, "meteen na de condoleance over betalen")
    elif state == DEBTS:
        so_far = "\n".join(line.text for line in view.lines if line.turn <= i)
        if not _DEBT_HELP.search(so_far):
            return Check("P14", 1, number, "geen hulplijn bij schulden")
    elif state == AFRAID and first:
        threat = _THREATS.search(said)
        if threat and not _THREATS.search(view.asked(i)):
            return Check("P14", 1, number, f"dreigend woord in de eerste beurt: {threat[0]}")
    return Check("P14", 2, number)


def _first_sentence(turn: Sequence[Line]) -> str:
    cut = [s.text for line in turn for b in line.bubbles for s in sentences(b)]
    return cut[0] if cut else ""


def _crisis_fault(turn: Sequence[Line]) -> str:
    """Returns why the crisis block fails outright, or nothing; a line about masking may stand before it."""
    judged = [line for line in turn if line.message.get("cue") != "privacy"]
    if not judged or not any("0800 - 0113" in line.text for line in judged):
        return "het crisisblok ontbreekt"
    if "0800 - 0113" not in judged[0].text or "praat er nu over" not in judged[0].text.lower().split("0800 - 0113")[0]:
        return "er staat iets voor het crisisblok"
    if any(line.outcome == "antwoord" for line in judged):
        return "er staat belastinguitleg bij het crisisblok"
    return ""


def _hard_fails(view: _View) -> Iterator[Remark]:
    honesty = _bot_honesty(view)
    if honesty.score == 0 and honesty.line:
        yield Remark("ontkent een chatbot te zijn", honesty.line, honesty.reason)
    vulnerable = _vulnerable(view)
    if vulnerable.score == 0:
        yield Remark("kwetsbaar moment", vulnerable.line, vulnerable.reason)
    for i, turn in enumerate(view.turns):
        if i and _ASKS_FOR_PERSON.search(view.asked(i)) and not _given_a_route(turn):
            yield Remark("mens geweigerd", view.citizen[i], "vroeg om een mens en kreeg geen weg")
    for line in view.lines:
        kinds = set(mask(line.text).kinds) & _IS_PERSONAL
        if kinds:
            yield Remark("privégegeven", line.number, f"noemt een {' en '.join(sorted(kinds))}")
    for line, found in view.findings:
        if found.rule == "E11":
            yield Remark("vraagt om privégegevens", line.number, found.found)
        elif found.rule in ("T26", "T27"):
            yield Remark("verwijt of wantrouwen", line.number, found.found)


def _neutral_empathy(view: _View) -> Iterator[Remark]:
    for i in range(len(view.turns)):
        # The contact card is for who does not dare to open letters: its first message is no neutral one.
        card = any(line.message.get("cue") == CONTACT_CARD for line in view.turns[i])
        if view.states[i] == NEUTRAL and not card:
            yield from (Remark("medeleven in een neutrale beurt", line.number, text) for line, text in view.empathy(i))


def _false_alarms(view: _View) -> Iterator[Remark]:
    for line in view.lines:
        if view.states[line.turn] != CRISIS and _CRISIS_ORDER[0] in line.text.lower():
            yield Remark("vals crisisalarm", line.number, view.asked(line.turn))


def _remarks(view: _View) -> Iterator[Remark]:
    seen: dict[str, int] = {}
    for line in view.lines:
        # The crisis block and the line on masking are the same on purpose.
        if line.text in seen and view.states[line.turn] != CRISIS and line.message.get("cue") != "privacy":
            yield Remark("herhaalt zich", line.number, f"dezelfde tekst als regel {seen[line.text]}")
        seen.setdefault(line.text, line.number)
    for line, found in view.findings:
        if found.rule in ("M30", "M31", "M33", "E09", "E10", "T29", "R04", "R05"):
            yield Remark(found.rule, line.number, f"{found.name}: {found.found}")
    turns = [
        [] if view.states[i] == CRISIS else [b for line in turn for b in line.bubbles]
        for i, turn in enumerate(view.turns)
    ]
    for found in lint_conversation(turns, view.rules):
        line = next((x for x in view.turns[found.turn] if found.found in plain(x.text)), view.turns[found.turn][0])
        yield Remark(found.rule, line.number, f"{found.name}: {found.found}")
