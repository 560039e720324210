"""The doors of staff: signing in, the guard before every page of theirs, and the look those pages share."""

from bot.site.staff.account_pages import account_pages
from bot.site.staff.content_change import carry_out
from bot.site.staff.guard import needs, still_signed_in
from bot.site.staff.organisation_pages import organisation_pages
from bot.site.staff.render import StaffPages
from bot.site.staff.set_up import set_up_staff
from bot.site.staff.sign_in_pages import sign_in_pages
from bot.site.staff.stage_pages import stage_pages

__all__ = [
    "StaffPages", "account_pages", "carry_out", "needs", "organisation_pages", "set_up_staff", "sign_in_pages",
    "stage_pages", "still_signed_in",
]  # fmt: skip
