"""Provinces by name and in addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.cleaning import Unclean
from loaders.countries.thailand.addresses import address_province, split_postcode
from loaders.countries.thailand.places import province
from loaders.countries.thailand.tables import table

PROVINCES = table("provinces")
ALIASES = table("province_aliases")
ANY_PROVINCE = st.sampled_from(PROVINCES)


@pytest.mark.parametrize("row", ALIASES, ids=lambda row: row["alias"])
def test_every_alias(row: dict[str, str]) -> None:
    if row["ambiguous"] == "1":
        with pytest.raises(Unclean, match="could be"):
            province(row["alias"])
    else:
        assert province(row["alias"]) == row["province_id"]


@pytest.mark.parametrize("name", ["", " ", "จังหวัด"])
def test_nothing_is_unknown(name: str) -> None:
    assert province(name) is None


def test_what_is_no_province() -> None:
    with pytest.raises(Unclean, match="no province"):
        province("เชียงตุง")


@given(
    ANY_PROVINCE,
    st.sampled_from(["", "จ.", "จังหวัด", "จ. "]),
    st.sampled_from(["", " 10900", "10900", " ประเทศไทย"]),
)
def test_the_last_name_decides(row: dict[str, str], title: str, ending: str) -> None:
    address = f"99 อาคาร จ.เจริญ ซอย เจ.เจ. ถนนกรุงเทพ-นนทบุรี ต.จ.ป.ร. อ.เมือง {title}{row['name_th']}{ending}"
    assert address_province(address) == row["province_id"]


@given(ANY_PROVINCE)
def test_addresses_in_english(row: dict[str, str]) -> None:
    assert (
        address_province(f"99 Moo 1, T. Bang, A. Mueang, {row['name_en']} 20000, Thailand")
        == row["province_id"]
    )


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("588 อาคารเจ.เจ.มอลล์ แขวงจตุจักร เขตจตุจักร กรุงเทพมหานคร 10900", "TH-10"),
        ("4/1 หมู่ที่ 1  ต.จ.ป.ร. อ.กระบุรี จ.ระนอง 85110", "TH-85"),
        ("1 ถ.สุขุมวิท แขวงคลองเตย เขตคลองเตย กทม. 10110", "TH-10"),
        ("อ.เมืองยะลาจ.ยะลา95000", "TH-95"),
        ("5 ถนนกรุงเทพกรีฑา 20230", "TH-20"),
        ("12 จ.สุราษฎร์ธานี อ.เมือง 84000", "TH-84"),
        ("กรุงเทพฯ", "TH-10"),
        ("189 หมู่ที่ 5  ต.แสงสว่าง อ.หนองแสง จ.อุดรธานี 39270", "TH-41"),
        ("", None),
    ],
)
def test_address(address: str, found: str | None) -> None:
    assert address_province(address) == found


@pytest.mark.parametrize(
    ("address", "why"),
    [("12 ถนนใหญ่", "no known postcode"), ("99 หมู่ 1 13180", "TH-14 and TH-13"), ("1 00000", "no known")],
)
def test_an_address_that_cannot_be_placed(address: str, why: str) -> None:
    with pytest.raises(Unclean, match=why):
        address_province(address)


@given(st.sampled_from(table("postcode_province")))
def test_a_postcode_alone(row: dict[str, str]) -> None:
    assert split_postcode(f"99 หมู่ 1 {row['postcode']}") == ("99 หมู่ 1", row["postcode"])
    if row["ambiguous"] == "0":
        assert address_province(f"99 หมู่ 1 {row['postcode']}") == row["province_ids"]


@given(st.text())
def test_any_text_is_placed_or_refused(address: str) -> None:
    try:
        found = address_province(address)
    except Unclean:
        return
    assert found in {None, *(row["province_id"] for row in PROVINCES)}
