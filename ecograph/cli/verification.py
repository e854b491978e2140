"""Commands by which ecograph proves itself: verify, bench."""

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from ecograph.analysis.verification import CHECKS
from ecograph.analysis.verification.bench import (
    EXPECTED,
    LEVEL,
    NULL_SEEDS,
    SEEDS,
    bench_null,
    bench_planted,
)
from ecograph.analysis.verification.bench_links import STRONG as STRONG_TIES
from ecograph.analysis.verification.bench_links import Found, bench_null_links, bench_planted_links
from ecograph.analysis.verification.bench_overlaps import bench_null_overlaps, bench_planted_overlaps
from ecograph.analysis.verification.bench_referrals import (
    BETTER,
    EQUAL,
    STRONG,
    Advantage,
    bench_null_referrals,
    bench_planted_referrals,
)
from ecograph.cli.app import Session, app, plain_table, session
from ecograph.model import Text

bench = typer.Typer(no_args_is_help=True, help="Simulate nations, and see what the analyses make of them.")
app.add_typer(bench, name="bench")

TITLE = Text("Published numbers, computed here", "ตัวเลขที่ตีพิมพ์ คำนวณซ้ำบนเครื่องนี้")
OK, FAILED = Text("ok", "ผ่าน"), Text("FAILED", "ไม่ผ่าน")


class Of(StrEnum):
    """What is simulated."""

    gaps = "gaps"
    overlaps = "overlaps"
    referrals = "referrals"
    links = "links"


Simulated = Annotated[Of, typer.Option("--of", help="What is simulated.")]
CHANCE = 0.5
"""The AUC of a score that knows nothing."""
MOST_FALSE = 0.01
"""The mean part of false pairs that overlaps may have."""
Seeds = Annotated[int, typer.Option(min=2, help="How many nations of each sort.")]


@app.command()
def verify(context: typer.Context) -> None:
    """Compute every published number again that the analyses must give; exit code 1 where one differs.

    Example: ecograph verify
    """
    here = session(context)
    outcomes = [(check, check.run()) for check in CHECKS]
    table = plain_table(here.say(TITLE), "", "check", "source", "found")
    for check, outcome in outcomes:
        found = ", ".join(f"{value:.7g}" for value in outcome.found)
        table.add_row(here.say(OK if outcome.ok else FAILED), check.name, check.source, found)
    values = [
        {
            "check": check.name,
            "source": check.source,
            "ok": outcome.ok,
            "expected": check.expected,
            "found": outcome.found,
            "within": check.within,
        }
        for check, outcome in outcomes
    ]
    here.show({"checks": values}, table)
    if not all(outcome.ok for _, outcome in outcomes):
        raise typer.Exit(1)


@bench.command()
def planted(context: typer.Context, seeds: Seeds = SEEDS, of: Simulated = Of.gaps) -> None:
    """Plant gaps in simulated nations, or duplicates: how many are found, and how much else is reported.

    Exit code 1 where the mean part of false reports is above 5 % (of overlaps 1 %), its whole interval
    with it; of referrals, where strong preferences do not make learned ones twice as precise as
    popularity. Takes a minute or two.

    Example: ecograph bench planted --of overlaps --seeds 200
    """
    here = session(context)
    if of is Of.overlaps:
        _planted_overlaps(here, seeds)
        return
    if of is Of.links:
        rows = list(bench_planted_links(seeds))
        _show_links(here, f"Missing partnerships planted in {seeds} networks a row", rows, seeds)
        if any(row.ties >= STRONG_TIES and row.recall[1] <= row.by_degrees[2] for row in rows):
            raise typer.Exit(1)
        return
    if of is Of.referrals:
        _planted_referrals(here, seeds)
        return
    names = [_class(at) for at in range(len(EXPECTED) - 1)]
    columns = ("enterprises", "differ", "missing", "found", "false (95 %)", *names)
    title = f"Planted gaps, {seeds} nations a row; on the right, found by how many were expected"
    table = plain_table(title, *columns, numbers=columns)
    results = []
    for row in bench_planted(seeds):
        mean, low, high = row.discoveries
        power = [f"{found / planted:.0%} of {planted}" if planted else "" for found, planted in row.power]
        table.add_row(
            f"{row.nation.enterprises:,}",
            f"{row.nation.spread:.0%}",
            f"{row.nation.depth:.0%}",
            f"{row.found / row.planted:.1%}",
            f"{mean:.1%} ({low:.1%}–{high:.1%})",
            *power,
        )
        results.append(row)
    here.show({"seeds": seeds, "expected": EXPECTED, "rows": [asdict(row) for row in results]}, table)
    if max(row.discoveries[1] for row in results) > LEVEL:
        raise typer.Exit(1)


@bench.command()
def null(context: typer.Context, seeds: Seeds = NULL_SEEDS, of: Simulated = Of.gaps) -> None:
    """Simulate nations without any gap, or overlap: how many are reported to have one all the same.

    Example: ecograph bench null --of overlaps --seeds 300
    """
    here = session(context)
    if of is Of.overlaps:
        _null_overlaps(here, seeds)
        return
    if of is Of.links:
        found = list(bench_null_links(seeds))
        _show_links(here, f"Networks without groups, or shuffled: {seeds} a row", found, seeds)
        if any(not row.matched[1] <= CHANCE <= row.matched[2] and row.matched[0] > CHANCE for row in found):
            raise typer.Exit(1)
        return
    if of is Of.referrals:
        _null_referrals(here, seeds)
        return
    columns = ("enterprises", "differ", "in common", "reporting any", "95 % interval")
    table = plain_table(f"No gap at all, {seeds} nations a row", *columns, numbers=columns)
    rows = list(bench_null(seeds))
    for row in rows:
        table.add_row(
            f"{row.nation.enterprises:,}",
            f"{row.nation.spread:.0%}",
            f"{row.nation.together:.0%}",
            f"{row.reporting} of {row.runs}",
            f"{row.interval[0]:.1%}–{row.interval[1]:.1%}",
        )
    here.show({"seeds": seeds, "rows": [asdict(row) for row in rows]}, table)
    _say(here, COMMON)


def _show_links(here: Session, title: str, rows: list[Found], seeds: int) -> None:
    """Show how well missing partnerships are told, each number with its 95 % interval."""
    columns = (
        "ties",
        "shuffled",
        "found",
        "found by degrees",
        "precision",
        "of degrees",
        "AUC, like degrees",
    )
    table = plain_table(title, *columns, numbers=columns)
    for row in rows:
        numbers = (row.recall, row.by_degrees, row.precision, row.precision_by_degrees, row.matched)
        cells = [f"{mean:.3f} ({low:.3f}–{high:.3f})" for mean, low, high in numbers]
        table.add_row(f"{row.ties:.0%}", "yes" if row.shuffled else "no", *cells)
    here.show({"seeds": seeds, "rows": [asdict(row) for row in rows]}, table)


def _planted_referrals(here: Session, seeds: int) -> None:
    rows = list(bench_planted_referrals(seeds))
    title = (
        f"Preferences planted: precision of learned referrals over that of popularity, {seeds} markets a row"
    )
    _show_advantages(here, title, rows, seeds)
    used = [row for row in rows if row.score == rows[0].score and row.market.preference >= STRONG]
    if min(row.ratio[1] for row in used) < BETTER:
        raise typer.Exit(1)


def _null_referrals(here: Session, seeds: int) -> None:
    rows = list(bench_null_referrals(seeds))
    title = f"No preferences: precision of learned referrals over that of popularity, {seeds} markets a row"
    _show_advantages(here, title, rows, seeds)
    if not EQUAL[0] <= rows[0].ratio[0] <= EQUAL[1]:
        raise typer.Exit(1)


def _show_advantages(here: Session, title: str, rows: list[Advantage], seeds: int) -> None:
    columns = ("preference", "score", "ratio (95 %)", "average precision", "popularity", "at random")
    table = plain_table(title, *columns, numbers=columns[2:])
    for row in rows:
        mean, low, high = row.ratio
        table.add_row(
            f"{row.market.preference:g}",
            row.score,
            f"{mean:.2f} ({low:.2f}–{high:.2f})",
            *(f"{value:.4f}" for value in (row.aupr, row.baseline, row.prevalence)),
        )
    here.show({"seeds": seeds, "rows": [asdict(row) for row in rows]}, table)


def _planted_overlaps(here: Session, seeds: int) -> None:
    columns = ("shared", "of", "found", "95 %", "best by count", "best of any", "false (95 %)")
    table = plain_table(f"Planted duplicates, {seeds} portfolios a row", *columns, numbers=columns)
    rows = list(bench_planted_overlaps(seeds))
    for row in rows:
        mean, low, high = row.discoveries
        table.add_row(
            f"{row.portfolio.share:.0%}",
            OF_WHOM[row.portfolio.sizes],
            f"{row.found / row.planted:.1%} of {row.planted:,}",
            f"{row.interval[0]:.1%}–{row.interval[1]:.1%}",
            *(f"{part:.1%}" for part in row.best),
            f"{mean:.2%} ({low:.2%}–{high:.2%})",
        )
    here.show({"seeds": seeds, "rows": [asdict(row) for row in rows]}, table)
    _say(here, BEST)
    if max(row.discoveries[1] for row in rows) > MOST_FALSE:
        raise typer.Exit(1)


def _null_overlaps(here: Session, seeds: int) -> None:
    columns = ("naming any", "95 % interval")
    table = plain_table(f"No overlap at all, {seeds} portfolios a row", "", *columns, numbers=columns)
    rows = list(bench_null_overlaps(seeds))
    for row in rows:
        interval = f"{row.interval[0]:.1%}–{row.interval[1]:.1%}"
        table.add_row(row.sort, f"{row.reporting} of {row.runs}", interval)
    here.show({"seeds": seeds, "rows": [asdict(row) for row in rows]}, table)


OF_WHOM = {"one": "two of one size", "larger": "the larger", "smaller": "the smaller"}
BEST = Text(
    "“Best” is what no test can pass at the same level: by the number of shared clients, or by any means "
    "(Neyman & Pearson), if it knew how readily each enterprise takes part, which no analysis knows. A small "
    "program within a large one shares many of its clients by chance.",
    "“best” คือขีดจำกัดที่ไม่มีวิธีทดสอบใดทำได้ดีกว่าที่ระดับเดียวกัน โดยดูจำนวนลูกค้าร่วม หรือโดยวิธีใด ๆ (Neyman & Pearson) "
    "หากทราบว่าวิสาหกิจแต่ละรายเข้าร่วมง่ายเพียงใด ซึ่งไม่มีการวิเคราะห์ใดทราบ "
    "โครงการเล็กย่อมมีลูกค้าร่วมกับโครงการใหญ่มากโดยบังเอิญ",
)
COMMON = Text(
    "“In common” is the part of the variance that all areas of a corridor share. It is a property of the "
    "corridor, not chance between areas, and the rule reports it: the last row is no false alarm.",
    "“in common” คือส่วนของความแปรปรวนที่ทุกจังหวัดในระเบียงมีร่วมกัน ซึ่งเป็นลักษณะของระเบียงเอง มิใช่ความบังเอิญระหว่างจังหวัด "
    "วิธีทดสอบจึงรายงาน แถวสุดท้ายมิใช่การเตือนผิด",
)


def _say(here: Session, text: Text) -> None:
    if not here.json:
        here.console.print(f"· {here.say(text)}", style="dim", markup=False)


def _class(at: int) -> str:
    """Return how a class of expected counts is called."""
    low, high = EXPECTED[at], EXPECTED[at + 1]
    return f"{low:,}+" if high == EXPECTED[-1] else f"{low:,}–{high:,}"
