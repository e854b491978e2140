import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.store.folding import fold, fold_text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ร้าน ๑๒๓ สาขา ๔๕๖๗๘๙๐", "ร้าน 123 สาขา 4567890"),
        ("น\u0e49\u0e4d\u0e32", "น\u0e49\u0e33"),
        ("น\u0e4d\u0e49\u0e32", "น\u0e49\u0e33"),
        ("ท\u0e4d\u0e32", "ทำ"),
        ("เเม่", "แม่"),
        ("ก\u200bข\u200dค\ufeff", "กขค"),
        ("  A\t b\u00a0\u3000C ", "a b c"),
        ("น้ำ", "น้ำ"),
        ("Café", "café"),
        ("", ""),
    ],
)
def test_two_spellings_are_one(text: str, folded: str) -> None:
    assert fold_text(text) == folded


def test_nulls_stay_null_and_columns_fold_like_texts() -> None:
    texts = ["๑", None, "เเ", "x  y"]
    assert fold(pa.array(texts)).to_pylist() == ["1", None, "แ", "x y"]
    assert fold(pa.chunked_array([texts[:1], texts[1:]])).to_pylist() == ["1", None, "แ", "x y"]
    assert fold(pa.array([None], pa.string())).to_pylist() == [None]


@given(st.text(st.sampled_from("กำํา้เ๑\u200b A  \t\u00a0")))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold_text(text)
    assert fold_text(once) == once
