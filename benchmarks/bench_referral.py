"""Measure screening and referral: `bench_referral.py N` for N enterprises."""

import datetime as dt
from pathlib import Path

import openpyxl
from bench_double_service import asking
from bench_gaps import opening, prepare
from steps import Meter, Step, run

from ecograph.analysis.gaps.period import last_year_on_record
from ecograph.analysis.referral.bulk import EVERYWHERE, refer_all
from ecograph.analysis.referral.bulk_rows import SCHEMA, tell
from ecograph.analysis.referral.referrals import find_referrals
from ecograph.analysis.referral.roster import find_roster_fit
from ecograph.graph import Ecosystem, open_ecosystem
from ecograph.state import IdentityLog, StateDatabase
from ecograph.store import open_store
from loaders.screening.book import screening_bytes
from loaders.screening.screening import Asked, screen_list
from loaders.streaming import open_table

APPLICANTS, SCREENED = 500, "screened.xlsx"
HEAD = ("ชื่อสถานประกอบการ", "เลขทะเบียนนิติบุคคล", "จังหวัด", "จำนวนพนักงาน", "ยินยอมเปิดเผยข้อมูล (PDPA)")


def busiest(ecosystem: Ecosystem) -> str:
    """Return the program of the last year that has most participants."""
    links, year = ecosystem.smes.links["SME PARTICIPATED_IN Program"], last_year_on_record(ecosystem)
    nodes = ecosystem.institutions.nodes
    of_year = [key for key in links.targets if nodes["Program", key].get("fiscal_year") == year]
    return max(of_year, key=lambda key: len(links.linked_to(links.number[key])))


def _enterprise(ecosystem: Ecosystem) -> str:
    key = ecosystem.smes.keys[len(ecosystem.smes) // 2].as_py()
    return f"{len(find_referrals(ecosystem, enterprise=key).findings)} referrals"


def _program(ecosystem: Ecosystem) -> str:
    return f"{len(find_referrals(ecosystem, program=busiest(ecosystem), most=1000).findings)} enterprises"


def _roster(ecosystem: Ecosystem) -> str:
    return find_roster_fit(ecosystem, program=busiest(ecosystem)).findings[0].sentence.en


def _written(corridor: str) -> Step:
    def step(folder: Path, meter: Meter) -> list[str]:
        ecosystem = open_ecosystem(open_store(str(folder / "store"), create=False))
        with meter:
            found, rows = refer_all(ecosystem, corridor), 0
            with open_table(folder / "referrals.parquet", SCHEMA) as write:
                for batch in tell(found, "th"):
                    write(batch)
                    rows += batch.num_rows
        return [f"{len(found.who):,} enterprises in {len(found.members):,} cells, {rows:,} rows"]

    return step


def screening(folder: Path, meter: Meter) -> list[str]:
    """Screen a list of enterprises that are on record by their names, and write it back."""
    store = open_store(str(folder / "store"), create=False)
    ecosystem = open_ecosystem(store)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEAD)
    provinces = [
        ecosystem.name("Area", key).th
        for key in ecosystem.nodes("Area")
        if ecosystem.institutions.nodes["Area", key].get("level") == "province"
    ]
    for at in range(APPLICANTS):
        key = ecosystem.smes.keys[at * len(ecosystem.smes) // APPLICANTS].as_py()
        node = store.node("SME", key)
        sheet.append(
            [
                node.properties["name"] if node else key,
                None,
                provinces[at % len(provinces)],
                1 + at % 60,
                "ยินยอม",
            ]
        )
    path = folder / "applicants.xlsx"
    book.save(path)
    asked = Asked(busiest(ecosystem), dt.date(2025, 10, 1))
    log = IdentityLog(StateDatabase(folder / "bench.state.db"))
    with meter:
        found = screen_list(path, store, ecosystem, asked, identities=log, secret=b"a secret for benchmarks")
        (folder / SCREENED).write_bytes(screening_bytes(found, ecosystem, []))
    return [", ".join(f"{count} {result.value}" for result, count in found.counts.items())]


STEPS: dict[str, Step] = {
    "open": opening,
    "an enterprise's next": asking(_enterprise),
    "a program's invitations": asking(_program),
    "roster of a program": asking(_roster),
    "a corridor to Parquet": _written("economic:COR-NEEC"),
    "the nation to Parquet": _written(EVERYWHERE),
    "screening 500 applicants": screening,
}

if __name__ == "__main__":
    run(__file__, "Measure screening and referral.", prepare, STEPS)
