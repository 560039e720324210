"""The addresses that somebody has to look at: those that are gone, have moved, or could not be judged by a visit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from bot.calendar import date_in_words
from bot.knowledge.content import Content
from bot.knowledge.links import Found, Visit, links_in
from bot.knowledge.upkeep.found import SOME_DAY, WEEK, Upkeep, file_of

LONG_AGO = 92  # days after which a visit says nothing any more
_SAID = {
    Found.GONE: (WEEK, "Deze pagina is er niet meer", "Zoek de nieuwe pagina en verander het adres."),
    Found.MOVED: (SOME_DAY, "Deze pagina is verhuisd", "Bekijk de nieuwe pagina en verander het adres."),
    Found.LOOK: (SOME_DAY, "Deze pagina liet zich niet bekijken", "Bezoek hem zelf."),
}


def link_upkeep(content: Content, data_dir: Path, visits: Mapping[str, Visit], today: dt.date) -> list[Upkeep]:
    """Returns what is to be done about addresses: one item for each that is not good, one for the rest.

    Args:
        content: whose owners are named.
        data_dir: the data/ folder.
        visits: what the newest visits found, see `make links`.
        today: the day.
    """
    owners = {file_of(topic): answer.owner for topic, answer in content.answers.items()}
    found, unseen = [], []
    for url, places in links_in(data_dir).items():
        visit, (file, line) = visits.get(url), places[0]
        also = f" Ook op {len(places) - 1} andere plekken." if len(places) > 1 else ""
        owner = owners.get(file, "redactie")
        if visit is None or (today - visit.day).days > LONG_AGO:
            unseen.append((file, line))
        elif visit.found in _SAID:
            level, told, mend = _SAID[visit.found]
            seen = f"{told} ({visit.said}; bezocht op {date_in_words(visit.day)}): {url}.{also}"
            found.append(Upkeep(level, None, "adres", file, line, owner, seen, mend))
    if unseen:
        told = f"{len(unseen)} adressen zijn de laatste drie maanden niet bezocht."
        found.append(
            Upkeep(SOME_DAY, None, "adres", *unseen[0], "redactie", told, "Draai 'make links', of bezoek ze zelf.")
        )
    return found
