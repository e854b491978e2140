"""Commands about what to link next: partnerships, exchanges, brokers, communities, placements."""

from enum import StrEnum
from typing import Annotated, Any

import pandas as pd
import typer
from rich.markup import escape

from ecograph.analysis.links.bipartite import L3
from ecograph.analysis.links.brokers import ANALYSIS as BROKERS
from ecograph.analysis.links.communities import ANALYSIS as COMMUNITIES
from ecograph.analysis.links.data_exchange import ANALYSIS as DATA_EXCHANGE
from ecograph.analysis.links.exchange_matrix import ANALYSIS as MATRIX
from ecograph.analysis.links.exchange_matrix import SETS, build_exchange_matrix, tell_cell
from ecograph.analysis.links.funding_routes import ANALYSIS as ROUTES
from ecograph.analysis.links.missing_links import ANALYSIS as LINKS
from ecograph.analysis.links.missing_partnerships import ANALYSIS as PARTNERSHIPS
from ecograph.analysis.links.missing_partnerships import SCORE
from ecograph.analysis.links.pathways import ANALYSIS as PATHWAYS
from ecograph.analysis.links.placements import ANALYSIS as PLACEMENTS
from ecograph.analysis.links.scores import BASELINE
from ecograph.cli.app import OutputFile, Session, app, plain_table, session
from ecograph.cli.decided import decide_on
from ecograph.cli.results import write_csv
from ecograph.findings import AnalysisResult
from ecograph.model import Text
from ecograph.state.questions import Questions


class Place(StrEnum):
    """Where a program can be extended to."""

    corridor = "corridor"
    area = "area"
    region = "region"


class Between(StrEnum):
    """Whom partnerships are between."""

    agencies = "agencies"
    agency_fund = "agency-fund"
    fund_program = "fund-program"
    program_area = "program-area"


class Level(StrEnum):
    """What enterprises take one after the other."""

    program = "program"
    agency = "agency"
    theme = "theme"


class Rank(StrEnum):
    """What comes first."""

    shared = "shared"
    gain = "gain"
    score = "score"


TITLE = Text(
    "Agencies with much in common and no partnership on record",
    "หน่วยงานที่มีสิ่งร่วมกันมากแต่ไม่มีข้อมูลความร่วมมือ",
)
BETWEEN_KINDS = Text(
    "What could be linked and is not on record",
    "สิ่งที่ควรเชื่อมโยงแต่ไม่มีข้อมูล",
)
MATRIX_TITLE = Text(
    "Who holds which data, who lacks it, and with how many holders data is agreed",
    "หน่วยงานใดมีข้อมูลใด หน่วยงานใดขาด และมีข้อตกลงด้านข้อมูลกับผู้มีข้อมูลกี่แห่ง",
)
AGENCY = Text("agency", "หน่วยงาน")
EXCHANGE = Text(
    "Agencies with clients in common and no agreement on record that names data",
    "หน่วยงานที่มีลูกค้าร่วมกันแต่ไม่มีข้อตกลงในข้อมูลที่ระบุข้อมูลที่แลกเปลี่ยน",
)
BETWEEN = Text(
    "Agencies through which others are joined",
    "หน่วยงานที่เป็นตัวกลางเชื่อมหน่วยงานอื่น",
)
ACROSS = Text(
    "Agencies of several ministries that work with each other more than with the rest",
    "กลุ่มหน่วยงานข้ามกระทรวงที่ทำงานร่วมกันมากกว่ากับหน่วยงานอื่น",
)
PLACED = Text(
    "Programs to extend to places, for most enterprises helped",
    "โครงการที่ควรขยายไปยังพื้นที่ เพื่อช่วยวิสาหกิจได้มากที่สุด",
)
ROUTE = Text(
    "How far enterprises got on the way to finance",
    "วิสาหกิจไปถึงขั้นใดในเส้นทางสู่เงินทุน",
)
PATHWAY = Text(
    "What enterprises take one after the other",
    "ลำดับโครงการที่วิสาหกิจเข้าร่วม",
)
SAYS = Text("what is found", "สิ่งที่พบ")
NOTHING = Text("Nothing was found.", "ไม่พบ")
QUALITY = Text(
    "Links on record, each left out in turn: average precision {aupr:.3f}, degrees alone {base:.3f}, "
    "at random {prevalence:.4f}; AUC against pairs of like degrees {matched:.2f}, degrees alone {other:.2f}.",
    "ทดสอบโดยซ่อนการเชื่อมโยงที่มีข้อมูลทีละคู่: average precision {aupr:.3f} "
    "ใช้ดีกรีอย่างเดียว {base:.3f} สุ่ม {prevalence:.4f} "
    "AUC เทียบกับคู่ที่ดีกรีใกล้เคียงกัน {matched:.2f} ใช้ดีกรีอย่างเดียว {other:.2f}",
)


@app.command()
def partnerships(
    context: typer.Context,
    between: Annotated[Between, typer.Option(help="Whom they are between.")] = Between.agencies,
    rank: Annotated[
        Rank | None, typer.Option(help="What comes first: shared clients of agencies, else gain.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many pairs to show.")] = 20,
    csv: OutputFile = None,
) -> None:
    """Show which agencies could work together: what they share, what each would gain, what it costs.

    Also which agency and fund, fund and program, or program and province could be linked.

    Example: ecograph partnerships --between agency-fund --limit 10
    """
    here = session(context)
    if between is Between.agencies:
        asked = {"rank": (rank or Rank.shared).value, "most": limit}
        _answer(here, PARTNERSHIPS, asked, TITLE, csv)
        return
    asked = {"kind": between.value, "rank": (rank or Rank.gain).value, "most": limit}
    _answer(here, LINKS, asked, BETWEEN_KINDS, csv)


@app.command()
def exchanges(
    context: typer.Context,
    matrix: Annotated[
        bool, typer.Option("--matrix", help="Show agencies by data sets: who holds, needs and shares which.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many pairs, or agencies, to show.")] = 20,
    csv: OutputFile = None,
) -> None:
    """Show which agencies share clients and have no agreement on record that names data to exchange.

    Example: ecograph exchanges --matrix --csv matrix.csv
    """
    here = session(context)
    if not matrix:
        _answer(here, DATA_EXCHANGE, {"most": limit}, EXCHANGE, csv)
        return
    with here.open() as workspace:
        ecosystem = workspace.ecosystem
        result = workspace.analyse(MATRIX)
        found = build_exchange_matrix(ecosystem)
    Questions(here.settings.store_url, here.settings.home).remember(MATRIX, {})
    rows = [
        (
            here.say(ecosystem.name("Agency", found.agencies[row])),
            *(here.say(tell_cell(found, row, column)) for column in range(len(found.sets))),
        )
        for row in found.rows()
    ]
    columns = (here.say(AGENCY), *(here.say(SETS[name]) for name in found.sets))
    table = plain_table(here.say(MATRIX_TITLE), *columns)
    for cells in rows[:limit]:
        table.add_row(*map(escape, cells))
    decided = decide_on(here, result)
    here.show(decided.to_dict(), table, data_kind=result.data_kind)
    if not here.json:
        told = decided.lines(here, decided.result.findings)
        for line in (*told, *(f"· {here.say(text)}" for text in result.untested)):
            here.console.print(line, style="dim", markup=False)
    frame = pd.DataFrame(rows, columns=columns).assign(data_kind=result.data_kind.value)
    write_csv(here, frame, csv)


@app.command()
def brokers(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, help="How many agencies to show.")] = 20,
    csv: OutputFile = None,
) -> None:
    """Show which agencies lie between others: betweenness, constraint and effective size.

    Example: ecograph brokers --limit 10 --csv brokers.csv
    """
    _answer(session(context), BROKERS, {"most": limit}, BETWEEN, csv)


@app.command()
def communities(
    context: typer.Context,
    seed: Annotated[int, typer.Option(min=0, help="Where chance begins.")] = 1,
    csv: OutputFile = None,
) -> None:
    """Show which agencies of several ministries work with each other more than with the rest.

    Example: ecograph communities --csv communities.csv
    """
    _answer(session(context), COMMUNITIES, {"seed": seed}, ACROSS, csv)


@app.command()
def placements(
    context: typer.Context,
    k: Annotated[int, typer.Option("--k", min=1, help="How many extensions to choose.")] = 20,
    budget: Annotated[
        float | None, typer.Option(min=0, help="What they may cost together, in place of how many.")
    ] = None,
    by: Annotated[Place, typer.Option(help="Where programs are extended to.")] = Place.corridor,
    scheme: Annotated[str, typer.Option(help="Which corridors or regions.")] = "economic",
    theme: Annotated[str, typer.Option(help="Only programs and funds of this theme.")] = "",
    year: Annotated[int | None, typer.Option(help="Reached in this fiscal year.")] = None,
    csv: OutputFile = None,
) -> None:
    """Show which programs to extend to which corridors, so that most enterprises could be helped.

    Example: ecograph placements --k 10 --csv placements.csv
    """
    asked = {"k": k, "budget": budget, "by": by.value, "scheme": scheme, "theme": theme, "year": year}
    _answer(session(context), PLACEMENTS, asked, PLACED, csv)


@app.command("funding-routes")
def funding_routes(
    context: typer.Context,
    by: Annotated[Place, typer.Option(help="The places that are told apart.")] = Place.corridor,
    scheme: Annotated[str, typer.Option(help="Which corridors or regions.")] = "economic",
    year: Annotated[int | None, typer.Option(help="Only finance of this fiscal year.")] = None,
    csv: OutputFile = None,
) -> None:
    """Show how far enterprises got on the way to finance, and where most of them stand.

    Example: ecograph funding-routes --by region --csv routes.csv
    """
    _answer(session(context), ROUTES, {"by": by.value, "scheme": scheme, "year": year}, ROUTE, csv)


@app.command()
def pathways(
    context: typer.Context,
    by: Annotated[Level, typer.Option(help="What follows what.")] = Level.program,
    length: Annotated[int, typer.Option(min=2, max=3, help="How many steps.")] = 2,
    limit: Annotated[int, typer.Option(min=1, help="How many sequences to show.")] = 20,
    csv: OutputFile = None,
) -> None:
    """Show which programs enterprises take one after the other, and whether that order is chance.

    Example: ecograph pathways --by agency --limit 10
    """
    _answer(session(context), PATHWAYS, {"by": by.value, "length": length, "most": limit}, PATHWAY, csv)


def _answer(here: Session, analysis: str, parameters: dict[str, Any], title: Text, csv: OutputFile) -> None:
    """Ask an analysis, remember the question for `explain`, and show or write what is found."""
    with here.open() as workspace:
        result = workspace.analyse(analysis, **parameters)
    Questions(here.settings.store_url, here.settings.home).remember(analysis, parameters)
    decided = decide_on(here, result)
    result = decided.result
    table = plain_table(here.say(title), here.say(SAYS), "id")
    for finding in result.findings:
        table.add_row(escape(here.say(finding.sentence)), finding.id)
    if not result.findings:
        table.add_row(here.say(NOTHING), "")
    here.show(decided.to_dict(), table, data_kind=result.data_kind)
    if not here.json:
        for line in decided.lines(here, result.findings):
            here.console.print(line, style="dim", markup=False)
        for text in (*_quality(result), *result.untested):
            here.console.print(f"· {here.say(text)}", style="dim", markup=False)
    write_csv(here, decided.to_frame(here), csv)


def _quality(result: AnalysisResult) -> list[Text]:
    """Return how well the score ranks what is on record, where that could be measured."""
    totals, score = result.totals, L3 if result.analysis == LINKS else SCORE
    names = {
        "aupr": f"{score}_aupr",
        "base": f"{BASELINE}_aupr",
        "prevalence": f"{score}_prevalence",
        "matched": f"{score}_matched_auc",
        "other": f"{BASELINE}_matched_auc",
    }
    if not all(name in totals for name in names.values()):
        return []
    return [QUALITY.format(**{short: totals[name] for short, name in names.items()})]
