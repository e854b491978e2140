"""The matrix of shared clients and the pages of pairs: what they count, hide, lead to and never say."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ecograph.findings import Finding
from ecograph.graph.clients import find_clients
from ecograph.graph.shared_clients import count_shared_clients
from ecograph.pages import NoSuchPage, RouteAddress, Site, read_material
from ecograph.pages.explained import OVERLAPS, ask_overlaps
from ecograph.workspace import Workspace
from tests.analysis.overlaps.background import PROGRAMS
from tests.ecosystems import fill, new_store
from tests.overlapping import SHARED, apart, overlapping
from tests.visualisations.browser import Tab
from tests.visualisations.reading import Page as Read
from tests.visualisations.reading import number
from tests.visualisations.test_escaping import HOSTILE
from visualisations.address import Page
from visualisations.pair_wording import ASPECTS

PROGRAM = Page("overlaps", "Program")


def site_of(folder: Path, rows: dict[str, list[dict[str, Any]]]) -> Site:
    with Workspace(new_store(folder / "store")) as workspace:
        fill(workspace.store, rows)
        material = read_material(workspace)
    return Site(material, date(2025, 3, 15), "en", address=RouteAddress("en"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The pages of a country whose programs share clients."""
    return site_of(tmp_path_factory.mktemp("overlaps"), overlapping())


def found(site: Site, level: str = "Program") -> dict[frozenset[str], Finding]:
    result = site.material.answers.analyse(OVERLAPS, **ask_overlaps(level))
    return {frozenset(key for _, key in each.evidence.nodes): each for each in result.findings}


def matrix(html: str) -> dict[tuple[str, str], str]:
    """Return what the cells of a matrix say, by the names of row and column."""
    table = Read(html).tables["pairs-of"]
    (head,) = table.texts("thead")
    columns = [re.sub(r"^\d+\s*", "", text.strip()) for text in head[1:]]
    cells: dict[tuple[str, str], str] = {}
    for row in table.texts("tbody"):
        name = re.sub(r"^\d+\s*", "", row[0].strip())
        cells |= {
            (name, column): " ".join(text.split()) for column, text in zip(columns, row[1:], strict=False)
        }
    return cells


def test_pairs_beyond_chance_stand_beside_each_other_and_say_what_they_look_like(site: Site) -> None:
    html = site.render(PROGRAM)
    cells = matrix(html)
    names = [row for row, _ in cells if row.endswith(" clients")]
    short = [name.split(" ")[0] for name in dict.fromkeys(names)]
    # With 34 programs, only those of the pairs are shown, the two of each beside each other.
    assert {frozenset(short[:2]), frozenset(short[2:])} == {
        frozenset({"Digital", "Skills"}),
        frozenset({"Export", "Fairs"}),
    }
    share = f"{SHARED / (SHARED + 1):.1%}"
    said = {text for text in cells.values() if share in text}
    assert len(said) == 2
    assert any(f"share {SHARED} clients" in text and "■" in text and "redundant" in text for text in said)
    assert any("○" in text and "complementary" in text for text in said)
    assert "0 none shared" in cells.values()
    assert "Shown: 4 of 34 programs" in Read(html).visible()


def test_every_cell_is_the_share_of_the_smaller_one(site: Site) -> None:
    """The brute force: all shared clients of all agencies, with the rules of hiding applied by hand."""
    few = replace(site, threshold=3)
    clients = find_clients(site.material.ecosystem, "Agency")
    shared = count_shared_clients(clients)
    name = {key: site.material.ecosystem.name("Agency", key).en for _, key in clients.nodes}
    position = {name[key]: at for at, (_, key) in enumerate(clients.nodes)}
    seen = set()
    for (row, column), text in matrix(few.render(Page("overlaps"))).items():
        one = position.get(re.sub(r"\s*\d+ clients$", "", row))
        other = position.get(column)
        if one is None or other is None or one == other:
            continue
        both, least = shared[one, other], min(shared[one, one], shared[other, other])
        expected = "0" if not both else "<3" if both < 3 else f"{both / least:.1%}"
        assert text.lstrip("■○? ").split(" ")[0] == expected
        seen.add(expected[0])
    assert len(seen) > 1


def test_who_has_not_reported_is_unknown_and_not_zero(site: Site) -> None:
    page = Read(site.render(Page("overlaps")))
    last = page.tables["pairs-of"].parts["tbody"][-1]
    assert last[0][2].strip() == "1 more without clients on record"
    assert "unknown" in last[1][1]["class"]
    assert "not known" in last[1][2]
    assert "Silent Bureau" in page.visible()


def test_small_numbers_are_told_nowhere(site: Site) -> None:
    hiding = replace(site, threshold=SHARED + 1)
    for page in (PROGRAM, Page("overlaps"), Page("pair", found(site)[frozenset("AB")].id)):
        html = hiding.render(page)
        for text in matrix(html).values() if "pairs-of" in html else ():
            assert "%" not in text
        assert f"share {SHARED}" not in html
        assert not re.search(rf">\s*{SHARED}\s*<", html)
    assert "2 pairs are not shown" in Read(hiding.render(PROGRAM)).visible()


def test_one_agency_narrows_the_pairs_and_not_the_test(site: Site) -> None:
    alone = Read(site.render(replace(PROGRAM, narrowed=(("agency", "Z"),))))
    assert [row[0].strip() for row in alone.tables["pair-list"].texts("tbody")] == ["Export coaching"]
    tested = (PROGRAMS + 4) * (PROGRAMS + 3) // 2
    assert f"Of {tested:,} pairs" in alone.visible()
    with pytest.raises(NoSuchPage, match="no agency"):
        site.render(replace(PROGRAM, narrowed=(("agency", "none"),)))
    with pytest.raises(NoSuchPage, match="not compared"):
        site.render(Page("overlaps", "none"))


def test_where_nothing_is_compared_the_page_says_so(site: Site) -> None:
    html = site.render(Page("overlaps", "FundingSource"))
    assert "whether any overlap is not known" in html
    assert "pairs-of" not in Read(html).tables


def test_groups_of_shared_clients_add_up_and_small_ones_are_hidden(site: Site) -> None:
    pair = found(site)[frozenset("AB")]
    for threshold in (0, 9):
        page = Read(replace(site, threshold=threshold).render(Page("pair", pair.id)))
        rows = page.tables["by-corridor"].texts("tbody")
        told = [number(text) for _, text in rows if text.strip().isdigit()]
        if threshold == 0:
            assert sum(told) == SHARED == pair.observed
            # A0 and A1 are one corridor, A2 another, and A3 lies outside; s1 to s30 are there in turn.
            places = Counter(at % 4 for at in range(1, SHARED + 1))
            assert sorted(told) == sorted([places[0] + places[1], places[2], places[3]])
        else:
            hidden = [text.strip() for _, text in rows if not text.strip().isdigit()]
            assert len(hidden) >= 2
            assert "<9" in hidden


def test_a_pair_says_what_both_have_and_what_is_not_on_record(site: Site) -> None:
    page = Read(site.render(Page("pair", found(site)[frozenset("AB")].id)))
    rows = {
        row[0].strip(): [" ".join(text.split()) for text in row[1:]]
        for row in page.tables["aspects"].texts("tbody")
    }
    assert "train" in rows["services"][0].lower()
    assert rows["services"][1:] == ["none", "none"]
    assert rows["areas and corridors"] == ["not on record"] * 3
    assert rows["fiscal years with clients"][0] == "fiscal year 2024"
    ladder = [row[0].strip() for row in page.tables["ladder"].texts("tbody")]
    assert ladder[2] == "duplication ← this pair"


def test_no_enterprise_is_named(site: Site) -> None:
    for level in ("Program", "Agency"):
        for finding in found(site, level).values():
            html = site.render(Page("pair", finding.id, narrowed=(("level", level),)))
            assert not re.search(
                r"\bs\d{1,3}\b", re.sub(r"<style>.*?</style>|<script>.*?</script>", "", html, flags=re.DOTALL)
            )


def test_pages_lead_to_each_other(site: Site) -> None:
    pair = found(site)[frozenset("AB")]
    html = site.render(PROGRAM)
    (href,) = set(re.findall(rf'href="(/pair/{pair.id}[^"]*)"', html))
    assert "level=Program" in href
    evidence = site.render(Page("pair", pair.id))
    for there in ("/overlaps/Program?", "/neighbourhood/Program/A?", f"/finding/{pair.id}?"):
        assert there in evidence
    explained = site.render(Page("finding", pair.id))
    assert "pair/" in explained
    assert ASPECTS["services"].th in explained
    assert "<bdi>services</bdi>" not in explained
    with pytest.raises(NoSuchPage):
        site.render(Page("pair", "overlap-000000000000"))


def test_the_same_data_give_the_same_bytes(site: Site) -> None:
    pair = Page("pair", found(site)[frozenset("AB")].id)
    for page in (PROGRAM, pair):
        assert site.render(page) == replace(site).render(page)


@pytest.mark.parametrize("name", HOSTILE[:5])
def test_a_hostile_name_does_nothing(browser: Tab, tmp_path: Path, name: str) -> None:
    rows = overlapping()
    for program in rows["Program"]:
        program |= {"name": f"{name}{program['id']}", "name_en": f"{name}{program['id']}"}
    site = site_of(tmp_path, rows)
    for page in (PROGRAM, Page("pair", found(site)[frozenset("AB")].id)):
        file = tmp_path / "page.html"
        file.write_text(site.render(page), encoding="utf-8")
        browser.open(file)
        assert browser.evaluate("document.querySelectorAll('img').length") == 0
        assert name in browser.evaluate("document.querySelector('main').textContent")
        assert browser.messages == []
        assert browser.stands_alone


@pytest.mark.parametrize("language", ["th", "en"])
def test_they_print_on_a4(browser: Tab, tmp_path: Path, site: Site, language: str) -> None:
    for page in (PROGRAM, Page("overlaps"), Page("pair", found(site)[frozenset("AB")].id)):
        file = tmp_path / "page.html"
        file.write_text(site.render(page), encoding="utf-8")
        browser.open(file)
        browser.evaluate(f"document.getElementById('language-{language}').click()")
        sizes = {
            tuple(sorted(round(float(side) * 25.4 / 72) for side in box.split()[2:]))
            for box in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", browser.pdf())
        }
        assert sizes == {(210, 297)}


def test_what_rests_on_no_clients_stands_apart(tmp_path: Path) -> None:
    site = site_of(tmp_path, apart())
    html = site.render(Page("overlaps"))
    told, named = html.index('id="fragmentation"'), html.index('id="named-alike"')
    assert "3 agencies run 3 programs in the fiscal year 2024" in html[told:named]
    assert "Export training office" in html[named:]
    leads = re.findall(r'href="(/finding/[^"?]+)', html)
    assert len(leads) == 2
    for address in leads:
        assert address.removeprefix("/finding/") in site.render(Page("finding", address.rpartition("/")[2]))
    of_programs = site.render(Page("overlaps", "Program"))
    assert 'id="fragmentation"' not in of_programs
    narrowed = site.render(Page("overlaps", narrowed=(("agency", "r"),)))
    assert "3 agencies run 3 programs" in narrowed
    assert narrowed.count("<article") == 1
