"""The chat API of the contract."""

from __future__ import annotations

import asyncio
import datetime as dt
import json as jsonlib
import math
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.dialogue import CHOICE_STAFF, greeting, privacy_notice
from bot.handoff import Event, Refused, State
from bot.handoff.states import ON_DESK
from bot.privacy import clean, mask
from bot.site.errors import DoorError, bad_request, unknown_conversation
from bot.site.feed import DESK
from bot.site.learning import note_pick
from bot.site.limits import address
from bot.site.staff import cookies
from bot.site.staff.guard import session_of
from bot.site.webcare.reception import LABELS
from bot.staff import Stage
from bot.transcript import Conversation, Origin

HEARTBEAT = 15.0  # seconds; keeps proxies from closing a silent stream
LOOK = 2.0  # seconds; finds what another process wrote
MAX_CLIENT_ID = 80
MAX_REMARK = 500

chat = Blueprint("chat", url_prefix="/chat/conversations")


def _body(request: Request) -> dict[str, Any]:
    if request.content_type.split(";")[0].strip() != "application/json":
        raise DoorError(415, "not_json", "Dit bericht kon ik niet lezen. Stuur het als JSON.")
    try:
        body = jsonlib.loads(request.body or b"{}")
    except ValueError:
        raise bad_request("Dit bericht kon ik niet lezen. Probeer het nog een keer.", "bad_json") from None
    if not isinstance(body, dict):
        raise bad_request("Dit bericht kon ik niet lezen. Probeer het nog een keer.", "bad_json")
    return body


def _token(request: Request) -> str:
    value = request.headers.get("authorization", "")
    return value[7:] if value.lower().startswith("bearer ") else value


async def _conversation(request: Request, conversation: str) -> Conversation:
    found = await asyncio.to_thread(request.app.ctx.transcript.find, conversation, _token(request))
    if found is None:
        raise unknown_conversation()
    return found


def _is_tool(request: Request) -> bool:
    """Tells whether this is one of our own commands (make ask, make evaluate), which bear this run's local key."""
    key = request.app.ctx.settings.local_key
    return bool(key) and request.headers.get("x-local-key", "") == key


async def _origin(request: Request) -> Origin | None:
    """Returns who begins a conversation when that is no citizen.

    Decided here and by what only we can show, the local key or a colleague's session: nobody can say of himself that
    he is to be left out, and nobody can leave out somebody else. Who of the colleagues it is is not kept.
    """
    if _is_tool(request):
        return Origin.COMMAND
    session = await session_of(request) if cookies.token(request) else None
    return Origin.COLLEAGUE if session is not None and session.stage is Stage.FULL else None


def _limit(request: Request, limit: str, key: str) -> None:
    if _is_tool(request):
        return
    seconds = getattr(request.app.ctx, limit).wait(key)
    if seconds:
        wait = math.ceil(seconds)
        raise DoorError(
            429, "too_many", f"Dat gaat even te snel. Wacht {wait} seconden en probeer het opnieuw.", retry_after=wait
        )


@chat.post("")
async def start(request: Request) -> HTTPResponse:
    """Starts a conversation and returns its id, token and greeting."""
    ctx = request.app.ctx
    if not ctx.settings.taking_conversations:
        raise DoorError(
            503,
            "closed",
            "De chatbot begint nu geen nieuwe gesprekken. Bel gratis 0800 - 0543 of kom later terug.",
            600,
        )
    body = _body(request)
    _limit(request, "start_limit", address(request))
    entry, today = body.get("start"), body.get("today")
    if entry is not None and not isinstance(entry, str):
        raise bad_request("Met dit begin kan ik niets. Laat het weg.")
    if today is not None:
        if ctx.settings.production:
            raise bad_request("Een andere dag kiezen kan hier niet.", "today_off")
        try:
            today = dt.date.fromisoformat(today)
        except (TypeError, ValueError):
            raise bad_request("De dag hoort als JJJJ-MM-DD.") from None
    now = ctx.clock()
    messages = greeting(ctx.library, dt.datetime.combine(today, now.timetz()) if today else now, entry)
    topic = ctx.library.topic(entry) if entry else None
    origin = await _origin(request)
    conversation, token = await asyncio.to_thread(ctx.transcript.start, messages, today, origin)
    if topic:
        await asyncio.to_thread(
            ctx.transcript.add_from_citizen, conversation, "start", ctx.library.button(topic.id), (),
            f"onderwerp:{topic.id}",
        )  # fmt: skip
        ctx.dispatcher.wake(conversation)
    stored = await asyncio.to_thread(ctx.transcript.after, conversation, 0)
    return json({"conversation": conversation, "token": token, "messages": stored}, status=201)


@chat.post("/<conversation:str>/messages")
async def send(request: Request, conversation: str) -> HTTPResponse:
    """Accepts a message: cleaned, masked, stored; the answer follows by events."""
    ctx = request.app.ctx
    await _conversation(request, conversation)
    body = _body(request)
    client_id, text, choice = body.get("client_id"), body.get("text"), body.get("choice")
    if not isinstance(client_id, str) or not 0 < len(client_id) <= MAX_CLIENT_ID:
        raise bad_request("Dit bericht kon ik niet lezen: het nummer van het bericht ontbreekt.", "no_client_id")
    if (text is None) == (choice is None) or not isinstance(choice if text is None else text, str):
        raise bad_request("Stuur een tekst of een keuze, één van de twee.", "text_or_choice")
    _limit(request, "message_limit", conversation)
    if choice in LABELS:
        seq = await asyncio.to_thread(ctx.reception.choose, conversation, client_id, choice)
        ctx.feed.touch(conversation)
        ctx.feed.touch(DESK)
        return json({"seq": seq}, status=202)
    label, masked, then = None, (), []
    if choice is not None:
        if choice == CHOICE_STAFF:
            label = "Medewerker"
        else:
            label = await asyncio.to_thread(ctx.transcript.issued_choice, conversation, choice)
        if label is None:
            raise bad_request(ctx.library.text("onbekende_keuze", ctx.clock().date())[0], "unknown_choice")
    else:
        label, masked, then = _at_the_door(request, text)
    seq, new = await asyncio.to_thread(
        ctx.transcript.add_from_citizen, conversation, client_id, label, masked, choice, then,
        # What was said to a colleague is never the chatbot's to answer, also when it gets it back at once.
        lambda connection: ctx.handoffs.bot_may_talk(connection, conversation),
    )  # fmt: skip
    if new:
        if choice is not None:
            await asyncio.to_thread(note_pick, ctx.transcript, ctx.insight, conversation, seq, choice)
        state = await asyncio.to_thread(ctx.handoffs.state, conversation)
        if state is State.OFFERED and choice != CHOICE_STAFF:
            try:
                await asyncio.to_thread(ctx.handoffs.move, conversation, Event.DECLINE)
            except Refused:
                pass  # somebody moved it in between: then that holds
        ctx.dispatcher.wake(conversation)
        ctx.feed.touch(conversation)
        if state in ON_DESK:
            ctx.reception.typing.stop(conversation, "burger")
            ctx.feed.touch(DESK)
    return json({"seq": seq}, status=202)


def _at_the_door(request: Request, text: str) -> tuple[str, tuple[str, ...], list[dict[str, Any]]]:
    """Returns the masked text, the kinds masked, and the sentence that says so. The raw text ends here."""
    ctx = request.app.ctx
    most = ctx.settings.message_max
    if len(text) > most:
        raise DoorError(
            413,
            "too_long",
            f"Je bericht heeft {len(text)} tekens. Dat mogen er {most} zijn. Maak het korter, je tekst staat er nog.",
        )
    if not clean(text).strip():
        raise bad_request(ctx.library.text("leeg_bericht", ctx.clock().date())[0], "empty")
    found = mask(text)
    then = []
    if found.kinds:
        then = [privacy_notice(ctx.library, found.kinds, ctx.clock().date())]
    return found.text.strip(), found.kinds, then


@chat.get("/<conversation:str>/messages")
async def messages(request: Request, conversation: str) -> HTTPResponse:
    """Returns the messages after a seq and the state."""
    ctx = request.app.ctx
    await _conversation(request, conversation)
    ctx.reception.pages.note(conversation)
    after = _seq(request.args.get("after", "0"))
    # First the state: an answer that comes in between is then among the messages of whoever reads "idle".
    state = await asyncio.to_thread(ctx.dispatcher.state, conversation)
    return json({"messages": await asyncio.to_thread(ctx.transcript.after, conversation, after), "state": state})


def _seq(value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise bad_request("'after' hoort een getal te zijn.")
    return int(value)


@chat.get("/<conversation:str>/events")
async def events(request: Request, conversation: str) -> HTTPResponse | None:
    """Streams messages and states; `Last-Event-ID` resumes after a seq."""
    ctx = request.app.ctx
    await _conversation(request, conversation)
    last = _seq(request.headers.get("last-event-id") or request.args.get("after", "0"))
    stream = await request.respond(
        content_type="text/event-stream", headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    )
    shown: dict[str, Any] | None = None
    silent = 0.0
    with ctx.feed.listen(conversation) as listener:
        while True:
            ctx.reception.pages.note(conversation)
            found = await asyncio.to_thread(ctx.transcript.after, conversation, last)
            for message in found:
                await stream.send(_event("message", message, message["seq"]))
                last = message["seq"]
            state = await asyncio.to_thread(ctx.dispatcher.state, conversation)
            if state != shown:
                await stream.send(_event("state", state))
                shown = state
            if not found and await asyncio.to_thread(ctx.transcript.find, conversation, _token(request)) is None:
                await stream.send(_event("state", {"state": "closed"}))
                await stream.eof()
                return None
            silent = 0.0 if found else silent + LOOK
            if silent >= HEARTBEAT:
                await stream.send(": er is nog verbinding\n\n")
                silent = 0.0
            await listener.wait(LOOK)


def _event(kind: str, data: dict[str, Any], seq: int | None = None) -> str:
    mark = f"id: {seq}\n" if seq is not None else ""
    return f"{mark}event: {kind}\ndata: {jsonlib.dumps(data, ensure_ascii=False)}\n\n"


@chat.post("/<conversation:str>/typing")
async def typing(request: Request, conversation: str) -> HTTPResponse:
    """Keeps for a few seconds that the citizen types, for who of staff has the conversation. Never what is typed."""
    ctx = request.app.ctx
    await _conversation(request, conversation)
    if await asyncio.to_thread(ctx.handoffs.state, conversation) in (State.WAITING, State.WITH_STAFF):
        if ctx.reception.typing.note(conversation, "burger"):
            ctx.feed.touch(DESK)
    return empty(204)


@chat.post("/<conversation:str>/leave")
async def leave(request: Request, conversation: str) -> HTTPResponse:
    """Keeps for a while that the citizen began another conversation: nobody of staff needs to come back to this one."""
    ctx = request.app.ctx
    await _conversation(request, conversation)
    ctx.reception.pages.leave(conversation)
    ctx.feed.touch(DESK)
    return empty(204)


@chat.post("/<conversation:str>/feedback")
async def feedback(request: Request, conversation: str) -> HTTPResponse:
    """Keeps whether an answer helped, with a masked remark."""
    ctx = request.app.ctx
    await _conversation(request, conversation)
    body = _body(request)
    helpful, seq, remark = body.get("helpful"), body.get("seq", 0), body.get("remark") or ""
    if (
        not isinstance(helpful, bool)
        or not isinstance(seq, int)
        or isinstance(seq, bool)
        or not isinstance(remark, str)
    ):
        raise bad_request("Zeg met 'helpful' of het hielp: true of false.")
    if not 0 <= seq < 10**9:
        raise bad_request("'seq' hoort het nummer van een bericht te zijn.")
    if len(remark) > MAX_REMARK:
        raise DoorError(413, "too_long", f"Je opmerking mag {MAX_REMARK} tekens zijn. Maak hem korter.")
    _limit(request, "message_limit", conversation)
    remark = mask(remark).text.strip()
    await asyncio.to_thread(ctx.transcript.add_feedback, conversation, seq, helpful, remark)
    if seq == 0:
        await asyncio.to_thread(ctx.insight.closing, conversation, helpful, remark)
    return empty(204)


@chat.delete("/<conversation:str>")
async def erase(request: Request, conversation: str) -> HTTPResponse:
    """Erases the conversation everywhere."""
    ctx = request.app.ctx
    await _conversation(request, conversation)
    await ctx.dispatcher.quiet(conversation)
    await asyncio.to_thread(ctx.erasing.erase, conversation)
    ctx.feed.touch(conversation)
    ctx.feed.touch(DESK)
    return empty(204)
