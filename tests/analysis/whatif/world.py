"""A small country to change: agencies, programs, funds, agreements, and sixty enterprises."""

from typing import Any

from tests.ecosystems import country

Rows = dict[str, list[dict[str, Any]]]
SIZES = ("micro", "small", "medium", None)
PROGRAMS: dict[str, dict[str, Any]] = {
    "P": {"agency": "a", "theme": "F:t", "covers": ["economic:X"], "budget": 1000.0},
    "Q": {"agency": "b", "theme": "F:u", "covers": ["economic:Y"], "budget": 500.0, "sizes": ["micro"]},
    "R": {"agency": "b", "theme": "F:t", "covers": [], "industry": "I:S"},
    "S": {"agency": "c", "theme": "F:t", "covers": [], "budget": 200.0},
}


def rows() -> Rows:
    """Return the country as rows by kind."""
    keys = [f"s{number:02}" for number in range(60)]
    joined = [
        {"source": key, "target": program, "fiscal_year": 2024, "status": "completed", "services": ["train"]}
        for at, key in enumerate(keys)
        for place, program in enumerate("PQR")
        if at % (place + 3) == 0 and at < 48
    ]
    return country() | {
        "Agency": [{"id": key, "name_en": f"Agency {key}"} for key in "abcde"],
        "Agency PART_OF Agency": [{"source": "e", "target": "a"}],
        "Agreement": [{"id": "m", "data_exchanged": "clients"}, {"id": "n"}],
        "Agency PARTY_TO Agreement": [{"source": key, "target": "m", "role": "party"} for key in "ab"]
        + [{"source": key, "target": "n", "role": "party"} for key in "bd"],
        "Agency PARTNERS_WITH Agency": [
            {"source": "a", "target": "b", "basis": "derived", "agreement": "m"},
            {"source": "c", "target": "d", "basis": "documented"},
        ],
        "Agency PROVIDES Service": [{"source": "a", "target": "train"}, {"source": "c", "target": "loan"}],
        "Agency SERVES Area": [{"source": "c", "target": "A2"}],
        "Program": [
            {
                "id": key,
                "name_en": f"Program {key}",
                "budget": one.get("budget"),
                "size_classes": one.get("sizes"),
            }
            for key, one in PROGRAMS.items()
        ],
        "Agency RUNS Program": [{"source": one["agency"], "target": key} for key, one in PROGRAMS.items()],
        "Program ADDRESSES Theme": [{"source": key, "target": one["theme"]} for key, one in PROGRAMS.items()],
        "Program COVERS Corridor": [
            {"source": key, "target": place} for key, one in PROGRAMS.items() for place in one["covers"]
        ],
        "Program TARGETS Industry": [
            {"source": key, "target": one["industry"]} for key, one in PROGRAMS.items() if "industry" in one
        ],
        "FundingSource": [{"id": "L", "instrument": "loan", "envelope": 900.0}],
        "Agency MANAGES FundingSource": [{"source": "c", "target": "L"}],
        "FundingSource ADDRESSES Theme": [{"source": "L", "target": "F:u"}],
        "FundingSource FUNDS Program": [{"source": "L", "target": "Q"}],
        "SME": [{"id": key, "size_class": SIZES[at % 4]} for at, key in enumerate(keys)],
        "SME LOCATED_IN Area": [
            {"source": key, "target": f"A{at % 4}", "role": "registered", "primary": True}
            for at, key in enumerate(keys)
        ],
        "SME OPERATES_IN Industry": [
            {"source": key, "target": "I:10" if at % 3 else "I:20", "primary": True}
            for at, key in enumerate(keys)
            if at % 7
        ],
        "SME HAS_NEED Need": [
            {"source": key, "target": "skills" if at % 2 else "cash"} for at, key in enumerate(keys[:20])
        ],
        "SME PARTICIPATED_IN Program": joined,
        "SME FINANCED_BY FundingSource": [
            {"source": key, "target": "L", "fiscal_year": 2024, "status": "approved"} for key in keys[40:52]
        ],
    }


def gone(found: Rows, kind: str, key: str) -> None:
    """Take a node out of rows, with all that is joined to it."""
    found[kind] = [row for row in found[kind] if row["id"] != key]
    for name in found:
        ends = name.split(" ")
        for end, of in (("source", ends[0]), ("target", ends[-1])):
            if len(ends) == 3 and of == kind:
                found[name] = [row for row in found[name] if row[end] != key]
