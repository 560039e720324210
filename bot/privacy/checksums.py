"""The three checksums that tell a real number from an amount that happens to be as long."""

from __future__ import annotations

import re
from operator import mul

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)

# The IBAN registry in short: per country the national part, n = digits, a = letters, c = either.
_REGISTRY = """
AD8n12c AE19n AL8n16c AT16n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BR23n1a1c BY4c4n16c CH5n12c CR18n CY8n16c
CZ20n DE18n DK14n DO4c20n EE16n EG25n ES20n FI14n FO14n FR10n11c2n GB4a14n GE2a16n GI4a15c GL14n GR7n16c
GT24c HR17n HU24n IE4a14n IL19n IQ4a15n IS22n IT1a10n12c JO4a4n18c KW4a22c KZ3n13c LB4n20c LC4a24c LI5n12c
LT16n LU3n13c LV4a13c LY21n MA24n MC10n11c2n MD20c ME18n MK3n10c2n MR23n MT4a5n18c MU4a19n3a NL4a10n NO11n
PK4a16c PL24n PS4a21c PT21n QA4a21c RO4a16c RS18n SA2n18c SC4a20n3a SD14n SE20n SI15n SK20n SM1a10n12c ST21n
SV4a20n TL19n TN20n TR6n16c UA6n19c VA18n VG4a16n XK16n
"""
_CLASSES = {"n": "[0-9]", "a": "[a-z]", "c": "[a-z0-9]"}


def passes_elfproef(digits: str) -> bool:
    """Tell whether 8 or 9 digits can be a burgerservicenummer."""
    if len(digits) not in (8, 9) or not digits.strip("0"):
        return False
    return sum(map(mul, _WEIGHTS, map(int, digits.zfill(9)))) % 11 == 0


def passes_mod97(iban: str) -> bool:
    """Tell whether the check digits of an IBAN without separators are right."""
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1


def passes_luhn(digits: str) -> bool:
    """Tell whether the digits of a payment card add up."""
    if not digits.strip("0"):
        return False
    odd, even = digits[-1::-2], digits[-2::-2]
    return (sum(map(int, odd)) + sum(sum(divmod(2 * int(digit), 10)) for digit in even)) % 10 == 0


def _pattern(country: str, structure: str) -> re.Pattern[str]:
    """Give the pattern of one country's IBAN in lower case, with at most two separators in any place."""
    places = [*country.lower(), "[0-9]", "[0-9]"]
    for length, kind in re.findall(r"(\d+)([nac])", structure):
        places += [_CLASSES[kind]] * int(length)
    return re.compile(r"[ .\-]{0,2}".join(places) + r"(?![a-z0-9])")


IBAN_PATTERNS = {entry[:2].lower(): _pattern(entry[:2], entry[2:]) for entry in _REGISTRY.split()}
