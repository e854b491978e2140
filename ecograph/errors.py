"""The errors a person can meet.

EcographError
├── SettingsError         a setting is unknown or has a value that cannot be used
├── ModelError            a name is not in the model
├── StoreError            the store cannot do what was asked
│   ├── StoreBusy         another process is writing
│   ├── StoreUnreachable  the server of the store does not answer
│   ├── VersionGone       an earlier version is not kept any more, or was never there
│   ├── MixedData         real and synthetic data would share one store
│   └── ShrunkSource      a source came back suspiciously small
├── SourceError           a file cannot be found, opened or read
├── RecipeError           a mapping recipe is not valid
└── AnalysisError         a question cannot be answered as put

A bad row is not an error: it is a `loaders.problems.Problem` in the load report.
"""


class EcographError(Exception):
    """One clear sentence, what to do about it, and a code that never changes.

    The core knows no HTTP and no exit codes; whoever shows the error maps `code`.
    """

    code = "error"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class SettingsError(EcographError):
    """A setting is unknown or its value cannot be used."""

    code = "settings"


class ModelError(EcographError):
    """A kind, relationship, property or value is not in the model."""

    code = "model"


class StoreError(EcographError):
    """The store cannot be opened, read or written as asked."""

    code = "store"


class StoreBusy(StoreError):
    """Another process is writing to the store."""

    code = "store-busy"


class StoreUnreachable(StoreError):
    """The server of the store does not answer; it may come back."""

    code = "store-unreachable"


class VersionGone(StoreError):
    """An earlier version of the store is not kept any more, or was never there."""

    code = "version-gone"


class MixedData(StoreError):
    """Real and synthetic data would share one store without anyone having asked for it."""

    code = "mixed-data"


class ShrunkSource(StoreError):
    """A source came back with so few records that it looks half-read."""

    code = "shrunk-source"


class SourceError(EcographError):
    """A file or folder cannot be found, opened or read."""

    code = "source"


class RecipeError(EcographError):
    """A mapping recipe is not valid TOML, or names what the model does not have."""

    code = "recipe"


class AnalysisError(EcographError):
    """A question cannot be answered as it was put."""

    code = "analysis"
