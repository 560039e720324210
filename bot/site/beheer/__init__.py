"""The pages of beheer: accounts, the audit log, the settings of the desk, cleaning up, and the switch."""

from sanic import Blueprint

from bot.site.beheer.account_list import accounts
from bot.site.beheer.audit_log import audit_log
from bot.site.beheer.cleaning import cleaning
from bot.site.beheer.content_change import content_undo
from bot.site.beheer.content_pages import content_pages
from bot.site.beheer.desk_pages import desk_pages
from bot.site.beheer.home import home
from bot.site.beheer.shortcut_pages import shortcut_pages
from bot.site.beheer.switch_pages import switch_pages

beheer = Blueprint.group(
    home,
    accounts,
    audit_log,
    desk_pages,
    content_pages,
    content_undo,
    shortcut_pages,
    cleaning,
    switch_pages,
    url_prefix="/beheer",
)

__all__ = ["beheer"]
