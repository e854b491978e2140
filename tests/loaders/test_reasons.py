"""Every reason for which a value, a record or a row is lost is there in Thai too."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from loaders.reasons import CATALOGUE, in_thai

ROOT = Path(__file__).parents[2]
REASONS = {"Unclean": 0, "Remark": 2, "Found": "why", "_faults": 2, "_remark": 1}
"""The calls that are given a reason, and which argument it is."""
FILLING = "7"


def reasons() -> Iterator[tuple[str, str]]:
    """Yield each reason in the code, with what cases put into it filled in, and where it is made."""
    paths = [*(ROOT / "loaders").rglob("*.py"), ROOT / "ecograph" / "model" / "validation.py"]
    for path in paths:
        if "guessing" in path.parts or path.name == "recipe_faults.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for expression in given(node):
                text = filled(expression)
                if text:
                    yield text, f"{path.relative_to(ROOT)}:{expression.lineno}"


def given(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the expressions of reasons in a call, or in an assignment to `why` or a constant."""
    if isinstance(node, ast.Call):
        place = REASONS.get(getattr(node.func, "id", getattr(node.func, "attr", "")))
        if isinstance(place, int) and len(node.args) > place:
            yield node.args[place]
        yield from (word.value for word in node.keywords if word.arg == place)
    elif isinstance(node, ast.Assign):
        names = [name for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)]
        wanted = {"why", "CHECK_DIGIT", "FIRST_DIGIT", "PERSONAL", "NAMELESS", "NO_CONFIDENCE"}
        if {name.id for name in names} & wanted:
            yield node.value


def filled(expression: ast.expr) -> str:
    """Return a literal text, with `FILLING` for what a case puts into it; empty for anything else."""
    if isinstance(expression, ast.JoinedStr):
        return "".join(filled(part) or FILLING for part in expression.values)
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        return expression.value
    return ""


def test_every_reason_is_translated() -> None:
    found = dict(reasons())
    assert len(found) > 50
    assert {reason: place for reason, place in found.items() if in_thai(reason) == reason} == {}


def test_both_sides_have_the_same_places() -> None:
    for reason, thai in tomllib.loads(CATALOGUE.read_text(encoding="utf-8")).items():
        assert reason.count("{}") == thai.count("{}"), reason


def test_the_nearest_pattern_wins_and_the_rest_stays() -> None:
    assert in_thai("one of a, b was expected; taken for the weakest").startswith("ต้องเป็นค่าใดค่าหนึ่งของ a, b จึง")
    assert in_thai("6 is stated, and there are 4 (3 in its section) different SME above") == (
        "ระบุไว้ 6 แต่ข้างบนมี 4 (ในส่วนเดียวกัน 3) รายการที่ไม่ซ้ำของ SME"
    )
    assert in_thai("nobody foresaw this") == "nobody foresaw this"
