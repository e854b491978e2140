"""The real files of other publishers, where they are at hand."""

from collections.abc import Mapping
from dataclasses import astuple
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from ecograph.store import GraphStore
from loaders.countries.thailand import PACK
from loaders.countries.thailand.addresses import POSTCODES, split_postcode
from loaders.countries.thailand.tables import table
from loaders.load import load
from loaders.recipes import find_recipe
from loaders.report import LoadReport
from tests.ecosystems import new_store
from tests.thailand.cases import REAL_DATA, needs_real_data

pytestmark = needs_real_data
SECRET = b"a secret for tests"
MONTHS = REAL_DATA / "th_dbd_2558_2559" / "monthly"
FORM_BY_DIGIT = {
    "2": "ordinary_partnership",
    "3": "limited_partnership",
    "5": "limited_company",
    "7": "public_company",
}
"""What the fourth digit of a registration number says of the legal form."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    store = new_store(tmp_path_factory.mktemp("store") / "graph")
    loaded(store, "th-reference", PACK.reference)
    return store


def loaded(store: GraphStore, name: str, path: Path) -> LoadReport:
    found = find_recipe(name, SECRET)
    return load(found.recipe, path, store, cleaners=found.cleaners, secret=SECRET)


@pytest.fixture(scope="module")
def registrations() -> "pd.DataFrame":
    """Return every registration as published, read without a recipe."""
    return pd.concat([_month(path) for path in sorted(MONTHS.glob("*.csv"))], ignore_index=True)


def _month(path: Path) -> "pd.DataFrame":
    with path.open(encoding="cp874") as file:
        rows = pd.read_csv(file, header=None, names=list(range(12)), dtype=str, keep_default_na=False)
    header = int((rows == "เลขทะเบียน").to_numpy().any(axis=1).argmax())
    names = ["".join(str(name).split()) for name in rows.iloc[header]]
    month = rows.iloc[header + 1 :]
    wanted = {"เลขทะเบียน": "id", "ชื่อนิติบุคคล": "name", "ที่ตั้งสำนักงานใหญ่": "address"}
    return pd.DataFrame({new: month.iloc[:, names.index(old)] for old, new in wanted.items()})


def cleaned(name: str, column: "pd.Series[str]") -> tuple["pd.Series[str]", Mapping[int, str]]:
    distinct = pa.array(column.unique().tolist())
    values, problems = astuple(PACK.cleaners(SECRET)[name](distinct))
    return column.map(dict(zip(distinct.to_pylist(), values.to_pylist(), strict=True))), problems


def test_every_number_and_every_address_is_read(registrations: "pd.DataFrame") -> None:
    ids, wrong_ids = cleaned("juristic_id", registrations["id"])
    provinces, unplaced = cleaned("address_province", registrations["address"])
    assert (len(ids), ids.nunique()) == (91_939, 91_939)
    assert not wrong_ids
    assert not unplaced
    assert (ids == registrations["id"]).all()
    assert set(provinces) == {row["province_id"] for row in table("provinces")}
    assert round(100 * (provinces == "TH-10").mean(), 1) == 36.5


def test_names_and_postcodes_agree_on_the_province(registrations: "pd.DataFrame") -> None:
    """All but six: addresses of one district of Udon Thani with a postcode of the next province."""
    provinces, _ = cleaned("address_province", registrations["address"])
    postcodes = registrations["address"].map(lambda address: split_postcode(address)[1])
    known = postcodes.isin(list(POSTCODES))
    disagree = [
        (named, postcode)
        for named, postcode in zip(provinces[known], postcodes[known], strict=True)
        if named not in POSTCODES[postcode]
    ]
    assert disagree == [("TH-41", "39270")] * 6
    assert (~known).sum() == 803


def test_names_and_numbers_agree_on_the_legal_form(registrations: "pd.DataFrame") -> None:
    forms, _ = cleaned("legal_form", registrations["name"])
    assert (forms == registrations["id"].str[3].map(FORM_BY_DIGIT)).all()


def test_eighteen_months_load_without_a_problem(store: GraphStore) -> None:
    report = loaded(store, "th-dbd-registrations", MONTHS)
    assert not report.problem_counts
    assert {kind: counts.created for kind, counts in report.kinds.items()} == {
        "SME": 91_939,
        "SME LOCATED_IN Area": 91_939,
        "SME OPERATES_IN Industry": 31_792,
    }


def test_published_counts_are_those_of_the_pack(store: GraphStore) -> None:
    report = loaded(store, "th-msme-counts", REAL_DATA / "th_msme_2567" / "th_sme.json")
    assert not report.problem_counts
    assert report.kinds["Area"].mapped == 77
    found = store.node("Area", "TH-10")
    assert found is not None
    row = next(row for row in table("provinces") if row["province_id"] == "TH-10")
    for size in ("micro", "small", "medium", "large"):
        assert found.properties[f"enterprises_{size}"] == int(row[size])
