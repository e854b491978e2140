"""The page about the demonstration says what the generator plants."""

import re
from pathlib import Path

from loaders.synthetic import DEMO_ENTERPRISES, DEMO_SEED, Nation, to_markdown
from tests.conftest import Golden

PAGE = Path(__file__).parents[2] / "docs" / "demo.md"
TABLE = re.compile(r"(?<=<!-- planted -->\n\n).*?(?=\n<!-- /planted -->)", re.DOTALL)


def test_the_page_holds_the_planted_truths(demo: Nation, golden: Golden) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert len(TABLE.findall(page)) == 1
    golden(PAGE, TABLE.sub(lambda _: to_markdown(demo.planted), page))


def test_the_page_names_the_size_and_the_seed() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert f"{DEMO_ENTERPRISES:,} enterprises" in page
    assert f"seed {DEMO_SEED}" in page
