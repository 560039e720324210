"""The API of the desk, under /webcare/api."""

from __future__ import annotations

import asyncio
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.handoff import OUTCOMES, Presence, State, as_code
from bot.privacy import mask
from bot.site.errors import DoorError, bad_request
from bot.site.feed import DESK
from bot.site.staff import needs
from bot.site.webcare import live
from bot.site.webcare.asked import body_of, client_id_in, text_in
from bot.site.webcare.conversation import sources_of, unsure_of, with_notes, with_titles
from bot.site.webcare.second_person import drafts_of
from bot.staff import Role

LONGEST_REASON = 80
LONGEST_SEARCH = 100

desk_api = Blueprint("desk_api", url_prefix="/webcare/api")


async def changed(request: Request, conversation: str) -> None:
    """Wakes the citizen's page and the desk, and keeps that the colleague did something."""
    ctx = request.app.ctx
    ctx.feed.touch(conversation)
    ctx.feed.touch(DESK)
    await asyncio.to_thread(ctx.presences.seen, request.ctx.member.id, True)


@desk_api.get("/desk")
@needs(Role.WEBCARE)
async def desk(request: Request) -> HTTPResponse:
    """Returns the desk of this colleague."""
    ctx = request.app.ctx
    return json(await asyncio.to_thread(ctx.overview.desk, request.ctx.member))


@desk_api.get("/events")
@needs(Role.WEBCARE)
async def events(request: Request) -> HTTPResponse | None:
    """Streams the desk as it changes."""
    await live.stream(request)
    return None


@desk_api.get("/conversations/<conversation:str>")
@needs(Role.WEBCARE)
async def look(request: Request, conversation: str) -> HTTPResponse:
    """Returns a conversation that was ever offered to the desk. Every look stands in the audit log."""
    ctx, member = request.app.ctx, request.ctx.member
    return json(await asyncio.to_thread(_look, ctx, member, conversation))


def _look(ctx: Any, member: Any, conversation: str) -> dict[str, Any]:
    handoff = ctx.handoffs.get(conversation)
    if handoff is None:
        raise DoorError(404, "unknown_conversation", "Dit gesprek bestaat niet, of de burger heeft het gewist.")
    ctx.audit.add(member.id, "gesprek.bekeken", conversation)
    if ctx.calls.looked(conversation, member.id):
        ctx.feed.touch(DESK)
    messages = ctx.transcript.after(conversation, 0)
    shot = ctx.overview.snapshot(only=handoff)
    if messages:
        ctx.notes.read_to(conversation, member.id, messages[-1]["seq"])
    return {
        "item": ctx.overview.item(handoff, shot),
        "messages": with_notes(with_titles(messages, ctx.library), ctx.notes.of(conversation), ctx.names),
        "unsure": unsure_of(messages, ctx.library),
        "sources": sources_of(messages),
        "drafts": drafts_of(list(shot.drafts), conversation, member.id, ctx.names.name),
    }


@desk_api.post("/conversations/<conversation:str>/claim")
@needs(Role.WEBCARE)
async def claim(request: Request, conversation: str) -> HTTPResponse:
    """Takes a waiting conversation."""
    await asyncio.to_thread(request.app.ctx.work.claim, conversation, request.ctx.member)
    await changed(request, conversation)
    return empty(204)


@desk_api.post("/conversations/<conversation:str>/reply")
@needs(Role.WEBCARE)
async def reply(request: Request, conversation: str) -> HTTPResponse:
    """Sends a reply (201 with its seq), or keeps it as a draft for a second person (202)."""
    body = body_of(request)
    text, client_id = text_in(body, "text", needed=True), client_id_in(body)
    work = request.app.ctx.work
    done = await asyncio.to_thread(
        work.reply, conversation, request.ctx.member, client_id, text, body.get("confirmed") is True
    )
    await changed(request, conversation)
    return json(done, status=202 if "draft" in done else 201)


@desk_api.post("/conversations/<conversation:str>/note")
@needs(Role.WEBCARE)
async def note(request: Request, conversation: str) -> HTTPResponse:
    """Whispers to colleagues; returns who was named in it and sees a sign at the desk."""
    body = body_of(request)
    text, client_id = text_in(body, "text", needed=True), client_id_in(body)
    named = await asyncio.to_thread(request.app.ctx.work.note, conversation, request.ctx.member, client_id, text)
    await changed(request, conversation)
    return json({"named": named}, status=201)


@desk_api.post("/conversations/<conversation:str>/typing")
@needs(Role.WEBCARE)
async def typing(request: Request, conversation: str) -> HTTPResponse:
    """Keeps for a few seconds that the colleague who has the conversation types."""
    ctx = request.app.ctx
    handoff = await asyncio.to_thread(ctx.handoffs.get, conversation)
    has = handoff and handoff.state is State.WITH_STAFF and handoff.owner == request.ctx.member.id
    if has and ctx.reception.typing.note(conversation, "medewerker"):
        ctx.feed.touch(conversation)
        # Who writes a long answer is at work: nobody may be sent away for that.
        await asyncio.to_thread(ctx.presences.seen, request.ctx.member.id, True)
    return empty(204)


@desk_api.post("/conversations/<conversation:str>/release")
@needs(Role.WEBCARE)
async def release(request: Request, conversation: str) -> HTTPResponse:
    """Puts a conversation back in the queue."""
    await asyncio.to_thread(request.app.ctx.work.release, conversation, request.ctx.member)
    await changed(request, conversation)
    return empty(204)


@desk_api.post("/conversations/<conversation:str>/transfer")
@needs(Role.WEBCARE)
async def transfer(request: Request, conversation: str) -> HTTPResponse:
    """Gives a conversation to a colleague (`member`) or a team (`team`), with a whisper (`note`)."""
    body, ctx, member = body_of(request), request.app.ctx, request.ctx.member
    to, team = body.get("member"), text_in(body, "team", most=60)
    if (to is None) == (not team) or not (to is None or type(to) is int):
        raise bad_request("Kies een collega of een team, één van de twee.")
    rules = await asyncio.to_thread(ctx.reception.rules)
    if team and team not in rules.teams:
        raise bad_request("Dit team bestaat niet (meer). Kies een ander.", "unknown_team")
    if team and not rules.is_team_open(team, ctx.clock()):
        raise DoorError(409, "not_there", f"Team {team} is nu dicht. Kies een ander team, of een collega.")
    await asyncio.to_thread(ctx.work.transfer, conversation, member, to, team, text_in(body, "note"))
    await changed(request, conversation)
    return empty(204)


@desk_api.post("/conversations/<conversation:str>/hand_back")
@needs(Role.WEBCARE)
async def hand_back(request: Request, conversation: str) -> HTTPResponse:
    """Gives a conversation back to the chatbot."""
    note_text = text_in(body_of(request), "note")
    await asyncio.to_thread(request.app.ctx.work.hand_back, conversation, request.ctx.member, note_text)
    await changed(request, conversation)
    return empty(204)


@desk_api.post("/conversations/<conversation:str>/close")
@needs(Role.WEBCARE)
async def close(request: Request, conversation: str) -> HTTPResponse:
    """Closes a conversation with an outcome."""
    body = body_of(request)
    outcome, remark = text_in(body, "outcome", most=60), text_in(body, "remark")
    if outcome not in OUTCOMES:
        raise bad_request(f"Kies een uitkomst: {', '.join(OUTCOMES)}.", "unknown_outcome")
    await asyncio.to_thread(request.app.ctx.work.close, conversation, request.ctx.member, outcome, remark)
    await changed(request, conversation)
    return empty(204)


@desk_api.post("/conversations/<conversation:str>/reopen")
@needs(Role.WEBCARE)
async def reopen(request: Request, conversation: str) -> HTTPResponse:
    """Takes the closing of a moment ago back."""
    await asyncio.to_thread(request.app.ctx.work.reopen, conversation, request.ctx.member)
    await changed(request, conversation)
    return empty(204)


@desk_api.post("/presence")
@needs(Role.WEBCARE)
async def presence(request: Request) -> HTTPResponse:
    """Keeps whether this colleague takes conversations, and why not."""
    body, ctx, member = body_of(request), request.app.ctx, request.ctx.member
    reason = mask(text_in(body, "reason", most=LONGEST_REASON)).text.strip()
    try:
        wanted = Presence(body.get("presence"))
    except ValueError:
        raise bad_request(f"Kies: {', '.join(p.value for p in Presence)}.", "unknown_presence") from None
    await asyncio.to_thread(ctx.audit.add, member.id, f"aanwezigheid.{wanted.value}")
    await asyncio.to_thread(ctx.presences.set, member.id, wanted, reason)
    ctx.feed.touch(DESK)
    return empty(204)


@desk_api.get("/search")
@needs(Role.WEBCARE)
async def search(request: Request) -> HTTPResponse:
    """Finds conversations by the code of a call slip, by topic, or by masked words."""
    asked = mask((request.args.get("q") or "")[:LONGEST_SEARCH]).text.strip()
    return json({"items": await asyncio.to_thread(_search, request.app.ctx, request.ctx.member, asked)})


def _search(ctx: Any, member: Any, asked: str) -> list[dict[str, Any]]:
    if not asked:
        return []
    ctx.audit.add(member.id, "gesprek.gezocht", "", asked)
    known = {h.conversation: h for h in ctx.queue.recent()}
    code = as_code(asked)
    by_code = ctx.handoffs.by_code(code) if code else None
    if by_code:
        found = [by_code]
    else:
        words = asked.lower()
        topics = [
            c
            for c, h in known.items()
            if h.topic and words in (t.title.lower() if (t := ctx.library.topic(h.topic)) else "")
        ]
        found = list(dict.fromkeys([*topics, *ctx.glance.saying(words, known)]))[:20]
    shot = ctx.overview.snapshot()
    shot.last.update(ctx.glance.last_messages(found))
    items = [ctx.handoffs.get(conversation) for conversation in found]
    return [ctx.overview.item(handoff, shot) for handoff in items if handoff]
