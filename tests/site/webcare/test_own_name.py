"""A colleague may say the name that the citizen reads anyway, and no more than that."""

from __future__ import annotations

import pytest

from bot.site.webcare.own_name import mask_reply


@pytest.mark.parametrize(
    ("text", "shown", "masked", "kinds"),
    [
        ("Goedemorgen, ik heet Anne.", "Anne", "Goedemorgen, ik heet Anne.", ()),
        ("Mijn naam is anne, ik help je.", "Anne", "Mijn naam is Anne, ik help je.", ()),
        ("Ik heet Anne Bakker.", "Anne", "Ik heet [naam].", ("name",)),
        ("Ik heet Anne van der Berg.", "Anne", "Ik heet [naam].", ("name",)),
        ("Ik heet Bas.", "Anne", "Ik heet [naam]", ("name",)),
        ("Ik heet Anne.", "team Inning", "Ik heet [naam]", ("name",)),
        ("Ik heet Anne, mijn bsn is 111222333.", "Anne", "Ik heet Anne, mijn bsn is [burgerservicenummer].", ("bsn",)),
        ("«» ik heet Anne.", "Anne", "«» ik heet [naam]", ("name",)),
    ],
)
def test_own_first_name(text, shown, masked, kinds):
    found = mask_reply(text, shown)
    assert (found.text, found.kinds) == (masked, kinds)
