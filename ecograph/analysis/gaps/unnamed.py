"""Target industries and products that no program or fund names, with the enterprises of each."""

from collections.abc import Iterator

import numpy as np

from ecograph.analysis.gaps.admission import counted_enterprises
from ecograph.analysis.gaps.named import PART_OF, Named, akin
from ecograph.analysis.gaps.statement import UNKNOWN, Statement, number, sentences
from ecograph.analysis.support import SUPPORT
from ecograph.findings import Evidence, Finding
from ecograph.model import Text

INDUSTRY, PRODUCT = "industry-without-program", "product-without-program"
SENTENCES = {
    INDUSTRY: Text(
        "{where}: no program or fund on record names this target industry. Active enterprises in it: "
        "{enterprises}.{akin}",
        "{where}: ไม่มีโครงการหรือแหล่งทุนในข้อมูลที่ระบุอุตสาหกรรมเป้าหมายนี้ จำนวนวิสาหกิจที่ดำเนินการอยู่: {enterprises}{akin}",
    ),
    PRODUCT: Text(
        "{where}: no program or fund on record names this product. Active enterprises that make it: "
        "{enterprises}.{akin}",
        "{where}: ไม่มีโครงการหรือแหล่งทุนในข้อมูลที่ระบุผลิตภัณฑ์นี้ จำนวนวิสาหกิจที่ผลิต: {enterprises}{akin}",
    ),
}


def find_industries(about: Statement, named: Named, year: int | None) -> Iterator[Finding]:
    """Yield the target industries that nothing names, with their active enterprises."""
    ecosystem = about.ecosystem
    nodes = ecosystem.institutions.nodes
    operating = ecosystem.smes.links["SME OPERATES_IN Industry"]
    counted = counted_enterprises(ecosystem, year)
    sizes = np.bincount(ecosystem.smes.industry[counted] + 1, minlength=len(operating.targets) + 1)[1:]
    for key in ecosystem.nodes("Industry"):
        if nodes["Industry", key].get("level") != "target" or named.naming(key):
            continue
        inside = [key in ecosystem.lineages[industry] for industry in operating.targets]
        count = int(sizes[np.array(inside, np.bool_)].sum()) if operating.count else None
        yield _unnamed(about, INDUSTRY, named, key, count)


def find_products(about: Statement, named: Named, year: int | None) -> Iterator[Finding]:
    """Yield the products that nothing names, with the active enterprises that make them."""
    making = about.ecosystem.smes.links["SME MAKES Product"]
    counted = counted_enterprises(about.ecosystem, year)
    for key in about.ecosystem.nodes("Product"):
        if named.naming(key):
            continue
        makers = np.zeros(len(counted), np.bool_)
        for part in named.parts(key) & making.number.keys():
            makers[making.linked_to(making.number[part])] = True
        count = int((makers & counted).sum()) if making.count else None
        yield _unnamed(about, PRODUCT, named, key, count)


def _unnamed(about: Statement, kind: str, named: Named, key: str, count: int | None) -> Finding:
    """Return the finding that no program or fund names an industry or a product."""
    wider, sharing = named.wider(key), named.sharing(key)
    kinds = (*(f"{source} TARGETS {named.kind}" for source in SUPPORT), PART_OF[named.kind])
    counts = {"naming": 0.0} | ({} if count is None else {"enterprises": float(count)})
    return about.finding(
        kind,
        (about.subject(named.kind, key),),
        SENTENCES[kind],
        {"enterprises": number(count), "akin": sentences(*akin(about, named, key))},
        observed=0,
        effect=0 if count and wider else count,
        interval=(0.0, float(count)) if count and wider else None,
        unit="SMEs",
        verdict=UNKNOWN if wider else kind,
        evidence=Evidence(
            nodes=((named.kind, key), *((named.kind, one) for one in (*wider, *sharing))), counts=counts
        ),
        confidence=named.relations.confidence(*kinds),
    )
