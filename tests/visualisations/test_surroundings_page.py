"""What surrounds a node: drawn around it, with every link as evidence, and what was left out said."""

import re

import pytest

from ecograph.graph.neighbourhood import Neighbour, Neighbourhood
from ecograph.model import Text
from tests.visualisations.country import edition, graph
from tests.visualisations.reading import Page
from tests.visualisations.test_escaping import HOSTILE
from visualisations.ego import Surroundings, draw_surroundings, render_surroundings

AGENCY, DIGITAL, GREEN = ("Agency", "A-1"), ("Program", "P-1"), ("Program", "P-2")
CORRIDOR, PARTNER = ("Corridor", "economic:A"), ("Agency", "A-2")


def surroundings(name: str = "") -> Surroundings:
    def called(node: tuple[str, str], english: str, thai: str, hops: int) -> Neighbour:
        return Neighbour(node, Text(name or english, name or thai), hops)

    found = Neighbourhood(
        called(AGENCY, "Imaginary Department", "กรมสมมุติ", 0),
        (
            called(DIGITAL, "Digital Program", "โครงการดิจิทัล", 1),
            called(GREEN, "Green Program", "โครงการสีเขียว", 1),
            called(CORRIDOR, "Amber Corridor", "ระเบียงอำพัน", 2),
            called(PARTNER, "Sample Institute", "สถาบันตัวอย่าง", 2),
        ),
        (
            ("Agency RUNS Program", AGENCY, DIGITAL),
            ("Agency RUNS Program", AGENCY, GREEN),
            ("Program COVERS Corridor", DIGITAL, CORRIDOR),
            ("Agency SUPPORTS Program", PARTNER, DIGITAL),
        ),
        {"out Agency RUNS Program": 2},
        ({"Program": 2}, {"Corridor": 4, "Agency": 3}),
    )
    totals = {"out Agency RUNS Program": 2, "in SME PARTICIPATED_IN Program": 3, "in SME LOCATED_IN Area": 70}
    return Surroundings(found, totals, graph(name))


def test_the_farther_away_the_farther_out() -> None:
    at = {node.node: node.at for node in draw_surroundings(surroundings()).nodes}
    assert at[DIGITAL][0] < at[AGENCY][0] < at[GREEN][0]
    assert at[CORRIDOR][0] == at[PARTNER][0] < at[DIGITAL][0], "on the side that they were found from"


def test_what_is_left_out_is_said() -> None:
    page = Page(
        render_surroundings(edition(), surroundings(), draw_surroundings(surroundings()), "ecograph view")
    )
    assert page.strays == []
    assert "Shown: 4 of 9 within 2 steps" in page.visible()
    assert "ecograph view A-1 --kind Agency --limit 16" in page.visible()


def test_every_link_is_evidence() -> None:
    page = Page(render_surroundings(edition(), surroundings(), draw_surroundings(surroundings())))
    assert page.tables["links"].texts("tbody") == [
        ["Imaginary Department", "runs", "Digital Program", "read in a source"],
        ["Imaginary Department", "runs", "Green Program", "read in a source"],
        ["Sample Institute", "supports", "Digital Program", "read in a source"],
        ["Digital Program", "covers", "Amber Corridor", "read in a source"],
    ]
    assert "2 of 2 of the one in the middle" in page.tables["links"].caption


def test_few_enterprises_are_not_counted_out() -> None:
    page = Page(render_surroundings(edition(), surroundings(), draw_surroundings(surroundings())))
    numbers = [row[1] for row in page.tables["totals"].texts("tbody")]
    assert numbers == ["70", "<5", "2"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text(name: str) -> None:
    given = surroundings(name)
    html = render_surroundings(edition(Text(name, name), name), given, draw_surroundings(given), name)
    page = Page(html)
    assert page.strays == []
    assert [tag for tag, _ in page.tags].count("script") == 2
    assert "img" not in {tag for tag, _ in page.tags}
    assert not re.search(r"<svg[^>]*onload", html)
