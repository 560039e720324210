"""The chat API of the contract."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.dialogue import CHOICE_STAFF, greeting, privacy_notice
from bot.handoff import Event, Refused, State
from bot.handoff.states import ON_DESK
from bot.privacy import clean, mask
from bot.site.asking import body_of, check_rate, conversation_of, origin_of, token_of
from bot.site.errors import DoorError, bad_request
from bot.site.feed import DESK
from bot.site.learning import note_pick
from bot.site.limits import address
from bot.site.stream import BEAT, HEARTBEAT, LOOK, event, open_stream
from bot.site.webcare.ways import LABELS
from bot.staff import OFF, ON

MAX_CLIENT_ID = 80
MAX_REMARK = 500
MOST_STREAMS = 5  # of one conversation: more windows nobody has open, and each asks the database every two seconds

chat = Blueprint("chat", url_prefix="/chat/conversations")


@chat.post("")
async def start(request: Request) -> HTTPResponse:
    """Starts a conversation and returns its id, token and greeting."""
    ctx = request.app.ctx
    standing = (await asyncio.to_thread(ctx.desk_settings.get)).chatbot
    if standing != ON or not ctx.settings.taking_conversations:
        told = ctx.library.text("chatbot_uit" if standing == OFF else "geen_nieuwe_gesprekken", ctx.clock().date())
        raise DoorError(503, "closed", " ".join(told), 600)
    body = body_of(request)
    check_rate(request, "start_limit", address(request))
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
    origin = await origin_of(request)
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
    await conversation_of(request, conversation)
    body = body_of(request)
    client_id, text, choice = body.get("client_id"), body.get("text"), body.get("choice")
    # Half a character or a NUL is more than a database will keep.
    if not isinstance(client_id, str) or not 0 < len(client_id) <= MAX_CLIENT_ID or not client_id.isprintable():
        raise bad_request("Dit bericht kon ik niet lezen: het nummer van het bericht ontbreekt.", "no_client_id")
    if (text is None) == (choice is None) or not isinstance(choice if text is None else text, str):
        raise bad_request("Stuur een tekst of een keuze, één van de twee.", "text_or_choice")
    check_rate(request, "message_limit", conversation)
    label, masked, then = None, (), []
    way = choice if choice in LABELS else None
    if choice is None:
        label, masked = _at_the_door(request, text)
        if masked:
            to_staff = await asyncio.to_thread(ctx.handoffs.state, conversation) in (State.WAITING, State.WITH_STAFF)
            then = [privacy_notice(ctx.library, masked, ctx.clock().date(), to_staff)]
        way = await asyncio.to_thread(ctx.reception.way_in, conversation, label)
    if way:
        seq = await asyncio.to_thread(ctx.reception.choose, conversation, client_id, way, label or "")
        ctx.feed.touch(conversation)
        ctx.feed.touch(DESK)
        return json({"seq": seq}, status=202)
    if choice is not None:
        if choice == CHOICE_STAFF:
            label = "Medewerker"
        else:
            label = await asyncio.to_thread(ctx.transcript.issued_choice, conversation, choice)
        if label is None:
            raise bad_request(ctx.library.text("onbekende_keuze", ctx.clock().date())[0], "unknown_choice")
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
            if choice is None:
                await asyncio.to_thread(ctx.reception.heard, conversation, label)
            ctx.reception.typing.stop(conversation, "burger")
            ctx.feed.touch(DESK)
    return json({"seq": seq}, status=202)


def _at_the_door(request: Request, text: str) -> tuple[str, tuple[str, ...]]:
    """Returns the masked text and the kinds masked. The raw text ends here."""
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
    return found.text.strip(), found.kinds


@chat.get("/<conversation:str>/messages")
async def messages(request: Request, conversation: str) -> HTTPResponse:
    """Returns the messages after a seq and the state."""
    ctx = request.app.ctx
    await conversation_of(request, conversation)
    check_rate(request, "look_limit", conversation)
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
    await conversation_of(request, conversation)
    last = _seq(request.headers.get("last-event-id") or request.args.get("after", "0"))
    if ctx.feed.count(conversation) >= MOST_STREAMS:
        told = "Dit gesprek staat op te veel plekken open. Sluit er een, dan gaat het hier verder."
        raise DoorError(429, "too_many_streams", told, 30)
    shown: dict[str, Any] | None = None
    silent = 0.0
    with ctx.feed.listen(conversation) as listener:
        stream = await open_stream(request)
        while not ctx.feed.closed:
            ctx.reception.pages.note(conversation)
            found = await asyncio.to_thread(ctx.transcript.after, conversation, last)
            for message in found:
                await stream.send(event("message", message, message["seq"]))
                last = message["seq"]
            state = await asyncio.to_thread(ctx.dispatcher.state, conversation)
            if state != shown:
                await stream.send(event("state", state))
                shown = state
            if not found and await asyncio.to_thread(ctx.transcript.find, conversation, token_of(request)) is None:
                await stream.send(event("state", {"state": "closed"}))
                break
            silent = 0.0 if found else silent + LOOK
            if silent >= HEARTBEAT:
                await stream.send(BEAT)
                silent = 0.0
            await listener.wait(LOOK)
        await stream.eof()


@chat.post("/<conversation:str>/typing")
async def typing(request: Request, conversation: str) -> HTTPResponse:
    """Keeps for a few seconds that the citizen types, for who of staff has the conversation. Never what is typed."""
    ctx = request.app.ctx
    await conversation_of(request, conversation)
    check_rate(request, "typing_limit", conversation)
    if await asyncio.to_thread(ctx.handoffs.state, conversation) in (State.WAITING, State.WITH_STAFF):
        if ctx.reception.typing.note(conversation, "burger"):
            ctx.feed.touch(DESK)
    return empty(204)


@chat.post("/<conversation:str>/leave")
async def leave(request: Request, conversation: str) -> HTTPResponse:
    """Keeps for a while that the citizen began another conversation: nobody of staff needs to come back to this one."""
    ctx = request.app.ctx
    await conversation_of(request, conversation)
    ctx.reception.pages.leave(conversation)
    ctx.feed.touch(DESK)
    return empty(204)


@chat.post("/<conversation:str>/feedback")
async def feedback(request: Request, conversation: str) -> HTTPResponse:
    """Keeps whether an answer helped, with a masked remark."""
    ctx = request.app.ctx
    await conversation_of(request, conversation)
    body = body_of(request)
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
    check_rate(request, "message_limit", conversation)
    remark = mask(remark).text.strip()
    await asyncio.to_thread(ctx.transcript.add_feedback, conversation, seq, helpful, remark)
    if seq == 0:
        await asyncio.to_thread(ctx.insight.closing, conversation, helpful, remark)
    return empty(204)


@chat.delete("/<conversation:str>")
async def erase(request: Request, conversation: str) -> HTTPResponse:
    """Erases the conversation everywhere."""
    ctx = request.app.ctx
    await conversation_of(request, conversation)
    await ctx.dispatcher.quiet(conversation)
    await asyncio.to_thread(ctx.erasing.erase, conversation)
    ctx.feed.touch(conversation)
    ctx.feed.touch(DESK)
    return empty(204)
