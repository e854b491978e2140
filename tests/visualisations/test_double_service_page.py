"""The page on double service: what each agency has to check, how far it is, and what it never says."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ecograph.analysis.double_service import find_double_service
from ecograph.pages import NoSuchPage, Site
from ecograph.state.opinions import Opinions
from ecograph.state.verdicts import CheckedCase, Outcome
from tests.overlapping import SHARED, overlapping
from tests.visualisations.browser import Tab
from tests.visualisations.reading import Page as Read
from tests.visualisations.test_overlap_pages import site_of
from visualisations.address import Page

PAGE = Page("double-service")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The pages of a country where 30 enterprises have one training from two agencies."""
    return site_of(tmp_path_factory.mktemp("double"), overlapping())


def rows_of(html: str, table: str = "to-check") -> list[list[str]]:
    return [[" ".join(text.split()) for text in row] for row in Read(html).tables[table].texts("tbody")]


def test_each_agency_is_told_how_many_it_has_to_check(site: Site) -> None:
    rows = rows_of(site.render(PAGE))
    assert [row[0] for row in rows] == ["Department X", "Office Y"]
    for row in rows:
        assert row[2:] == [str(SHARED), "unknown", "0"]


def test_what_nobody_looked_for_is_unknown_and_what_was_looked_for_is_not(site: Site) -> None:
    html = site.double_service(pairs={"alike": [], "same": []})
    assert [row[3] for row in rows_of(html)] == ["0", "0"]
    assert "not compared for this page" not in html
    assert "not compared for this page" in site.render(PAGE)


def test_small_numbers_are_hidden_with_their_sum(site: Site) -> None:
    html = replace(site, threshold=SHARED + 1).render(PAGE)
    assert [row[2] for row in rows_of(html)] == ["hidden", "hidden"]
    assert not re.search(rf">\s*{2 * SHARED}\s*<|>\s*{SHARED}\s*<", html)


def test_one_agency_is_shown_alone_beside_the_sum_of_all(site: Site) -> None:
    alone = site.render(replace(PAGE, narrowed=(("agency", "Y"),)))
    assert [row[0] for row in rows_of(alone)] == ["Office Y"]
    assert Read(alone).tables["to-check"].texts("tfoot")[0][1].strip() == str(2 * SHARED)
    with pytest.raises(NoSuchPage):
        site.render(replace(PAGE, narrowed=(("agency", "none"),)))


def test_where_no_service_is_on_record_that_is_said(tmp_path: Path) -> None:
    rows = overlapping()
    del rows["Program OFFERS Service"]
    for line in rows["SME PARTICIPATED_IN Program"]:
        line.pop("services", None)
    html = site_of(tmp_path, rows).render(PAGE)
    assert "unknown, not zero" in " ".join(Read(html).visible().split())
    assert "to-check" not in Read(html).tables


def checked(finding: str, agency: str, outcome: Outcome) -> CheckedCase:
    return CheckedCase(
        1, finding, agency, outcome, "unit", date(2025, 3, 1), datetime(2025, 3, 2, tzinfo=UTC), ""
    )


def test_it_says_how_far_the_checks_are_and_what_they_found(site: Site) -> None:
    cases = [each.id for each in find_double_service(site.material.ecosystem).findings]
    assert len(cases) == SHARED
    verdicts = {
        case: [checked(case, "X", Outcome.DOUBLE if at < 8 else Outcome.PROGRESSION)]
        for at, case in enumerate(cases[:20])
    }
    handed = {agency: dict.fromkeys(cases, ("s1",)) for agency in ("X", "Y")}
    html = replace(site, opinions=Opinions({}, verdicts, handed)).render(PAGE)
    assert rows_of(html, "checks") == [
        ["Department X", "half or more"],
        ["Office Y", "none"],
    ]
    assert rows_of(html, "results") == [["double service indeed", "8"], ["a progression", "12"]]
    few = replace(site, threshold=9, opinions=Opinions({}, verdicts, handed)).render(PAGE)
    assert rows_of(few, "results") == [["double service indeed", "hidden"], ["a progression", "hidden"]]


def test_neither_lists_nor_checks_tell_a_hidden_number(site: Site) -> None:
    """An agency's list is as long as the sum of its numbers, and all checks are as many as all cases."""
    cases = [each.id for each in find_double_service(site.material.ecosystem).findings]
    handed = {agency: dict.fromkeys(cases, ("s1",)) for agency in ("X", "Y")}
    verdicts = {case: [checked(case, "X", Outcome.DOUBLE)] for case in cases}
    opinions = Opinions({}, verdicts, handed)
    html = replace(site, threshold=SHARED + 1, opinions=opinions).render(PAGE)
    assert rows_of(html, "checks") == [["Department X", "all"], ["Office Y", "none"]]
    assert rows_of(html, "results") == [["double service indeed", "hidden"]]
    assert not re.search(rf">\s*{SHARED}\s*<", html)


def test_it_accuses_nobody_and_names_no_enterprise(site: Site) -> None:
    page = Read(site.render(PAGE))
    assert "no finding of fault" in page.visible()
    assert not re.search(r"\bs\d{1,3}\b", page.visible())
    assert "/v1/double-service" not in site.render(PAGE)
    keyed = replace(site, cases="/v1/double-service").render(PAGE)
    assert 'href="/v1/double-service?agency=X"' in keyed


@pytest.mark.parametrize("language", ["th", "en"])
def test_it_prints_on_a4(browser: Tab, tmp_path: Path, site: Site, language: str) -> None:
    file = tmp_path / "page.html"
    file.write_text(site.render(PAGE), encoding="utf-8")
    browser.open(file)
    browser.evaluate(f"document.getElementById('language-{language}').click()")
    boxes = {
        box.split()[2:] and tuple(map(float, box.split()[2:]))
        for box in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", browser.pdf())
    }
    assert {tuple(round(side * 25.4 / 72) for side in box) for box in boxes} == {(210, 297)}
    assert browser.barriers() == []
    assert browser.stands_alone
