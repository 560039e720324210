"""The editors' report as text for a terminal and as HTML for a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby

from bot.calendar import date_in_words
from bot.knowledge.problems import Problem
from bot.knowledge.upkeep import Upkeep

EMPTY = "Er is nu niets te doen."
TITLE = "Onderhoud van de antwoorden"


def days_in_words(days: int | None) -> str:
    """Returns "nog 9 dagen", "vandaag", "3 dagen voorbij" or a dash when there is no day to it."""
    if days is None:
        return "–"
    if days == 0:
        return "vandaag"
    many = f"{abs(days)} {'dag' if abs(days) == 1 else 'dagen'}"
    return f"nog {many}" if days > 0 else f"{many} voorbij"


def as_text(items: Sequence[Upkeep], today: dt.date, oldest: tuple[dt.date, str] | None = None) -> str:
    """Returns the report as a table for the terminal, most urgent first."""
    lines = [f"{TITLE}, {date_in_words(today)}"]
    for urgency, group in groupby(items, key=lambda u: u.urgency):
        found = list(group)
        lines += ["", f"{urgency.upper()} ({len(found)})"]
        for u in found:
            lines.append(f"  {days_in_words(u.days):>18}  {u.kind:<9}  {u.owner:<20}  {u.file}:{u.line}")
            lines.append(f"  {'':>18}  {u.message} {u.mend}")
    lines += ["", EMPTY if not items else f"{len(items)} punten."]
    lines += _oldest(oldest)
    return "\n".join(lines)


def _oldest(oldest: tuple[dt.date, str] | None) -> list[str]:
    return [f"Het langst geleden gecontroleerd: '{oldest[1]}', op {date_in_words(oldest[0])}."] if oldest else []


def as_html(
    items: Sequence[Upkeep],
    today: dt.date,
    problems: Sequence[Problem] = (),
    oldest: tuple[dt.date, str] | None = None,
    mend_at: Callable[[Upkeep], str] | None = None,
) -> str:
    """Returns the report as the inside of a page: no head, no styles.

    Args:
        items: the report, most urgent first.
        today: the day it is about.
        problems: what keeps the newest content from going live; stands on top.
        oldest: see `upkeep.oldest_check`.
        mend_at: gives the address where an item is mended on the site, or "" when it is not mended there.
    """
    parts = [
        f"<h1>{TITLE}</h1>",
        f'<p class="lead">Stand op {date_in_words(today)}. Het dringendste staat bovenaan.</p>',
    ]
    if problems:
        listed = "".join(f"<li>{escape(str(p))}</li>" for p in problems)
        parts.append(
            '<section class="problems" aria-labelledby="problems"><h2 id="problems">Fouten in data/</h2>'
            f"<p>De chatbot draait door op de laatste goede versie, tot dit hersteld is.</p><ul>{listed}</ul></section>"
        )
    groups = [(urgency, list(group)) for urgency, group in groupby(items, key=lambda u: u.urgency)]
    if groups:
        links = "".join(f'<li><a href="#niveau-{g[0].level}">{escape(u)} ({len(g)})</a></li>' for u, g in groups)
        parts.append(f'<nav aria-label="Dringendheid"><ul class="levels">{links}</ul></nav>')
    parts += [_table(urgency, group, mend_at) for urgency, group in groups]
    parts += [] if items else [f"<p>{EMPTY}</p>"]
    parts += [f"<p>{escape(line)}</p>" for line in _oldest(oldest)]
    return "\n".join(parts)


def _table(urgency: str, items: Sequence[Upkeep], mend_at: Callable[[Upkeep], str] | None) -> str:
    heading = f"niveau-{items[0].level}"
    rows = "".join(
        f'<tr><td class="days-left" data-label="Dagen">{days_in_words(u.days)}</td><td>{escape(u.message)}<br>'
        f'<span class="mend">{escape(u.mend)}</span></td><td data-label="Eigenaar">{escape(u.owner)}</td>'
        f'<td data-label="Waar">{_where(u, mend_at(u) if mend_at else "")}</td></tr>'
        for u in items
    )
    name = urgency[:1].upper() + urgency[1:]
    return (
        f'<section><h2 id="{heading}">{escape(name)} ({len(items)})</h2>'
        f'<div class="wide" role="region" aria-labelledby="{heading}" tabindex="0"><table class="cells">'
        '<thead><tr><th scope="col">Dagen</th><th scope="col">Wat en wat je doet</th><th scope="col">Eigenaar</th>'
        f'<th scope="col">Waar</th></tr></thead><tbody>{rows}</tbody></table></div></section>'
    )


def _where(item: Upkeep, address: str) -> str:
    file = f"<code>{escape(item.file)}:{item.line}</code>"
    return f'<a href="{escape(address)}">Verbeter het</a><br>{file}' if address else file


def whole_page(inside: str, styles: str) -> str:
    """Returns a page that stands on its own, for sending to a colleague or keeping."""
    return (
        f'<!doctype html>\n<html lang="nl">\n<head><meta charset="utf-8"><title>{TITLE}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f'<style>\n{styles}</style></head>\n<body><main class="report">\n{inside}\n</main></body>\n</html>\n'
    )
