"""Whatever a table holds: no crash, a recipe that can be read, and nobody's data in what is printed."""

import csv
import io
import json
import tempfile
import tomllib
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecograph.errors import EcographError
from loaders.cleaning import CLEANERS
from loaders.countries import find_pack
from loaders.guessing import Proposal, propose, read_samples, to_toml
from loaders.guessing.tables import KINDS
from loaders.guessing.tables.shared import SHARED
from loaders.recipe_file import read_recipe

EVERY = {**CLEANERS, **find_pack("thailand").cleaners(b"secret")}
WORDS = sorted({word for kind in KINDS for role in kind.roles for word in (*role.words, *role.weak)})
PERSONAL_WORDS = sorted({word for role in SHARED if role.personal for word in role.words})
SOLE = "นายปกปิด สงวนนาม"
PERSONS = (
    SOLE,
    "นางสาวลับแล ไม่เปิดเผย",
    "Mr. Hidden Person",
    "081-999-8877",
    "0899998877",
    "hidden.person@example.com",
    "1101799998877",
    "๓-๑๐๐๕-๙๙๙๙๘-๗๗-๑",
)
TELLING = ("ปกปิด", "ลับแล", "Hidden", "999-8877", "9999887", "hidden.person", "11017999", "๙๙๙๙๘")
"""What of a person must stand nowhere."""
USUAL = st.sampled_from(
    [
        "",
        "-",
        "1",
        "0105562990031",
        "อุดรธานี",
        "บริษัท ก จำกัด",
        "15/03/2567",
        "1,200,000",
        "มี",
        "/",
        "✓",
        '"',
        "รวม",
    ]
)

cells = st.one_of(USUAL, st.sampled_from(PERSONS), st.text(max_size=12))
headers = st.one_of(
    st.sampled_from(WORDS), st.sampled_from(PERSONAL_WORDS), st.text(max_size=12), st.sampled_from(PERSONS)
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(1, 6))
    header = draw(st.lists(headers, min_size=width, max_size=width))
    rows = draw(st.lists(st.lists(cells, min_size=0, max_size=width + 1), max_size=6))
    titles = draw(st.lists(st.lists(cells, min_size=1, max_size=2), max_size=2))
    return [*titles, header, *rows]


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_any_table(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
        proposal, refusal = _proposed(path)
        assert not _told(refusal)
        if proposal is None:
            return
        toml = to_toml(proposal)
        assert tomllib.loads(toml)["country"] == "thailand"
        recipe_path = Path(folder) / "guessed.toml"
        recipe_path.write_text(toml, encoding="utf-8", newline="\n")
        assert read_recipe(recipe_path, EVERY) == proposal.recipe
    assert not _told(toml)
    assert not _told(json.dumps(proposal.to_dict(), ensure_ascii=False))


def _proposed(path: Path) -> tuple[Proposal | None, str]:
    try:
        return propose(path.name, tuple(read_samples(path))), ""
    except EcographError as error:
        return None, str(error)


def _told(text: str) -> list[str]:
    return [telling for telling in TELLING if telling in text]
