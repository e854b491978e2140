"""The tree of errors is the one that is drawn."""

import inspect
import re

from ecograph import errors
from ecograph.errors import EcographError


def drawn() -> dict[str, str]:
    """Return each error of the drawing with the one it hangs from."""
    parents: dict[str, str] = {}
    path: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"^([│├└─ ]*)([A-Z]\w+)(?:  +\S|$)", line)
        if found:
            depth = len(found[1]) // 4
            path[depth:] = [found[2]]
            parents[found[2]] = path[depth - 1] if depth else ""
    return parents


def declared() -> dict[str, type[EcographError]]:
    """Return every error of the tree that the module holds."""
    return {
        name: thing
        for name, thing in vars(errors).items()
        if inspect.isclass(thing) and issubclass(thing, EcographError)
    }


def test_the_drawing_shows_every_error_where_it_belongs() -> None:
    parents = {
        name: "" if error is EcographError else error.__mro__[1].__name__
        for name, error in declared().items()
    }
    assert drawn() == parents


def test_codes_are_unique_and_fit_an_address() -> None:
    codes = [error.code for error in declared().values()]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes)


def test_every_error_says_when_it_is_met() -> None:
    assert all(error.__doc__ for error in declared().values())


def test_an_error_reads_as_message_and_hint() -> None:
    assert str(EcographError("It failed.", "Try again.")) == "It failed. Try again."
    assert str(EcographError("It failed.")) == "It failed."


def test_the_module_holds_no_other_exception() -> None:
    exceptions = {
        name
        for name, thing in vars(errors).items()
        if inspect.isclass(thing) and issubclass(thing, Exception)
    }
    assert exceptions == set(declared())
