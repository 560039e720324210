"""Made-up private data with right checksums, so that no real-looking number has to be typed in a test."""

from __future__ import annotations


def made_up_bsn(seed: int, length: int = 9) -> str:
    """Give a number of 8 or 9 digits that passes the elfproef, by counting on from the seed."""
    number = seed % (9 * 10 ** (length - 2)) + 10 ** (length - 2)
    while True:
        start = str(number).zfill(length - 1)
        total = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), start.zfill(8), strict=True))
        if total % 11 < 10:
            return start + str(total % 11)
        number += 1


def not_a_bsn(seed: int) -> str:
    """Give nine digits that fail the elfproef: a bsn with one typing error."""
    bsn = made_up_bsn(seed)
    return bsn[:-1] + str((int(bsn[-1]) + 1) % 10)


def made_up_iban(country: str, national: str) -> str:
    """Give an IBAN with right check digits."""
    turned = "".join(str(int(character, 36)) for character in national + country + "00")
    return f"{country}{98 - int(turned) % 97:02d}{national}"


def made_up_card(start: str) -> str:
    """Give a card number that passes Luhn."""
    for check in "0123456789":
        digits = start + check
        odd, even = digits[-1::-2], digits[-2::-2]
        if (sum(map(int, odd)) + sum(sum(divmod(2 * int(digit), 10)) for digit in even)) % 10 == 0:
            return digits
    raise AssertionError("one of ten check digits is always right")


def grouped(number: str, *lengths: int, by: str = " ") -> str:
    """Give the number in groups."""
    parts, place = [], 0
    for length in lengths:
        parts.append(number[place : place + length])
        place += length
    return by.join([*parts, number[place:]] if number[place:] else parts)
