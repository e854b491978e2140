from dataclasses import replace
from pathlib import Path

import pytest

from ecograph.errors import ModelError
from ecograph.model import MODEL, Model, Property, Text
from ecograph.store.columns import columns_of
from ecograph.store.duckdb_schema import ddl
from tests.conftest import Golden


def test_the_tables_are_those_of_the_golden_file(golden: Golden) -> None:
    golden(Path(__file__).parent / "golden" / "duckdb.sql", ddl(MODEL))


@pytest.mark.parametrize("name", ["source", "target", "confidence"])
def test_a_property_named_like_a_column_of_a_relationship_is_refused(name: str) -> None:
    kind = replace(MODEL.relationship("SME SUPPLIES SME"), properties=(Property(name, Text("Name", "ชื่อ")),))
    with pytest.raises(ModelError, match=f"reserved name: {name}"):
        ddl(Model((), (kind,)))


def test_a_property_with_a_name_of_the_store_is_refused() -> None:
    kind = replace(MODEL.node("SME"), properties=(Property("nid", Text("Nid", "นิด")),))
    with pytest.raises(ModelError, match="reserved name: nid"):
        columns_of(kind)
