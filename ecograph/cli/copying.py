"""Commands that take a whole store elsewhere: copy, export."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated
from uuid import uuid4

import typer

from ecograph.cli.app import Session, app, plain_table, session
from ecograph.errors import StoreError
from ecograph.model import MODEL, Text
from ecograph.store import GraphStore, open_store

COPIED = Text("Both stores have the content hash {hash}.", "ทั้งสองแหล่งเก็บมีค่าแฮชของเนื้อหาตรงกันคือ {hash}")
NEXT = Text(
    "Stop the server, run {script} in {folder} where neo4j-admin is, start the server, and run {schema} "
    "through cypher-shell before anything else.",
    "หยุดเซิร์ฟเวอร์ แล้วสั่ง {script} ในโฟลเดอร์ {folder} บนเครื่องที่มี neo4j-admin จากนั้นเปิดเซิร์ฟเวอร์อีกครั้ง "
    "และสั่ง {schema} ผ่าน cypher-shell ก่อนทำอย่างอื่น",
)

Address = Annotated[str, typer.Argument(help="A folder, or an address such as neo4j://host:7687.")]
export = typer.Typer(help="Write a store in the form that another program reads.", no_args_is_help=True)
app.add_typer(export, name="export")


@app.command()
def copy(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FROM", help="The store to copy.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="The store to fill, which must be empty.")],
) -> None:
    """Copy a store with all its claims and runs into an empty one, and hold the two against each other.

    Example: ecograph copy store neo4j://localhost:7687
    """
    here = session(context)
    before, after = _open(here, source, create=False), _open(here, target, create=True)
    try:
        with TemporaryDirectory(prefix="ecograph-copy-") as folder:
            archive = Path(folder) / "archive.duckdb"
            before.archive(archive)
            after.restore(archive)
        expected, found = before.content_hash(), after.content_hash()
        counts = after.counts()
        if expected != found or before.counts() != counts:
            raise StoreError(
                f"The copy has the content hash {found}, and {expected} was expected.",
                "Do not use it: empty it and copy again, when nothing else writes to either store.",
            )
    finally:
        before.close()
        after.close()
    table = plain_table("Copied", "kind", "label", "count", numbers=("count",))
    for kind in MODEL:
        if counts[kind.name]:
            table.add_row(kind.name, here.say(kind.label), f"{counts[kind.name]:,}")
    here.show({"content_hash": found, "counts": counts}, table)
    if not here.json:
        here.console.print(here.say(COPIED).format(hash=found))


@export.command("neo4j-import")
def neo4j_import(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="An empty folder, or one that does not exist.")],
) -> None:
    """Write files for `neo4j-admin database import full`, and print the command.

    Example: ecograph export neo4j-import first-load
    """
    from ecograph.store.neo4j_import import SCHEMA, SCRIPT, write_import

    here = session(context)
    with TemporaryDirectory(prefix="ecograph-export-") as temporary:
        archive = Path(temporary) / "archive.duckdb"
        with here.open() as workspace:
            workspace.store.archive(archive)
        command = write_import(archive, folder, memory_limit=here.settings.memory_limit, store_id=uuid4().hex)
    here.show({"folder": str(folder.resolve()), "command": command})
    if not here.json:
        here.console.print(
            here.say(NEXT).format(script=f"sh {SCRIPT}", schema=SCHEMA, folder=folder.resolve()), markup=False
        )


def _open(here: Session, url: str, *, create: bool) -> GraphStore:
    settings = here.settings
    return open_store(
        url,
        create=create,
        memory_limit=settings.memory_limit,
        threads=settings.threads,
        neo4j=settings.neo4j(),
    )
