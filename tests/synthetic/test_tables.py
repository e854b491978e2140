"""The tables of a nation: valid, resolved, and apart from everything real."""

import re
from pathlib import Path

import pytest

from ecograph.errors import MixedData
from ecograph.model import MODEL, DataKind
from ecograph.model.validation import violations
from ecograph.store import GraphStore
from loaders.synthetic import SOURCE, Nation, generate_nation, write_nation
from tests.synthetic.conftest import thai_store

OWN = ("SME", "Agency", "Program", "FundingSource")


def test_every_record_obeys_the_model(demo: Nation) -> None:
    for name, table in {**demo.nodes, **demo.relationships}.items():
        assert violations(MODEL.kinds[name], table) == [], name


def test_every_row_says_that_it_is_made_up(demo: Nation) -> None:
    for table in (*demo.nodes.values(), *demo.relationships.values()):
        assert set(table.column("claim_document").to_pylist()) == {"synthetic"}
        assert table.column("claim_row").to_pylist() == list(range(1, table.num_rows + 1))
    assert SOURCE.data_kind is DataKind.SYNTHETIC
    assert SOURCE.rank == 1000


def test_names_are_plainly_fictitious(demo: Nation) -> None:
    assert demo.nodes["SME"].column("name")[122].as_py() == "วิสาหกิจสมมุติ 000123"
    assert demo.nodes["SME"].column("name_en")[122].as_py() == "Synthetic enterprise 000123"
    for kind in ("Agency", "Program", "FundingSource"):
        assert all("สมมุติ" in name for name in demo.nodes[kind].column("name").to_pylist())
        assert all(name.startswith("Fictitious") for name in demo.nodes[kind].column("name_en").to_pylist())
        assert all(key.startswith("SYN-") for key in demo.nodes[kind].column("id").to_pylist())


def test_no_identifier_looks_like_that_of_a_person_or_a_firm(demo: Nation) -> None:
    for kind, table in demo.nodes.items():
        for key in table.column("id").to_pylist():
            assert re.fullmatch(r"SYN-(AG-|PRG-|FND-)?\d{2,6}", key), (kind, key)


def test_every_key_resolves_and_nothing_real_is_touched(thailand: GraphStore, demo: Nation) -> None:
    real = {kind: set(table.column("key").to_pylist()) for kind, table in thailand.export().nodes.items()}
    own = {kind: set(table.column("id").to_pylist()) for kind, table in demo.nodes.items()}
    for name, table in demo.relationships.items():
        kind = MODEL.relationship(name)
        for end, of in (("source", kind.source), ("target", kind.target)):
            keys = set(table.column(end).to_pylist())
            there = own if of in OWN else real
            assert keys <= there[of], (name, end)
    assert all(not own[kind] & real[kind] for kind in OWN)


def test_no_relationship_stands_twice(demo: Nation) -> None:
    for name, table in demo.relationships.items():
        identity = ["source", "target", *MODEL.relationship(name).discriminators]
        columns = [column for column in identity if column in table.column_names]
        assert not table.select(columns).to_pandas().duplicated().any(), name


def test_a_nation_loads_into_a_store_without_dangling(tmp_path: Path) -> None:
    store = thai_store(tmp_path)
    before = store.counts()
    nation = generate_nation(store, 2000, 5)
    with pytest.raises(MixedData), store.begin(SOURCE):
        pass
    written = write_nation(store, nation)
    assert all(upserted.dangling.num_rows == upserted.repeated == 0 for upserted in written.values())
    after = store.counts()
    for kind, table in {**nation.nodes, **nation.relationships}.items():
        assert after[kind] == before[kind] + table.num_rows, kind
    assert store.export(["SME"]).data_kind is DataKind.SYNTHETIC
    assert store.disagreements() == []
