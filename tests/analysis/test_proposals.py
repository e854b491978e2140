"""A planned program against what exists: what is shared, on which rung, and with how many clients."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import hypergeom

from ecograph.analysis.proposals import PlannedProgram, check_proposal
from ecograph.errors import AnalysisError, EcographError
from ecograph.findings import Finding
from ecograph.graph import Ecosystem
from loaders.planned import ProposalBody, read_planned, resolve
from tests.ecosystems import Rows, country, ecosystem


def at(
    program: str, area: str = "", industry: str = "", service: str = "", theme: str = ""
) -> dict[str, Rows]:
    links = {
        "Program COVERS Area": area,
        "Program TARGETS Industry": industry,
        "Program OFFERS Service": service,
        "Program ADDRESSES Theme": theme,
    }
    return {kind: [{"source": program, "target": key}] for kind, key in links.items() if key}


def rows() -> dict[str, list[dict[str, Any]]]:
    """Return a country with 40 enterprises of industry 10, of which the even ones are in A0."""
    found = country()
    found["SME"] = [{"id": f"e{n:02}", "size_class": "small" if n < 30 else "micro"} for n in range(40)]
    found["SME LOCATED_IN Area"] = [{"source": f"e{n:02}", "target": f"A{n % 2}"} for n in range(40)]
    found["SME OPERATES_IN Industry"] = [{"source": f"e{n:02}", "target": "I:10"} for n in range(39)]
    found["Agency"] = [{"id": "A"}, {"id": "B", "name": "ข", "name_en": "Bee"}]
    names = ("twin", "same-service", "same-theme", "none", "old", "silent")
    found["Program"] = [
        {"id": name, "fiscal_year": 2024 if name == "old" else 2025, "budget": 1000.0} for name in names
    ]
    found["Agency RUNS Program"] = [{"source": "B", "target": name} for name in names]
    parts = (
        at("twin", "A0", "I:10", "train", "F:t-a"),
        at("same-service", "A2", "I:20", "train"),
        at("same-theme", "A2", "I:20", "loan", "F:t-a"),
        at("none", "A0", "I:10", "loan", "F:u"),
        at("old", "A0", "I:10", "train"),
        at("silent", service="train"),
    )
    for part in parts:
        for kind, links in part.items():
            found.setdefault(kind, []).extend(dict(link) for link in links)
    found["SME PARTICIPATED_IN Program"] = [
        {"source": f"e{n:02}", "target": "twin", "fiscal_year": 2025, "status": "completed"}
        for n in range(20)
    ]
    return found


PLAN = PlannedProgram(
    "plan",
    agency="A",
    themes=("F:t",),
    services=("train",),
    industries=("I:S",),
    areas=("A0",),
    fiscal_year=2025,
    clients=6,
)


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    return ecosystem(tmp_path_factory.mktemp("proposals"), rows())


def by_program(system: Ecosystem, plan: PlannedProgram) -> dict[str, Finding]:
    return {one.subjects[0].key: one for one in check_proposal(system, plan).findings}


def compared(finding: Finding) -> dict[str, str]:
    return {str(row[0]): str(row[1]) for row in finding.evidence.rows}


def test_each_dimension_is_compared_alone(system: Ecosystem) -> None:
    found = by_program(system, PLAN)
    assert {key: one.rung for key, one in found.items()} == {
        "twin": "duplication",
        "same-service": "overlap",
        "silent": "overlap",
        "same-theme": "fragmentation",
    }
    assert compared(found["twin"]) == {
        "theme": "F:t",
        "service": "train",
        "industry": "I:S",
        "area": "A0",
        "size": "not on record",
        "year": "2025",
    }
    assert compared(found["same-service"])["area"] == "none"
    assert check_proposal(system, PLAN).totals["other_years"] == 1
    assert next(iter(found)) == "twin"


def test_what_is_not_on_record_is_asked_and_never_taken_for_no(system: Ecosystem) -> None:
    silent = by_program(system, PLAN)["silent"]
    said = " ".join(caveat.en for caveat in silent.caveats)
    assert "It could be as much as: would duplicate" in said
    assert "Ask Bee which enterprises" in said
    assert "unknown, not zero" in said
    assert silent.expected is None


@pytest.mark.parametrize(("corridor", "area", "rung"), [("X", "A0", "duplication"), ("Y", "none", "overlap")])
def test_a_corridor_covered_is_its_areas(tmp_path: Path, corridor: str, area: str, rung: str) -> None:
    found = country()
    found["Agency"] = [{"id": "A"}]
    found["Program"] = [{"id": "wide", "fiscal_year": 2025}]
    found["Agency RUNS Program"] = [{"source": "A", "target": "wide"}]
    found["Program COVERS Corridor"] = [{"source": "wide", "target": f"economic:{corridor}"}]
    found["Program TARGETS Industry"] = [{"source": "wide", "target": "I:10"}]
    found["Program OFFERS Service"] = [{"source": "wide", "target": "train"}]
    wide = by_program(ecosystem(tmp_path, found), PLAN)["wide"]
    assert (compared(wide)["area"], wide.rung) == (area, rung)
    said = " ".join(caveat.en for caveat in wide.caveats)
    # What is on record is not asked for, and the agency is not sent to itself.
    assert "could be as much as" not in said
    assert said.startswith("It is run by the same agency")


def test_other_sizes_are_other_enterprises(tmp_path: Path) -> None:
    found = rows()
    found["Program"][0]["size_classes"] = ["large"]
    system = ecosystem(tmp_path, found)
    assert by_program(system, replace(PLAN, size_classes=("micro",)))["twin"].rung == "overlap"
    assert by_program(system, replace(PLAN, size_classes=("large",)))["twin"].rung == "duplication"


def test_what_the_plan_leaves_open_is_not_asked_of_others(system: Ecosystem) -> None:
    said = " ".join(text.en for text in by_program(system, replace(PLAN, industries=()))["twin"].caveats)
    assert "would duplicate. Not on record, so ask: size" not in said
    assert "The plan leaves open: industry, size." in said


def test_likely_shared_clients_are_those_of_independent_draws(system: Ecosystem) -> None:
    """Admitted are 20 in A0, all of an industry of I:S; ten of the twin's clients are among them."""
    result = check_proposal(system, PLAN)
    twin = by_program(system, PLAN)["twin"]
    assert result.totals["eligible"] == 20
    assert twin.evidence.counts["clients_admitted"] == 10
    assert twin.expected == pytest.approx(3)
    exact = hypergeom(20, 10, 6)
    assert twin.interval is not None
    low, high = (int(bound) for bound in twin.interval)
    assert (low, high) == (1, 5)
    assert exact.cdf(high) - exact.cdf(low - 1) >= 0.95


def test_enterprises_of_which_too_little_is_known_are_not_counted(system: Ecosystem) -> None:
    plan = PlannedProgram("plan", services=("train",), industries=("I:S",), clients=6)
    assert check_proposal(system, plan).totals == {
        "compared": 6.0,
        "other_years": 0.0,
        "eligible": 39.0,
        "undetermined": 1.0,
    }


def test_clients_are_told_from_the_budget_where_they_are_not_said(system: Ecosystem) -> None:
    plan = PlannedProgram("plan", services=("train",), fiscal_year=2025, budget=300.0)
    twin = by_program(system, plan)["twin"]
    assert twin.evidence.counts["planned_clients"] == 6
    assert "50 baht a client" in " ".join(text.en for text in check_proposal(system, plan).untested)
    unsaid = by_program(system, PlannedProgram("plan", services=("train",), fiscal_year=2025))["twin"]
    assert unsaid.expected is None
    assert "shared clients are unknown" in " ".join(caveat.en for caveat in unsaid.caveats)


def test_names_and_keys_mean_what_is_on_record(system: Ecosystem, tmp_path: Path) -> None:
    body = ProposalBody(name="plan", agency="bee", themes=("t-a",), sizes=("small",))
    planned = resolve(body, system)
    assert (planned.agency, planned.themes) == ("B", ("F:t-a",))
    with pytest.raises(AnalysisError, match=r"no Service 'trian' on record\. Did you mean train"):
        resolve(ProposalBody(name="plan", services=("trian",)), system)
    with pytest.raises(AnalysisError, match="no size class"):
        resolve(ProposalBody(name="plan", sizes=("tiny",)), system)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name = ", "no TOML"),
        ('services = ["train"]', "name: Field required"),
        ('name = "x"\ncolour = "red"', "colour: Extra inputs"),
        ('name = "x"\nbudget = -1', "budget: Input should be greater than 0"),
        ('name = "x"\nstarts_on = 2025-02-01\nends_on = 2025-01-01', "before it starts"),
    ],
)
def test_a_bad_plan_is_one_sentence(system: Ecosystem, tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EcographError, match=why):
        read_planned(path, None, system, identities=None, secret=b"")  # type: ignore[arg-type]


def test_whom_a_plan_admits_is_not_told_of_small_groups(system: Ecosystem) -> None:
    """Whoever asks with ever narrower plans learns no more."""
    told = check_proposal(system, PLAN).totals["eligible"]
    assert told > 10
    hidden = check_proposal(system, PLAN, smallest=int(told) + 1)
    assert "eligible" not in hidden.totals
    assert all("admitted" not in one.evidence.counts for one in hidden.findings)
    assert check_proposal(system, PLAN, smallest=int(told)).totals["eligible"] == told


def test_small_groups_are_not_told_to_the_public(system: Ecosystem) -> None:
    open_result = by_program(system, PLAN)["twin"]
    assert open_result.expected is not None
    hidden = {one.subjects[0].key: one for one in check_proposal(system, PLAN, smallest=11).findings}["twin"]
    assert hidden.expected is None
    assert "clients_admitted" not in hidden.evidence.counts
    assert "protect small groups" in " ".join(caveat.en for caveat in hidden.caveats)
