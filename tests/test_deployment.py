"""What is deployed: the Compose file is one, and is what docs/deploy.md promises."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.neo4j_server import VERSION

ROOT = Path(__file__).parent.parent
COMPOSE = ROOT / "docker-compose.yml"
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    services: dict[str, Any] = YAML(typ="safe").load(COMPOSE)["services"]
    return services


def check(path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_compose_file_follows_the_schema_of_compose(tmp_path: Path) -> None:
    done = check(COMPOSE)
    assert done.returncode == 0, done.stdout
    wrong = tmp_path / "docker-compose.yml"
    wrong.write_text(COMPOSE.read_text(encoding="utf-8").replace("depends_on:", "depends_off:"))
    assert check(wrong).returncode != 0


def test_every_service_is_confined(services: dict[str, Any]) -> None:
    for service in services.values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert not service["user"].startswith(("0", "root"))
        assert "ports" not in service
        assert "privileged" not in service


def test_images_are_pinned_to_what_is_tested(services: dict[str, Any]) -> None:
    assert services["neo4j"]["image"] == f"neo4j:{VERSION}-community"
    assert all(re.search(r":[\d.]+", service["image"]) for service in services.values())
    assert set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)) == {"python:3.13-slim-bookworm"}


def test_secrets_come_by_file_alone(services: dict[str, Any]) -> None:
    for service in services.values():
        given = [name for name in service["environment"] if "PASSWORD" in name or "AUTH" in name]
        assert given
        assert all(name.endswith("_FILE") for name in given)


def test_the_load_waits_for_a_healthy_server(services: dict[str, Any]) -> None:
    assert services["load"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert services["neo4j"]["healthcheck"]["test"]


def test_the_api_waits_for_a_healthy_server_and_wants_keys(services: dict[str, Any]) -> None:
    api = services["api"]
    assert api["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert api["environment"]["ECOGRAPH_API_KEYS_FILE"] == "/run/secrets/api_keys"
    assert "api_keys" in api["secrets"]
    assert "/health/ready" in api["healthcheck"]["test"][-1]


def test_everything_in_the_image_is_locked_and_runs_as_nobody() -> None:
    assert "--require-hashes" in DOCKERFILE
    assert re.search(r"^USER 10001:10001$", DOCKERFILE, re.MULTILINE)
    copied = set(re.findall(r"^COPY (\w+) \w+$", DOCKERFILE, re.MULTILINE))
    assert copied == {"api", "ecograph", "loaders", "visualisations"}


def test_the_configuration_of_the_server_forbids_what_it_should() -> None:
    lines = (ROOT / "deploy" / "neo4j.conf").read_text(encoding="utf-8").splitlines()
    assert "dbms.security.allow_csv_import_from_file_urls=false" in lines
    assert any(line.startswith("db.memory.transaction.max=") for line in lines)
    assert any(line.startswith("db.transaction.timeout=") for line in lines)
