"""Commands that ask: counts, search, show, reach, unreached, runs, schema."""

import json
from pathlib import Path
from typing import Annotated

import typer

from ecograph.analysis.question import Dimension, Population
from ecograph.analysis.unreached import unreached as unreached_enterprises
from ecograph.cli.app import OutputFile, app, need_folder, plain_table, session
from ecograph.cli.results import show_result, write_csv
from ecograph.errors import StoreError
from ecograph.model import MODEL
from ecograph.model.dictionary import to_json, to_markdown
from ecograph.state.questions import Questions
from ecograph.store import GraphStore, Node

Kinds = Annotated[
    list[str] | None, typer.Option("--kind", help="Only this kind of node; may be given several times.")
]
Limit = Annotated[int, typer.Option(min=1, help="How many to show at the most.")]
Scheme = Annotated[
    str, typer.Option(help="The scheme of corridors (economic, border, cluster, centre) or regions.")
]


@app.command()
def counts(context: typer.Context) -> None:
    """Count nodes and relationships by kind.

    Example: ecograph counts
    """
    here = session(context)
    with here.open() as workspace:
        store = workspace.store
        found, version, content = store.counts(), store.version(), store.content_hash()
        data_kind = workspace.data_kind
    table = plain_table(f"Version {version}", "kind", "label", "count", numbers=("count",))
    for kind in MODEL:
        if found.get(kind.name):
            table.add_row(kind.name, here.say(kind.label), f"{found[kind.name]:,}")
    values = {"data_kind": data_kind, "version": version, "content_hash": content, "counts": found}
    here.show(values, table, data_kind=data_kind)
    if not here.json:
        here.console.print(f"Content hash {content}")


@app.command()
def search(context: typer.Context, text: str, kind: Kinds = None, limit: Limit = 20) -> None:
    """Find nodes by name, in Thai or English.

    Example: ecograph search ดิจิทัล --kind Program
    """
    here = session(context)
    for name in kind or ():
        MODEL.node(name)
    with here.open() as workspace:
        matches = workspace.store.search(text, kinds=kind or (), limit=limit)
        data_kind = workspace.data_kind
    table = plain_table(f"{len(matches)} for {text!r}", "kind", "key", "name", "name in English")
    for match in matches:
        table.add_row(match.kind, match.key, match.name, match.name_en)
    values = [
        {
            "kind": match.kind,
            "key": match.key,
            "name": match.name,
            "name_en": match.name_en,
            "score": match.score,
        }
        for match in matches
    ]
    here.show({"data_kind": data_kind, "matches": values}, table, data_kind=data_kind)


@app.command()
def show(
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="The key of a node, such as AG-DIPROM or TH-50.")],
    kind: Annotated[str, typer.Option(help="Its kind, where two kinds share a key.")] = "",
    limit: Limit = 30,
) -> None:
    """Show a node, who says so, and its neighbours.

    Example: ecograph show AG-DIPROM
    """
    here = session(context)
    with here.open() as workspace:
        store = workspace.store
        node = find_node(store, key, kind)
        around = store.neighbourhood(node.kind, node.key, limit=limit)
        data_kind = workspace.data_kind
    if around is None:
        raise StoreError(f"{key!r} vanished while it was read.", "Run the command again.")
    about = plain_table(f"{node.kind} {node.key}: {node.name(here.language)}", "property", "value")
    for name, value in node.properties.items():
        if value is not None:
            about.add_row(here.say(MODEL.node(node.kind).property(name).label), _plain_value(value))
    claims = plain_table("Who says so", "source", "document", "row", "reference", "confidence", "run")
    for claim in node.claims:
        claims.add_row(
            claim.source,
            claim.document or "",
            str(claim.row or ""),
            claim.reference or "",
            claim.confidence,
            str(claim.last_run),
        )
    names = {(other.kind, other.key): other.name(here.language) for other in (*around.nodes, around.centre)}
    total = sum(around.total.values())
    neighbours = plain_table(
        f"Neighbours: {len(around.relationships):,} of {total:,}", "relationship", "kind", "key", "name"
    )
    for relationship in around.relationships:
        ends = MODEL.relationship(relationship.kind)
        outward = (ends.source, relationship.source) == (node.kind, node.key)
        other = (ends.target, relationship.target) if outward else (ends.source, relationship.source)
        neighbours.add_row(f"{'→' if outward else '←'} {ends.type}", other[0], other[1], names.get(other, ""))
    values = {
        "data_kind": data_kind,
        "kind": node.kind,
        "key": node.key,
        "properties": node.properties,
        "claims": [{name: getattr(claim, name) for name in claim.__slots__} for claim in node.claims],
        "total": around.total,
        "relationships": [
            {name: getattr(link, name) for name in link.__slots__} for link in around.relationships
        ],
    }
    here.show(values, about, claims, neighbours, data_kind=data_kind)


def _plain_value(value: object) -> str:
    return " · ".join(map(str, value)) if isinstance(value, list) else str(value)


def find_node(store: GraphStore, key: str, kind: str) -> Node:
    """Return the one node with a key; an error names the kinds where there are several."""
    kinds = [MODEL.node(kind).name] if kind else [each.name for each in MODEL.nodes]
    found = [node for name in kinds if (node := store.node(name, key)) is not None]
    if not found:
        raise StoreError(
            f"There is no node with the key {key!r} in the store.", "Find its key with `ecograph search`."
        )
    if len(found) > 1:
        raise StoreError(
            f"{key!r} is the key of several nodes.", f"Add --kind: {', '.join(node.kind for node in found)}."
        )
    return found[0]


@app.command()
def reach(
    context: typer.Context,
    by: Annotated[
        list[Dimension] | None, typer.Option(help="Group by this; may be given several times.")
    ] = None,
    scheme: Scheme = "economic",
    theme: Annotated[str, typer.Option(help="Only what addresses this theme.")] = "",
    industry: Annotated[str, typer.Option(help="Only enterprises of this industry (key).")] = "",
    year: Annotated[int | None, typer.Option(help="Only this fiscal year (common era).")] = None,
    population: Annotated[Population, typer.Option(help="What is counted as eligible.")] = Population.smes,
    csv: OutputFile = None,
) -> None:
    """Show how many of the eligible enterprises were reached, cell by cell.

    Example: ecograph reach --by corridor --theme POL-1-DIGITAL --year 2024
    """
    here = session(context)
    asked = {
        "by": [dimension.value for dimension in by or [Dimension.corridor]],
        "scheme": scheme,
        "theme": theme,
        "industry": industry,
        "year": year,
        "population": population.value,
    }
    with here.open() as workspace:
        result = workspace.analyse("reach", **asked)
    Questions(here.settings.store_url, here.settings.home).remember("reach", asked)
    decided = show_result(here, result, ("enterprises", "eligible", "reached", "unreached", "rate"))
    write_csv(here, decided.to_frame(here), csv)


@app.command()
def unreached(
    context: typer.Context,
    by: Annotated[Dimension, typer.Option(help="Group by this.")] = Dimension.corridor,
    scheme: Scheme = "economic",
    csv: Annotated[Path | None, typer.Option(help="Write the keys of all of them to this CSV file.")] = None,
) -> None:
    """Show the enterprises that nobody is on record to have helped.

    Example: ecograph unreached --by area --csv unreached.csv
    """
    here = session(context)
    with here.open() as workspace:
        asked = {"by": by.value, "scheme": scheme}
        result = workspace.analyse("unreached", **asked)
        ecosystem = workspace.ecosystem
    Questions(here.settings.store_url, here.settings.home).remember("unreached", asked)
    show_result(here, result, ("unreached",))
    if csv:
        keys = ecosystem.smes.keys.take(unreached_enterprises(ecosystem)).to_pandas()
        write_csv(here, keys.to_frame("key").assign(data_kind=ecosystem.data_kind.value), csv)


@app.command()
def runs(context: typer.Context) -> None:
    """List what was loaded, when, and what it changed.

    Example: ecograph runs
    """
    here = session(context)
    fields = ("created", "updated", "unchanged", "withdrawn", "orphaned")
    with here.open() as workspace:
        records = workspace.store.runs()
        kinds = {source.id: source.data_kind.value for source in workspace.store.sources()}
    table = plain_table("Runs", "run", "source", "data", "finished", *fields, numbers=("run", *fields))
    for record in records:
        sums = [f"{sum(getattr(record, field).values()):,}" for field in fields]
        table.add_row(
            str(record.number),
            record.source,
            kinds[record.source],
            f"{record.finished:%Y-%m-%d %H:%M}",
            *sums,
        )
    values = [
        {name: getattr(record, name) for name in record.__slots__} | {"data_kind": kinds[record.source]}
        for record in records
    ]
    here.show({"runs": values}, table)


@app.command()
def schema(
    context: typer.Context,
    output: Annotated[Path | None, typer.Option("--output", help="Write it to this file.")] = None,
) -> None:
    """Print the data dictionary: every kind, property and relationship (with --json, as JSON).

    Example: ecograph --lang th schema --output dictionary.md
    """
    here = session(context)
    text = (
        json.dumps(to_json(MODEL), ensure_ascii=False, indent=2)
        if here.json
        else to_markdown(MODEL, here.language)
    )
    if output:
        need_folder(output)
        output.write_text(text + "\n", encoding="utf-8")
    else:
        typer.echo(text)
