"""The writing rules as code: tells of a text where it breaks a rule and what would be better.

Pure and without dependencies. The rules themselves are content (data/schrijfwijzer.yml); whoever reads that file hands
its data to ``make_rules``. Then ``lint`` looks at one bubble, ``lint_turn`` at one answer, ``lint_conversation``
at the whole, ``readability`` measures, and ``rules.jargon`` explains official terms.
"""

from bot.tone.jargon import Explanation, Jargon
from bot.tone.lint import Finding, lint, lint_conversation, lint_turn
from bot.tone.making import RulesError, make_rules
from bot.tone.readability import Readability, readability
from bot.tone.rules import Rule, Rules

__all__ = [
    "Explanation", "Finding", "Jargon", "Readability", "Rule", "Rules", "RulesError", "lint", "lint_conversation",
    "lint_turn", "make_rules", "readability",
]  # fmt: skip
