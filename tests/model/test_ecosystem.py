"""The model hangs together: a declaration that contradicts another is found here."""

import re

import pytest

from ecograph.model import MODEL, Choice, Kind, NodeKind, Property, RelationshipKind, Text, Type
from ecograph.model import dictionary as dictionary_module
from ecograph.model.targets import ENDS
from ecograph.model.validation import LIMITS, NARROWER, ORDERED
from ecograph.store.base import CLAIM_COLUMNS

KINDS = pytest.mark.parametrize("kind", tuple(MODEL), ids=lambda kind: kind.name)
NODES = pytest.mark.parametrize("kind", MODEL.nodes, ids=lambda kind: kind.name)
RELATIONSHIPS = pytest.mark.parametrize("kind", MODEL.relationships, ids=lambda kind: kind.name)

COLUMNS_OF_NODES = {"nid", "key", "confidence", *CLAIM_COLUMNS}
COLUMNS_OF_RELATIONSHIPS = {*ENDS, "confidence", "missing", *CLAIM_COLUMNS}


def labels(kind: Kind) -> list[Text]:
    """Return everything about a kind that people read."""
    named: list[Property | Choice] = []
    for property in kind.properties:
        named += [property, *property.choices]
    texts = [kind.label, *(thing.label for thing in named)]
    return [*texts, kind.plural, kind.description] if isinstance(kind, NodeKind) else texts


def test_names_are_unique() -> None:
    names = [kind.name for kind in MODEL]
    assert len(names) == len(set(names))


@KINDS
def test_names_of_properties_are_unique_identifiers(kind: Kind) -> None:
    names = [property.name for property in kind.properties]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)


@NODES
def test_no_property_of_a_node_hides_a_column_of_a_store(kind: NodeKind) -> None:
    assert not COLUMNS_OF_NODES & {property.name for property in kind.properties}


@RELATIONSHIPS
def test_no_property_of_a_relationship_hides_a_column_of_a_store(kind: RelationshipKind) -> None:
    assert not COLUMNS_OF_RELATIONSHIPS & {property.name for property in kind.properties}


@NODES
def test_the_key_is_made_of_required_texts(kind: NodeKind) -> None:
    assert kind.key
    for name in kind.key:
        assert kind.property(name).required
        assert kind.property(name).type is Type.TEXT


@RELATIONSHIPS
def test_ends_and_discriminators_exist(kind: RelationshipKind) -> None:
    MODEL.node(kind.source)
    MODEL.node(kind.target)
    for name in kind.discriminators:
        kind.property(name)


@RELATIONSHIPS
def test_only_like_ends_go_without_direction(kind: RelationshipKind) -> None:
    assert not kind.undirected or kind.source == kind.target


@KINDS
def test_every_label_is_in_both_languages(kind: Kind) -> None:
    for text in labels(kind):
        assert re.search("[A-Za-z]", text.en), text
        assert not re.search("[\u0e00-\u0e7f]", text.en), text
        assert re.search("[\u0e00-\u0e7f]", text.th), text


@KINDS
def test_choices_are_unique_and_of_texts(kind: Kind) -> None:
    for property in kind.properties:
        assert len(property.values) == len(set(property.values))
        assert not property.choices or property.type in (Type.TEXT, Type.TEXTS)


@KINDS
def test_units_are_of_numbers_and_known(kind: Kind) -> None:
    for property in kind.properties:
        if property.type in (Type.INTEGER, Type.NUMBER) and property.unit:
            assert property.unit in dictionary_module.UNITS


@NODES
def test_colours_are_colours(kind: NodeKind) -> None:
    assert re.fullmatch("#[0-9A-F]{6}", kind.colour)


def test_no_two_kinds_look_alike() -> None:
    looks = [(kind.colour, kind.shape) for kind in MODEL.nodes]
    assert len(looks) == len(set(looks))


def test_rules_of_validation_name_what_the_model_has() -> None:
    properties = {property.name for kind in MODEL for property in kind.properties}
    assert properties >= {*NARROWER, *(name for pair in ORDERED for name in pair)}
    assert {property.unit for kind in MODEL for property in kind.properties} >= set(LIMITS)


def test_two_properties_that_validation_compares_have_one_type() -> None:
    for kind in MODEL:
        types = {property.name: property.type for property in kind.properties}
        for earlier, later in ORDERED:
            if earlier in types and later in types:
                assert types[earlier] is types[later]
