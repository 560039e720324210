"""Visits the pages that the content rests on, for who asks for it: never by a chatbot that runs."""

from bot.links.visit import visit_all

__all__ = ["visit_all"]
