"""The sober register: few "je" after u, and never a sentence that breaks."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from bot.dialogue import Heard
from bot.dialogue.register import plainly

PRONOUN = re.compile(r"\b(?:je|jij|jou|jouw|jezelf)\b", re.IGNORECASE)
NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.timezone.utc)


def said(bubble: str, content, sober: bool = True) -> str:
    return plainly((bubble,), Heard("u", None, 0.0, (), NOW, sober=sober), content.talk)[0]


@pytest.mark.parametrize(
    ("bubble", "sober"),
    [
        ("Je inkomen telt mee. Je kunt bellen.", "Het inkomen telt mee. Je kunt bellen."),
        ("Houd je brief bij de hand. Je mag bellen.", "Houd de brief bij de hand. Je mag bellen."),
        ("Kijk in de kopie van je aangifte. Heb je die niet?", "Kijk in de kopie van de aangifte. Heb je die niet?"),
        ("Als je aangifte doet, krijg je een brief.", "Als je aangifte doet, komt er een brief."),
        ("Log in met je DigiD. Je mag bellen.", "Log in met DigiD. Je mag bellen."),
        ("Heb je een partner? Dan telt je inkomen ook.", "Is er een partner? Dan telt je inkomen ook."),
        ("Daalt je huur? Je mag bellen.", "Daalt de huur? Je mag bellen."),
        ("Is je aangifte klaar? Je mag hem versturen.", "Is de aangifte klaar? Je mag hem versturen."),
        ("Voor je aangifte doet, verzamel je alles.", "Voor je aangifte doet, verzamel je alles."),
        ("Je inkomen telt mee.", "Je inkomen telt mee."),
        # A word that never stands alone has an owner, wherever it stands; a bare word may be what je does.
        ("Werkt je partner niet? Je mag bellen.", "Werkt de partner niet? Je mag bellen."),
        ("Pas dan je nieuwe inkomen aan. Je mag bellen.", "Pas dan het nieuwe inkomen aan. Je mag bellen."),
        ("Als je partner bent, mag je bellen.", "Als je partner bent, mag je bellen."),
        ("Als je bezwaar maakt, mag je wachten.", "Als je bezwaar maakt, mag je wachten."),
        # An order is no question, and nothing follows from it.
        ("Doe je aangifte opnieuw. Je mag bellen.", "Doe de aangifte opnieuw. Je mag bellen."),
        ("Doe je aangifte voor 1 mei, dan mag je wachten.", "Doe je aangifte voor 1 mei, dan mag je wachten."),
        # Questions that need no je.
        ("Ben je vaker te laat? Je mag bellen.", "Vaker te laat? Je mag bellen."),
        ("Ben je ziek en woont je kind bij je?", "Ben je ziek en woont het kind bij je?"),
        ("Wil je meer betalen? Je mag bellen.", "Meer betalen? Je mag bellen."),
        ("Wil je dat iemand helpt? Je mag bellen.", "Wil je dat iemand helpt? Je mag bellen."),
        ("Weet je niet hoe dat gaat? Je mag bellen.", "Is niet duidelijk hoe dat gaat? Je mag bellen."),
        ("Kun je niet goed horen? Je mag bellen.", "Lukt goed horen niet? Je mag bellen."),
        ("Kreeg je al een boete? Je mag bellen.", "Kwam er al een boete? Je mag bellen."),
        ("Dat doe je in Mijn toeslagen. Je mag bellen.", "Dat gaat in Mijn toeslagen. Je mag bellen."),
        ("Je kunt bellen voor je aangifte doet. Log in.", "Je kunt bellen voor je aangifte doet. Log in."),
    ],
)
def test_je_becomes_an_article_only_where_it_is_safe(bubble, sober, content):
    assert said(bubble, content) == sober
    assert said(bubble, content, sober=False) == bubble


def pronouns(bubbles):
    return sum(len(PRONOUN.findall(b)) for b in bubbles) / len(bubbles)


def after_u(library, topic):
    return library.answer_for(topic, NOW.date(), {"u": "ja"}, 0).bubbles


def test_answers_after_u_say_je_less(content, library):
    plain = [b for topic in content.answers for b in library.answer_for(topic, NOW.date(), {}, 0).bubbles]
    sober = [said(b, content) for topic in content.answers for b in after_u(library, topic)]
    assert pronouns(sober) < 0.7 * pronouns(plain)


def test_the_topics_asked_most_say_je_at_most_once_a_bubble_after_u(content, library):
    most_asked = [topic for topic, answer in content.answers.items() if answer.simpler]
    assert len(most_asked) >= 30
    bubbles = [said(b, content) for topic in most_asked for b in after_u(library, topic)]
    assert pronouns(bubbles) <= 0.5


def bubbles_of_situations(content):
    """The texts for what was asked or told, which have no sober wording of their own."""
    return [
        bubble
        for answer in content.answers.values()
        for wording in answer.wordings
        if wording.conditions and "u" not in wording.conditions
        for bubble in wording.bubbles
    ]


def test_the_texts_for_a_situation_say_je_about_once_a_bubble_after_u(content):
    bubbles = bubbles_of_situations(content)
    sober = [said(b, content) for b in bubbles]
    assert len(bubbles) > 1000
    assert pronouns(sober) <= min(1.42, 0.64 * pronouns(bubbles))
    assert sum(len(PRONOUN.findall(b)) > 1 for b in sober) <= 0.34 * len(sober)


def test_fewer_je_changes_no_fact_and_breaks_no_sentence(content):
    for bubble in bubbles_of_situations(content):
        sober = said(bubble, content)
        for sentence in content.talk.left_out:
            bubble = bubble.replace(f"{sentence} ", "")
        assert facts([sober]) == facts([bubble]), bubble
        assert "  " not in sober, bubble
        assert re.sub(r"[^.?!:]", "", sober) == re.sub(r"[^.?!:]", "", bubble), bubble
        assert not re.search(r"(?:^|[.?!] )[a-z]", sober.split("\n")[0].replace("belastingdienst.nl", "")) or re.search(
            r"(?:^|[.?!] )[a-z]", bubble.split("\n")[0].replace("belastingdienst.nl", "")
        ), sober


def test_a_sober_wording_says_je_at_most_once_and_never_u(content):
    for topic, answer in content.answers.items():
        for wording in answer.wordings:
            if wording.conditions.get("u"):
                for bubble in wording.bubbles:
                    assert len(PRONOUN.findall(bubble)) <= 1, (topic, bubble)
                    assert not re.search(r"\bu\b|\buw\b", bubble), (topic, bubble)


def test_a_sober_wording_has_the_facts_of_the_ordinary_one(content):
    """The substance stays: an amount, a date or a number that stands in one stands in the other."""
    for topic, answer in content.answers.items():
        for wording in answer.wordings:
            if set(wording.conditions) != {"u"}:
                continue
            same_days = [w for w in answer.wordings if not w.conditions and w.validity == wording.validity]
            ordinary = same_days[0] if same_days else None
            assert ordinary is not None, topic
            assert facts(wording.bubbles) == facts(ordinary.bubbles), topic


def facts(bubbles):
    return set(re.findall(r"\{[^}]+\}|\b\d{4}\b|€ ?\d[\d.]*", "\n".join(bubbles)))


def test_what_was_said_goes_before_the_register(talk):
    message = talk.say("hoe vraagt u zorgtoeslag aan", "toeslagen.aanvragen", said={"toeslag": "zorgtoeslag"})
    assert message["text"].startswith("Zorgtoeslag")


def test_who_says_u_reads_the_sober_wording(talk):
    assert talk.say("kunt u zeggen hoe aangifte gaat", "aangifte.hoe_doen")["text"].startswith(
        "Aangifte doen kan online"
    )
    assert talk.say("en hoe is dat te laat", "aangifte.te_laat")["text"].startswith("Doe alsnog aangifte")


def test_no_page_shows_a_sober_wording_as_a_situation(content, library):
    for topic in content.answers:
        assert not [c for c, _ in library.variants(topic, NOW.date()) if "u" in c]
