"""Made-up results: as many as are served, told as the model tells them, and drawn apart from all else."""

from pathlib import Path

import numpy as np

from ecograph.analysis.results import find_kpi_faults, find_results
from ecograph.graph import open_ecosystem
from loaders.synthetic import Nation, generate_nation, write_nation
from tests.synthetic.conftest import small_store, thai_store

KIND = "Program MEASURED_BY Indicator"


def test_every_program_reports_whom_it_served_and_no_more_was_evaluated(demo: Nation) -> None:
    table = demo.relationships[KIND].to_pandas()
    attended = demo.relationships["SME PARTICIPATED_IN Program"]["target"].to_pandas()
    counts = attended.value_counts()
    served = np.array([counts.get(key, 0) for key in demo.nodes["Program"]["id"].to_pylist()])
    first = table.drop_duplicates("source")
    told = first["reported"].fillna(first["expected"])
    assert ((told == served) | told.isna()).all()
    assert (told == served).mean() > 0.85
    assert (table["evaluated"].dropna() <= table["reported"][table["evaluated"].notna()]).all()
    assert (table["expected"].isna() | table["reported"].isna()).all()
    assert set(table["fiscal_year"][table["expected"].notna()]) == {2025}


def test_a_country_without_indicators_has_no_results(tmp_path: Path) -> None:
    assert generate_nation(small_store(tmp_path / "store"), 1000).relationships[KIND].num_rows == 0


def test_the_demonstration_shows_results_and_what_to_put_right(tmp_path: Path) -> None:
    store = thai_store(tmp_path)
    write_nation(store, generate_nation(store, 2000))
    ecosystem = open_ecosystem(store)
    rows = find_results(ecosystem).findings
    assert len(rows) >= 60
    faults = {finding.kind for finding in find_kpi_faults(ecosystem).findings}
    assert {"kpi-no-unit", "kpi-no-baseline"} <= faults
