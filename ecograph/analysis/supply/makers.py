"""Products and who makes them: makers by place, their suppliers on record, and parts that nobody makes."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.named import PART_OF, find_named
from ecograph.analysis.gaps.period import members_in_force
from ecograph.analysis.gaps.relations import find_relations
from ecograph.analysis.gaps.statement import NAMED, UNKNOWN, Statement, listed, number
from ecograph.analysis.grouping import Grouping, group
from ecograph.analysis.question import check_question
from ecograph.analysis.support import SUPPORT
from ecograph.findings import AnalysisResult, Evidence, Finding, Method
from ecograph.graph import Ecosystem
from ecograph.model import Confidence, Text

ANALYSIS, MAKERS, SUPPLY = "makers", "product-makers", "supplier-gap"
METHOD = Method("active enterprises on record to make a product or a part of it", 1)
MAKES, SUPPLIES = "SME MAKES Product", "SME SUPPLIES SME"
SENTENCES = {
    MAKERS: Text(
        "{where}: active enterprises on record to make it: {makers}, of which {without} have no supplier on "
        "record; programs and funds that target it: {programs}.",
        "{where}: วิสาหกิจที่ดำเนินการอยู่และมีข้อมูลว่าผลิต: {makers} ในจำนวนนี้ไม่มีข้อมูลผู้ส่งชิ้นส่วน: {without} "
        "โครงการและแหล่งทุนที่มุ่งเป้า: {programs}",
    ),
    SUPPLY: Text(
        "{where}: nobody on record makes {parts} of its {all} parts: {named}.",
        "{where}: ไม่มีข้อมูลผู้ผลิตชิ้นส่วน {parts} จาก {all} รายการ: {named}",
    ),
}
SILENT = Text(
    "No enterprise says what it makes: who makes these products is not known.",
    "ไม่มีวิสาหกิจใดระบุว่าผลิตอะไร จึงไม่ทราบว่าใครผลิตผลิตภัณฑ์เหล่านี้",
)
NO_SUPPLY = Text(
    "No enterprise says whom it supplies: who has suppliers is not known.",
    "ไม่มีวิสาหกิจใดระบุว่าส่งสินค้าให้ใคร จึงไม่ทราบว่าใครมีผู้ส่งชิ้นส่วน",
)
NO_PARTS = Text(
    "No product is on record to have parts: which parts nobody makes cannot be told.",
    "ไม่มีข้อมูลชิ้นส่วนของผลิตภัณฑ์ จึงบอกไม่ได้ว่าชิ้นส่วนใดไม่มีผู้ผลิต",
)
NO_PRODUCTS = Text("No product is on record.", "ไม่มีข้อมูลผลิตภัณฑ์")
ON_RECORD = Text(
    "On record to make it: who can and does not say so is not counted, and capability was not checked.",
    "นับเฉพาะที่มีข้อมูลว่าผลิต ผู้ที่ผลิตได้แต่ไม่ได้ระบุไม่ถูกนับ และยังไม่ได้ตรวจสอบขีดความสามารถ",
)


@dataclass(frozen=True)
class Products:
    """Products with their makers.

    Attributes
    ----------
    makers
        By product which enterprises make it or a part of it, active ones, large and small.
    supplied
        Which enterprises anybody is on record to supply; None where nothing of that is on record.
    """

    makers: dict[str, NDArray[np.bool_]]
    supplied: NDArray[np.bool_] | None


def read_products(ecosystem: Ecosystem, year: int | None) -> Products:
    """Return who makes which product; linear in links."""
    smes = ecosystem.smes
    relations = find_relations(ecosystem, (PART_OF["Product"],))
    making, active = smes.links[MAKES], smes.active(year)
    makers: dict[str, NDArray[np.bool_]] = {}
    for key in ecosystem.nodes("Product"):
        found = np.zeros(len(smes), np.bool_)
        for part in {key, *relations.below(PART_OF["Product"], key)} & making.number.keys():
            found[making.linked_to(making.number[part])] = True
        makers[key] = found & active
    supplies = smes.links[SUPPLIES]
    supplied = None
    if supplies.count:
        supplied = np.zeros(len(smes), np.bool_)
        supplied[supplies.indices] = True
    return Products(makers, supplied)


def find_makers(ecosystem: Ecosystem, *, scheme: str = "economic", year: int | None = None) -> AnalysisResult:
    """Return the makers of each product, by corridor as rows, and products with parts that nobody makes.

    `observed` is how many active enterprises are on record to make a product or a part of it; None
    where no enterprise says what it makes. Linear in links and products.

    Raises
    ------
    AnalysisError
        When there is no such scheme of corridors, or the year is none.
    """
    started = time.perf_counter()
    check_question(("size",), "smes", "", "", year)
    places = group(ecosystem, "corridor", scheme)
    products = read_products(ecosystem, year)
    kinds = (*(f"{source} TARGETS Product" for source in SUPPORT), *PART_OF.values())
    relations = find_relations(ecosystem, [*kinds, "Theme PART_OF Theme"])
    members = [member for kind in SUPPORT for member in members_in_force(ecosystem, kind, year)]
    named = find_named(relations, members, "Product")
    about = Statement(ecosystem, METHOD, str(year or ""), scheme)
    known = bool(ecosystem.smes.links[MAKES].count)
    findings: list[Finding] = []
    for key in products.makers:
        findings.append(_makers(about, products, places, key, len(named.naming(key)), known=known))
        parts = relations.sources[PART_OF["Product"]].get(key, ())
        if known and parts:
            findings += _unmade(about, products, key, parts)
    untested = list(_untested(ecosystem, known=known, parts=bool(relations.weakest.get(PART_OF["Product"]))))
    return about.result(
        ANALYSIS,
        findings,
        (MAKERS, SUPPLY),
        {"scheme": scheme, "year": year},
        totals={"products": float(len(products.makers))},
        untested=untested,
        seconds=time.perf_counter() - started,
    )


def _untested(ecosystem: Ecosystem, *, known: bool, parts: bool) -> Iterator[Text]:
    if not ecosystem.nodes("Product"):
        yield NO_PRODUCTS
        return
    if not known:
        yield SILENT
    if not ecosystem.smes.links[SUPPLIES].count:
        yield NO_SUPPLY
    if not parts:
        yield NO_PARTS


def _makers(
    about: Statement, products: Products, places: Grouping, key: str, programs: int, *, known: bool
) -> Finding:
    made = products.makers[key]
    makers = int(made.sum()) if known else None
    without = None if products.supplied is None or not known else int((made & ~products.supplied).sum())
    counts = {"programs": float(programs)}
    if makers is not None:
        counts["makers"] = float(makers)
    if without is not None:
        counts["without_supplier"] = float(without)
    rows: tuple[tuple[str | float, ...], ...] = ()
    if makers:
        by_place = np.bincount(places.codes[made], minlength=len(places.subjects))
        rows = tuple(
            (subject.key or subject.name.en, float(count))
            for subject, count in zip(places.subjects, by_place, strict=True)
        )
    return about.finding(
        MAKERS,
        (about.subject("Product", key),),
        SENTENCES[MAKERS],
        {"makers": number(makers), "without": number(without), "programs": f"{programs:,}"},
        observed=makers,
        effect=makers,
        unit="SMEs",
        evidence=Evidence(
            nodes=(("Product", key),), counts=counts, columns=("corridor", "makers"), rows=rows
        ),
        caveats=(ON_RECORD,) if known else (),
        confidence=about.ecosystem.smes.links[MAKES].weakest or Confidence.READ,
        verdict=UNKNOWN if makers is None else MAKERS,
    )


def _unmade(about: Statement, products: Products, key: str, parts: tuple[str, ...]) -> Iterator[Finding]:
    """Yield the finding that nobody makes some of the parts of a product."""
    without = [part for part in parts if not products.makers[part].any()]
    if without:
        names = [about.ecosystem.name("Product", part) for part in without]
        yield about.finding(
            SUPPLY,
            (about.subject("Product", key),),
            SENTENCES[SUPPLY],
            {"parts": len(without), "all": len(parts), "named": listed(names)},
            observed=0,
            effect=len(without),
            unit="parts",
            evidence=Evidence(
                nodes=(("Product", key), *(("Product", part) for part in without[:NAMED])),
                counts={"parts": float(len(parts)), "parts_without_maker": float(len(without))},
            ),
            caveats=(ON_RECORD,),
            confidence=about.ecosystem.smes.links[MAKES].weakest or Confidence.READ,
            verdict=SUPPLY,
        )
