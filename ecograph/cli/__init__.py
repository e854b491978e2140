"""The command line: `ecograph --help`."""

import json
import sys

from rich.console import Console

from ecograph.cli import (  # noqa: F401  (each registers its commands)
    asking,
    checking_applicants,
    checking_proposals,
    comparing,
    copying,
    deciding,
    double_service,
    explaining,
    gaps,
    guessing,
    identity,
    linking,
    loading,
    meeting,
    overlaps,
    plans,
    quality,
    referring,
    reporting,
    results_annex,
    saving,
    screening,
    serving,
    supplying,
    verification,
    viewing,
    what_if,
)
from ecograph.cli.app import app
from ecograph.errors import EcographError

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line. An error is one sentence on standard error, and exit code 1."""
    try:
        app()
    except EcographError as error:
        _complain(error.message, error.hint, error.code)
    except (MemoryError, OSError) as error:
        _complain(f"{type(error).__name__}: {error}.", "Free some space or memory, or choose another folder.")
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        _complain(
            f"ecograph failed in a way nobody foresaw: {type(error).__name__}: {error}",
            "Run the command again as `ecograph --debug …` and report what it prints.",
        )


def _complain(message: str, hint: str, code: str = "error") -> None:
    if "--json" in sys.argv:
        error = {"error": {"code": code, "message": message, "hint": hint}}
        sys.stderr.write(json.dumps(error, ensure_ascii=False) + "\n")
        raise SystemExit(1)
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print("Error:", style="bold red", end=" ")
    console.print(f"{message} {hint}".strip(), markup=False)
    raise SystemExit(1)
