"""Would it still be true if …: the same counts without the capital, for one sector, by another place."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.tally import Tally
from ecograph.graph import Ecosystem
from ecograph.graph.links import UNKNOWN
from ecograph.model import Text

WITHOUT_CAPITAL = Text("without {name}, the province with the most", "ไม่รวม{name} จังหวัดที่มีวิสาหกิจมากที่สุด")
WITHOUT_LARGEST = Text("without {name}, the largest", "ไม่รวม{name} ซึ่งใหญ่ที่สุด")
MANUFACTURING = Text("manufacturing only", "เฉพาะภาคการผลิต")
BY_ROLE = {
    "operating": Text("by the place of operation", "ใช้ที่ประกอบการแทนที่จดทะเบียน"),
    "registered": Text("by the place of registration", "ใช้ที่จดทะเบียนแทนที่ประกอบการ"),
}
NOT_PLACES = ("", "*outside")


@dataclass(frozen=True)
class Variant:
    """The same counts, changed; `tally` is None where the data do not say."""

    name: Text
    tally: Tally | None


def variants_of(ecosystem: Ecosystem, tally: Tally) -> Iterator[Variant]:
    """Yield the counts without the capital, without the largest place, and of manufacturing alone.

    The model knows no capital: it is the province with the most enterprises.
    """
    sizes = np.bincount(tally.area, tally.active, len(tally.areas.subjects))[:-1]
    if sizes.any():
        capital = int(sizes.argmax())
        name = tally.areas.subjects[capital].name
        yield Variant(_named(WITHOUT_CAPITAL, name), tally.take(tally.area != capital))
    if tally.place is not None:
        sizes = np.bincount(tally.cell, tally.active, len(tally.place.subjects))
        places = [at for at, subject in enumerate(tally.place.subjects) if subject.key not in NOT_PLACES]
        if places and tally.place.subjects != tally.areas.subjects:
            largest = max(places, key=lambda at: sizes[at])
            name = tally.place.subjects[largest].name
            yield Variant(_named(WITHOUT_LARGEST, name), tally.take(tally.cell != largest))
    yield Variant(MANUFACTURING, _manufacturing(ecosystem, tally))


def _named(text: Text, name: Text) -> Text:
    return Text(text.en.format(name=name.en), text.th.format(name=name.th))


def _manufacturing(ecosystem: Ecosystem, tally: Tally) -> Tally | None:
    """Return the counts of the sections that make things; None where no row has a section."""
    nodes = ecosystem.institutions.nodes
    making = [
        nodes[subject.kind, subject.key].get("size_rule", nodes[subject.kind, subject.key].get("code"))
        in ("manufacturing", "C")
        for subject in tally.industry.subjects[:-1]
    ]
    rows = np.array([*making, False])[tally.section]
    return tally.take(rows) if rows.any() else None


def other_location(ecosystem: Ecosystem) -> tuple[Text, NDArray[np.int32] | None]:
    """Return where enterprises are by the role that is not the one they are counted by.

    The place of operation, or, where that is the primary one already, of registration. None where
    no enterprise has two different places on record.
    """
    links = ecosystem.smes.links["SME LOCATED_IN Area"]
    primary = ecosystem.smes.area
    roles = links.kind.property("role").values
    for role, name in BY_ROLE.items():
        chosen = np.flatnonzero(links.columns.get("role", np.full(links.count, UNKNOWN)) == roles.index(role))
        if not (np.diff(links.enterprises[chosen]) > 0).all():
            # Of several places the first by its key counts: it is written last.
            rank = np.argsort(np.argsort(np.asarray(links.targets)))
            chosen = chosen[np.argsort(-rank[links.indices[chosen]], kind="stable")]
        location = primary.copy()
        location[links.enterprises[chosen]] = links.indices[chosen]
        if not np.array_equal(location, primary):
            return name, location
    return BY_ROLE["operating"], None
