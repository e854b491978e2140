"""What programs are measured by: targets, results as reported and as evaluated, and what is expected."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ecograph.analysis.gaps.period import in_force
from ecograph.analysis.gaps.relations import Relations, find_relations
from ecograph.analysis.results.units import ENTERPRISE
from ecograph.graph import Ecosystem
from ecograph.model import Confidence, Text

PART_OF, FOLLOWS, RUNS = "Program PART_OF Program", "Program FOLLOWS Program", "Agency RUNS Program"
MEASURED_BY, SUPPORTS = "Program MEASURED_BY Indicator", "Indicator SUPPORTS Goal"
ADDRESSES, CORRESPONDS, THEME_PART_OF = (
    "Program ADDRESSES Theme",
    "Theme CORRESPONDS_TO Theme",
    "Theme PART_OF Theme",
)
KINDS = (PART_OF, FOLLOWS, RUNS, MEASURED_BY, SUPPORTS, ADDRESSES, CORRESPONDS, THEME_PART_OF)
EVALUATED, REPORTED = "evaluated", "reported"
Named = tuple[str, Text]
"""A key, and what it is called."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One indicator of one program in one fiscal year and unit. What is None or empty is not known.

    Attributes
    ----------
    project, activity
        The project, and the activity where the program is one.
    wholes
        Everything that the program is part of.
    agencies
        Those on record to run it.
    themes, other_themes
        The uppermost themes in force in the year that it, or else what it is part of, addresses or
        that correspond to one addressed; and those of other years.
    indicator
        None for a program that no indicator measures.
    level
        `output` or `outcome`.
    budget, disbursed
        The program's own, in the currency of the records.
    """

    program: str
    project: Named
    activity: Named | None
    wholes: frozenset[str]
    year: int | None
    indicator: Named | None = None
    unit: str = ""
    level: str = ""
    method: str = ""
    agencies: tuple[Named, ...] = ()
    themes: tuple[Named, ...] = ()
    other_themes: tuple[Named, ...] = ()
    goals: tuple[Named, ...] = ()
    budget: float | None = None
    disbursed: float | None = None
    baseline: float | None = None
    target: float | None = None
    expected: float | None = None
    reported: float | None = None
    evaluated: float | None = None
    evaluator: str = ""
    confidence: Confidence = Confidence.READ

    @property
    def result(self) -> float | None:
        """The result as evaluated, else as reported; what is only expected is none."""
        return self.reported if self.evaluated is None else self.evaluated

    @property
    def basis(self) -> str:
        """What the result is: evaluated, reported, or unknown (empty)."""
        if self.evaluated is not None:
            return EVALUATED
        return "" if self.reported is None else REPORTED

    @property
    def achieved(self) -> float | None:
        """The result as a share of the target, 1 being all of it."""
        return self.result / self.target if self.result is not None and self.target else None

    @property
    def spent(self) -> float | None:
        """What was disbursed as a share of the budget."""
        return self.disbursed / self.budget if self.disbursed is not None and self.budget else None

    @property
    def cost(self) -> float | None:
        """The budget for each enterprise of the result; unknown where another unit is counted."""
        if self.budget is None or not self.result or self.unit not in ENTERPRISE:
            return None
        return self.budget / self.result

    @property
    def order(self) -> tuple[object, ...]:
        """Theme, project, activity, outcome before output; the unknown last."""
        level = {"outcome": 0, "output": 1}.get(self.level, 2)
        themes = tuple(key for key, _ in self.themes)
        indicator = self.indicator[0] if self.indicator else ""
        activity = self.activity[0] if self.activity else ""
        return not themes, themes, self.project[0], activity, self.year or 0, level, indicator, self.unit


def find_measurements(ecosystem: Ecosystem, year: int | None = None) -> list[Measurement]:
    """Return what programs are measured by in a year, in the order of `Measurement.order`.

    A figure without a year is of its program's year; where neither is known it is in every year.
    Projects and activities known to be of the year that nothing measures are there without indicator.
    """
    found = _Reading(ecosystem, find_relations(ecosystem, KINDS))
    return sorted(found.measurements(year), key=lambda one: one.order)


@dataclass(frozen=True)
class _Reading:
    ecosystem: Ecosystem
    relations: Relations

    def measurements(self, year: int | None) -> Iterator[Measurement]:
        measured = set()
        for (_, program), (_, indicator), edge in self.ecosystem.edges(MEASURED_BY):
            of_year = edge.get("fiscal_year", self._program(program).get("fiscal_year"))
            measured.add(program)
            if year in (None, of_year) or of_year is None:
                yield self._measurement(program, of_year, **self._figures(indicator, edge))
        for program in self.ecosystem.nodes("Program"):
            node = self._program(program)
            of_year = node.get("fiscal_year")
            dated = of_year is not None and year in (None, of_year)
            if dated and program not in measured and node.get("level") in ("project", "activity"):
                yield self._measurement(program, of_year)

    def _program(self, key: str) -> Mapping[str, Any]:
        return self.ecosystem.institutions.nodes["Program", key]

    def _named(self, kind: str, keys: Iterable[str]) -> tuple[Named, ...]:
        return tuple((key, self.ecosystem.name(kind, key)) for key in sorted(keys))

    def _figures(self, indicator: str, edge: Mapping[str, Any]) -> dict[str, Any]:
        node = self.ecosystem.institutions.nodes["Indicator", indicator]
        return {
            "indicator": (indicator, self.ecosystem.name("Indicator", indicator)),
            "unit": edge.get("unit", ""),
            "level": node.get("level", ""),
            "method": node.get("method", ""),
            "goals": self._named("Goal", self.relations.targets[SUPPORTS].get(indicator, ())),
            "target": edge.get("target_value"),
            "evaluator": edge.get("evaluator", ""),
            "confidence": edge["confidence"],
            **{name: edge.get(name) for name in ("baseline", "expected", REPORTED, EVALUATED)},
        }

    def _measurement(self, program: str, year: int | None, **figures: Any) -> Measurement:
        node = self._program(program)
        wholes = self.relations.above(PART_OF, program)
        project = min((key for key in wholes if self._program(key).get("level") == "project"), default=None)
        if project is None and node.get("level") == "activity":
            apart = (key for key in wholes if self._program(key).get("level") != "plan")
            project = min(apart, default=None)
        itself = self._named("Program", [program])[0]
        within = self._named("Program", [project])[0] if project else None
        themes, others = self._themes(program, wholes, year)
        return Measurement(
            program,
            within or itself,
            itself if within else None,
            frozenset(wholes),
            year,
            agencies=self._named("Agency", self.relations.sources[RUNS].get(program, ())),
            themes=themes,
            other_themes=others,
            budget=node.get("budget"),
            disbursed=node.get("disbursed"),
            **figures,
        )

    def _themes(
        self, program: str, wholes: Iterable[str], year: int | None
    ) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
        """Return the uppermost themes in force in a year, and the others."""
        addressed = {*self.relations.targets[ADDRESSES].get(program, ())}
        if not addressed:
            addressed = {key for whole in wholes for key in self.relations.targets[ADDRESSES].get(whole, ())}
        lineage = {up for key in addressed for up in self.ecosystem.ancestors("Theme", key)}
        ends = (self.relations.targets[CORRESPONDS], self.relations.sources[CORRESPONDS])
        like = {other for key in lineage for end in ends for other in end.get(key, ())}
        lineage |= {up for key in like for up in self.ecosystem.ancestors("Theme", key)}
        top = {key for key in lineage if not self.relations.targets[THEME_PART_OF].get(key)}
        nodes = self.ecosystem.institutions.nodes
        now = {key for key in top if in_force(nodes["Theme", key], year)}
        return self._named("Theme", now), self._named("Theme", top - now)
