"""The desk of webcare: what citizens are offered of it, its API, and its live events."""

from bot.site.webcare.draft_routes import draft_api
from bot.site.webcare.here_routes import here_api
from bot.site.webcare.routes import desk_api
from bot.site.webcare.set_up import set_up_webcare

__all__ = ["desk_api", "draft_api", "here_api", "set_up_webcare"]
