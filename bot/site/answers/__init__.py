"""The public answer pages: the same content as the chat gives, as plain pages with an address of their own.

`routes` answers requests, `view` turns content into what a page shows, `search` ranks. The templates escape everything.
"""

from bot.site.answers.routes import answer_pages, error_page

__all__ = ["answer_pages", "error_page"]
