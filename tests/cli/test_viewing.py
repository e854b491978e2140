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
    ],
)
def test_a_page_is_written_and_marked(demo: Path, command: list[str], holds: str) -> None:
    said = view(demo, *command, "--output", str(demo / "page.html"))
    assert said == {"page": str(demo / "page-synthetic.html"), "data_kind": "synthetic"}
    html = (demo / "page-synthetic.html").read_text(encoding="utf-8")
    assert "ข้อมูลสังเคราะห์ ห้ามอ้างอิง" in html
    assert holds in html
    assert len(html.encode()) < 1_500_000


def test_no_enterprise_is_named_on_any_page_but_its_own(demo: Path) -> None:
    view(demo, "neighbourhood", "economic:COR-NEEC", "--output", str(demo / "around.html"))
    around = (demo / "around-synthetic.html").read_text(encoding="utf-8")
    pages = view(demo, "all", "--to", str(demo / "pages"))["pages"]
    enterprise = re.compile(r"SYN-\d{6}|วิสาหกิจสมมุติ \d|Synthetic enterprise \d")
    for html in (around, *(Path(page).read_text(encoding="utf-8") for page in pages)):
        assert not enterprise.search(html)


def test_all_pages_lead_to_each_other(demo: Path) -> None:
    pages = [Path(page) for page in view(demo, "all", "--to", str(demo / "set"))["pages"]]
    assert {page.name.split("-")[0] for page in pages} == {
        "map",
        "heatmap",
        "network",
        "corridor",
        "neighbourhood",
    }
    names = {page.name for page in pages}
    for page in pages:
        html = page.read_text(encoding="utf-8")
        links = {unquote(unescape(link)) for link in re.findall(r'<a href="([^#"][^"]*)"', html)}
        assert links == names


def test_from_the_map_to_the_agency(demo: Path) -> None:
    """The way that a planner takes: map, corridor, heat map, its finding, the evidence, who runs it."""
    folder = demo / "way"
    pages = {
        Path(p).name: Path(p).read_text(encoding="utf-8")
        for p in view(demo, "all", "--to", str(folder))["pages"]
    }
    assert "neighbourhood-economic-COR-NEEC-synthetic.html" in pages["map-synthetic.html"]
    sheet = re.search(r'href="(corridor-[^"]*DIGITAL[^"]*)"', pages["heatmap-synthetic.html"])
    assert sheet
    assert "ยังจริงหรือไม่หาก" in pages[sheet[1]]
    program = re.search(r'<bdi class="code">(SYN-PRG-\d+|PRG-[A-Z]+)</bdi>', pages["network-synthetic.html"])
    assert program
    view(demo, "neighbourhood", program[1], "--output", str(folder / "program.html"))
    assert re.search(r">AG-|>SYN-AG-", (folder / "program-synthetic.html").read_text(encoding="utf-8"))


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
