"""Settings come from the environment that is passed, and every default works."""

import inspect
import re
import stat
from pathlib import Path

import pytest

from ecograph.errors import SettingsError
from ecograph.settings import SECRET_BYTES, Settings, read_settings


def test_every_default_works() -> None:
    settings = read_settings({})
    assert settings == Settings()
    assert settings.store_url == str(settings.home / "store")


def test_variables_are_read() -> None:
    given = {"ECOGRAPH_HOME": "somewhere", "ECOGRAPH_LANGUAGE": "th", "ECOGRAPH_THREADS": "3", "PATH": "x"}
    settings = read_settings(given)
    assert (settings.home, settings.language, settings.threads) == (Path("somewhere"), "th", 3)


def test_only_the_environment_that_is_passed_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECOGRAPH_LANGUAGE", "th")
    assert read_settings({}).language == "en"
    assert Settings().language == "en"


def test_an_override_wins_and_none_is_no_override() -> None:
    given = {"ECOGRAPH_STORE": "one", "ECOGRAPH_LANGUAGE": "th"}
    settings = read_settings(given, store="two", language=None)
    assert (settings.store_url, settings.language) == ("two", "th")


def test_variables_for_tests_are_let_be() -> None:
    assert read_settings({"ECOGRAPH_TEST_NEO4J": "bolt://localhost"}) == Settings()


@pytest.mark.parametrize("name", ["ECOGRAPH_LANG", "ecograph_lang", "ECOGRAPH_"])
def test_an_unknown_variable_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="is not a setting") as refused:
        read_settings({name: "x"})
    assert all(f"ECOGRAPH_{field.upper()}" in refused.value.hint for field in Settings.model_fields)


@pytest.mark.parametrize(("name", "value"), [("LANGUAGE", "fr"), ("THREADS", "many")])
def test_a_value_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"ECOGRAPH_{name} has the value '{value}'"):
        read_settings({f"ECOGRAPH_{name}": value})


def test_settings_do_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().threads = 2  # type: ignore[misc]


def test_every_setting_is_described() -> None:
    described = re.findall(r"^(\w+)\n    \S", inspect.getdoc(Settings) or "", re.MULTILINE)
    assert set(described) == set(Settings.model_fields)


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "new" / "home")
    secret = settings.secret()
    assert len(secret) == SECRET_BYTES
    assert settings.secret() == secret
    assert Settings(home=tmp_path / "other").secret() != secret
    assert stat.S_IMODE((settings.home / "secret").stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["", "00ff", "not hexadecimal"])
def test_a_damaged_secret_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret").write_text(content, encoding="ascii")
    with pytest.raises(SettingsError, match="cannot be read"):
        Settings(home=tmp_path).secret()


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="cannot be read"):
        Settings(home=tmp_path / "file" / "home").secret()
