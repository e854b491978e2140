"""Paths and parts of the graph over HTTP."""

import io
import zipfile

import networkx as nx
import pandas as pd
import pytest
from fastapi.testclient import TestClient

from tests.api.test_nodes import got

AGENCIES = {"kind": ["Agency", "Program", "Agency RUNS Program", "Agency PARTNERS_WITH Agency"]}


def test_paths_name_each_stop(client: TestClient) -> None:
    found = got(client, "/paths", from_kind="Agency", from_key="AG2", to_kind="Program", to_key="P")
    (path,) = found["paths"]
    assert [stop["key"] for stop in path["stops"]] == ["AG2", "AG", "P"]
    assert path["steps"][1] == [{"relationship": "Agency RUNS Program", "onwards": True}]
    assert found["length"] == 2


def test_enterprises_on_a_path_are_counted(client: TestClient) -> None:
    found = got(client, "/paths", from_kind="Program", from_key="P", to_kind="Area", to_key="A1")
    assert found["paths"][0]["stops"][1] is None
    assert found["paths"][0]["count"] == 6


def test_node_link_is_read_by_networkx(client: TestClient) -> None:
    network = nx.node_link_graph(got(client, "/subgraph", **AGENCIES), edges="edges")
    assert sorted(network) == ["Agency/AG", "Agency/AG2", "Program/P", "Program/Q"]
    assert network.number_of_edges() == 3
    assert network.graph["data_kind"] == "real"
    assert network.nodes["Program/P"]["budget"] == 5_000_000


def test_graphml_is_read_by_networkx(client: TestClient) -> None:
    response = client.get(
        "/v1/subgraph",
        params={"format": "graphml", "kind": ["SME", "Program", "SME PARTICIPATED_IN Program"]},
    )
    assert response.headers["Content-Type"] == "application/graphml+xml"
    network = nx.read_graphml(io.BytesIO(response.content), force_multigraph=True)
    assert network.number_of_edges() == 31
    assert network.nodes["SME/001"]["size_class"] == "micro"


def test_csv_has_a_file_for_each_kind(client: TestClient) -> None:
    response = client.get("/v1/subgraph", params={**AGENCIES, "format": "csv"})
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        names = sorted(archive.namelist())
        agencies = pd.read_csv(archive.open("Agency.csv"))
    assert names == [
        "Agency PARTNERS_WITH Agency.csv",
        "Agency RUNS Program.csv",
        "Agency.csv",
        "Program.csv",
        "about.json",
    ]
    assert agencies["key"].tolist() == ["AG", "AG2"]
    assert client.get("/v1/subgraph", params={**AGENCIES, "format": "csv"}).content == response.content


def test_a_part_that_is_too_large_is_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.routers.parts.MOST_PART", 100)
    response = client.get("/v1/subgraph")
    assert (response.status_code, response.json()["code"]) == (422, "too-large")
