"""The data dictionary: the model as people and programs read it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ecograph.model.kinds import Kind, Layer, Model, NodeKind, Property, RelationshipKind, Type
from ecograph.model.text import Language, Text

TYPES: Mapping[Type, Text] = {
    Type.TEXT: Text("text", "ข้อความ"),
    Type.TEXTS: Text("list of texts", "รายการข้อความ"),
    Type.INTEGER: Text("whole number", "จำนวนเต็ม"),
    Type.NUMBER: Text("number", "จำนวน"),
    Type.BOOLEAN: Text("yes or no", "ใช่หรือไม่"),
    Type.DATE: Text("date", "วันที่"),
}
UNITS: Mapping[str, Text] = {
    "currency": Text("national currency", "สกุลเงินของประเทศ"),
    "persons": Text("persons", "คน"),
    "enterprises": Text("enterprises", "ราย"),
    "year": Text("year (common era)", "ปี (ค.ศ.)"),
    "degrees": Text("degrees", "องศา"),
    "0 to 1": Text("0 to 1", "0 ถึง 1"),
    "% a year": Text("% a year", "ร้อยละต่อปี"),
    "km²": Text("km²", "ตร.กม."),
}
LAYERS: Mapping[Layer, Text] = {
    Layer.INSTITUTIONS: Text("institutional network", "เครือข่ายสถาบัน"),
    Layer.SMES: Text("enterprise layer", "ชั้นวิสาหกิจ"),
}
TITLE = Text("Data dictionary", "พจนานุกรมข้อมูล")
INTRODUCTION = Text(
    "Every kind of node and relationship, and its properties. Unknown is empty, never 0.",
    "โหนดและความสัมพันธ์ทุกชนิด พร้อมคุณสมบัติ ค่าที่ไม่ทราบเว้นว่าง ไม่ใช่ 0",
)
NODES = Text("Nodes", "โหนด")
RELATIONSHIPS = Text("Relationships", "ความสัมพันธ์")
KEY = Text("Key", "คีย์")
DRAWN_AS = Text("Drawn as", "สัญลักษณ์")
LAYER = Text("Part of", "อยู่ใน")
ENDS = Text("Ends", "ปลายทั้งสอง")
TOLD_APART_BY = Text("Told apart by", "แยกกันด้วย")
UNDIRECTED = Text("without direction", "ไม่มีทิศทาง")
COLUMNS = (
    Text("Property", "คุณสมบัติ"),
    Text("Meaning", "ความหมาย"),
    Text("Type", "ชนิด"),
    Text("Unit", "หน่วย"),
    Text("Required", "จำเป็น"),
    Text("Values", "ค่าที่ใช้ได้"),
)
YES = Text("yes", "ใช่")


def to_json(model: Model) -> dict[str, Any]:
    """Return the model as values that JSON knows, every label in English and Thai."""
    return {
        "nodes": [
            {
                "name": kind.name,
                "label": _both(kind.label),
                "plural": _both(kind.plural),
                "description": _both(kind.description),
                "key": list(kind.key),
                "layer": kind.layer.value,
                "colour": kind.colour,
                "shape": kind.shape.value,
                "properties": [_property(property) for property in kind.properties],
            }
            for kind in model.nodes
        ],
        "relationships": [
            {
                "name": kind.name,
                "source": kind.source,
                "type": kind.type,
                "target": kind.target,
                "directed": not kind.undirected,
                "label": _both(kind.label),
                "discriminators": list(kind.discriminators),
                "properties": [_property(property) for property in kind.properties],
            }
            for kind in model.relationships
        ],
    }


def to_markdown(model: Model, language: Language) -> str:
    """Return the model as a page of Markdown in one language."""
    lines = [f"# {TITLE(language)}", "", INTRODUCTION(language), "", f"## {NODES(language)}", ""]
    for node in model.nodes:
        lines += _node_section(node, language)
    lines += [f"## {RELATIONSHIPS(language)}", ""]
    for relationship in model.relationships:
        lines += _relationship_section(model, relationship, language)
    return "\n".join(lines).rstrip() + "\n"


def _both(text: Text) -> dict[str, str]:
    return {"en": text.en, "th": text.th}


def _property(property: Property) -> dict[str, Any]:
    return {
        "name": property.name,
        "label": _both(property.label),
        "type": property.type.value,
        "unit": property.unit,
        "required": property.required,
        "choices": [{"value": choice.value, "label": _both(choice.label)} for choice in property.choices],
    }


def _node_section(kind: NodeKind, language: Language) -> Iterator[str]:
    yield from (f"### {kind.name}: {kind.label(language)}", "", kind.description(language), "")
    yield f"- {KEY(language)}: {_codes(kind.key)}"
    yield f"- {LAYER(language)}: {LAYERS[kind.layer](language)}"
    yield f"- {DRAWN_AS(language)}: {kind.shape.value}, `{kind.colour}`"
    yield ""
    yield from _table(kind, language)


def _relationship_section(model: Model, kind: RelationshipKind, language: Language) -> Iterator[str]:
    source, target = model.node(kind.source).label(language), model.node(kind.target).label(language)
    yield from (f"### {kind.name}", "", f"{source} *{kind.label(language)}* {target}", "")
    line, remark = ("—", f" ({UNDIRECTED(language)})") if kind.undirected else ("→", "")
    yield f"- {ENDS(language)}: `{kind.source}` {line} `{kind.target}`{remark}"
    if kind.discriminators:
        yield f"- {TOLD_APART_BY(language)}: {_codes(kind.discriminators)}"
    yield ""
    yield from _table(kind, language)


def _table(kind: Kind, language: Language) -> Iterator[str]:
    """Yield the lines of a table of properties, or none for a kind that has none."""
    if not kind.properties:
        return
    yield _line(column(language) for column in COLUMNS)
    yield _line("---" for _ in COLUMNS)
    for property in kind.properties:
        unit = UNITS.get(property.unit)
        yield _line(
            (
                f"`{property.name}`",
                property.label(language),
                TYPES[property.type](language),
                unit(language) if unit else property.unit,
                YES(language) if property.required else "",
                "; ".join(f"`{choice.value}` {choice.label(language)}" for choice in property.choices),
            )
        )
    yield ""


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
