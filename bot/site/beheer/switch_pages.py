"""Switching the chatbot off and on: what holds, a second step, and who did it when and why. In force at once."""

from __future__ import annotations

import asyncio

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.site.beheer.common import LONGEST_WHY, pages, reason
from bot.site.staff import needs
from bot.staff import CHATBOT, NO_NEW, OFF, ON, Role, StaffError

NAME = "chatbot"
STANDINGS = {
    ON: "De chatbot geeft antwoord.",
    NO_NEW: "Wie in een gesprek zit, gaat door. Wie wil beginnen, leest een vriendelijk nee met het telefoonnummer.",
    OFF: "De chatbot geeft niemand antwoord. Elke burger leest dat, en waar hij wel heen kan.",
}
TEXTS = {NO_NEW: "geen_nieuwe_gesprekken", OFF: "chatbot_uit"}
switch_pages = Blueprint("beheer_switch", url_prefix="/aan-uit")


@switch_pages.get("")
@needs(Role.BEHEER)
async def look(request: Request) -> HTTPResponse:
    """Shows what holds, since when and why, and the form to change it."""
    return await _page(request)


@switch_pages.post("")
@needs(Role.BEHEER)
async def switch(request: Request) -> HTTPResponse:
    """Shows what citizens will read; switches when that was confirmed."""
    ctx, wanted = request.app.ctx, request.form.get("stand", "")
    try:
        if wanted not in CHATBOT:
            raise StaffError("Kies wat de chatbot moet doen.")
        why = reason(request)
        if "zeker" not in request.form:
            return pages.render(
                request, "switch_sure.html", wanted=wanted, told=STANDINGS[wanted], why=why, read=_read(request, wanted)
            )
        changed = await asyncio.to_thread(ctx.desk_settings.set, NAME, wanted, request.ctx.member, why)
    except StaffError as error:
        return await _page(request, str(error))
    return redirect(f"/beheer/aan-uit?klaar={'veranderd' if changed else 'gelijk'}", status=303)


DONE = {"veranderd": "Dit geldt nu. Controleer het zelf in een privévenster.", "gelijk": "Dit stond al zo."}


def _read(request: Request, standing: str) -> list[str]:
    name, ctx = TEXTS.get(standing), request.app.ctx
    return list(ctx.library.text(name, ctx.clock().date())) if name else []


async def _page(request: Request, wrong: str = "") -> HTTPResponse:
    ctx = request.app.ctx
    desk, history = await asyncio.gather(
        asyncio.to_thread(ctx.desk_settings.get), asyncio.to_thread(ctx.desk_settings.history, NAME)
    )
    return pages.render(
        request,
        "switch.html",
        status=400 if wrong else 200,
        now=desk.chatbot,
        told=STANDINGS[desk.chatbot],
        standings=STANDINGS,
        texts=TEXTS,
        history=history,
        refused_at_start=not ctx.settings.taking_conversations,
        why=request.form.get("waarom", "")[:LONGEST_WHY] if wrong else "",
        wrong=wrong,
        done="" if wrong else DONE.get(request.args.get("klaar", ""), ""),
    )
