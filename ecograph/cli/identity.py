"""Commands on who is who: `ecograph identity list | same | different | undo | alias`."""

import getpass
from typing import Annotated

import typer

from ecograph.cli.app import OutputFile, Session, app, plain_table, session
from ecograph.cli.results import write_csv
from ecograph.errors import StoreError
from ecograph.model import MODEL, Layer, Text
from ecograph.state import IdentityLog, Judgement, JudgementRefused, Verdict
from ecograph.state.judgements import standing
from ecograph.store import GraphStore
from loaders.identity.pending import pending
from loaders.identity.proposals import Part, Proposal, find_proposals
from loaders.privacy import CITIZEN_TEXT, mask, pseudonym

identity = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Who is who: what may be the same, and what people judged. Nothing is merged without a judgement.",
)
app.add_typer(identity, name="identity")

Key = Annotated[str, typer.Argument(help="A key, as `identity list` or `search` shows it.")]
By = Annotated[str, typer.Option(help="Who judges; else the name you are logged in by.")]
Reason = Annotated[str, typer.Option(help="Why, in your own words.")]
KindName = Annotated[str, typer.Option("--kind", help="The kind of node the keys are of.")]

HEADERS = {
    "first": Text("key", "รหัส"),
    "second": Text("may be the same as", "อาจเป็นรายเดียวกับ"),
    "score": Text("score", "คะแนน"),
    "name": Text("name", "ชื่อ"),
    "place": Text("place", "พื้นที่"),
    "form": Text("legal form", "รูปแบบกิจการ"),
    "numbers": Text("numbers in the name", "ตัวเลขในชื่อ"),
    "number": Text("entry", "รายการที่"),
    "verdict": Text("verdict", "คำวินิจฉัย"),
    "by": Text("by", "โดย"),
    "at": Text("when (UTC)", "เมื่อ (UTC)"),
    "reason": Text("reason", "เหตุผล"),
    "stands": Text("stands", "มีผล"),
    "one": Text("one", "รายหนึ่ง"),
    "other": Text("other", "อีกรายหนึ่ง"),
}
AGREEMENT = {
    "same": Text("the same", "ตรงกัน"),
    "similar": Text("alike", "คล้ายกัน"),
    "different": Text("different", "ต่างกัน"),
    "unknown": Text("not on record", "ไม่มีข้อมูล"),
}
VERDICTS = {
    Verdict.SAME: Text("the same", "รายเดียวกัน"),
    Verdict.DIFFERENT: Text("different", "คนละราย"),
    Verdict.ALIAS: Text("other name", "ชื่ออื่น"),
    Verdict.FOLLOWED: Text("now has an id", "มีเลขทะเบียนแล้ว"),
    Verdict.UNDO: Text("undone", "ยกเลิก"),
}
TITLE = Text("{shown:,} of {total:,} pairs that may be the same", "{shown:,} จาก {total:,} คู่ที่อาจเป็นรายเดียวกัน")
JUDGE = Text(
    "Judge a pair: ecograph identity same KEY KEY, or ecograph identity different KEY KEY.",
    "วินิจฉัยแต่ละคู่: ecograph identity same รหัส รหัส หรือ ecograph identity different รหัส รหัส",
)
LOG = Text("Judgements", "คำวินิจฉัย")
NOTED = Text("Noted as entry {entry}.", "บันทึกเป็นรายการ {entry}")
THERE = Text("That stands already: entry {entry}.", "มีคำวินิจฉัยนี้อยู่แล้ว: รายการ {entry}")
REKEYED = Text(
    "From the next load of {source} on, {old} is loaded under {new}. Load it again.",
    "ตั้งแต่การโหลด {source} ครั้งถัดไป {old} จะโหลดเป็น {new} โปรดโหลดอีกครั้ง",
)
LATER = Text(
    "It counts from the next load of each source on: load them again.",
    "มีผลตั้งแต่การโหลดแต่ละแหล่งครั้งถัดไป โปรดโหลดอีกครั้ง",
)


@identity.command("list")
def list_(
    context: typer.Context,
    kind: KindName = "SME",
    limit: Annotated[int, typer.Option(min=1, help="How many to show at the most.")] = 20,
    judged: Annotated[bool, typer.Option("--judged", help="Show the log of judgements instead.")] = False,
    csv: OutputFile = None,
) -> None:
    """List pairs that may be the same and that nobody has judged, the likeliest first.

    Example: ecograph identity list --limit 50 --csv pairs.csv
    """
    here = session(context)
    MODEL.node(kind)
    if judged:
        show_log(here, log_of(here).entries())
        return
    with here.open() as workspace:
        found = find_proposals(workspace.store, log_of(here).identities(kind))
    shown = [found[place] for place in range(min(limit, len(found)))]
    title = here.say(TITLE).format(shown=len(shown), total=len(found))
    columns = ("first", "second", "score", "name", "place", "form", "numbers")
    table = plain_table(title, *(here.say(HEADERS[column]) for column in columns))
    for proposal in shown:
        table.add_row(proposal.first, proposal.second, f"{proposal.score:.2f}", *_explained(here, proposal))
    here.show({"total": len(found), "pairs": [_values(proposal) for proposal in shown]}, table)
    if not here.json and shown:
        here.console.print(here.say(JUDGE), style="dim", markup=False)
    if csv:
        import pandas as pd

        rows = [
            (proposal.first, proposal.second, proposal.score, *_explained(here, proposal))
            for proposal in shown
        ]
        write_csv(here, pd.DataFrame(rows, columns=list(columns)), csv)


@identity.command()
def same(
    context: typer.Context, a: Key, b: Key, kind: KindName = "SME", by: By = "", reason: Reason = ""
) -> None:
    """Judge two keys to be one thing: from the next load on it is loaded under the registered one.

    Example: ecograph identity same fair:bcnhdkjofmaepgilbcnhdkjo 0415560990015 --reason "same address"
    """
    here = session(context)
    with here.open() as workspace:
        entry, new = _judge_pair(here, workspace.store, Verdict.SAME, a, b, kind, by, reason)
        waiting = pending(workspace.store, log_of(here).identities(kind), entry.first)
    _tell(here, entry, new, rekeys=[each._asdict() for each in waiting])
    if not here.json:
        for each in waiting:
            here.console.print(here.say(REKEYED).format(**each._asdict()), markup=False)


@identity.command()
def different(
    context: typer.Context, a: Key, b: Key, kind: KindName = "SME", by: By = "", reason: Reason = ""
) -> None:
    """Judge two keys to be two things: the pair is not proposed again.

    Example: ecograph identity different fair:bcnhdkjofmaepgilbcnhdkjo 0415560990015
    """
    here = session(context)
    with here.open() as workspace:
        entry, new = _judge_pair(here, workspace.store, Verdict.DIFFERENT, a, b, kind, by, reason)
    _tell(here, entry, new)


@identity.command()
def undo(
    context: typer.Context,
    number: Annotated[int, typer.Argument(help="The number of an entry (`identity list --judged`).")],
    by: By = "",
    reason: Reason = "",
) -> None:
    """Take back a judgement or another name; the log keeps both entries.

    Example: ecograph identity undo 7 --reason "another branch"
    """
    here = session(context)
    undone = log_of(here).undo(number, by=_judge(by), reason=mask(reason))
    _tell(here, undone, True)
    if not here.json:
        here.console.print(here.say(LATER), markup=False)


@identity.command()
def alias(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help="A kind of institution, such as Agency or Program.")],
    key: Key,
    name: Annotated[str, typer.Argument(help="Another name that sources use for it.")],
    by: By = "",
    reason: Reason = "",
) -> None:
    """Say that a name means a node: from the next load on, sources may use it.

    Example: ecograph identity alias Agency AG-DIPROM "กรมส่งเสริมฯ"
    """
    here = session(context)
    if MODEL.node(kind).layer is Layer.SMES:
        raise JudgementRefused(
            f"Other names are for institutions, and {kind} is none.", "Use `ecograph identity same` instead."
        )
    if mask(name) != name:
        raise JudgementRefused("The name holds what may identify a person.", "Leave that out of the name.")
    with here.open() as workspace:
        if workspace.store.node(kind, key) is None:
            raise _absent(kind, key)
    entry, new = log_of(here).judge(Verdict.ALIAS, key, name, kind=kind, by=_judge(by), reason=mask(reason))
    _tell(here, entry, new)
    if not here.json:
        here.console.print(here.say(LATER), markup=False)


def log_of(here: Session) -> IdentityLog:
    """Return the judgements that lie beside the store in use."""
    return IdentityLog.of_store(here.settings.store_url, here.settings.home)


def show_log(here: Session, entries: list[Judgement]) -> None:
    """Print every entry of a log, and whether it stands."""
    valid = {entry.number for entry in standing(entries)}
    columns = ("number", "verdict", "one", "other", "by", "at", "reason", "stands")
    table = plain_table(here.say(LOG), *(here.say(HEADERS[column]) for column in columns))
    for entry in entries:
        verdict = here.say(VERDICTS[entry.verdict]) + (f" {entry.undoes}" if entry.undoes else "")
        mark = "✓" if entry.number in valid else ""
        table.add_row(
            str(entry.number),
            verdict,
            entry.first,
            entry.second,
            entry.by,
            f"{entry.at:%Y-%m-%d %H:%M}",
            entry.reason,
            mark,
        )
    here.show([_entry(entry) | {"stands": entry.number in valid} for entry in entries], table)


def _judge_pair(
    here: Session, store: GraphStore, verdict: Verdict, a: str, b: str, kind: str, by: str, reason: str
) -> tuple[Judgement, bool]:
    """Note what somebody judged of two keys that are known."""
    MODEL.node(kind)
    log = log_of(here)
    known = log.identities(kind).judged
    keys = [
        CITIZEN_TEXT.sub(lambda found: pseudonym(found[0], here.settings.secret()), key) for key in (a, b)
    ]
    for key in keys:
        if key not in known and store.node(kind, key) is None:
            raise _absent(kind, key)
    return log.judge(verdict, *keys, kind=kind, by=_judge(by), reason=mask(reason))


def _absent(kind: str, key: str) -> StoreError:
    return StoreError(
        f"There is no {kind} with the key {mask(key)!r}.",
        "Find keys with `ecograph search` or `identity list`.",
    )


def _judge(by: str) -> str:
    """Return who judges."""
    try:
        name = by.strip() or getpass.getuser()
    except (KeyError, OSError):
        name = ""
    if not name:
        raise JudgementRefused("A judgement needs a name.", "Say who judges with --by.")
    return mask(name)


def _tell(here: Session, entry: Judgement, new: bool, **more: object) -> None:
    if here.json:
        here.show(_entry(entry) | {"new": new} | more)
    else:
        here.console.print(here.say(NOTED if new else THERE).format(entry=entry), markup=False)


def _entry(entry: Judgement) -> dict[str, object]:
    return {name: getattr(entry, name) for name in entry.__slots__} | {"at": entry.at.isoformat()}


def _values(proposal: Proposal) -> dict[str, object]:
    parts = {
        part.part: {"verdict": part.verdict.value, "first": part.first, "second": part.second}
        for part in proposal.parts
    }
    return {
        "first": proposal.first,
        "second": proposal.second,
        "score": proposal.score,
        "likeness": proposal.likeness,
        "parts": parts,
    }


def _explained(here: Session, proposal: Proposal) -> list[str]:
    """Return what agrees and what differs, for the columns name, place, legal form and numbers."""
    parts = {part.part: part for part in proposal.parts}
    return [_said(here, parts.get(name)) for name in ("name", "place", "form", "numbers")]


def _said(here: Session, part: Part | None) -> str:
    if part is None:
        return ""
    named = {
        choice.value: here.say(choice.label) for choice in MODEL.node("SME").property("legal_form").choices
    }
    labels = named if part.part == "form" else {}
    sides = dict.fromkeys(labels.get(side, side) or "?" for side in (part.first, part.second))
    return f"{here.say(AGREEMENT[part.verdict.value])}: {' / '.join(sides)}"
