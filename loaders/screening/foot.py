"""Where the data of a screening come from, as the foot of the list says it."""

import hashlib

from ecograph.analysis.support import silent_agencies
from ecograph.graph import Ecosystem
from ecograph.model import Text
from ecograph.store import GraphStore
from loaders.countries.thailand.dates import write_day
from loaders.screening.screening import Asked
from loaders.worklists.columns import AS_OF, EDITION, RESULT, SILENT, SOURCES, UNKNOWN

SHOWN = 30
"""How many agencies that have not reported are named; all are counted."""


def foot(store: GraphStore, ecosystem: Ecosystem, asked: Asked) -> list[str]:
    """Return the lines: as of when, from which sources, who has not reported, which version and result."""
    language = asked.language
    loaded = max((run.finished.date() for run in store.runs()), default=None)
    titles = [Text(each.title, each.title_th or each.title)(language) for each in store.sources()]
    silent = [ecosystem.name("Agency", key)(language) for key in silent_agencies(ecosystem)]
    named = ", ".join(silent[:SHOWN]) + (" …" if len(silent) > SHOWN else "")
    identity = f"{asked.program} {asked.on} {asked.years} {ecosystem.version}"
    result = f"screening-{hashlib.sha256(identity.encode()).hexdigest()[:12]}"
    return [
        f"{AS_OF(language)} {(write_day(loaded) if loaded else UNKNOWN)(language)}",
        f"{SOURCES(language)}: {', '.join(titles)}",
        f"{SILENT(language)}: {len(silent):,} {named}".rstrip(),
        f"{EDITION(language)}: {ecosystem.version}",
        f"{RESULT(language)}: {result}",
    ]
