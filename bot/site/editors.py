"""The page for editors: what runs out, what was checked long ago, what is uncertain."""

from __future__ import annotations

import asyncio
import datetime as dt
import hmac
from html import escape

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import html as html_response

from bot.knowledge.upkeep import DAYS, oldest_check
from bot.knowledge.upkeep_page import TITLE, as_html

MOST_DAYS = 400
editors = Blueprint("editors")


def _may_see(request: Request) -> bool:
    """Tells whether the page may be shown: in a trial to all, in production only to who bears this run's local key.

    Until staff have accounts. The page holds no conversations and no personal data.
    """
    settings = request.app.ctx.settings
    key = request.headers.get("x-local-key", "")
    known = bool(settings.local_key) and hmac.compare_digest(key.encode(), settings.local_key.encode())
    return known or not settings.production


@editors.get("/redactie")
async def report(request: Request) -> HTTPResponse:
    """Shows the editors' report for today, or for another day with ?today=2027-01-02 and ?days=90."""
    if not _may_see(request):
        raise NotFound("no such page")
    ctx = request.app.ctx
    today, days, wrong = _asked(request, ctx.clock().date())
    items = await asyncio.to_thread(ctx.library.upkeep, today, days)
    inside = as_html(items, today, ctx.library.problems, oldest_check(ctx.library.content))
    return html_response(
        _page(ctx.settings, inside, today, days, wrong),
        status=400 if wrong else 200,
        headers={"Cache-Control": "no-store"},
    )


def _asked(request: Request, today: dt.date) -> tuple[dt.date, int, str]:
    """Returns the day and how many days ahead, and what is wrong with what was asked."""
    try:
        day = dt.date.fromisoformat(request.args.get("today", today.isoformat()))
        days = int(request.args.get("days", DAYS))
        if not (0 <= days <= MOST_DAYS and 2020 <= day.year <= 2100):
            raise ValueError
    except ValueError:
        return today, DAYS, f"Kies een dag als JJJJ-MM-DD en hoogstens {MOST_DAYS} dagen. Hieronder staat vandaag."
    return day, days, ""


def _page(settings, inside: str, today: dt.date, days: int, wrong: str) -> str:
    service, notice = escape(settings.service_name), escape(settings.notice)
    complaint = f'<p role="alert">{escape(wrong)}</p>' if wrong else ""
    return f"""<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{TITLE} - {service}</title>
<link rel="icon" href="/widget/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/widget/page.css">
<link rel="stylesheet" href="/widget/editors.css">
</head>
<body>
<a class="skip" href="#report">Ga naar het overzicht</a>
<aside class="notice" aria-label="Proefopstelling"><p>{notice}</p></aside>
<header class="site"><p><span class="mark" aria-hidden="true"></span>{service}</p></header>
<main class="report" id="report" tabindex="-1">
{complaint}
{inside}
<form action="/redactie" method="get">
<label>Kijk alsof het deze dag is <input type="date" name="today" value="{today.isoformat()}"></label>
<label>Dagen vooruit <input type="number" name="days" value="{days}" min="0" max="{MOST_DAYS}"></label>
<button>Toon</button>
</form>
</main>
<footer><p>{service} wordt beheerd door {escape(settings.operator)}.</p></footer>
</body>
</html>
"""
