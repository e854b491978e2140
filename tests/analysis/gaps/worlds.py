"""Small worlds drawn at random, and what programs and funds say to each enterprise, one by one."""

import random
from typing import Any

from ecograph.analysis import support
from tests.ecosystems import country

Row = dict[str, Any]
NO, UNDETERMINED, YES = int(support.NO), int(support.UNDETERMINED), int(support.YES)
AROUND = {
    "A0": {"A0", "C"},
    "A1": {"A1", "C"},
    "A2": {"A2", "C"},
    "A3": {"A3", "C"},
    "D0": {"D0", "A0", "C"},
    "C": {"C"},
}
IN_CORRIDOR = {"economic:X": {"A0", "A1"}, "economic:Y": {"A2"}, "border:Z": {"A3"}}
CELLS = {"A0": "economic:X", "D0": "economic:X", "A1": "economic:X", "A2": "economic:Y", "A3": "*outside"}
INSIDE = {"I:10": {"I:10", "I:S", "L:target"}, "I:20": {"I:20", "I:T"}, "I:S": {"I:S"}, "I:T": {"I:T"}}
PARTS = {"I:S": {"I:S", "I:10"}, "I:T": {"I:T", "I:20"}, "I:10": {"I:10"}, "I:20": {"I:20"}}
"""What an enterprise recorded as one may be."""
COVERS: tuple[list[str], ...] = (
    [],
    [],
    ["C"],
    ["A0"],
    ["D0"],
    ["A1", "A2"],
    ["economic:X"],
    ["border:Z"],
    ["economic:Y", "D0"],
)
ANSWERS: dict[str, set[str]] = {"skills": {"train"}, "cash": {"loan"}, "lost": set(), "unheard": {"listen"}}


def draw_world(seed: int, enterprises: int = 60) -> tuple[dict[str, list[Row]], list[Row], list[Row]]:
    """Return the rows of a world, its enterprises, and its programs and funds as plain dictionaries."""
    draw = random.Random(seed)  # noqa: S311  (cases for a test)
    members: list[Row] = [
        {
            "kind": kind,
            "key": f"{kind[0].lower()}{number}",
            "covers": draw.choice(COVERS),
            "industries": draw.choice([[], [], ["I:10"], ["L:target"], ["I:T"], ["I:S", "I:20"]]),
            "sizes": draw.choice([[], [], ["micro"], ["small", "medium"]]),
            "services": draw.choice([[], ["train"], ["loan"], ["train", "loan"]]),
        }
        for kind, count in (("Program", 5), ("FundingSource", 3))
        for number in range(count)
    ]
    smes: list[Row] = [
        {
            "id": f"e{number:03}",
            "size": draw.choice(["micro", "small", "medium", "large", None]),
            "area": draw.choice(["A0", "A1", "A2", "A3", "D0", None]),
            "industry": draw.choice(["I:10", "I:20", "I:S", None]),
            "needs": draw.sample(list(ANSWERS), draw.choice([0, 1, 1, 2])),
            "joined": draw.sample([m["key"] for m in members], draw.choice([0, 0, 0, 1])),
        }
        for number in range(enterprises)
    ]
    return rows_of(smes, members), smes, members


def rows_of(smes: list[Row], members: list[Row]) -> dict[str, list[Row]]:
    """Return a world as rows by kind."""
    rows: dict[str, list[Row]] = dict(country())
    rows["Service"] = [{"id": name} for name in ("train", "loan", "listen", "spare")]
    rows["Need"] = [{"id": name} for name in ANSWERS]
    rows["Need ANSWERED_BY Service"] = [
        {"source": need, "target": service} for need, found in ANSWERS.items() for service in sorted(found)
    ]
    rows["SME"] = [{"id": sme["id"], "size_class": sme["size"]} for sme in smes]
    for kind, field in (("LOCATED_IN Area", "area"), ("OPERATES_IN Industry", "industry")):
        rows[f"SME {kind}"] = [
            {"source": sme["id"], "target": sme[field], "primary": True} for sme in smes if sme[field]
        ]
    rows["SME HAS_NEED Need"] = [
        {"source": sme["id"], "target": need} for sme in smes for need in sme["needs"]
    ]
    for kind, link in (
        ("Program", "SME PARTICIPATED_IN Program"),
        ("FundingSource", "SME FINANCED_BY FundingSource"),
    ):
        mine = [member for member in members if member["kind"] == kind]
        rows[kind] = [{"id": one["key"], "size_classes": one["sizes"] or None} for one in mine]
        keys = {one["key"] for one in mine}
        rows[link] = [
            {"source": sme["id"], "target": key, "fiscal_year": 2024}
            for sme in smes
            for key in sme["joined"]
            if key in keys
        ]
        for name, wanted in (("COVERS Area", False), ("COVERS Corridor", True)):
            rows[f"{kind} {name}"] = [
                {"source": one["key"], "target": place}
                for one in mine
                for place in one["covers"]
                if (":" in place) == wanted
            ]
        for name, field in (("TARGETS Industry", "industries"), ("OFFERS Service", "services")):
            rows[f"{kind} {name}"] = [
                {"source": one["key"], "target": target} for one in mine for target in one[field]
            ]
    return {kind: found for kind, found in rows.items() if found}


def counts(sme: Row) -> bool:
    """Return whether support is for an enterprise."""
    return bool(sme["size"] != "large")


def place_answer(member: Row, sme: Row, smes: list[Row]) -> int:
    """Return whether a member is in reach of an enterprise."""
    if not member["covers"]:
        province = {"D0": "A0"}.get(sme["area"], sme["area"])
        there = any(
            member["key"] in other["joined"] and {"D0": "A0"}.get(other["area"], other["area"]) == province
            for other in smes
        )
        return YES if there and province else UNDETERMINED
    return max(within(place, sme["area"]) for place in member["covers"])


def within(place: str, area: str | None) -> int:
    if area is None:
        return YES if place == "C" else UNDETERMINED
    if ":" in place:
        most = UNDETERMINED if place == "border:Z" else YES
        return min(most, max(within(one, area) for one in IN_CORRIDOR[place]))
    return YES if place in AROUND[area] else UNDETERMINED if area in AROUND[place] else NO


def person_answer(member: Row, sme: Row) -> int:
    """Return whether a member takes the industry and the size of an enterprise."""
    answer = YES
    if member["industries"]:
        wanted = {*member["industries"]}
        industry = sme["industry"]
        if industry is None:
            answer = UNDETERMINED
        elif not INSIDE[industry] & wanted:
            may = any(INSIDE[part] & wanted for part in PARTS[industry])
            answer = UNDETERMINED if may else NO
    if member["sizes"]:
        size = sme["size"]
        answer = min(answer, UNDETERMINED if size is None else YES if size in member["sizes"] else NO)
    return answer


def answer_of(member: Row, sme: Row, smes: list[Row]) -> int:
    """Return whether a member takes an enterprise where it is."""
    return min(place_answer(member, sme, smes), person_answer(member, sme))
