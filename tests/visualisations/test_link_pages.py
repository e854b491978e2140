"""Pages on what to link next and of what-if: what they say, what they hide, and that nothing breaks out."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ecograph.analysis.whatif import Changes, find_what_if
from ecograph.pages import Site, read_material
from ecograph.workspace import Workspace
from tests.analysis.whatif.world import Rows, rows
from tests.ecosystems import fill, new_store
from tests.visualisations.browser import Tab
from tests.visualisations.reading import Page
from tests.visualisations.test_escaping import HOSTILE

DAY = date(2026, 1, 2)
NASTY = " ".join(HOSTILE)
WITHOUT = Changes("Without P", removed=(("Program", "P"), ("Agreement", "m")))


def world() -> Rows:
    """Return a country whose names are hostile, with amounts of finance."""
    found = rows()
    found["Agency"] = [{**row, "name": NASTY} if row["id"] == "c" else row for row in found["Agency"]]
    found["Program"] = [{**row, "name": NASTY} if row["id"] == "P" else row for row in found["Program"]]
    found["FundingSource OFFERS Service"] = [{"source": "L", "target": "loan"}]
    found["SME FINANCED_BY FundingSource"] = [
        {**row, "amount": 1000.0} for row in found["SME FINANCED_BY FundingSource"]
    ]
    return found


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Any:
    store = new_store(tmp_path_factory.mktemp("links") / "store")
    fill(store, world())
    with Workspace(store) as opened:
        yield opened


def site(workspace: Workspace, threshold: int) -> Site:
    return Site(read_material(workspace), DAY, "en", threshold=threshold)


def pages(workspace: Workspace, threshold: int) -> dict[str, str]:
    made = site(workspace, threshold)
    compared = find_what_if(workspace.ecosystem, WITHOUT)
    return {
        "linking": made.linking(),
        "exchanges": made.exchanges(),
        "funding": made.funding(),
        "what_if": made.what_if(compared),
    }


def test_pages_say_what_was_found(workspace: Workspace) -> None:
    found = {name: Page(page).visible() for name, page in pages(workspace, 0).items()}
    assert "no agreement on record" in found["linking"]
    assert "Its cost: one agreement to negotiate" in found["linking"]
    assert "holds its own" in found["exchanges"]
    assert "Baht on record, by theme and place" in found["funding"]
    assert "12,000" in found["funding"]
    assert "Without P" in found["what_if"]
    assert "Nothing is written" in found["what_if"]


def test_missing_links_are_dashed_and_say_why(workspace: Workspace) -> None:
    page = site(workspace, 0).linking()
    assert '"dashes":true' in page
    assert "no agreement on record. Clients in common" in page


def test_small_groups_are_hidden(workspace: Workspace) -> None:
    found = {name: Page(page).visible() for name, page in pages(workspace, 1000).items()}
    assert "No pair is found." in found["linking"]
    assert "<1000" in found["exchanges"]
    assert "No amount is on record." in found["funding"]
    assert "hidden" in found["what_if"]
    assert "12,000" not in found["funding"]


def test_names_do_no_harm(workspace: Workspace) -> None:
    handlers = {"onerror", "onload", "onmouseover", "onclick"}
    for name, html in pages(workspace, 0).items():
        page = Page(html)
        assert page.strays == [], name
        assert not [tag for tag, _ in page.tags if tag == "img"]
        assert not handlers & {attribute for _, attributes in page.tags for attribute in attributes}
        assert sum(tag == "script" for tag, _ in page.tags) == (2 if name == "linking" else 1)
        assert "alert(1)" in page.visible() or name == "funding"


def test_the_same_input_gives_the_same_pages(workspace: Workspace) -> None:
    assert pages(workspace, 5) == pages(workspace, 5)


@pytest.mark.parametrize("name", ["linking", "exchanges", "funding", "what_if"])
def test_pages_stand_alone_and_have_no_barriers(
    workspace: Workspace, browser: Tab, tmp_path: Path, name: str
) -> None:
    path = tmp_path / f"{name}.html"
    path.write_text(pages(workspace, 0)[name], encoding="utf-8")
    browser.open(path)
    assert browser.messages == []
    assert browser.stands_alone
    assert browser.barriers() == []
    browser.page.click("label[for=language-th]")
    assert browser.barriers() == []
    assert browser.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
