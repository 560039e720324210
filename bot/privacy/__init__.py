"""Masks private data at the door, before anything keeps it.

Pure and without dependencies, so every door can use it: ``mask`` for what is stored or sent on, ``finds``
for who wants to warn before sending, ``clean`` for text in which nothing may hide, ``KINDS``,
``in_words`` and ``labels_of`` for the words people read.
"""

from bot.privacy.clean import clean
from bot.privacy.kinds import KINDS, Kind, in_words, labels_of
from bot.privacy.mask import Finding, Masked, finds, mask

__all__ = ["KINDS", "Finding", "Kind", "Masked", "clean", "finds", "in_words", "labels_of", "mask"]
