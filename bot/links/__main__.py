"""`make links`: visits every page that the content rests on, and says where an address is wrong."""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import sys
from pathlib import Path

from tqdm import tqdm

from bot.calendar import AMSTERDAM
from bot.knowledge.links import Found, links_in, read_visits, write_visits
from bot.links.visit import PAUSE, visit_all
from bot.settings import read_settings

LABELS = {Found.GONE: "weg", Found.MOVED: "verhuisd", Found.LOOK: "bekijk zelf"}


def main(arguments: list[str] | None = None) -> int:
    """Prints file, line and what is wrong of each address; returns 1 when a page is gone, else 0."""
    parser = argparse.ArgumentParser(prog="make links", description="Bezoekt elke pagina waar de inhoud op rust.")
    parser.add_argument("--begin", default="", help="alleen adressen die hiermee beginnen")
    parser.add_argument("--pauze", type=float, default=PAUSE, help="seconden tussen twee bezoeken aan één site")
    options = parser.parse_args(arguments)
    settings = read_settings()
    links = {u: p for u, p in links_in(Path(settings.data_dir)).items() if u.startswith(options.begin)}
    today = dt.datetime.now(AMSTERDAM).date()
    with tqdm(total=len(links), desc="Adressen", unit="adres") as bar:
        found = asyncio.run(visit_all(links, today, lambda *_: bar.update(), options.pauze))
    kept = settings.var_dir / "links.json"
    write_visits(kept, {**read_visits(kept), **found})
    for kind, label in LABELS.items():
        for url, visit in sorted(found.items()):
            if visit.found is kind:
                for file, line in links[url]:
                    print(f"{file}:{line}: {label} ({visit.said}): {url}")
    good = sum(visit.found is Found.GOOD for visit in found.values())
    print(f"{good} van de {len(found)} adressen zijn goed. Wat niet goed is noemt ook 'make onderhoud'.")
    return int(any(visit.found is Found.GONE for visit in found.values()))


if __name__ == "__main__":
    sys.exit(main())
