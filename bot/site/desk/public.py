"""Replies for in public: paste a question from X, Facebook or Instagram, copy a reply of at most 280 characters."""

from __future__ import annotations

import asyncio

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.calendar import date_in_words
from bot.site.answers.routes import base_of
from bot.site.answers.view import is_public, page_path
from bot.site.desk.ranking import LONGEST, topics_for
from bot.site.desk.render import desk_templates
from bot.site.staff import needs
from bot.staff import Role
from bot.webcare import handle_in, public_replies
from bot.webcare.public import LONGEST as LONGEST_REPLY
from bot.webcare.public import as_handle, question_in

KIND = "openbaar"  # of the count in insight
PATH = "/webcare/openbaar"

public_pages = Blueprint("desk_public")


@public_pages.get(PATH)
@needs(Role.WEBCARE)
async def ask(request: Request) -> HTTPResponse:
    """Shows the empty page."""
    return _page(request)


@public_pages.post(PATH)
@needs(Role.WEBCARE)
async def find(request: Request) -> HTTPResponse:
    """Shows the replies to a pasted question. The @name is only in this answer; nothing of the question is kept."""
    ctx = request.app.ctx
    pasted = (request.form.get("vraag") or "")[:LONGEST]
    typed = (request.form.get("naam") or "").strip()
    handle = as_handle(typed) if typed else handle_in(pasted)
    question, private = question_in(pasted)
    if not question:
        return _page(request, wrong="Plak eerst een bericht. Dan zoek ik reacties.", status=400)
    if typed and not handle:
        wrong = "Deze naam kan niet. Een naam heeft letters, cijfers, _ of een punt, en begint met @."
        return _page(request, question=question, handle=typed[:LONGEST_REPLY], wrong=wrong, status=400)
    today = ctx.clock().date()
    about = await topics_for(request.app, question, today)
    base = base_of(request)

    def link_to(topic: str) -> str:
        if topic and is_public(ctx.library, topic):
            return base + page_path(topic)
        return f"{base}/?onderwerp={topic}" if topic else f"{base}/"

    rules = await asyncio.to_thread(request.app.ctx.library.rules)
    found = public_replies(ctx.library, rules, question, private, handle, about, today, link_to)
    first = found.replies[0] if found.replies else None
    topic, detail = (first.topic, first.kind) if first else ("", "niets_gevonden")
    await asyncio.to_thread(ctx.insight.count, KIND, topic, detail)
    await asyncio.to_thread(ctx.audit.add, request.ctx.member.id, "openbaar_antwoord", topic, detail)
    return _page(request, question=question, handle=handle, found=found)


def _page(request: Request, question="", handle="", found=None, wrong="", status=200) -> HTTPResponse:
    return desk_templates.render(
        request,
        "public.html",
        status=status,
        question=question,
        handle=handle,
        found=found,
        wrong=wrong,
        longest=LONGEST_REPLY,
        longest_question=LONGEST,
        in_words=date_in_words,
    )
