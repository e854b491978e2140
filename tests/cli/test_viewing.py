"""The pages that the command line writes of a demonstration: there, marked, linked, and of what was asked."""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from ecograph.cli import app

RUN = CliRunner()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration of few enterprises."""
    folder = tmp_path_factory.mktemp("demo")
    done = RUN.invoke(app, ["--json", "demo", "--to", str(folder), "--enterprises", "3000"])
    assert done.exit_code == 0, done.output
    return folder


def view(demo: Path, *arguments: str) -> dict[str, str]:
    """Return what a command says as JSON."""
    done = RUN.invoke(app, ["--store", str(demo / "store"), "--json", "view", *arguments])
    assert done.exit_code == 0, (done.output, done.exception)
    said: dict[str, str] = json.loads(done.stdout)
    return said


@pytest.mark.parametrize(
    ("command", "holds"),
    [
        (["network"], "กรมส่งเสริมอุตสาหกรรม"),
        (["neighbourhood", "AG-DIPROM"], "ecograph view neighbourhood AG-DIPROM --kind Agency --limit 200"),
        (["neighbourhood", "economic:COR-NEEC", "--hops", "2"], "COR-NEEC"),
        (["heatmap", "--year", "2024"], "ปีงบประมาณ 2567"),
        (["corridor", "POL-1-DIGITAL", "--year", "2024"], "fiscal year 2024"),
        (["corridor", "POL-8-FINANCE", "--population", "areas"], "figures of areas"),
        (["map"], '<svg class="map"'),
        (["overlaps", "--level", "program", "--theme", "POL-1-DIGITAL"], "โครงการ"),
        (["double-service", "--year", "2024"], "มิใช่ข้อสรุปว่ามีความผิด"),
    ],
)
def test_a_page_is_written_and_marked(demo: Path, command: list[str], holds: str) -> None:
    said = view(demo, *command, "--output", str(demo / "page.html"))
    assert said == {"page": str(demo / "page-synthetic.html"), "data_kind": "synthetic"}
    html = (demo / "page-synthetic.html").read_text(encoding="utf-8")
    assert "ข้อมูลสังเคราะห์ ห้ามอ้างอิง" in html
    assert holds in html
    assert len(html.encode()) < 1_500_000


def test_no_enterprise_is_named_on_any_page_but_its_own(demo: Path, pages: dict[str, str]) -> None:
    view(demo, "neighbourhood", "economic:COR-NEEC", "--output", str(demo / "around.html"))
    around = (demo / "around-synthetic.html").read_text(encoding="utf-8")
    enterprise = re.compile(r"SYN-\d{6}|วิสาหกิจสมมุติ \d|Synthetic enterprise \d")
    for html in (around, *pages.values()):
        assert not enterprise.search(html)


@pytest.fixture(scope="module")
def pages(demo: Path) -> dict[str, str]:
    """All pages by the names of their files."""
    written = view(demo, "all", "--to", str(demo / "pages"))["pages"]
    return {Path(page).name: Path(page).read_text(encoding="utf-8") for page in written}


def test_every_page_is_led_to_and_no_link_leads_nowhere(pages: dict[str, str]) -> None:
    sorts = {"map", "heatmap", "network", "overlaps", "pair", "double", "report", "results", "plans"}
    sorts |= {"links", "exchanges", "funding"}
    assert {name.split("-")[0] for name in pages} == sorts | {"sheet", "corridor", "neighbourhood", "finding"}
    led_to: set[str] = set()
    waiting = ["map-synthetic.html"]
    while waiting:
        links = links_of(pages[waiting.pop()])
        assert links <= pages.keys()
        waiting += links - led_to
        led_to |= links
    # What surrounds an agency that no program, link or finding shows is led to by nothing.
    assert {name for name in pages if not name.startswith(("neighbourhood", "finding"))} <= led_to


def test_from_the_map_to_the_agency(pages: dict[str, str]) -> None:
    """The way of a planner: map, corridor, its digital cell, the finding, the evidence, who runs it."""

    def lead(name: str, pattern: str) -> str:
        found = [link for link in sorted(links_of(pages[name])) if re.search(pattern, link)]
        assert found, (name, pattern)
        return found[0]

    corridor = lead("map-synthetic.html", "^corridor-.*NEEC")
    sheet = lead(corridor, "^sheet-.*DIGITAL")
    assert "ยังจริงหรือไม่หาก" in pages[sheet]
    digital = re.search(r"DIGITAL.*?</tr>", pages[corridor], re.DOTALL)
    assert digital
    finding = re.search(r'href="(finding-reach-gap-[^"]*)"', digital[0])
    assert finding
    agency = lead(finding[1], "^neighbourhood-Agency-")
    assert "rests on" in pages[finding[1]]
    assert "AG-" in pages[agency]


def links_of(html: str) -> set[str]:
    return {unquote(unescape(link)) for link in re.findall(r'<a (?:class="code" )?href="([^#"][^"]*)"', html)}


def test_an_enterprise_is_drawn_by_its_key_alone(demo: Path) -> None:
    done = RUN.invoke(
        app, ["--store", str(demo / "store"), "--json", "search", "วิสาหกิจสมมุติ", "--kind", "SME"]
    )
    key = json.loads(done.stdout)["matches"][0]["key"]
    view(demo, "neighbourhood", key, "--output", str(demo / "firm.html"))
    html = (demo / "firm-synthetic.html").read_text(encoding="utf-8")
    assert {*re.findall(r"SYN-\d{6}", html)} == {key}
    refused = RUN.invoke(app, ["--store", str(demo / "store"), "view", "neighbourhood", key, "--hops", "2"])
    assert "Two steps from an enterprise are other enterprises" in str(refused.exception)


def test_own_boundaries_and_none_that_can_be_read(demo: Path) -> None:
    square = [[[100, 13], [101, 13], [101, 14], [100, 14], [100, 13]]]
    feature = {"type": "Feature", "id": "TH-50", "geometry": {"type": "Polygon", "coordinates": square}}
    shapes = demo / "shapes.json"
    shapes.write_text(json.dumps({"type": "FeatureCollection", "features": [{**feature, "properties": {}}]}))
    view(demo, "map", "--boundaries", str(shapes), "--output", str(demo / "own.html"))
    html = (demo / "own-synthetic.html").read_text(encoding="utf-8")
    assert "แผนที่ 1 พื้นที่" in html
    for wrong in ("[]", "{}", '{"features": [{"properties": {}, "geometry": null}]}', "no JSON"):
        shapes.write_text(wrong)
        refused = RUN.invoke(
            app, ["--store", str(demo / "store"), "view", "map", "--boundaries", str(shapes)]
        )
        assert refused.exit_code == 1
        assert str(shapes) in str(refused.exception)


def test_the_answer_to_a_plan_is_a_page_too(demo: Path) -> None:
    plan = demo / "plan.toml"
    plan.write_text('name = "ที่ปรึกษา"\nservices = ["SVC-CONSULT"]\nclients = 40\n', encoding="utf-8")
    command = ["--store", str(demo / "store"), "--json", "check-proposal", str(plan)]
    done = RUN.invoke(app, [*command, "--page", str(demo / "plan.html")])
    assert done.exit_code == 0, (done.output, done.exception)
    html = (demo / "plan-synthetic.html").read_text(encoding="utf-8")
    assert "จะทับซ้อน" in html
    assert "<form" not in html
    assert json.loads(done.stdout)["findings"]
