"""The page on the quality of data says what the figures are, in both languages, and nothing runs in it."""

from dataclasses import replace
from datetime import date

import pytest

from ecograph.model import DataKind, Text
from ecograph.quality import EFFECTS, DataQuality, Dispute, Loss, SourceQuality, Unknowns
from loaders.problems import Effect
from tests.visualisations.reading import Page
from visualisations import QualityReport, quality_wording, render_quality

HOSTILE = '<img src=x onerror="alert(1)">'
SOURCE = SourceQuality(
    id="roster",
    title=Text("Roster", "บัญชี"),
    data_kind=DataKind.REAL,
    loads=3,
    loaded_on=date(2025, 3, 15),
    rows={"read": 1200, "recorded": 1190, "rejected": 7, "not wanted": 3},
    totals={"agree": 2, "differ": 1},
    losses=(Loss(HOSTILE, Text("a number was expected", "ต้องเป็นตัวเลข"), "value left unknown", 41),),
    unknowns=(Unknowns("SME", "employees", 41, 1190), Unknowns("SME LOCATED_IN Area", "role", 5, 1000)),
    retired={"SME": 12, "SME LOCATED_IN Area": 13},
)
QUALITY = DataQuality(
    (SOURCE, replace(SOURCE, id="old", rows=None, totals={}, losses=(), unknowns=(), retired={})),
    (Dispute("Agency", "name", "register", "roster", 6, "AG-1", "Right", HOSTILE),),
    True,
    9,
    "0123456789abcdef",
    DataKind.REAL,
)


def page(quality: DataQuality = QUALITY) -> str:
    return render_quality(
        QualityReport(
            quality_wording.TITLE,
            date(2025, 4, 1),
            quality.data_kind,
            quality.version,
            quality.content_hash,
            language="en",
            quality=quality,
        )
    )


def test_every_figure_is_on_the_page() -> None:
    html = page()
    for figure in ("1,200", "1,190", "41", "2 agree", "1 differ", "3.4%", "12", "13", "AG-1", "2568", "2025"):
        assert figure in html
    assert "no report on record" in html
    assert "ไม่มีรายงานการโหลด" in html


def test_nothing_from_the_data_runs() -> None:
    html = page()
    assert HOSTILE not in html
    assert html.count("&lt;img src=x") == 2
    parsed = Page(html)
    assert parsed.strays == []
    assert [row[0] for row in parsed.tables["source-1-problems"].texts("tbody")] == [HOSTILE]


def test_made_up_data_is_marked() -> None:
    assert "SYNTHETIC DATA" not in page()
    assert "SYNTHETIC DATA" in page(replace(QUALITY, data_kind=DataKind.SYNTHETIC))


def test_the_same_quality_gives_the_same_bytes() -> None:
    assert page() == page()


@pytest.mark.parametrize("effect", Effect)
def test_every_effect_has_words(effect: Effect) -> None:
    assert EFFECTS[effect].th != EFFECTS[effect].en
    assert len(EFFECTS) == len(Effect)
