"""Change files: what they say in keys and names, and faults with their line and the nearest name."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ecograph.analysis.whatif import Changes, Move
from ecograph.errors import AnalysisError, EcographError, SourceError
from ecograph.graph import Ecosystem
from ecograph.model import MODEL
from loaders.change_body import EXAMPLE, RELATIONS, ChangesBody
from loaders.change_file import read_changes, resolve_changes
from tests.analysis.whatif.world import rows
from tests.ecosystems import ecosystem

GOOD = """title = "More"

[[add.programs]]
id = "N"
name = "ใหม่"
agencies = ["Agency a", "NEW-AG"]
themes = ["t"]
corridors = ["Ex"]
sizes = ["micro"]
fiscal_year = 2025
budget = 5e5

[[add.agencies]]
id = "NEW-AG"
part_of = "a"

[[add.agreements]]
id = "o"
agencies = ["NEW-AG", "c"]
data = "clients"
signed_on = 2025-01-31

[remove]
funds = ["L"]

[[extend]]
program = "P"
corridors = ["economic:Y"]

[[move]]
from = "P"
to = "Q"
amount = 100
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    return ecosystem(tmp_path_factory.mktemp("changes"), rows())


def read(folder: Path, text: str, small: Ecosystem) -> Changes:
    path = folder / "changes.toml"
    path.write_text(text, encoding="utf-8")
    return read_changes(path, small)


def test_a_change_file_is_read_in_keys(small: Ecosystem, tmp_path: Path) -> None:
    found = read(tmp_path, GOOD, small)
    assert found.title == "More"
    assert found.added == {
        ("Program", "N"): {
            "id": "N",
            "name": "ใหม่",
            "size_classes": ["micro"],
            "fiscal_year": 2025,
            "budget": 5e5,
        },
        ("Agreement", "o"): {
            "id": "o",
            "status": "in_force",
            "data_exchanged": "clients",
            "signed_on": date(2025, 1, 31),
        },
        ("Agency", "NEW-AG"): {"id": "NEW-AG"},
    }
    assert set(found.joined) == {
        ("Agency RUNS Program", "a", "N"),
        ("Agency RUNS Program", "NEW-AG", "N"),
        ("Program ADDRESSES Theme", "N", "F:t"),
        ("Program COVERS Corridor", "N", "economic:X"),
        ("Agency PARTY_TO Agreement", "NEW-AG", "o"),
        ("Agency PARTY_TO Agreement", "c", "o"),
        ("Agency PART_OF Agency", "NEW-AG", "a"),
    }
    assert found.removed == (("FundingSource", "L"),)
    assert found.extended == (("Program COVERS Corridor", "P", "economic:Y"),)
    assert found.moved == (Move("P", "Q", 100.0),)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ('[[extend]]\nprogram = "P"\ncorridor = ["X"]', 3, "Did you mean 'corridors'?"),
        ('[[add.programs]]\nname = "x"', 1, "'id' is missing"),
        ('\n[[extend]]\nprogram = "Program Pp"\nareas = ["A0"]', 3, "Did you mean P"),
        ('[[extend]]\nprogram = "P"\nareas = ["A0", "nowhere"]', 3, "no Area 'nowhere'"),
        ('[[extend]]\nprogram = "P"', 1, "extended by nothing"),
        ('[[extend]]\nareas = ["A0"]', 1, "`program` or `fund`"),
        ('title = "x"\n[[extend]]\nprogram = "P"\ncorridors = ["X"]', 4, "joined already"),
        ('[[add.funds]]\nid = "n"\ninstrument = "gift"', 3, "not one of: loan"),
        ('[[add.programs]]\nid = "n"\nsizes = ["tiny"]', 3, "not one of: micro"),
        ('[[add.programs]]\nid = "n"\nbudget = -1', 3, "greater than 0"),
        ('[[add.programs]]\nid = "P"', 2, "on record already"),
        ('[[add.programs]]\nid = "n"\n[[add.programs]]\nid = "n"', 4, "added twice"),
        ('[[add.agreements]]\nid = "n"\nagencies = ["a"]', 3, "at least 2"),
        ('[[move]]\nfrom = "P"\nto = "Q"\namount = 5000', 1, "less than 5,000"),
        ('[remove]\nprograms = ["P"]\n[[move]]\nfrom = "P"\nto = "Q"\namount = 1', 3, "is removed"),
        ('[[add.programs]]\nid = "n"\nstarts_on = 5', 3, "a day was expected"),
    ],
)
def test_a_fault_names_its_line_and_what_to_do(
    small: Ecosystem, tmp_path: Path, text: str, line: int, why: str
) -> None:
    with pytest.raises((SourceError, AnalysisError)) as fault:
        read(tmp_path, text, small)
    assert fault.value.message.startswith(f"changes.toml, line {line}: ")
    assert why in str(fault.value)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"a = ", "is not valid TOML"),
        (b"\xff\xfe", "not text in UTF-8"),
        (None, "cannot be read"),
        (b"", "Nothing"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(
    small: Ecosystem, tmp_path: Path, content: bytes | None, why: str
) -> None:
    path = tmp_path / "changes.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EcographError, match=why):
        read_changes(path, small)


def test_a_body_of_json_says_where_its_fault_is(small: Ecosystem) -> None:
    said: dict[str, Any] = {"extend": [{"program": "P", "areas": ["A0", "nowhere"]}]}
    with pytest.raises(AnalysisError, match=r"extend\.0\.areas\.1: There is no Area 'nowhere'"):
        resolve_changes(ChangesBody.model_validate(said), small)
    ChangesBody.model_validate(EXAMPLE)


def test_every_relationship_that_a_field_makes_is_in_the_model() -> None:
    for kind, fields in RELATIONS.items():
        for relationship in fields.values():
            declared = MODEL.relationship(relationship)
            assert kind in (declared.source, declared.target)
