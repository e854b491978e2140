"""A small plan of programs and indicators, clean, to plant faults in."""

from typing import Any

Rows = dict[str, list[dict[str, Any]]]


def measured(
    program: str, indicator: str, year: int | None, unit: str, **figures: float | str
) -> dict[str, Any]:
    """Return a row of what measures a program."""
    return {"source": program, "target": indicator, "fiscal_year": year, "unit": unit, **figures}


def clean_plan(**more: dict[str, Any]) -> Rows:
    """Return a plan in which nothing breaks the guide; `more` are changes to its first indicator."""
    return {
        "Agency": [{"id": "one", "name": "หน่วยหนึ่ง"}, {"id": "two"}],
        "Program": [
            {"id": "plan", "level": "plan", "budget": 9e6},
            {
                "id": "p",
                "name": "=โครงการ",
                "level": "project",
                "fiscal_year": 2024,
                "budget": 2e6,
                "disbursed": 1e6,
            },
            {"id": "a", "level": "activity", "fiscal_year": 2024, "budget": 5e5},
            {"id": "q", "level": "project", "fiscal_year": 2024, "budget": 1e6},
        ],
        "Program PART_OF Program": [{"source": "p", "target": "plan"}, {"source": "a", "target": "p"}],
        "Agency RUNS Program": [
            {"source": "one", "target": "p"},
            {"source": "one", "target": "a"},
            {"source": "two", "target": "q"},
        ],
        "Theme": [
            {"framework": "F", "id": "old", "level": "pillar", "first_year": 2024, "last_year": 2024},
            {"framework": "G", "id": "new", "level": "area", "first_year": 2025},
            {"framework": "G", "id": "new-a", "level": "subpoint", "first_year": 2025},
            {"framework": "F", "id": "bare", "level": "pillar", "first_year": 2024, "last_year": 2024},
        ],
        "Theme PART_OF Theme": [{"source": "G:new-a", "target": "G:new"}],
        "Theme CORRESPONDS_TO Theme": [{"source": "F:old", "target": "G:new-a"}],
        "Program ADDRESSES Theme": [{"source": "p", "target": "F:old"}],
        "Goal": [{"id": "g"}],
        "Indicator": [
            {"id": "firms", "level": "output", "method": "count"} | more.get("indicator", {}),
            {"id": "value", "level": "outcome", "method": "survey"},
        ],
        "Indicator SUPPORTS Goal": [
            *([] if "no_goal" in more else [{"source": "firms", "target": "g"}]),
            {"source": "value", "target": "g"},
        ],
        "Program MEASURED_BY Indicator": [
            measured("p", "firms", 2024, "กิจการ", baseline=80, target_value=100, reported=90, evaluated=80)
            | more.get("figures", {}),
            measured("a", "firms", 2024, "กิจการ", baseline=8, target_value=40, reported=30),
            measured("a", "value", 2024, "ล้านบาท", baseline=1, target_value=5, expected=7, reported=6),
            measured("q", "firms", 2024, "กิจการ", baseline=0, target_value=50, reported=25),
        ],
    }
