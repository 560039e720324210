"""How long conversations are kept, and erasing what is older, everywhere."""

from bot.retention.clean_up import Cleaned, Retention

__all__ = ["Cleaned", "Retention"]
