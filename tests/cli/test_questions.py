"""Questions that were asked last, kept beside the store."""

from pathlib import Path

from ecograph.state.questions import KEPT, Questions


def test_the_last_question_comes_first_and_each_stands_once(tmp_path: Path) -> None:
    asked = Questions(str(tmp_path / "store"), tmp_path)
    assert asked.recall() == []
    for year in (2023, 2024, 2023):
        asked.remember("reach-gaps", {"year": year, "by": ["area"]})
    assert [parameters["year"] for _, parameters in asked.recall()] == [2023, 2024]
    for year in range(1900, 1900 + 2 * KEPT):
        asked.remember("reach-gaps", {"year": year})
    assert len(asked.recall()) == KEPT


def test_a_file_that_is_not_ours_holds_no_question(tmp_path: Path) -> None:
    asked = Questions(str(tmp_path / "store"), tmp_path)
    for text in ("", "[1, 2]", "{}", "[[1]]", "\x00"):
        asked.path.write_text(text, encoding="utf-8")
        assert asked.recall() == []


def test_where_nothing_can_be_written_nothing_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    asked = Questions(str(tmp_path / "file" / "store"), tmp_path)
    asked.remember("clusters", {})
    assert asked.recall() == []


def test_the_first_question_to_a_server_is_remembered(tmp_path: Path) -> None:
    asked = Questions("neo4j://localhost:7687", tmp_path / "home")
    asked.remember("clusters", {})
    assert asked.recall() == [("clusters", {})]
