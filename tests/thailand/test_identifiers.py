"""Registration numbers, and that no number of a person survives."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.th import moa, pin

from loaders.countries.thailand import identifiers
from loaders.countries.thailand.identifiers import juristic_id, natural_person

CLEAN = juristic_id(b"a secret for tests")
DIGITS = st.text("0123456789", min_size=13, max_size=13)
NOISE = st.one_of(
    DIGITS, st.text(), st.text([*"0123456789 -.E+", *map(chr, range(0x0E50, 0x0E5A))], max_size=20)
)


@given(st.lists(DIGITS, unique=True, min_size=1))
def test_the_rule_is_that_of_stdnum(numbers: list[str]) -> None:
    values = CLEAN(pa.array(numbers)).values.to_pylist()
    for number, value in zip(numbers, values, strict=True):
        if number[0] == "0":
            assert (value == number) == moa.is_valid(number)
        else:
            assert value != number
            assert not pin.is_valid(number) or value.startswith("person:")


@given(st.lists(NOISE, unique=True))
def test_every_text_ends_as_a_value_a_reason_or_nothing(texts: list[str]) -> None:
    array = pa.array(texts, pa.string())
    cleaned = CLEAN(array)
    assert len(cleaned.values) == len(texts)
    for position, (text, value) in enumerate(zip(texts, cleaned.values.to_pylist(), strict=True)):
        reason = cleaned.problems.get(position)
        assert not (value and reason)
        assert value or reason or not any(letter.isalnum() for letter in text)


@given(st.lists(NOISE, unique=True))
def test_no_answer_depends_on_the_others(texts: list[str]) -> None:
    together = CLEAN(pa.array(texts, pa.string())).values.to_pylist()
    assert together == [CLEAN(pa.array([text])).values[0].as_py() for text in texts]


@given(st.text("0123456789", min_size=12, max_size=12), st.sampled_from("12345678"))
def test_no_persons_number_comes_out(rest: str, first: str) -> None:
    number = first + rest
    spaced = f"{number[0]} {number[1:5]}-{number[5:10]}-{number[10:12]}-{number[12]}"
    cleaned = CLEAN(pa.array([number, spaced]))
    plain, written = cleaned.values.to_pylist()
    assert plain == written
    assert plain.startswith("person:")
    assert len(plain) == len("person:") + 32
    assert not cleaned.problems


def test_reasons_repeat_no_value() -> None:
    texts = [
        "0105536112015",
        "9100600445635",
        "12345678901",
        "210553611201",
        "1.05536E+11",
        "31006004456351",
        "x1",
    ]
    for position, reason in CLEAN(pa.array(texts)).problems.items():
        assert texts[position] not in reason
    assert len(CLEAN(pa.array(texts)).problems) == len(texts)


def test_without_a_secret_a_persons_number_is_no_value() -> None:
    cleaned = juristic_id(b"")(pa.array(["3100600445635", "0105536112014"]))
    assert cleaned.values.to_pylist() == [None, "0105536112014"]
    assert cleaned.problems == {0: identifiers.UNHASHABLE}


def test_another_secret_gives_another_name() -> None:
    number = pa.array(["3100600445635"])
    assert CLEAN(number).values != juristic_id(b"another")(number).values


@pytest.mark.parametrize("text", ["105536112014.0", "0105536112014.0", "'0105536112014", "0-1055-36112-01-4"])
def test_what_spreadsheets_do_to_a_number(text: str) -> None:
    assert CLEAN(pa.array([text])).values.to_pylist() == ["0105536112014"]


def test_only_a_person_is_a_natural_person() -> None:
    texts = pa.array(["0105536112014", "105536112014", "3-1006-00445-63-5", "3100600445636", "?", "-"])
    assert natural_person(texts).values.to_pylist() == [False, False, True, True, None, None]


def test_slices_are_read_as_what_they_hold() -> None:
    whole = pa.array(["0105536112015", "0105536112014", "0994000617721"])
    assert CLEAN(whole.slice(1)).values.to_pylist() == ["0105536112014", "0994000617721"]
    assert CLEAN(pa.array([], pa.string())).values.to_pylist() == []
