"""The shape of a change file: what may be added, removed, extended and moved, in keys or names."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from loaders.planned import Day

Name = Annotated[str, Field(min_length=1, max_length=500)]
Names = Annotated[tuple[Name, ...], Field(max_length=200)]
Year = Annotated[int, Field(ge=1900, le=2200)]
Amount = Annotated[float, Field(gt=0, allow_inf_nan=False)]
MOST = 50
"""How many of one sort may be changed at once."""
EXAMPLE: Mapping[str, Any] = {
    "title": "Digital help for the east",
    "add": {
        "agreements": [
            {"id": "MOU-NEW", "agencies": ["AG-BOI", "AG-CDD"], "data": "clients and services received"}
        ],
    },
    "extend": [{"program": "PRG-SEZEC", "corridors": ["economic:COR-EEC"]}],
}
RELATIONS: Mapping[str, Mapping[str, str]] = {
    "Program": {
        "agencies": "Agency RUNS Program",
        "supporters": "Agency SUPPORTS Program",
        "funds": "FundingSource FUNDS Program",
        "themes": "Program ADDRESSES Theme",
        "services": "Program OFFERS Service",
        "industries": "Program TARGETS Industry",
        "corridors": "Program COVERS Corridor",
        "areas": "Program COVERS Area",
    },
    "FundingSource": {
        "agencies": "Agency MANAGES FundingSource",
        "programs": "FundingSource FUNDS Program",
        "themes": "FundingSource ADDRESSES Theme",
        "services": "FundingSource OFFERS Service",
        "industries": "FundingSource TARGETS Industry",
        "corridors": "FundingSource COVERS Corridor",
        "areas": "FundingSource COVERS Area",
    },
    "Agreement": {"agencies": "Agency PARTY_TO Agreement"},
    "Agency": {
        "part_of": "Agency PART_OF Agency",
        "services": "Agency PROVIDES Service",
        "areas": "Agency SERVES Area",
    },
}
"""By the kind that is added or extended, what each field joins it by."""
PROPERTIES = {"sizes": "size_classes", "data": "data_exchanged", "process": "joint_process"}
"""The fields that are called otherwise in the model."""
KINDS = {
    "programs": "Program",
    "funds": "FundingSource",
    "agreements": "Agreement",
    "agencies": "Agency",
}
"""The kind that each list of a change file is of."""


class Part(BaseModel):
    """A part of a change file: what it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Node(Part):
    """What anything added says of itself."""

    id: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
    name: str = Field("", max_length=500)
    name_en: str = Field("", max_length=500)


class Offer(Part):
    """What a program or a fund is for; what is left out restricts nothing."""

    themes: Names = ()
    services: Names = ()
    industries: Names = ()
    corridors: Names = ()
    areas: Names = ()


class AddedProgram(Node, Offer):
    """A program that there is not."""

    agencies: Names = Field((), description="Who runs it.")
    supporters: Names = ()
    funds: Names = Field((), description="What pays for it.")
    sizes: Names = ()
    fiscal_year: Year | None = Field(None, description="Of the common era.")
    starts_on: Day | None = None
    ends_on: Day | None = None
    budget: Amount | None = Field(None, description="In baht.")


class AddedFund(Node, Offer):
    """A fund that there is not."""

    agencies: Names = Field((), description="Who manages it.")
    programs: Names = Field((), description="What it pays for.")
    sizes: Names = ()
    instrument: str = ""
    ceiling: Amount | None = None
    envelope: Amount | None = None
    valid_from: Day | None = None
    valid_until: Day | None = None


class AddedAgreement(Node):
    """An agreement that there is not."""

    agencies: Annotated[Names, Field(min_length=2, description="Its parties.")]
    status: str = "in_force"
    data: str = Field("", max_length=2000, description="The data that its parties exchange.")
    process: str = Field("", max_length=2000)
    signed_on: Day | None = None
    valid_until: Day | None = None


class AddedAgency(Node):
    """An agency that there is not."""

    part_of: str = Field("", max_length=500)
    services: Names = ()
    areas: Names = ()


class Added(Part):
    """What there is not."""

    programs: tuple[AddedProgram, ...] = Field((), max_length=MOST)
    funds: tuple[AddedFund, ...] = Field((), max_length=MOST)
    agreements: tuple[AddedAgreement, ...] = Field((), max_length=MOST)
    agencies: tuple[AddedAgency, ...] = Field((), max_length=MOST)


class Removed(Part):
    """What would go."""

    programs: Names = ()
    funds: Names = ()
    agreements: Names = ()
    agencies: Names = ()


class Extension(Offer):
    """A program or a fund on record that would cover, take or offer more."""

    program: str = Field("", max_length=500)
    fund: str = Field("", max_length=500)


class Movement(Part):
    """Budget that would go from one program to another."""

    source: Name = Field(alias="from")
    target: Name = Field(alias="to")
    amount: Amount = Field(description="In baht.")


class ChangesBody(Part):
    """Changes to hold against what is; nothing is written."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [dict(EXAMPLE)]})

    title: str = Field("", max_length=500)
    add: Added = Added()
    remove: Removed = Removed()
    extend: tuple[Extension, ...] = Field((), max_length=MOST)
    move: tuple[Movement, ...] = Field((), max_length=MOST)
