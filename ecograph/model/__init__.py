"""What exists: kinds of node and relationship, declared once in `ecograph.model.ecosystem`."""

from ecograph.model.ecosystem import MODEL
from ecograph.model.kinds import (
    Choice,
    Kind,
    Layer,
    Model,
    NodeKind,
    Property,
    RelationshipKind,
    Shape,
    Type,
)
from ecograph.model.text import LANGUAGES, Language, Text
from ecograph.model.trust import WEAKEST_ANALYSED, Confidence, DataKind

__all__ = [
    "LANGUAGES",
    "MODEL",
    "WEAKEST_ANALYSED",
    "Choice",
    "Confidence",
    "DataKind",
    "Kind",
    "Language",
    "Layer",
    "Model",
    "NodeKind",
    "Property",
    "RelationshipKind",
    "Shape",
    "Text",
    "Type",
]
