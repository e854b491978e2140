"""Findings of reach in plain words: a rate, nobody reported, or nothing there at all."""

from collections.abc import Iterable
from dataclasses import dataclass

from ecograph.analysis.support import NOTHING_ON_RECORD, UNKNOWN_STATUS, Themed
from ecograph.findings import Evidence, Finding, Method, Subject
from ecograph.graph import Ecosystem
from ecograph.model import Confidence, DataKind, Text

METHOD = Method("coverage of eligible enterprises", 1, "rate k/n by cell; no test")
RATE = Text(
    "{where}: {k:,} of {n:,} eligible enterprises were reached ({rate:.1%}).",
    "{where}: เข้าถึง {k:,} ราย จากผู้มีคุณสมบัติ {n:,} ราย ({rate:.1%})",
)
NOT_REPORTED = Text(
    "{where}: not known how many of {n:,} eligible enterprises were reached; nobody has reported.",
    "{where}: ไม่ทราบจำนวนที่เข้าถึง จากผู้มีคุณสมบัติ {n:,} ราย เพราะยังไม่มีการส่งข้อมูล",
)
NO_PROGRAM = Text(
    "{where}: no program or fund on record addresses it.", "{where}: ไม่มีโครงการหรือแหล่งทุนในข้อมูลที่ตอบสนองประเด็นนี้"
)
NO_FIGURE = Text(
    "{where}: {k:,} were reached; of how many is not known.", "{where}: เข้าถึง {k:,} ราย ไม่ทราบว่าจากทั้งหมดกี่ราย"
)
NO_ONE = Text("{where}: no eligible enterprise is on record.", "{where}: ไม่มีวิสาหกิจที่มีคุณสมบัติในข้อมูล")
POPULATION_OF_AREAS = Text(
    "Eligible enterprises are the population figures of areas, not the enterprises in the store.",
    "ผู้มีคุณสมบัติใช้จำนวนวิสาหกิจของพื้นที่ ไม่ใช่วิสาหกิจที่อยู่ในข้อมูล",
)
MADE_UP = Text(
    "The population figures are real and the participants are made up: the rates mean nothing.",
    "จำนวนวิสาหกิจเป็นข้อมูลจริงแต่ผู้เข้าร่วมเป็นข้อมูลสมมุติ อัตราจึงไม่มีความหมาย",
)


@dataclass(frozen=True)
class About:
    """What all cells of one theme share.

    `reporting` is whether any support of the theme is on record in the period; `of_areas` whether
    the eligible are the population figures of areas.
    """

    ecosystem: Ecosystem
    theme: Themed
    period: str
    scheme: str
    reporting: bool
    of_areas: bool

    def cell(
        self, cell: tuple[Subject, ...], counts: dict[str, int], weakest: Iterable[Confidence]
    ) -> Finding:
        """Return the finding about one cell, from its counts by name."""
        subjects = (*self._subject(), *cell)
        nodes = tuple(
            (subject.kind, subject.key)
            for subject in subjects
            if (subject.kind, subject.key) in self.ecosystem.institutions
        )
        labels = [self.theme.confidence, *weakest]
        return Finding(
            kind="reach",
            subjects=subjects,
            observed=counts["reached"] if self.reporting else None,
            sentence=self._sentence(subjects, counts),
            method=METHOD,
            period=self.period,
            scheme=self.scheme,
            evidence=Evidence(nodes=nodes, counts=self._figures(counts)),
            caveats=self._caveats(),
            confidence=max(labels, key=lambda label: label.rank),
            data_kind=self.ecosystem.data_kind,
        )

    def _subject(self) -> tuple[Subject, ...]:
        key = self.theme.key
        return (Subject("Theme", key, self.ecosystem.name("Theme", key)),) if key else ()

    def _figures(self, counts: dict[str, int]) -> dict[str, float]:
        """Return the counts that are known, the unreached and the rate among them."""
        figures: dict[str, float] = dict(counts)
        if not self.reporting:
            del figures["reached"], figures["reached_otherwise"]
        if counts["eligible"] < 0:
            del figures["eligible"]
        elif self.reporting and counts["reached"] <= counts["eligible"]:
            figures["unreached"] = counts["eligible"] - counts["reached"]
            if counts["eligible"]:
                figures["rate"] = counts["reached"] / counts["eligible"]
        return figures

    def _sentence(self, subjects: tuple[Subject, ...], counts: dict[str, int]) -> Text:
        n, k = counts["eligible"], counts["reached"]
        where = Text(
            *(" × ".join(subject.name(language) for subject in subjects) for language in ("en", "th"))
        )
        if not self.theme.members:
            text = NO_PROGRAM
        elif n < 0:
            text = NO_FIGURE if self.reporting else NO_ONE
        elif not self.reporting:
            text = NOT_REPORTED
        else:
            text = RATE if n else NO_ONE
        numbers = {"k": k, "n": n, "rate": k / n if n else 0.0}
        return Text(text.en.format(where=where.en, **numbers), text.th.format(where=where.th, **numbers))

    def _caveats(self) -> tuple[Text, ...]:
        caveats = [UNKNOWN_STATUS] if self.reporting else [NOTHING_ON_RECORD]
        if self.of_areas:
            caveats.append(POPULATION_OF_AREAS)
            if self.ecosystem.data_kind is DataKind.SYNTHETIC:
                caveats.append(MADE_UP)
        return tuple(caveats)
