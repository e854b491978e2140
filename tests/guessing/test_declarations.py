"""What is declared of tables and columns is in the model, and in the cleaners."""

import pytest

from ecograph.errors import ModelError
from ecograph.model import MODEL
from loaders.cleaning import CLEANERS
from loaders.countries import find_pack
from loaders.guessing.heading import heading_key
from loaders.guessing.needs import WORDS, need_of
from loaders.guessing.role import Fill, TableKind
from loaders.guessing.tables import KINDS
from loaders.guessing.tables.shared import SHARED

EVERY = {**CLEANERS, **find_pack("thailand").cleaners(b"secret")}
FILLS = [(kind, fill) for kind in KINDS for role in kind.roles for fill in role.fills]


@pytest.mark.parametrize(("kind", "fill"), FILLS, ids=[f"{kind.name}-{fill.target}" for kind, fill in FILLS])
def test_what_a_column_fills_is_in_the_model(kind: TableKind, fill: Fill) -> None:
    nodes = {node.name: node.kind for node in kind.nodes}
    links = {link.name: link.kind for link in kind.links}
    owner = MODEL.kinds[{**nodes, **links}[fill.owner]]
    if not fill.field.startswith("@"):
        owner.property(fill.field)
    else:
        assert fill.field in (("@source", "@target") if fill.owner in links else ("@form", "@place"))
    assert not fill.clean or fill.clean in EVERY
    if fill.resolve:
        MODEL.node(fill.resolve)


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_links_join_nodes_of_the_row_of_the_right_kinds(kind: TableKind) -> None:
    nodes = {node.name: node for node in kind.nodes}
    for link in kind.links:
        declared = MODEL.relationship(link.kind)
        for end, name in (("source", link.source), ("target", link.target)):
            assert not name or nodes[name].kind == getattr(declared, end)
        for constant in (*link.constants, *link.alone):
            declared.property(constant)
    assert {role.name for role in kind.roles} >= set(kind.required)


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_no_word_means_two_things_for_certain(kind: TableKind) -> None:
    meanings: dict[str, set[str]] = {}
    for role in (*kind.roles, *SHARED):
        for word in role.words:
            meanings.setdefault(heading_key(word), set()).add(role.name)
    assert {word: roles for word, roles in meanings.items() if len(roles) > 1} == {}
    assert len({role.name for role in kind.roles}) == len(kind.roles)


def test_choices_that_words_stand_for_are_choices() -> None:
    for _, role in ((kind, role) for kind in KINDS for role in kind.roles if role.choices):
        fill = role.fills[0]
        values = MODEL.kinds[fill.owner].property(fill.field).values or ("yes", "no")
        assert set(role.choices) <= set(values), role.name


def test_words_for_needs_name_needs_of_the_reference_data() -> None:
    path = find_pack("thailand").reference / "needs.csv"
    known = {line.split(",")[0] for line in path.read_text(encoding="utf-8").splitlines()[1:]}
    assert set(WORDS) == known
    assert {need_of(word) for words in WORDS.values() for word in words} == known


def test_a_column_without_a_place_says_why() -> None:
    for role in (*(role for kind in KINDS for role in kind.roles), *SHARED):
        assert bool(role.fills) != bool(role.why.en and role.why.th), role.name


def test_a_fill_outside_the_model_would_be_found() -> None:
    with pytest.raises(ModelError):
        MODEL.node("SME").property("nmae")
