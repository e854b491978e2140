"""Rules that indicators of programs must keep, after the guide to setting indicators and targets."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ecograph.analysis.results.measurements import Measurement
from ecograph.model import Text


class Rule(StrEnum):
    """What an indicator of a program can be short of, in the order in which it is told."""

    NO_INDICATOR = "no-indicator"
    NO_UNIT = "no-unit"
    NO_BASELINE = "no-baseline"
    NO_TARGET = "no-target"
    NO_PERIOD = "no-period"
    NO_METHOD = "no-method"
    NO_LEVEL = "no-level"
    LAST_RESULT = "target-is-last-result"
    EXPECTED_ONLY = "expected-only"
    EXPECTED_AS_RESULT = "expected-as-result"
    UNIT_DIFFERS = "unit-differs"
    NO_GOAL = "no-goal"


WORDS: Mapping[Rule, Text] = {
    Rule.NO_INDICATOR: Text("no indicator on record", "ไม่มีข้อมูลตัวชี้วัด"),
    Rule.NO_UNIT: Text("no unit", "ไม่ระบุหน่วยนับ"),
    Rule.NO_BASELINE: Text("no baseline", "ไม่มีค่าฐาน"),
    Rule.NO_TARGET: Text("no target", "ไม่มีค่าเป้าหมาย"),
    Rule.NO_PERIOD: Text("no fiscal year", "ไม่ระบุปีงบประมาณ"),
    Rule.NO_METHOD: Text("no method of measurement", "ไม่ระบุวิธีวัด"),
    Rule.NO_LEVEL: Text("output or outcome not said", "ไม่ระบุว่าเป็นผลผลิตหรือผลลัพธ์"),
    Rule.LAST_RESULT: Text("target equals last year's result", "ค่าเป้าหมายเท่ากับผลปีก่อน"),
    Rule.EXPECTED_ONLY: Text("expected only, no result yet", "มีแต่ค่าคาดการณ์ ยังไม่มีผล"),
    Rule.EXPECTED_AS_RESULT: Text("the expected figure is given as the result", "รายงานค่าคาดการณ์เป็นผล"),
    Rule.UNIT_DIFFERS: Text("target and result are in different units", "หน่วยนับของค่าเป้าหมายกับผลไม่ตรงกัน"),
    Rule.NO_GOAL: Text("no strategic goal", "ไม่เชื่อมกับเป้าประสงค์"),
}


@dataclass(frozen=True)
class Guide:
    """The rules, with what they must know beyond one measurement.

    Attributes
    ----------
    all
        The measurements of every year; without an indicator in any, no program is said to lack one.
    before
        By program those that it follows.
    goals
        Whether any strategic goal is on record; without, no indicator is said to lack one.
    """

    all: Sequence[Measurement]
    before: Mapping[str, Iterable[str]]
    goals: bool

    def broken(self, one: Measurement) -> tuple[Rule, ...]:
        """Return the rules that a measurement breaks."""
        if one.indicator is None:
            return (Rule.NO_INDICATOR,) if self._of_indicator else ()
        return tuple(rule for rule, breaks in ALONE.items() if breaks(one)) + tuple(
            rule
            for rule, breaks in (
                (Rule.LAST_RESULT, self._is_last_result(one)),
                (Rule.UNIT_DIFFERS, self._unit_differs(one)),
                (Rule.NO_GOAL, self.goals and not one.goals),
            )
            if breaks
        )

    @cached_property
    def _of_indicator(self) -> Mapping[tuple[str, int], Sequence[Measurement]]:
        """The measurements of each indicator in each year; what has no year is of none."""
        found: dict[tuple[str, int], list[Measurement]] = {}
        for one in self.all:
            if one.indicator:
                found.setdefault((one.indicator[0], one.year or 0), []).append(one)
        return found

    def _beside(self, one: Measurement, programs: Collection[str], ago: int = 0) -> Iterator[Measurement]:
        """Yield measurements of some programs by the same indicator, some years ago."""
        if one.indicator and one.year is not None:
            of_year = self._of_indicator.get((one.indicator[0], one.year - ago), ())
            yield from (other for other in of_year if other.program in programs)

    def _is_last_result(self, one: Measurement) -> bool:
        programs = {one.program, *self.before.get(one.program, ())}
        return one.target is not None and any(
            other.unit == one.unit and one.target in (other.reported, other.evaluated)
            for other in self._beside(one, programs, 1)
        )

    def _unit_differs(self, one: Measurement) -> bool:
        """Whether what has a target alone has its result alone in another unit, or the other way round."""
        if not one.unit or (one.target is None) == (one.result is None):
            return False
        return any(
            bool(other.unit)
            and other.unit != one.unit
            and (other.target is None) == (one.target is not None)
            and (other.result is None) == (one.result is not None)
            for other in self._beside(one, {one.program})
        )


ALONE: Mapping[Rule, Callable[[Measurement], bool]] = {
    Rule.NO_UNIT: lambda one: not one.unit,
    Rule.NO_BASELINE: lambda one: one.baseline is None,
    Rule.NO_TARGET: lambda one: one.target is None,
    Rule.NO_PERIOD: lambda one: one.year is None,
    Rule.NO_METHOD: lambda one: not one.method,
    Rule.NO_LEVEL: lambda one: not one.level,
    Rule.EXPECTED_ONLY: lambda one: one.expected is not None and one.result is None,
    Rule.EXPECTED_AS_RESULT: lambda one: one.expected is not None and one.expected == one.reported,
}
"""The rules that one measurement keeps or breaks by itself."""
