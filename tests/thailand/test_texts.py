"""Folding, names, amounts, codes and labels of confidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.cleaning import Unclean
from loaders.countries.thailand import agencies, confidence, industries, names, numbers, text
from loaders.countries.thailand.tables import table

THAI = st.text(
    st.sampled_from([*map(chr, range(0x0E01, 0x0E3B)), *map(chr, range(0x0E3F, 0x0E5C)), *" \u200b\u00a0a1"])
)


@given(st.one_of(THAI, st.text()))
def test_folding_twice_changes_nothing(value: str) -> None:
    assert text.fold(text.fold(value)) == text.fold(value)


def test_tone_marks_stay() -> None:
    assert text.fold("น้ำ") == "น้ำ"
    assert text.fold("น\u0e49\u0e4d\u0e32") == text.fold("น\u0e4d\u0e49\u0e32") == "น้ำ"


@given(THAI)
def test_a_name_is_never_lost(value: str) -> None:
    company = names.parse_company(value)
    assert bool(company.core) == bool(text.fold(value).strip(" ,"))


@pytest.mark.parametrize(
    ("name", "form", "core"),
    [
        ("บจ.เอดับเบิ้ลยู (ไทยแลนด์) จำกัด", "co_ltd", "เอดับเบิ้ลยู (ไทยแลนด์)"),
        ("หจ.สามารถ หนองคายจำกัดปลวก", "ltd_partnership", "สามารถ หนองคายจำกัดปลวก"),
        ("หส.พี่น้อง", "reg_partnership", "พี่น้อง"),
        ("บริษัท เอบีซี จำกัด(มหาชน)", "plc", "เอบีซี"),
        ("Siam Co., Ltd. (Head Office)", "co_ltd", "Siam"),
        ("ACME Limited Partnership", "ltd_partnership", "ACME"),
        ("Unlimited", "", "Unlimited"),
        ("นายาบิวตี้", "", "นายาบิวตี้"),
        ("นายสมชาย", "person", "สมชาย"),
        ("มูลนิธิเพื่อการทดสอบ", "foundation", "มูลนิธิเพื่อการทดสอบ"),
    ],
)
def test_company(name: str, form: str, core: str) -> None:
    assert names.parse_company(name)[:2] == (form, core)


def test_names_of_natural_persons_stay_unknown() -> None:
    with pytest.raises(Unclean, match="natural person"):
        names.company_name("นายสมชาย")
    assert names.legal_form("นายสมชาย") == "sole_trader"


@pytest.mark.parametrize(
    ("written", "baht"),
    [
        (" 1,000,000 ", 1e6),
        ("16,225,000,000", 16225e6),
        ("๑๒๐ ล้านบาท", 120e6),
        ("ไม่เกิน 2 ล้านบาท", 2e6),
        ("-", None),
    ],
)
def test_money(written: str, baht: float | None) -> None:
    assert numbers.money(written) == baht


@pytest.mark.parametrize(
    "written", ["กว่า 5 ล้านบาท", "5 คน", "1-2 ล้านบาท", "540 ร้าน / 2,160 คน", "ล้านบาท", "12 ปี", "-5"]
)
def test_what_is_no_amount(written: str) -> None:
    with pytest.raises(Unclean):
        numbers.money(written)


@given(st.integers(0, 10**13))
def test_money_reads_what_was_written(baht: int) -> None:
    assert numbers.money(f" {baht:,} ") == baht


@pytest.mark.parametrize(
    ("code", "division"), [("30911", "30"), ("1111", "01"), ("01111", "01"), ("-", None)]
)
def test_division(code: str, division: str | None) -> None:
    assert industries.tsic_division(code) == division


@pytest.mark.parametrize("code", ["04111", "4111", "00000", "C10111", "123", "123456", "34000"])
def test_what_is_no_code(code: str) -> None:
    with pytest.raises(Unclean):
        industries.tsic_division(code)


@pytest.mark.parametrize(
    ("note", "label"),
    [
        ("read (names); judgement (TSIC)", "read"),
        ("read-secondary (Thai); memory (English)", "read-secondary"),
        ("derived (mainland-island; memory)", "derived"),
        ("memory-low", "memory-low"),
        ("read/translation by researcher", "read"),
        ("", None),
    ],
)
def test_confidence(note: str, label: str | None) -> None:
    assert confidence.confidence(note) == label


def test_no_confidence() -> None:
    with pytest.raises(Unclean):
        confidence.confidence("already mixed")


def test_dots_inside_tell_acronyms_apart() -> None:
    assert agencies.agency("ก.พ.ร.") == "AG-OPDC"
    with pytest.raises(Unclean, match="ambiguous"):
        agencies.agency("กพร")


@pytest.mark.parametrize("row", table("agencies"), ids=lambda row: row["agency_id"])
def test_every_agency_is_found_by_its_names(row: dict[str, str]) -> None:
    assert agencies.agency(row["name_th"]) == agencies.agency(row["name_en"]) == row["agency_id"]
