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
_AFTER_PREPOSITION = re.compile(
    r"\b(?:van|voor|met|in|op|over|bij|naar|uit|aan|per|door|na|zonder|tegen|onder) (?P<je>je|jouw) (?P<woord>\w+)\b"
    # "voor je aangifte doet": je is somebody
    r"(?! (?:doet|hebt|wilt|kunt|moet|krijgt|bent|indient|verstuurt|invult|gaat)\b)"
)
_AFTER_ORDER = re.compile(
    r"(?:^|[.?!:] )(?:Houd|Pak|Open|Controleer|Vul|Wijzig|Vraag|Geef|Stuur|Bewaar|Bekijk|Kijk|Zoek|Neem|Noem|Meld|Stop)"
    r" (?P<je>je|jouw) (?P<woord>\w+)\b",
    re.MULTILINE,
)
_AS_SUBJECT = re.compile(
    r"(?:^|[.?!:] )(?P<je>Je|Jouw) (?P<woord>\w+) (?=(?:is|telt|mag|kan|wordt|heeft|krijgt|staat|blijft|loopt|stopt"
    r"|moet|hoeft|betaalt|verandert|bepaalt|gaat)\b)",
    re.MULTILINE,
)
# "Daalt je inkomen?", "dan telt je vermogen": what only a thing does, so je is no somebody here.
_BEHIND_VERB = re.compile(
    r"\b(?:[Dd]aalt|[Ss]tijgt|[Vv]erandert|[Kk]lopt|[Tt]elt|[Ii]s|[Bb]lijkt|[Hh]oger|[Ll]ager|[Oo]ok|min|nieuwe)"
    r" (?P<je>je|jouw) (?P<woord>\w+)\b"
    r"(?! (?:doet|hebt|wilt|kunt|moet|krijgt|bent|indient|verstuurt|invult|gaat|betaalt)\b)"
)


def stays_sober(heard: Heard, memory: Memory) -> bool:
    """Tells whether this conversation is sober from here on: somebody said u once."""
    return memory.sober or says_u(heard.written or heard.text)


def plainly(bubbles: tuple[str, ...], heard: Heard, talk: Talk) -> tuple[str, ...]:
    """Returns the bubbles as a sober answer says them: less is said, with fewer "je"; never nothing."""
    if not heard.sober:
        return bubbles
    kept = tuple(left for b in bubbles if (left := _without(b, talk.left_out)))
    return tuple(_with_few_pronouns(_said_plainer(b, talk.plainer), talk.articles) for b in kept or bubbles)


def _said_plainer(bubble: str, plainer: Mapping[str, str]) -> str:
    """Returns a bubble in which "met je DigiD" is "met DigiD", until one "je" is left; longer words go before."""
    for words in sorted(plainer, key=len, reverse=True):
        pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        while len(_PRONOUN.findall(bubble)) > MOST_PRONOUNS and pattern.search(bubble):
            bubble = pattern.sub(lambda _, words=words: plainer[words], bubble, count=1)
    return bubble


def _with_few_pronouns(bubble: str, articles: Mapping[str, str]) -> str:
    """Returns a bubble in which "je" before a known word is an article, where that is safe, until one "je" is left.

    Safe is: behind a preposition ("van je aangifte"), behind an order ("Houd je brief"), and at the start of a sentence
    before a verb ("Je inkomen telt mee"). In "als je aangifte doet" je is somebody, and stays.
    """
    for pattern in (_AFTER_PREPOSITION, _AFTER_ORDER, _AS_SUBJECT, _BEHIND_VERB):
        for match in reversed(list(pattern.finditer(bubble))):
            article = articles.get(match["woord"].lower())
            if article is None or len(_PRONOUN.findall(bubble)) < MOST_PRONOUNS + 1:
                continue
            article = article.capitalize() if match["je"][0].isupper() else article
            bubble = f"{bubble[: match.start('je')]}{article}{bubble[match.end('je') :]}"
    return bubble


def _without(bubble: str, left_out: tuple[str, ...]) -> str:
    for sentence in reversed(sentences(bubble)):
        if sentence.text.strip() in left_out:
            bubble = f"{bubble[: sentence.start].rstrip()} {bubble[sentence.end :].lstrip()}".strip()
    return bubble
