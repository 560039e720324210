"""Renders the pages of staff: one base template for all, and only links to what this site has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sanic.request import Request
from sanic.response import HTTPResponse, html

from bot.staff import Role

TEMPLATES = Path(__file__).parent / "templates"
# What stands in the navigation, for whom. A link shows only when the site has the page.
NAVIGATION = (
    ("/webcare", "Webcare", {Role.WEBCARE}),
    ("/trainer", "Trainer", {Role.TRAINER}),
    ("/redactie", "Onderhoud", {Role.TRAINER, Role.BEHEER}),
    ("/beheer", "Beheer", {Role.BEHEER}),
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    ),
    "X-Frame-Options": "DENY",
}


class StaffPages:
    """The pages of one part: its own templates, over the base that all share."""

    def __init__(self, *folders: Path) -> None:
        """Takes the folders with templates; `staff_base.html` is found by itself."""
        self.environment = Environment(
            loader=FileSystemLoader([*folders, TEMPLATES]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, request: Request, template: str, status: int = 200, **words: Any) -> HTTPResponse:
        """Returns a page.

        The template knows `member`, `csrf`, `here`, `navigation` and `at_desk` besides the words given.
        """
        settings = request.app.ctx.settings
        session = getattr(request.ctx, "session", None)
        member = session.member if session else None
        parts = navigation(request, member.roles) if member and session.stage.value == "full" else []
        body = self.environment.get_template(template).render(
            **{
                "service_name": settings.service_name,
                "notice": settings.notice,
                "operator": settings.operator,
                "member": member,
                "csrf": session.csrf if session else "",
                "here": request.path,
                "navigation": parts,
                # Every page of who works at the desk tells the desk that they are there.
                "at_desk": "/webcare" in dict(parts),
                **words,
            }
        )
        return html(body, status=status, headers=dict(HEADERS))


def navigation(request: Request, roles: frozenset[Role]) -> list[tuple[str, str]]:
    """Returns (path, label) of the parts that these roles may enter."""
    ctx = request.app.ctx
    if not hasattr(ctx, "staff_paths"):
        ctx.staff_paths = {"/" + route.path.strip("/") for route in request.app.router.routes}
    return [(path, label) for path, label, who in NAVIGATION if roles & who and path in ctx.staff_paths]


own_pages = StaffPages()
