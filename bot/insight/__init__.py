"""What conversations teach us: counts by day, and examples with a label that live as long as their conversation."""

from bot.insight.daily import ArmDay, Daily
from bot.insight.store import Insight, Item, Kind, Picked, Total

__all__ = ["ArmDay", "Daily", "Insight", "Item", "Kind", "Picked", "Total"]
