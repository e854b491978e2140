"""What is derived from the model, pinned: a change of the model shows in these files."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ecograph.model import LANGUAGES, MODEL, Language
from ecograph.model.dictionary import to_json, to_markdown

GOLDEN = Path(__file__).parent / "golden"
Golden = Callable[[Path, str], None]


def test_json(golden: Golden) -> None:
    text = json.dumps(to_json(MODEL), ensure_ascii=False, indent=1) + "\n"
    golden(GOLDEN / "dictionary.json", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown(golden: Golden, language: Language) -> None:
    golden(GOLDEN / f"dictionary-{language}.md", to_markdown(MODEL, language))


def test_json_holds_every_kind_and_property() -> None:
    dictionary = to_json(MODEL)
    described = {
        (kind["name"], property["name"])
        for group in ("nodes", "relationships")
        for kind in dictionary[group]
        for property in kind["properties"]
    }
    assert described == {(kind.name, property.name) for kind in MODEL for property in kind.properties}
    assert len(dictionary["nodes"]) + len(dictionary["relationships"]) == len(MODEL.kinds)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_are_whole(language: Language) -> None:
    rows = [line for line in to_markdown(MODEL, language).splitlines() if line.startswith("|")]
    assert {line.count("|") for line in rows} == {7}
