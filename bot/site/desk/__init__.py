"""What a colleague of webcare sees: the desk itself, knowledge at hand, and replies for in public.

The queue, claims and replies behind it are `bot.site.webcare`; this part only reads content and draws pages.
"""

from bot.site.desk.knowledge import knowledge
from bot.site.desk.pages import desk_pages
from bot.site.desk.public import public_pages

DESK_BLUEPRINTS = (knowledge, desk_pages, public_pages)

__all__ = ["DESK_BLUEPRINTS"]
