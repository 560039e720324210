"""Where a trainer trains, compares, publishes and goes back. The work itself is `python -m bot.publish`."""

from bot.site.publish.routes import publish_pages

__all__ = ["publish_pages"]
