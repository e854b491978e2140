"""A recipe as the text of a TOML file that a person can read and change."""

import json
from collections.abc import Iterator, Mapping, Sequence

from ecograph.model import Language
from loaders.guessing.person import shown
from loaders.guessing.proposal import Proposal, TableProposal
from loaders.recipe import Condition, Expression, NodeRecipe, RelationshipRecipe, TableRecipe

HEAD = {
    "en": "Proposed by `ecograph guess`. Look at what is doubtful, then: ecograph check {name} FILE",
    "th": "เสนอโดย `ecograph guess` โปรดตรวจข้อที่ไม่แน่ใจ (doubtful) แล้วรัน: ecograph check {name} FILE",
}
LEFT_OUT = {"en": "Columns left out:", "th": "คอลัมน์ที่ไม่นำเข้า:"}
LONGEST = 400


def to_toml(proposal: Proposal, language: Language = "en", name: str = "recipe.toml") -> str:
    """Return the text of a recipe, with the guesses as comments.

    Values of the file are in it only where words are translated, and never those of a person.
    """
    recipe = proposal.recipe
    lines = [_comment(HEAD[language].format(name=name)), ""]
    lines += [f"id = {quoted(recipe.id)}", f"title = {quoted(recipe.title)}"]
    lines += [f"country = {quoted(recipe.country)}", "", "[source]"]
    lines += [f"id = {quoted(recipe.source.id)}", f"title = {quoted(recipe.source.title)}"]
    known = iter(table for table in proposal.tables if table.kind)
    for table in recipe.tables:
        lines += ["", *_told(next(known), language), *_table(table)]
    for skipped in (table for table in proposal.tables if not table.kind):
        lines += ["", _comment(f"{shown(skipped.document)}: {skipped.why(language)}")]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """Return a text as a basic string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    return f"# {shown_line(text)}"


def shown_line(text: str) -> str:
    """Return a text on one line, without control characters."""
    return "".join(letter if letter.isprintable() else " " for letter in text)[:LONGEST]


def _told(table: TableProposal, language: Language) -> Iterator[str]:
    """Yield what is guessed of a table, as comments."""
    yield _comment(
        f"{shown(table.document)}: {table.why(language)} [{_sure(table.confidence, table.doubtful)}]"
    )
    for guess in table.guesses:
        yield _comment(f"- {guess.why(language)} [{_sure(guess.confidence, guess.doubtful)}]")
    if table.unmapped:
        yield _comment(LEFT_OUT[language])
        for column in table.unmapped:
            yield _comment(f"- {column.shown}: {column.why(language)}")
    for remark in table.remarks:
        yield _comment(f"! {remark(language)}")


def _sure(confidence: float, doubtful: bool) -> str:
    return f"{confidence:.0%}{', doubtful' if doubtful else ''}"


def _table(table: TableRecipe) -> Iterator[str]:
    yield "[[tables]]"
    for name, field in TableRecipe.model_fields.items():
        value = getattr(table, name)
        if name in ("nodes", "relationships") or value == field.get_default(call_default_factory=True):
            continue
        if name == "marks":
            marks = (
                f"{{ column = {quoted(mark.column)}, columns = {_value(mark.columns)} }}" for mark in value
            )
            yield f"marks = [{', '.join(marks)}]"
        else:
            yield f"{field.alias or name} = {_value(value)}"
    for group, records in (("nodes", table.nodes), ("relationships", table.relationships)):
        for record in records:
            yield from ("", *_record(group, record))


def _record(group: str, record: NodeRecipe) -> Iterator[str]:
    yield f"[[tables.{group}]]"
    yield f"kind = {quoted(record.kind)}"
    if record.when:
        yield f"when = {_condition(record.when)}"
    if isinstance(record, RelationshipRecipe):
        yield f"source = {_expression(record.source)}"
        yield f"target = {_expression(record.target)}"
    own = (record.identity.called or record.kind) if record.identity else ""
    if record.identity:
        yield f"[tables.{group}.identity]"
        if record.identity.called:
            yield f"called = {quoted(record.identity.called)}"
        for part, expression in record.identity.expressions.items():
            yield f"{part} = {_expression(expression)}"
    properties = {
        name: value for name, value in record.properties.items() if not own or value.identity != own
    }
    if properties or not (record.identity or isinstance(record, RelationshipRecipe)):
        yield f"[tables.{group}.properties]"
    for name, expression in properties.items():
        yield f"{name} = {_expression(expression)}"


def _condition(condition: Condition) -> str:
    name, values = ("in", condition.among) if condition.among is not None else ("not_in", condition.not_among)
    return f"{{ column = {quoted(condition.column)}, {name} = {_value(values)} }}"


def _expression(expression: Expression) -> str:
    """Return an expression, a column alone in its short form."""
    given = expression.model_dump(exclude_defaults=True)
    if set(given) == {"column"}:
        return _value(given["column"])
    return _value(given)


def _value(value: object) -> str:
    """Return a value as TOML writes it on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{quoted_key(key)} = {_value(item)}' for key, item in value.items())} }}"
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_value, value))}]"
    return repr(value)


def quoted_key(key: str) -> str:
    """Return a key as TOML writes it: bare where it can be."""
    bare = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if bare else quoted(key)
