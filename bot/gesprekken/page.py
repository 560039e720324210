"""One page to read: the conversations as bubbles, with in the margin what the program knew. Prints well."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape

from bot.gesprekken.rubric import POINTS, Scores, average
from bot.gesprekken.scripts import Script, known_shortfalls
from bot.gesprekken.transcript import Message, Played, bubbles_of

SHOWN = 2  # of what is wrong, in the table; all of it stands below the conversation
_STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8882; --bad: #b3261e; --ink: CanvasText; }
@media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 1rem; }
h1 { line-height: 1.2; } h2 { margin: 0 0 .25rem; font-size: 1.15rem; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
.bad { color: var(--bad); font-weight: 600; }
.scroll { overflow-x: auto; }
article { border-top: 2px solid var(--line); padding: 1.5rem 0; }
.tags { color: GrayText; font-size: .875rem; margin: 0 0 1rem; }
.row { display: grid; grid-template-columns: 2rem minmax(0, 1fr) 17rem; gap: .75rem; margin-bottom: .75rem; }
.row > .n { color: GrayText; font-size: .75rem; padding-top: .5rem; text-align: right; }
.margin { color: GrayText; font-size: .75rem; line-height: 1.4; overflow-wrap: anywhere; }
.bubble { border-radius: .75rem; padding: .5rem .75rem; margin: 0 0 .25rem; background: var(--soft); width: fit-content;
  max-width: 34rem; white-space: pre-line; }
.burger .bubble { background: transparent; border: 1px solid var(--line); margin-left: auto; }
.choices { display: flex; flex-wrap: wrap; gap: .25rem; list-style: none; margin: .25rem 0; padding: 0; }
.choices li { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .6rem; font-size: .8rem; }
.slip { border: 1px dashed var(--line); padding: .25rem .75rem; max-width: 34rem; font-size: .85rem; }
ul.why { font-size: .85rem; padding-left: 1.2rem; }
@media (max-width: 45rem) { .row { grid-template-columns: 1.5rem minmax(0, 1fr); } .margin { grid-column: 2; } }
@media print { body { max-width: none; font-size: 11pt; } article { break-inside: avoid-page; } a { color: inherit; } }
"""


def page(
    scripts: Sequence[Script],
    conversations: Sequence[Played],
    scores: Sequence[Scores],
    misses: Sequence[Sequence[str]],
    version: str,
    made: dt.datetime,
) -> str:
    """Returns the page.

    Args:
        scripts: what was played.
        conversations: how it went.
        scores: of each conversation.
        misses: what each conversation did not bring.
        version: fingerprint of the content.
        made: when it was played.
    """
    rows = list(zip(scripts, conversations, scores, misses, strict=True))
    held = [s for c, s in zip(conversations, scores, strict=True) if not c.broken]
    fails = sum(len(s.hard_fails) for s in scores)
    calm = sum(len(s.neutral_empathy) for s in scores)
    alarms = sum(len(s.false_alarms) for s in scores)
    unmet = sum(bool(m) for m in misses)
    known = sum(bool(known_shortfalls(s, c)) for s, c in zip(scripts, conversations, strict=True))
    points = "".join(f"<th class=n title='{escape(name)}'>{point}</th>" for point, name in POINTS.items())
    facts = [
        f"{len(scripts)} gesprekken, {sum(len(c.turns) for c in conversations)} beurten",
        f"gemiddeld {_number(average(held))} van 100 over wat een programma kan zien",
        _flag(fails, "harde fout", "harde fouten"),
        _flag(calm, "keer medeleven in een neutrale beurt", "keer medeleven in een neutrale beurt"),
        _flag(alarms, "vals crisisalarm", "valse crisisalarmen"),
        _flag(unmet, "gesprek bracht niet wat werd verwacht", "gesprekken brachten niet wat werd verwacht"),
        f"{known} {'gesprek' if known == 1 else 'gesprekken'} met een bekend tekort",
        f"inhoud {escape(version)}, gespeeld op {made:%d-%m-%Y om %H.%M uur}",
    ]
    contents = "".join(_contents_row(*row) for row in rows)
    articles = "".join(_article(*row) for row in rows)
    return (
        "<!doctype html>\n<html lang=nl><head><meta charset=utf-8>"
        "<meta name=viewport content='width=device-width, initial-scale=1'>"
        f"<title>Gesprekken van de draaiboeken</title><style>{_STYLE}</style></head><body>"
        "<h1>Gesprekken van de draaiboeken</h1>"
        f"<ul>{''.join(f'<li>{fact}</li>' for fact in facts)}</ul>"
        "<p>P1 tot en met P14 zijn punten van de rubriek: 2 is goed, een streepje is niet van toepassing. "
        "P3, P7, P8, P10, P13 en P15 scoort een mens die leest.</p>"
        f"<div class=scroll><table><thead><tr><th>gesprek</th><th>staat</th><th class=n>score</th>{points}"
        f"<th>wat opvalt</th></tr></thead><tbody>{contents}</tbody></table></div>{articles}</body></html>\n"
    )


def _flag(count: int, one: str, more: str) -> str:
    text = f"{count} {one if count == 1 else more}"
    return f"<span class=bad>{text}</span>" if count else text


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _trouble(scores: Scores, misses: Sequence[str]) -> list[str]:
    """Returns what has to be looked at, the worst first."""
    return [str(r) for r in scores.trouble] + list(misses)


def _contents_row(script: Script, played: Played, scores: Scores, misses: Sequence[str]) -> str:
    found = _trouble(scores, misses)
    trouble = "; ".join(found[:SHOWN]) + (f"; en nog {len(found) - SHOWN}" if len(found) > SHOWN else "")
    total = "–" if played.broken else _number(scores.total)
    cells = "".join(
        f"<td class='n{' bad' if c.score == 0 else ''}' title='{escape(str(c), quote=True)}'>"
        f"{'–' if c.score is None else c.score}</td>"
        for c in scores.checks
    )
    return (
        f"<tr><td><a href='#{escape(script.id, quote=True)}'>{escape(script.title)}</a></td>"
        f"<td>{escape(', '.join(script.states))}</td><td class=n>{total}</td>{cells}"
        f"<td class=bad>{escape(trouble)}</td></tr>"
    )


def _article(script: Script, played: Played, scores: Scores, misses: Sequence[str]) -> str:
    tags = [script.id, f"{script.day:%d-%m-%Y}", *script.kinds, *(f"ladder: {step}" for step in script.ladder)]
    if script.start:
        tags.append(f"begin: {script.start}")
    why = [f"<li class=bad>{escape(text)}</li>" for text in _trouble(scores, misses)]
    why += [f"<li>bekend tekort, {escape(text)}</li>" for text in known_shortfalls(script, played)]
    why += [f"<li>{escape(str(c))}</li>" for c in scores.checks if c.score is not None and (c.score < 2 or c.reason)]
    why += [f"<li>{escape(str(r))}</li>" for r in scores.remarks]
    return (
        f"<article id='{escape(script.id, quote=True)}'><h2>{escape(script.title)}: {_number(scores.total)}</h2>"
        f"<p class=tags>{escape(' · '.join(tags))}</p>{''.join(_rows(script, played))}"
        f"<ul class=why>{''.join(why)}</ul></article>"
    )


def _rows(script: Script, played: Played) -> list[str]:
    rows: list[str] = []

    def add(message: Message, margin: Sequence[str], citizen: bool = False) -> None:
        bubbles = "".join(f"<div class=bubble>{escape(b)}</div>" for b in bubbles_of(message))
        choices = "".join(f"<li>{escape(c['label'])}</li>" for c in message.get("choices") or ())
        slip = message.get("slip") or {}
        card = "".join(f"<div>{escape(line)}</div>" for line in slip.get("lines") or ())
        rows.append(
            f"<div class='row{' burger' if citizen else ''}'><div class=n>{len(rows) + 1}</div><div>{bubbles}"
            + (f"<ul class=choices>{choices}</ul>" if choices else "")
            + (f"<div class=slip>{card}</div>" if card else "")
            + f"</div><div class=margin>{'<br>'.join(escape(m) for m in margin if m)}</div></div>"
        )

    for message in played.greeting:
        add(message, _margin(message))
    for i, turn in enumerate(played.turns):
        pressed = "knop" if script.steps[i].is_choice else ""
        masked = f"gemaskeerd: {', '.join(turn.masked)}" if turn.masked else ""
        add({"text": turn.text}, (f"staat volgens het draaiboek: {turn.state}", pressed, masked), citizen=True)
        for message in turn.replies:
            add(message, _margin(message))
    return rows


def _margin(message: Message) -> list[str]:
    confidence = message.get("confidence")
    lines = [
        f"uitkomst: {message.get('outcome') or '–'}",
        f"onderwerp: {message.get('topic') or '–'}",
        f"zekerheid: {_number(100 * confidence)}%" if confidence else "",
        f"signaal: {message['cue']}" if message.get("cue") else "",
    ]
    return lines + [f"bron: {s['title']} (gecontroleerd {s['checked']})" for s in message.get("sources") or ()]
