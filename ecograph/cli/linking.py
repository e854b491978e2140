"""Commands about what to link next: partnerships, exchanges, brokers, communities, placements."""

from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.markup import escape

from ecograph.analysis.links.brokers import ANALYSIS as BROKERS
from ecograph.analysis.links.communities import ANALYSIS as COMMUNITIES
from ecograph.analysis.links.data_exchange import ANALYSIS as DATA_EXCHANGE
from ecograph.analysis.links.missing_partnerships import ANALYSIS as PARTNERSHIPS
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


class Rank(StrEnum):
    """What comes first."""

    shared = "shared"
    gain = "gain"
    score = "score"


TITLE = Text(
    "Agencies with much in common and no partnership on record",
    "หน่วยงานที่มีสิ่งร่วมกันมากแต่ไม่มีข้อมูลความร่วมมือ",
)
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
SAYS = Text("what is found", "สิ่งที่พบ")
NOTHING = Text("Nothing was found.", "ไม่พบ")
QUALITY = Text(
    "Partnerships on record, each left out in turn: average precision {aupr:.3f}, degrees alone {base:.3f}, "
    "at random {prevalence:.4f}; AUC against pairs of like degrees {matched:.2f}, degrees alone {other:.2f}.",
    "ทดสอบโดยซ่อนความร่วมมือที่มีข้อมูลทีละคู่: average precision {aupr:.3f} "
    "ใช้ดีกรีอย่างเดียว {base:.3f} สุ่ม {prevalence:.4f} "
    "AUC เทียบกับคู่ที่ดีกรีใกล้เคียงกัน {matched:.2f} ใช้ดีกรีอย่างเดียว {other:.2f}",
)


@app.command()
def partnerships(
    context: typer.Context,
    rank: Annotated[Rank, typer.Option(help="What comes first.")] = Rank.shared,
    limit: Annotated[int, typer.Option(min=1, help="How many pairs of agencies to show.")] = 20,
    csv: OutputFile = None,
) -> None:
    """Show which agencies could work together: what they share, what each would gain, what it costs.

    Example: ecograph partnerships --rank gain --limit 10
    """
    here = session(context)
    _answer(here, PARTNERSHIPS, {"rank": rank.value, "most": limit}, TITLE, csv)


@app.command()
def exchanges(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, help="How many pairs of agencies to show.")] = 20,
    csv: OutputFile = None,
) -> None:
    """Show which agencies share clients and have no agreement on record that names data to exchange.

    Example: ecograph exchanges --limit 10 --csv exchange.csv
    """
    _answer(session(context), DATA_EXCHANGE, {"most": limit}, EXCHANGE, csv)


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
    totals = result.totals
    names = {
        "aupr": "resource_allocation_aupr",
        "base": f"{BASELINE}_aupr",
        "prevalence": "resource_allocation_prevalence",
        "matched": "resource_allocation_matched_auc",
        "other": f"{BASELINE}_matched_auc",
    }
    if not all(name in totals for name in names.values()):
        return []
    return [QUALITY.format(**{short: totals[name] for short, name in names.items()})]
