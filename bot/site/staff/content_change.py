"""Carrying out a change of the content for whoever is signed in: live on the next page, and in the audit log."""

from __future__ import annotations

from collections.abc import Callable

from sanic.request import Request

from bot.trainer import Author, Saved


async def carry_out(request: Request, do: Callable[[Author], Saved], action: str = "inhoud_veranderd") -> Saved:
    """Does the change and returns what was done, once the site has read it.

    Args:
        request: whose change it is.
        do: makes the change; it runs in a thread, and what it raises is raised here.
        action: the name of it in the audit log.
    """
    ctx, member = request.app.ctx, request.ctx.member

    def work() -> Saved:
        saved = do(Author(member.login, member.name))
        if saved.files:
            ctx.library.look_now()
            ctx.audit.add(member.id, action, saved.operation, saved.summary)
        return saved

    return await request.app.ctx.aside.run(work)
