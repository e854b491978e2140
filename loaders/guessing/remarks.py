"""What a proposal lacks, and what a person should know of it."""

from collections.abc import Collection, Iterator, Sequence

from ecograph.model import Text
from loaders.guessing import explanation
from loaders.guessing.explanation import about
from loaders.guessing.matching import Match, Matching
from loaders.guessing.person import shown
from loaders.guessing.proposal import Guess
from loaders.guessing.role import Fill, Role, TableKind
from loaders.guessing.sample import Sample
from loaders.guessing.titles import Said


def is_made(guess: Guess, made: Collection[str], kind: TableKind) -> bool:
    """Whether what a guess fills is among the records made."""
    names = {node.name: node.kind for node in kind.nodes} | {link.name: link.kind for link in kind.links}
    return any(names.get(Fill(target).owner) in made for target in guess.targets)


def why_lost(guess: Guess, kind: TableKind) -> Text:
    """Return what a guess lacks to be of use: the name of the node that it is about."""
    owner = Fill(guess.targets[0]).owner
    missing = next((role for role in kind.roles if role.fills and _names(role, owner, kind)), guess.role)
    return Text(
        explanation.NEEDS.en.format(label=guess.role.label.en, missing=missing.label.en),
        explanation.NEEDS.th.format(label=guess.role.label.th, missing=missing.label.th),
    )


def _names(role: Role, owner: str, kind: TableKind) -> bool:
    ends = {end for link in kind.links if link.name == owner for end in (link.source, link.target)} - {""}
    wanted = {f"{end}.name" for end in ends - {kind.nodes[0].name} or ends} | {f"{owner}.@target"}
    return role.fills[0].target in wanted or role.fills[0].target == f"{owner}.name"


def made_columns(sample: Sample) -> Iterator[Text]:
    """Yield what columns are that the file does not have."""
    if sample.table.section:
        yield explanation.SECTIONS.format(column=sample.table.section)
    for marks in sample.table.marks:
        yield explanation.MARKED.format(column=marks.column, columns=", ".join(map(shown, marks.columns)))


def remarks(
    matching: Matching, kept: Sequence[Match], said: Sequence[Said], made: Collection[str]
) -> Iterator[Text]:
    """Yield what could not be guessed, and what to look at."""
    roles = {match.role.name for match in kept} | {one.role.name for one in said}
    kind = matching.kind
    if kind.name == "participants":
        if "SME PARTICIPATED_IN Program" not in made:
            yield explanation.NO_PROGRAM
        if "registration" not in roles:
            yield explanation.NO_ID
    elif not any(fill.field == "id" for match in kept for fill in match.role.fills):
        yield about(explanation.NO_CODE, kind)
    if any(fill.resolve for match in kept for fill in match.role.fills) or any(
        "Area" in name for name in made
    ):
        yield explanation.NEEDS_REFERENCE
