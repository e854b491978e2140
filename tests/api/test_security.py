"""Who is answered."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.security import check_binding, is_loopback
from ecograph.cli import app
from ecograph.errors import SettingsError
from ecograph.settings import Settings
from tests.api.serving import rows, serving
from tests.ecosystems import fill, new_store

KEY, OTHER = "a-key-of-more-than-twenty-four-letters", "another-key-of-more-than-24-letters"


def test_with_keys_each_request_shows_one(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    fill(store, rows())
    (tmp_path / "keys").write_text(f"{KEY}\n\n{OTHER}\n")
    with serving(store, tmp_path / "home", api_keys_file=tmp_path / "keys") as client:
        # A key opens the API to other machines and names.
        client.base_url = "http://api.example"
        for key in (KEY, OTHER):
            assert client.get("/v1/counts", headers={"Authorization": f"Bearer {key}"}).status_code == 200
        for wrong in (
            {},
            {"Authorization": f"Bearer {KEY}x"},
            {"Authorization": f"Basic {KEY}"},
            {"Authorization": "Bearer"},
        ):
            for path in ("/v1/counts", "/v1/openapi.json", "/nowhere"):
                refused = client.get(path, headers=wrong)
                assert (refused.status_code, refused.json()["code"]) == (401, "key-required")
                assert refused.headers["WWW-Authenticate"] == "Bearer"
        assert client.get("/health/ready").json()["status"] == "ready"
        described = client.get("/v1/openapi.json", headers={"Authorization": f"Bearer {KEY}"}).json()
        assert described["paths"]["/v1/counts"]["get"]["security"] == [{"key": []}]


@pytest.mark.parametrize(
    "address", ["http://10.0.0.7:8000", "http://api.example", "http://127.0.0.1.nip.example"]
)
def test_without_keys_this_machine_alone_is_answered(client: TestClient, address: str) -> None:
    for path in ("/v1/counts", "/health/ready"):
        refused = client.get(f"{address}{path}")
        assert (refused.status_code, refused.json()["code"]) == (403, "local-only")


def test_a_page_from_elsewhere_that_points_here_is_refused(client: TestClient) -> None:
    refused = client.get("/v1/counts", headers={"Host": "evil.example:8000"})
    assert (refused.status_code, refused.json()["code"]) == (403, "local-only")
    for name in ("localhost:8000", "[::1]:8000", "127.0.0.1"):
        assert client.get("/v1/counts", headers={"Host": name}).status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "[::1]", "localhost", "127.8.9.1"])
def test_what_is_this_machine(host: str) -> None:
    assert is_loopback(host)
    check_binding(host, ())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "10.0.0.7", "example.org", "127.0.0.1.example.org"])  # noqa: S104
def test_another_address_wants_keys(host: str) -> None:
    with pytest.raises(SettingsError, match="there is no key"):
        check_binding(host, ())
    check_binding(host, (KEY,))


def test_serving_to_others_without_keys_does_not_start(tmp_path: Path) -> None:
    environment = {"ECOGRAPH_HOME": str(tmp_path), "ECOGRAPH_STORE": str(tmp_path / "store")}
    done = CliRunner().invoke(app, ["serve", "--host", "0.0.0.0"], env=environment)  # noqa: S104
    assert isinstance(done.exception, SettingsError)
    assert "ECOGRAPH_API_KEYS_FILE" in done.exception.hint


def test_keys_come_by_setting_and_by_file(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text(OTHER)
    settings = Settings.model_validate({"api_keys": f" {KEY} ,", "api_keys_file": tmp_path / "keys"})
    assert settings.keys() == (KEY, OTHER)
    assert KEY not in repr(settings)
    assert Settings().keys() == ()


@pytest.mark.parametrize(
    ("text", "said"), [("short", "fewer than 24"), ("\n", "holds no key"), ("ก" * 30, "ASCII")]
)
def test_keys_that_cannot_be_used_are_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "keys").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=said) as refused:
        Settings(api_keys_file=tmp_path / "keys").keys()
    assert text.strip() == "" or text not in str(refused.value)
    with pytest.raises(SettingsError, match="cannot be read"):
        Settings(api_keys_file=tmp_path / "absent").keys()
