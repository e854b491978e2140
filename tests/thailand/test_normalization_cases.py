"""Every normalisation case, by kind."""

import json
from collections.abc import Callable

import pyarrow as pa
import pytest

from loaders.cleaning import Unclean
from loaders.countries.thailand import agencies, dates, identifiers, names, numbers, places, text
from loaders.countries.thailand.tables import table
from tests.thailand.cases import cases, rows

Case = dict[str, str]
SECRET = b"a secret for tests"


def parts(case: Case) -> dict[str, object]:
    return dict(json.loads(case["expected_parts"])) if case["expected_parts"] else {}


def answer(read: Callable[[str], str | None], value: str) -> str | None:
    try:
        return read(value)
    except Unclean as reason:
        return "AMBIGUOUS" if str(reason).startswith(("could be", "ambiguous")) else "REJECT"


def test_no_kind_of_case_is_left_out() -> None:
    kinds = {"company", "juristic_id", "date", "province", "number", "agency", "program", "encoding"}
    assert {case["kind"] for case in rows("normalization_cases")} == kinds
    assert len(rows("normalization_cases")) == 77


@pytest.mark.parametrize("case", cases("company"))
def test_company(case: Case) -> None:
    company = names.parse_company(case["input"])
    assert f"{company.form}|{company.core}" == case["expected"]
    assert company.trade_name == parts(case).get("trade_name", "")
    assert company.branch == parts(case).get("branch", "")
    if parts(case).get("personal_data"):
        with pytest.raises(Unclean, match="natural person"):
            names.company_name(case["input"])
    else:
        assert names.company_name(case["input"]) is not None
    assert names.legal_form(case["input"]) is not None


@pytest.mark.parametrize("case", cases("juristic_id"))
def test_juristic_id(case: Case) -> None:
    cleaned = identifiers.juristic_id(SECRET)(pa.array([case["input"]]))
    value = cleaned.values[0].as_py()
    if case["expected"] == "REJECT":
        assert value is None
        reason = {"precision_lost": identifiers.LOST_DIGITS, "check_digit": identifiers.CHECK_DIGIT}
        assert cleaned.problems[0] == reason[str(parts(case)["reason"])]
    elif parts(case).get("personal_data"):
        assert value.startswith("person:")
        assert case["input"] not in value
        assert not cleaned.problems
    else:
        assert value == case["expected"]
        assert not cleaned.problems


@pytest.mark.parametrize("case", cases("date"))
def test_date(case: Case) -> None:
    def read(value: str) -> str:
        start, end = dates.read_period(value)
        return start.isoformat() if start == end else f"{start}/{end}"

    assert answer(read, case["input"]) == case["expected"]


@pytest.mark.parametrize("case", cases("province"))
def test_province(case: Case) -> None:
    assert answer(places.province, case["input"]) == case["expected"]


def test_an_ambiguous_province_comes_with_its_candidates() -> None:
    with pytest.raises(Unclean, match="Nakhon Si Thammarat") as reason:
        places.province("นครฯ")
    assert str(reason.value).count("Nakhon") == 6


@pytest.mark.parametrize("case", cases("number"))
def test_number(case: Case) -> None:
    quantities = numbers.read_quantities(case["input"])
    expected = [tuple(map(float, one.split("-"))) for one in case["expected"].split("|")]
    assert [(one.low, one.high) for one in quantities] == [(one[0], one[-1]) for one in expected]
    units = parts(case).get("units") or [parts(case).get("unit", "THB" if "บาท" in case["input"] else None)]
    assert [one.unit for one in quantities] == units
    assert [one.qualifier for one in quantities] == [parts(case).get("qualifier")] * len(quantities)


@pytest.mark.parametrize("case", cases("agency"))
def test_agency(case: Case) -> None:
    assert answer(agencies.agency, case["input"]) == case["expected"]


@pytest.mark.parametrize("case", cases("program"))
def test_program(case: Case) -> None:
    bearers = {
        row[key]
        for name, key in (
            ("funding", "funding_id"),
            ("policy_areas", "policy_id"),
            ("programs", "program_id"),
        )
        for row in table(name)
        for alias in [row["name_th"], row["name_en"], *row.get("aliases", "").split("|")]
        if text.lookup_key(alias) == text.lookup_key(case["input"])
    }
    assert bearers == {case["expected"]}


@pytest.mark.parametrize("case", cases("encoding"))
def test_encoding(case: Case) -> None:
    assert answer(text.repair_mojibake, case["input"]) == case["expected"]
