"""The sober register, for who says u: still je, but without wishes, thanks and extras."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.states import says_u
from bot.knowledge.talk import Talk
from bot.tone.splitting import sentences

MOST_PRONOUNS = 1
_PRONOUN = re.compile(r"\b(?:je|jij|jou|jouw|jezelf)\b", re.IGNORECASE)
# Below only "je" goes: "jouw" is said where it stands against what is another's.
_AFTER_PREPOSITION = re.compile(
    r"\b(?:van|voor|met|in|op|over|bij|naar|uit|aan|per|door|na|zonder|tegen|onder) (?P<je>je) (?P<woord>\w+)\b"
    # "voor je aangifte doet": je is somebody
    r"(?! (?:doet|hebt|wilt|kunt|moet|krijgt|bent|indient|verstuurt|invult|gaat)\b)"
)
_AFTER_ORDER = re.compile(
    r"(?:^|[.?!:] )(?:Houd|Pak|Open|Controleer|Vul|Wijzig|Vraag|Geef|Stuur|Bewaar|Bekijk|Kijk|Zoek|Neem|Noem|Meld|Stop)"
    r" (?P<je>je) (?P<woord>\w+)\b",
    re.MULTILINE,
)
_AS_SUBJECT = re.compile(
    r"(?:^|[.?!:] )(?P<je>Je) (?P<woord>\w+) (?=(?:is|telt|mag|kan|wordt|heeft|krijgt|staat|blijft|loopt|stopt"
    r"|moet|hoeft|betaalt|verandert|bepaalt|gaat)\b)",
    re.MULTILINE,
)
# "Daalt je inkomen?", "dan telt je vermogen": what only a thing does, so je is no somebody here.
_BEHIND_VERB = re.compile(
    r"\b(?:[Dd]aalt|[Ss]tijgt|[Vv]erandert|[Kk]lopt|[Tt]elt|[Ii]s|[Bb]lijkt|[Hh]oger|[Ll]ager|[Oo]ok|min|nieuwe)"
    r" (?P<je>je) (?P<woord>\w+)\b"
    r"(?! (?:doet|hebt|wilt|kunt|moet|krijgt|bent|indient|verstuurt|invult|gaat|betaalt)\b)"
)
# "je partner": a noun that never stands alone (`altijd_lidwoord_na_u`), so je is nobody; nor in "je kale huur".
_ADJECTIVE = (
    "eigen|oude|nieuwe|nieuwste|huidige|hele|laatste|geschatte|kale|bruto|netto|echte|hoge|andere|vorige|vaste|hoogste"
    "|eerste|werkelijke|voorlopige|definitieve|totale|kindgebonden|buitenlandse|Nederlandse|fiscale"
)
_OWN = re.compile(
    rf"\b(?<!al )(?P<je>je) (?:(?P<hoe>{_ADJECTIVE}) )?(?P<woord>\w+)\b"
    r"(?! (?:bent|wordt|blijft|dan|samen|wilt|hebt|zoekt)\b)",
    re.IGNORECASE,
)
# "Doe je aangifte opnieuw.": an order, for it is no question and nothing follows from it.
_IN_ORDER = re.compile(
    r"(?:^|[.?!:] |, (?:en )?|\ben )(?:[Dd]oe|[Ll]eg|[Mm]aak|[Ll]aat|[Vv]erander|[Vv]erbeter|[Gg]ebruik|[Tt]el"
    r"|[Bb]ewaar|[Oo]pen|[Bb]ekijk|[Bb]ereken|[Vv]olg|[Bb]etaal) (?P<je>je) (?P<woord>\w+)\b"
    r"(?![^.?!]*(?:\?|, dan\b))",
    re.MULTILINE,
)
_THAT_IT_IS = re.compile(
    r"\b(?:of|als|dat|omdat|zodra|hoe ver|wanneer) (?P<je>je) (?P<woord>\w+)"
    r" (?=(?:klopt|is|daalt|stijgt|verandert)\b)"
)
# Whole questions and sentences that can be asked without je, whatever stands in them. Each keeps what follows.
_ASKED_SHORTER: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.MULTILINE), said)
    for pattern, said in (
        # "Ben je getrouwd?" - "Getrouwd?"; "Wil je meer weten?" - "Meer weten?"
        (r"(?P<voor>^|[.?!:] )(?:Ben|Wil) je (?P<rest>(?!dat\b|het er\b|je\b)(?:(?! en )[^.?!,])*\?)", "{voor}{Rest}"),
        (r"(?P<voor>^|[.?!:] )Twijfel je (?P<rest>(?:of|over|aan|tussen) [^.?!]*\?)", "{voor}Twijfel {rest}"),
        (
            r"(?P<voor>^|[.?!:] )Weet je (?P<rest>niet (?:of|hoe|wat|waar|welk|welke|wie|wanneer|waarom)\b[^.?!]*\?)",
            "{voor}Is {rest_clear}",
        ),
        (
            r"(?P<voor>^|[.?!:] )Kun je (?:het |dat |hem )?niet (?P<rest>(?:\w+ ){0,3}\w+en)\?",
            "{voor}Lukt {rest} niet?",
        ),
        (
            r"(?P<voor>\b[Kk])(?:reeg) je (?P<rest>(?:al |wel |nog )?(?:een|geen) (?:\w+)?"
            r"(?:brief|bericht|aanmaning|aanslag|boete|afwijzing|beschikking|herinnering|dwangbevel)\b)",
            "{voor}wam er {rest}",
        ),
        (
            r"(?P<voor>\b[Kk])(?:rijg) je (?P<rest>(?:al |wel |nog |dan |ook )?(?:een|geen) (?:\w+)?"
            r"(?:brief|bericht|aanmaning|aanslag|boete|afwijzing|beschikking|herinnering|dwangbevel)\b)",
            "{voor}omt er {rest}",
        ),
        (r"(?P<voor>\b[Dd]at )doe je (?P<rest>(?:in|op|met|via|bij) )", "{voor}gaat {rest}"),
    )
)


def stays_sober(heard: Heard, memory: Memory) -> bool:
    """Tells whether this conversation is sober from here on: somebody said u once."""
    return memory.sober or says_u(heard.written or heard.text)


def plainly(bubbles: tuple[str, ...], heard: Heard, talk: Talk) -> tuple[str, ...]:
    """Returns the bubbles as a sober answer says them: less is said, with fewer "je"; never nothing."""
    if not heard.sober:
        return bubbles
    kept = tuple(left for b in bubbles if (left := _without(b, talk.left_out)))
    return tuple(_asked_shorter(_with_few_pronouns(_said_plainer(b, talk.plainer), talk)) for b in kept or bubbles)


def _said_plainer(bubble: str, plainer: Mapping[str, str]) -> str:
    """Returns a bubble in which "met je DigiD" is "met DigiD", until one "je" is left; longer words go before."""
    for words in sorted(plainer, key=len, reverse=True):
        pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        while len(_PRONOUN.findall(bubble)) > MOST_PRONOUNS and pattern.search(bubble):
            bubble = pattern.sub(lambda _, words=words: plainer[words], bubble, count=1)
    return bubble


def _with_few_pronouns(bubble: str, talk: Talk) -> str:
    """Returns a bubble in which "je" before a known word is an article, where that is safe, until one "je" is left.

    Safe is: behind a preposition ("van je aangifte"), behind an order ("Houd je brief"), at the start of a sentence
    before a verb ("Je inkomen telt mee"), and before a word that never stands alone ("je partner"). In "als je aangifte
    doet" je is somebody, and stays.
    """
    for pattern in (_AFTER_PREPOSITION, _AFTER_ORDER, _AS_SUBJECT, _BEHIND_VERB, _IN_ORDER, _THAT_IT_IS, _OWN):
        for match in reversed(list(pattern.finditer(bubble))):
            word = match["woord"].lower()
            article = talk.articles.get(word)
            if article is None or len(_PRONOUN.findall(bubble)) < MOST_PRONOUNS + 1:
                continue
            if pattern is _OWN and word not in talk.never_alone and not match["hoe"]:
                continue
            article = article.capitalize() if match["je"][0].isupper() else article
            bubble = f"{bubble[: match.start('je')]}{article}{bubble[match.end('je') :]}"
    return bubble


def _asked_shorter(bubble: str) -> str:
    """Returns a bubble in which questions and sentences are said without their "je", until one "je" is left."""
    for pattern, said in _ASKED_SHORTER:
        for match in reversed(list(pattern.finditer(bubble))):
            if len(_PRONOUN.findall(bubble)) <= MOST_PRONOUNS:
                return bubble
            rest = match["rest"]
            instead = said.format(
                voor=match["voor"],
                rest=rest,
                Rest=rest[:1].upper() + rest[1:],
                rest_clear=rest.replace("niet ", "niet duidelijk ", 1),
            )
            bubble = f"{bubble[: match.start()]}{instead}{bubble[match.end() :]}"
    return bubble


def _without(bubble: str, left_out: tuple[str, ...]) -> str:
    for sentence in reversed(sentences(bubble)):
        if sentence.text.strip() in left_out:
            bubble = f"{bubble[: sentence.start].rstrip()} {bubble[sentence.end :].lstrip()}".strip()
    return bubble
