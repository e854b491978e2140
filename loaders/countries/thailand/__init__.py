"""Thailand: provinces to districts, agencies, funds, programs, and how Thai texts are read."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from ecograph.model import Text
from loaders.cleaning import Cleaner, each
from loaders.countries.pack import CountryPack
from loaders.countries.thailand import (
    addresses,
    agencies,
    budget,
    confidence,
    dates,
    fiscal,
    identifiers,
    indicators,
    industries,
    names,
    numbers,
    places,
    text,
)

FOLDER = Path(__file__).parent


def cleaners(secret: bytes) -> Mapping[str, Cleaner]:
    """Return the cleaners of the pack by name.

    Parameters
    ----------
    secret
        What numbers of natural persons are hashed with.
    """
    return {
        "activity_number": each(budget.activity_number, pa.string()),
        "activity_project": each(budget.activity_project, pa.string()),
        "activity_title": each(budget.activity_title, pa.string()),
        "address_province": each(addresses.address_province, pa.string()),
        "agency": each(agencies.agency, pa.string()),
        "budget_ministry": each(budget.budget_ministry, pa.string()),
        "budget_plan": each(budget.budget_plan, pa.string()),
        "calendar_years_end": each(fiscal.calendar_years_end, pa.date32()),
        "calendar_years_start": each(fiscal.calendar_years_start, pa.date32()),
        "company_name": each(names.company_name, pa.string()),
        "confidence": each(confidence.confidence, pa.string()),
        "expected": each(indicators.expected, pa.float64()),
        "fiscal_years_end": each(fiscal.fiscal_years_end, pa.date32()),
        "fiscal_years_start": each(fiscal.fiscal_years_start, pa.date32()),
        "juristic_id": identifiers.juristic_id(secret),
        "legal_form": each(names.legal_form, pa.string()),
        "measure_unit": each(indicators.measure_unit, pa.string()),
        "measured": each(indicators.measured, pa.float64()),
        "million_baht": each(numbers.million_baht, pa.float64()),
        "mojibake": each(text.repair_mojibake, pa.string()),
        "money": each(numbers.money, pa.float64()),
        "named_province": each(places.named_province, pa.string()),
        "natural_person": identifiers.natural_person,
        "period_end": each(dates.period_end, pa.date32()),
        "period_start": each(dates.period_start, pa.date32()),
        "province": each(places.province, pa.string()),
        "single_fiscal_year": each(fiscal.single_fiscal_year, pa.int64()),
        "thai_date": each(dates.day, pa.date32()),
        "thai_text": each(lambda value: text.fold(value) or None, pa.string()),
        "tsic_division": each(industries.tsic_division, pa.string()),
        "year": each(dates.year, pa.int64()),
        "yearly_revenue": each(numbers.yearly_revenue, pa.float64()),
    }


PACK = CountryPack(
    id="thailand",
    name=Text("Thailand", "ประเทศไทย"),
    country="TH",
    currency="THB",
    year_offset=dates.OFFSET,
    reference=FOLDER / "reference",
    recipes=FOLDER / "recipes",
    reference_recipe="th-reference",
    boundaries=FOLDER / "reference" / "provinces_simplified.geojson",
    boundary_key="province_id",
    cleaners=cleaners,
    corridor_schemes={
        "economic": Text("Economic corridors", "ระเบียงเศรษฐกิจ"),
        "border": Text("Border special economic zones", "เขตพัฒนาเศรษฐกิจพิเศษชายแดน"),
        "cluster": Text("Provincial clusters", "กลุ่มจังหวัด"),
        "estate": Text("Industrial estates", "นิคมอุตสาหกรรม"),
        "centre": Text("Territories of industrial promotion centres", "พื้นที่ศูนย์ส่งเสริมอุตสาหกรรม"),
    },
)
"""The pack, as `loaders.countries.find_pack("thailand")` gives it."""
