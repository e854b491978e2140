"""Later partners from earlier ones in the European programme: how well learned scores tell them, honestly."""

from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from ecograph.analysis.referral.evaluation import Forecast, evaluate
from ecograph.analysis.referral.history import Matrix
from ecograph.analysis.referral.similarity import LEARNED
from ecograph.graph import Ecosystem, open_ecosystem
from ecograph.store import open_store
from tests.real.sources import DATA, bring, needs_data

pytestmark = needs_data
SPLIT = 2019
"""Projects that began before this year are what is known, the others what is to be told."""


@pytest.fixture(scope="module")
def ecosystem(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    store = open_store(str(Path(tmp_path_factory.mktemp("ecsel")) / "store"))
    bring(store, "eu-reference")
    bring(store, "eu-ecsel", DATA / "eu_ecsel_cordis")
    return open_ecosystem(store)


def partners(ecosystem: Ecosystem, *, later: bool) -> Matrix:
    """Return who worked with whom in projects that began before the split, or after."""
    links = ecosystem.smes.links["SME PARTICIPATED_IN Program"]
    pairs = [
        (ecosystem.smes.keys[who].as_py(), links.targets[what])
        for who, what in zip(links.enterprises.tolist(), links.indices.tolist(), strict=True)
    ]
    pairs += [
        (agency, program)
        for (_, agency), (_, program), _ in ecosystem.edges("Agency RUNS Program", "Agency SUPPORTS Program")
    ]
    nodes = ecosystem.institutions.nodes
    who = {key: at for at, key in enumerate(sorted({key for key, _ in pairs}))}
    what = {key: at for at, key in enumerate(sorted({key for _, key in pairs}))}
    assert (len(who), len(what)) == (1474, 96)
    chosen = sorted(
        {
            (who[key], what[program])
            for key, program in pairs
            if (nodes["Program", program]["starts_on"].year >= SPLIT) == later
        }
    )
    rows, columns = np.array(chosen).T
    member = sparse.csr_array(
        (np.ones(len(chosen), np.float32), (rows, columns)), shape=(len(who), len(what))
    )
    together = sparse.csr_array(member @ member.T)
    together.setdiag(0)
    together.eliminate_zeros()
    together.data[:] = 1
    return together


@pytest.fixture(scope="module")
def forecasts(ecosystem: Ecosystem) -> dict[str, Forecast]:
    before, after = partners(ecosystem, later=False), partners(ecosystem, later=True)
    others = ~np.eye(before.shape[0], dtype=np.bool_)
    return {score: evaluate(before, after, np.random.default_rng(1), others, score) for score in LEARNED}


def test_learned_partners_are_hardly_better_than_popular_ones(forecasts: dict[str, Forecast]) -> None:
    """What docs/referral.md says: on these data history tells little beyond who is well connected."""
    found = forecasts["resource allocation"]
    assert found.aupr == pytest.approx(0.1176, abs=5e-4)
    assert found.baseline == pytest.approx(0.1139, abs=5e-4)
    assert found.prevalence == pytest.approx(0.0798, abs=5e-4)
    assert found.ratio == pytest.approx(1.03, abs=0.01)
    assert forecasts["paths of length three"].ratio == pytest.approx(1.01, abs=0.01)
    assert found.auc == pytest.approx(0.556, abs=0.005)
