"""Every setting there is. Built at the entry points and passed down; there is no global."""

import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import NonNegativeInt, PositiveFloat, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from ecograph.errors import SettingsError

PREFIX = "ECOGRAPH_"
FOR_TESTS = (f"{PREFIX}TEST_", f"{PREFIX}REQUIRE_")
SECRET_BYTES = 32
SHORTEST_KEY = 24
"""How many characters a key of the API has at the least."""


class Settings(BaseSettings):
    """Settings, each with a default that works.

    `read_settings` takes them from environment variables that begin with `ECOGRAPH_`; made
    directly, they hold what is given and look at no environment.

    Attributes
    ----------
    home
        The folder for the default store and the secret.
    store
        A path or an address of the store; empty for `store` inside `home`.
    language
        The language of what people read.
    memory_limit
        The most memory that the embedded store may use for one load (`2GB`).
    threads
        How many threads the embedded store may use; 0 for all.
    neo4j_user
        The user of a Neo4j server.
    neo4j_password
        The user's password; never part of an address, and never printed.
    neo4j_password_file
        A file whose first line is the password, instead of `neo4j_password`.
    neo4j_database
        The database on the server, unless the address names one.
    neo4j_timeout
        How many seconds a Neo4j server may take to accept a connection.
    neo4j_query_timeout
        How many seconds one transaction on a Neo4j server may take.
    api_keys
        Keys that users of the API show, separated by commas; without any, the API answers this
        machine alone.
    api_keys_file
        A file with a key on each line, besides `api_keys`.
    api_write_keys_file
        A file with keys, one on each line, with which decisions on findings can also be written through the
        API; without it, the API only reads.
    api_smallest_cell
        Cells of fewer eligible enterprises than this are not published by the API; 0 hides none.
    api_refresh
        How many seconds the API waits before it asks the store again whether its version has moved.
    """

    model_config = SettingsConfigDict(frozen=True)

    home: Path = platformdirs.user_data_path("ecograph")
    store: str = ""
    language: Literal["en", "th"] = "en"
    memory_limit: str = "2GB"
    threads: int = 0
    neo4j_user: str = "neo4j"
    neo4j_password: SecretStr = SecretStr("")
    neo4j_password_file: Path | None = None
    neo4j_database: str = "neo4j"
    neo4j_timeout: PositiveFloat = 5.0
    neo4j_query_timeout: PositiveFloat = 600.0
    api_keys: SecretStr = SecretStr("")
    api_keys_file: Path | None = None
    api_write_keys_file: Path | None = None
    api_smallest_cell: NonNegativeInt = 5
    api_refresh: PositiveFloat = 2.0

    @property
    def store_url(self) -> str:
        """The store to use."""
        return self.store or str(self.home / "store")

    def neo4j(self) -> dict[str, Any]:
        """Return how a Neo4j server is spoken to, for `open_store`.

        Raises
        ------
        SettingsError
            The file with the password cannot be read.
        """
        password = self.neo4j_password.get_secret_value()
        path = self.neo4j_password_file
        if path is not None and not password:
            try:
                password = path.read_text(encoding="utf-8").partition("\n")[0].strip()
            except (OSError, ValueError) as error:
                raise SettingsError(
                    f"The password file {path} cannot be read: {error}.",
                    f"Set {PREFIX}NEO4J_PASSWORD_FILE to a file you can read.",
                ) from None
        return {
            "user": self.neo4j_user,
            "password": password,
            "database": self.neo4j_database,
            "timeout": self.neo4j_timeout,
            "query_timeout": self.neo4j_query_timeout,
            "spool": self.home / "spool",
        }

    def keys(self) -> tuple[str, ...]:
        """Return the keys of the API, those that may write among them.

        Raises
        ------
        SettingsError
            A file with keys cannot be read or holds none, or a key is so short that it can be guessed.
        """
        given = [key.strip() for key in self.api_keys.get_secret_value().split(",")]
        keys = _checked(key for key in given if key)
        if self.api_keys_file is not None:
            keys += _keys_in(self.api_keys_file, "API_KEYS_FILE")
        return keys + self.write_keys()

    def write_keys(self) -> tuple[str, ...]:
        """Return the keys of the API that may write.

        Raises
        ------
        SettingsError
            The file cannot be read or holds no key, or a key is so short that it can be guessed.
        """
        path = self.api_write_keys_file
        return () if path is None else _keys_in(path, "API_WRITE_KEYS_FILE")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the name is pydantic's
        init_settings: PydanticBaseSettingsSource,
        *_: Any,
        **__: Any,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return what is given alone: the environment is an argument, never read in passing."""
        return (init_settings,)

    def secret(self) -> bytes:
        """Return the secret that personal identifiers are hashed with; made at first use.

        It lies in `home`, readable by its owner alone. Who has it can recognise a person's
        identifier in the store; who loses it can no longer match new data with old.

        Raises
        ------
        SettingsError
            The file cannot be made or read, or does not hold a whole secret.
        """
        path = self.home / "secret"
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                _make_secret(path)
            secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
        except (OSError, ValueError) as error:
            raise _unreadable(path, str(error)) from None
        if len(secret) < SECRET_BYTES:
            raise _unreadable(path, "it is shorter than a secret")
        return secret


def _keys_in(path: Path, setting: str) -> tuple[str, ...]:
    """Return the keys of a file, one on each line."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"The file of API keys {path} cannot be read: {error}.",
            f"Set {PREFIX}{setting} to a file you can read.",
        ) from None
    keys = _checked(key for line in lines if (key := line.strip()))
    if not keys:
        raise SettingsError(f"The file of API keys {path} holds no key.", "Write one on each line.")
    return keys


def _checked(keys: Iterable[str]) -> tuple[str, ...]:
    """Return keys that nobody can guess."""
    found = tuple(keys)
    if any(len(key) < SHORTEST_KEY or not key.isascii() for key in found):
        raise SettingsError(
            f"An API key has fewer than {SHORTEST_KEY} characters, or some beyond ASCII.",
            'Make one with `python3 -c "import secrets; print(secrets.token_urlsafe())"`.',
        )
    return found


def _make_secret(path: Path) -> None:
    """Write a new secret, unless another process was quicker."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(SECRET_BYTES))


def _unreadable(path: Path, why: str) -> SettingsError:
    return SettingsError(
        f"The secret {path} cannot be read: {why}.",
        f"Set {PREFIX}HOME to a folder you can write to, or restore the file.",
    )


def read_settings(environment: Mapping[str, str], **overrides: object) -> Settings:
    """Return the settings of an environment.

    Parameters
    ----------
    environment
        Variables by name; those that do not begin with `ECOGRAPH_`, or begin with `ECOGRAPH_TEST_`
        or `ECOGRAPH_REQUIRE_` (which are for the tests), are not looked at.
    overrides
        Settings that win over the environment; None is no override.

    Raises
    ------
    SettingsError
        For a variable that begins with `ECOGRAPH_` and is no setting, or a value of the wrong type.
    """
    given: dict[str, object] = {
        name.upper().removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.upper().startswith(PREFIX) and not name.upper().startswith(FOR_TESTS)
    }
    given |= {name: value for name, value in overrides.items() if value is not None}
    names = sorted(Settings.model_fields)
    unknown = sorted(given.keys() - set(names))
    if unknown:
        raise SettingsError(
            f"{PREFIX}{unknown[0].upper()} is not a setting.",
            f"Settings are: {', '.join(PREFIX + name.upper() for name in names)}.",
        )
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(
            f"{PREFIX}{'_'.join(map(str, first['loc'])).upper()} has the value "
            f"{first['input']!r}: {first['msg']}.",
            "Correct it or remove it from the environment.",
        ) from None
