"""The health of the model: what it mixes up, whether it knows how sure it is, and whether people ask other things."""

from __future__ import annotations

from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.daily import health
from bot.knowledge.checks import MIN_EXAMPLES
from bot.release.live import assigned, live
from bot.release.waiting import report_file
from bot.release.whole_file import read_whole
from bot.site.staff import needs
from bot.site.trainer.common import page
from bot.staff import Role

health_pages = Blueprint("trainer_health")


@health_pages.get("/trainer/gezondheid")
@needs(Role.TRAINER)
async def healthy(request: Request) -> HTTPResponse:
    """Shows the pictures, each with a table beside it."""
    found = await request.app.ctx.aside.run(_figures, request.app.ctx)
    return page(request, "health.html", h=health, MIN_EXAMPLES=MIN_EXAMPLES, **found)


def _figures(ctx: Any) -> dict[str, Any]:
    settings, today = ctx.settings, ctx.clock().date()
    topics = ctx.library.content.topics

    def title(topic: str) -> str:
        return topics[topic].title if topic in topics else topic or "iets anders"

    totals = ctx.insight.totals(*health.window(today))
    drifts = health.drifts(totals, today)
    served = assigned(settings.run_dir, live(settings.run_dir))
    days = health.coverage(totals, today)
    return {
        "comparison": health.comparison(read_whole(report_file(settings.job_file)), title),
        "served": served.name if served else "",
        "bars": [(title(topic), number) for topic, number in health.example_bars(ctx.shelf.examples())],
        "days": days,
        "yesterday": days[-1],
        "drifts": drifts,
        "unknown": health.share_unknown(drifts["words"]),
        "title": title,
        "first": health.DAYS,
    }
