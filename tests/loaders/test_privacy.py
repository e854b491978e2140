"""Numbers that identify a person are found wherever they stand, and nothing else is taken for one."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.privacy import (
    CITIZEN_TEXT,
    holding_citizen_numbers,
    holding_citizen_numbers_in_lists,
    holding_personal,
    mask,
    pseudonym,
    without_citizen_numbers,
    without_contacts,
)


@given(st.lists(st.none() | st.text("0178๑๙ -–.ก a", max_size=30), max_size=20), st.integers(0, 3))
def test_the_quick_look_finds_what_a_slow_one_finds(texts: list[str | None], skipped: int) -> None:
    array = pa.chunked_array([pa.array(texts, pa.string())]).slice(skipped)
    slow = [at for at, text in enumerate(texts[skipped:]) if text and CITIZEN_TEXT.search(text)]
    assert holding_citizen_numbers(array) == slow


@given(st.lists(st.none() | st.text("0178๑๙ -@.กนายง", max_size=24), max_size=20), st.integers(1, 300))
def test_whatever_the_slow_look_changes_the_quick_one_finds(texts: list[str | None], times: int) -> None:
    column = pa.chunked_array([pa.array(texts * times, pa.string())])
    changed = [
        at
        for at, text in enumerate(texts * times)
        if text and without_contacts(without_citizen_numbers(text)) != text
    ]
    assert set(changed) <= set(holding_personal(column))


@given(st.lists(st.none() | st.lists(st.none() | st.text("0178๑ ก", max_size=20), max_size=3), max_size=9))
def test_numbers_in_lists_are_found(lists: list[list[str | None] | None]) -> None:
    array = pa.chunked_array([pa.array(lists, pa.list_(pa.string()))])
    slow = [
        at
        for at, texts in enumerate(lists)
        if any(text and CITIZEN_TEXT.search(text) for text in texts or ())
    ]
    assert holding_citizen_numbers_in_lists(array) == slow


@pytest.mark.parametrize(
    "text",
    [
        "1234567890123",
        "เลข ๓๑๒๓๔๕๖๗๘๙๐๑๒ ครับ",
        "1-2345-67890-12-3",
        "no1 2345 67890 12 3.",
        "8\u00a0234567890123",
    ],
)
def test_a_citizen_number_is_found_and_masked(text: str) -> None:
    assert holding_citizen_numbers(pa.chunked_array([[text]])) == [0]
    assert not any(letter.isdigit() for letter in mask(text).removeprefix("no1"))


@pytest.mark.parametrize("text", ["0105536112014", "12345", "01234567890123", "12345678901234567890", ""])
def test_other_numbers_are_no_citizen_numbers(text: str) -> None:
    assert holding_citizen_numbers(pa.chunked_array([[text]])) == []


def test_numbers_of_thirteen_digits_are_found_in_numeric_columns() -> None:
    column = pa.chunked_array([[1_234_567_890_123, 999, None, 9_234_567_890_123]])
    assert holding_citizen_numbers(column) == [0]


def test_a_pseudonym_depends_on_digits_and_secret_alone() -> None:
    assert pseudonym("1-2345-67890-12-3", b"a") == pseudonym("๑๒๓๔๕๖๗๘๙๐๑๒๓", b"a")
    assert pseudonym("1234567890123", b"a") != pseudonym("1234567890123", b"b")
    assert "1234567890123" not in pseudonym("1234567890123", b"a")
