"""Planned programs as people hand them in: a TOML file, or a filled-in template of programs."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from ecograph.analysis.proposals import PlannedProgram
from ecograph.errors import AnalysisError, RecipeError, SourceError
from ecograph.graph import Ecosystem
from ecograph.graph.smes import SIZES
from ecograph.state import IdentityLog
from ecograph.state.names import name_key
from ecograph.store import GraphStore
from loaders.records import read_records
from loaders.templates import find_template

KINDS = {
    "agency": "Agency",
    "themes": "Theme",
    "services": "Service",
    "industries": "Industry",
    "areas": "Area",
}
"""Which kind of node each field names, by key or by name."""
LINKS = {
    "Program ADDRESSES Theme": "themes",
    "Program OFFERS Service": "services",
    "Program TARGETS Industry": "industries",
    "Program COVERS Area": "areas",
}
RUNS = "Agency RUNS Program"
EXAMPLE = 'name = "…"\nservices = ["SVC-CONSULT"]\nareas = ["TH-41"]\nfiscal_year = 2025\nbudget = 2000000'


def _no_number(value: object) -> object:
    """Let no number pass for a day: pydantic would count seconds from 1970."""
    if isinstance(value, int | float):
        raise ValueError("a day was expected, such as 2025-03-15")  # noqa: TRY004 - pydantic reports it
    return value


Day = Annotated[date, BeforeValidator(_no_number)]


class ProposalBody(BaseModel):
    """A planned program in keys or names; what is left out is not said, and restricts nothing."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"name": "plan", "services": ["SVC-CONSULT"], "fiscal_year": 2025}]},
    )

    name: str = Field(min_length=1, max_length=500)
    agency: str = Field("", max_length=500)
    themes: tuple[str, ...] = Field((), max_length=50)
    services: tuple[str, ...] = Field((), max_length=50)
    industries: tuple[str, ...] = Field((), max_length=100)
    areas: tuple[str, ...] = Field((), max_length=100)
    sizes: tuple[str, ...] = ()
    fiscal_year: int | None = Field(None, ge=1900, le=2200, description="Of the common era.")
    starts_on: Day | None = None
    ends_on: Day | None = None
    budget: float | None = Field(None, gt=0, description="In baht.")
    clients: int | None = Field(None, gt=0, description="How many enterprises it is to serve.")


def read_planned(
    path: Path, store: GraphStore, ecosystem: Ecosystem, *, identities: IdentityLog, secret: bytes
) -> PlannedProgram:
    """Return the planned program of a file: TOML, or a template of programs with one row.

    Raises
    ------
    SourceError
        When the file cannot be read, or says what no proposal has.
    AnalysisError
        When it names what is not on record.
    """
    if not path.is_file():
        raise SourceError(f"{path} is not a file.", "Give a TOML file, or a template filled in.")
    if path.suffix.lower() == ".toml":
        return resolve(_from_toml(path), ecosystem)
    return _from_template(path, store, identities, secret)


def resolve(body: ProposalBody, ecosystem: Ecosystem) -> PlannedProgram:
    """Return a planned program in the keys of what is on record.

    Raises
    ------
    AnalysisError
        When something is named that is not on record.
    """
    found = {
        field: tuple(
            find_key(ecosystem, kind, name) for name in _several(getattr(body, field)) if name.strip()
        )
        for field, kind in KINDS.items()
    }
    wrong = [size for size in body.sizes if size not in SIZES]
    if wrong:
        raise AnalysisError(f"{wrong[0]!r} is no size class.", f"There are: {', '.join(SIZES)}.")
    if body.starts_on and body.ends_on and body.ends_on < body.starts_on:
        raise AnalysisError(
            f"The program ends on {body.ends_on}, before it starts on {body.starts_on}.",
            "Put the days right.",
        )
    return PlannedProgram(
        body.name,
        next(iter(found["agency"]), ""),
        found["themes"],
        found["services"],
        found["industries"],
        found["areas"],
        body.sizes,
        body.fiscal_year,
        body.starts_on,
        body.ends_on,
        body.budget,
        body.clients,
    )


def _several(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def find_key(ecosystem: Ecosystem, kind: str, name: str) -> str:
    """Return the key that a key, its last part, a name in either language or an acronym means.

    Raises
    ------
    AnalysisError
        When it means none, or several; with the nearest that there are.
    """
    keys = ecosystem.nodes(kind)
    if name in keys:
        return name
    folded = name_key(name)
    found = [
        key
        for key in keys
        if key.partition(":")[2] == name
        or folded in {name_key(text) for text in _called(ecosystem, kind, key)}
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise AnalysisError(f"{name!r} means several of {kind}: {', '.join(found)}.", "Give the key of one.")
    near = get_close_matches(name, keys, n=3, cutoff=0.5) or _called_alike(ecosystem, keys, kind, folded)
    hint = f"Did you mean {', '.join(near)}?" if near else "Use `ecograph search` to find its key."
    raise AnalysisError(f"There is no {kind} {name!r} on record.", hint)


def _called(ecosystem: Ecosystem, kind: str, key: str) -> Iterator[str]:
    """Yield the names of a node in either language, and its acronyms."""
    name, node = ecosystem.name(kind, key), ecosystem.institutions.nodes[kind, key]
    yield from (name.en, name.th)
    yield from (str(node[part]) for part in ("acronym", "acronym_en") if node.get(part))


def _called_alike(ecosystem: Ecosystem, keys: Sequence[str], kind: str, folded: str) -> list[str]:
    """Return the keys of those whose names are nearest to one."""
    called = {
        name_key(text): key
        for key in keys
        for text in (ecosystem.name(kind, key).en, ecosystem.name(kind, key).th)
    }
    near = get_close_matches(folded, called, n=3, cutoff=0.6)
    return list(dict.fromkeys(called[name] for name in near))


def _from_toml(path: Path) -> ProposalBody:
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        return ProposalBody.model_validate(said)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{path.name} is no TOML that can be read: {error}.", EXAMPLE) from None
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"])) or "the file"
        known = ", ".join(ProposalBody.model_fields)
        raise SourceError(f"{path.name}: {where}: {fault['msg']}.", f"A proposal says: {known}.") from None


def _from_template(path: Path, store: GraphStore, identities: IdentityLog, secret: bytes) -> PlannedProgram:
    try:
        found = find_template(str(path), secret)
    except RecipeError:
        # What to do with a file of data is another question.
        found = None
    if found is None or not any(
        node.kind == "Program" for table in found.recipe.tables for node in table.nodes
    ):
        raise SourceError(
            f"{path.name} is neither TOML nor a template of programs.",
            "Fill in the one that `ecograph template programs` writes.",
        )
    kinds = ("Program", RUNS, *LINKS)
    records = read_records(found, path, store, kinds, identities=identities, secret=secret)
    programs = list(records.rows("Program"))
    if len(programs) != 1:
        raise SourceError(
            f"{path.name} has {len(programs)} programs, and one is checked at a time.", "Leave one row in it."
        )
    if records.problems:
        raise SourceError(str(records.problems[0]), "Put it right, and check the proposal again.")
    return _planned(programs[0][1], records.rows(RUNS), {kind: records.rows(kind) for kind in LINKS})


def _planned(said: Mapping[str, Any], runs: Any, links: Mapping[str, Any]) -> PlannedProgram:
    named = {
        LINKS[kind]: tuple(dict.fromkeys(row["target"] for _, row in rows)) for kind, rows in links.items()
    }
    return PlannedProgram(
        str(said.get("name") or ""),
        next((row["source"] for _, row in runs), ""),
        size_classes=tuple(said.get("size_classes") or ()),
        fiscal_year=said.get("fiscal_year"),
        starts_on=said.get("starts_on"),
        ends_on=said.get("ends_on"),
        budget=said.get("budget"),
        themes=named["themes"],
        services=named["services"],
        industries=named["industries"],
        areas=named["areas"],
    )
