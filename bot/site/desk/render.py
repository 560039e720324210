"""The templates of the desk, over the base that all pages of staff share."""

from __future__ import annotations

from pathlib import Path

from bot.site.staff import StaffPages

desk_templates = StaffPages(Path(__file__).parent / "templates")
