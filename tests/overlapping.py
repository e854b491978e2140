"""A country whose programs share clients: one pair that looks redundant, one that belongs together."""

from datetime import date
from typing import Any

from tests.analysis.overlaps.background import NAMES, background
from tests.ecosystems import country

ENTERPRISES, SHARED = 400, 30
AGENCIES = {"X": "Department X", "Y": "Office Y", "Z": "Institute Z", "SILENT": "Silent Bureau"}
PROGRAMS = {
    "A": "Digital training",
    "B": "Skills for a digital age",
    "C": "Export coaching",
    "D": "Fairs",
    "QUIET": "Quiet program",
}


def overlapping() -> dict[str, list[dict[str, Any]]]:
    """Return programs A and B that train the same 30 at once, and C and D that serve 30 in turn."""
    return country() | {
        "SME": [{"id": f"s{at}"} for at in range(ENTERPRISES)],
        "SME LOCATED_IN Area": [
            {"source": f"s{at}", "target": f"A{at % 4}", "role": "registered", "primary": True}
            for at in range(ENTERPRISES)
        ],
        "Agency": [
            *({"id": key, "name": f"หน่วยงาน {key}", "name_en": name} for key, name in AGENCIES.items()),
            *({"id": key, "name_en": key} for key in NAMES),
        ],
        "Program": [
            *({"id": key, "name": f"โครงการ {key}", "name_en": name} for key, name in PROGRAMS.items()),
            *({"id": key, "name_en": key} for key in NAMES),
        ],
        "Agency RUNS Program": [
            {"source": "X", "target": "A"},
            {"source": "Y", "target": "B"},
            {"source": "X", "target": "C"},
            {"source": "Z", "target": "D"},
            {"source": "SILENT", "target": "QUIET"},
            *({"source": name, "target": name} for name in NAMES),
        ],
        "Program OFFERS Service": [
            {"source": "A", "target": "train"},
            {"source": "B", "target": "train"},
            {"source": "C", "target": "loan"},
            {"source": "D", "target": "train"},
        ],
        "Program ADDRESSES Theme": [
            {"source": "A", "target": "F:t"},
            {"source": "B", "target": "F:t"},
            {"source": "C", "target": "F:u"},
        ],
        "SME PARTICIPATED_IN Program": [
            *_clients("A", 0, month=3, services=["train"]),
            *_clients("B", 1, month=3, services=["train"]),
            *_clients("C", 100, month=2),
            *_clients("D", 101, month=8),
            *background(ENTERPRISES),
        ],
    }


def _clients(program: str, start: int, *, month: int, **more: Any) -> list[dict[str, Any]]:
    period = {"starts_on": date(2024, month, 1), "ends_on": date(2024, month, 28), "fiscal_year": 2024}
    return [
        {"source": f"s{at}", "target": program, "status": "completed", **period, **more}
        for at in range(start, start + SHARED + 1)
    ]


def apart() -> dict[str, list[dict[str, Any]]]:
    """Return three agencies in one theme, place and year that nothing joins, two of them named alike."""
    agencies = {"p": "Export training office", "q": "Training  export office", "r": "Institute R"}
    return country() | {
        "Agency": [{"id": key, "name_en": name} for key, name in agencies.items()],
        "Program": [{"id": f"of-{key}", "fiscal_year": 2024} for key in agencies],
        "Agency RUNS Program": [{"source": key, "target": f"of-{key}"} for key in agencies],
        "Program ADDRESSES Theme": [{"source": f"of-{key}", "target": "F:t"} for key in agencies],
        "Program COVERS Area": [{"source": f"of-{key}", "target": "A0"} for key in agencies],
    }
