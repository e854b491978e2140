"""Filled-in templates, known by their sign, and the recipe that nobody has to write for them."""

import re
from pathlib import Path

from ecograph.errors import RecipeError, SourceError
from ecograph.model import DataKind
from loaders.cleaning import CLEANERS
from loaders.countries import find_pack
from loaders.extract import FORMATS, extract
from loaders.guessing.person import is_personal
from loaders.guessing.records import Filled, assemble, filled
from loaders.recipe import Recipe, SourceRecipe, TableRecipe
from loaders.recipes import FoundRecipe
from loaders.templates.column import Column
from loaders.templates.declarations import TEMPLATES, Template
from loaders.templates.lists import COUNTRY, DATA_KINDS
from loaders.templates.workbook import (
    AGENCY,
    DATA,
    DATA_KIND,
    MARKER,
    MARKER_HEADER,
    SOURCE,
    SOURCE_HEADER,
    VERSION,
)

BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
BETWEEN = ";"
"""What stands between several values of a cell."""
NATIONWIDE = ("ทั่วประเทศ", "ทั้งประเทศ", "nationwide", "Nationwide")


def find_template(name: str, secret: bytes) -> FoundRecipe | None:
    """Return the recipe of a filled-in template with its file; None for the name of a recipe.

    Raises
    ------
    RecipeError
        When it names a file of data that is no template.
    """
    path = Path(name)
    if path.suffix.lower() not in FORMATS or not path.is_file():
        return None
    recipe = recognise_template(path)
    if recipe is None:
        raise RecipeError(
            f"{path.name} is a file of data, and no template that was filled in.",
            f"`ecograph guess {path.name}` proposes a recipe for it.",
        )
    return FoundRecipe(recipe, {**CLEANERS, **find_pack(COUNTRY).cleaners(secret)}, path)


def recognise_template(path: Path) -> Recipe | None:
    """Return the recipe of a filled-in template, or None for any other file.

    Raises
    ------
    RecipeError
        When the template was made by a later version.
    """
    if path.suffix.lower() not in BOOKS:
        return None
    sign = _pairs(path, MARKER, MARKER_HEADER)
    name = next(iter(sign), "")
    if name not in TEMPLATES:
        return None
    if sign[name] != str(VERSION):
        raise RecipeError(
            f"{path.name} is a template of version {sign[name]}, and this program knows version {VERSION}.",
            f"Copy its rows into a new one: `ecograph template {name}`.",
        )
    said = _pairs(path, SOURCE, SOURCE_HEADER)
    agency = said.get(_key(AGENCY), "")
    kinds = {spelling: item.value for item in DATA_KINDS for spelling in item.spellings}
    kind = kinds.get(said.get(_key(DATA_KIND), ""), DataKind.REAL.value)
    return _recipe(TEMPLATES[name], path, agency, DataKind(kind))


def _pairs(path: Path, sheet: str, header: tuple[str, str]) -> dict[str, str]:
    """Return the rows of a sheet of two columns; nothing where the workbook has no such sheet."""
    try:
        chunks = list(extract(path, path.name, TableRecipe(files="*", sheet=sheet, header=list(header))))
    except SourceError:
        return {}
    pairs: dict[str, str] = {}
    for chunk in chunks:
        columns = [chunk.table.column(at).to_pylist() for at in range(min(2, chunk.table.num_columns))]
        pairs |= {
            _key(first): str(second or "").strip() for first, second in zip(*columns, strict=True) if first
        }
    return pairs


def _key(text: object) -> str:
    return " ".join(str(text).split())


def _recipe(template: Template, path: Path, agency: str, data_kind: DataKind) -> Recipe:
    """Return the recipe of a template.

    Each agency's file is a source of its own: what one says is never taken back by another.
    """
    giver = agency if agency and not is_personal(agency) else path.stem
    id = "-".join(dict.fromkeys((template.name, _slug(giver), _slug(path.stem))))
    title = f"{template.title.en}: {giver}"
    source = SourceRecipe(id=id, title=title, title_th=f"{template.title.th}: {giver}", data_kind=data_kind)
    nodes, links = assemble(
        template.kind, [place for column in template.columns for place in _places(column)]
    )
    table = TableRecipe(
        files=re.sub(r"[*?\[]", lambda found: f"[{found[0]}]", path.name),
        sheet=DATA,
        header=[_key(template.required.header)],
        nodes=nodes,
        relationships=links,
    )
    return Recipe(
        id=id, title=title, title_th=source.title_th, country=COUNTRY, source=source, tables=(table,)
    )


def _places(column: Column) -> list[Filled]:
    """Return what a column fills; one that was deleted from the sheet is no fault, but for the name."""
    options: dict[str, object] = {"optional": not column.required}
    named = {spelling: item.value for item in column.items for spelling in item.spellings}
    if column.target == "Program COVERS Area.@target":
        named |= dict.fromkeys(NATIONWIDE, find_pack(COUNTRY).country)
    first = {**options, **({"map": named} if named else {}), **({"split": BETWEEN} if column.many else {})}
    if column.target == "SME OPERATES_IN Industry.@target":
        first["prefix"] = "TSIC:"
    header = (_key(column.header),)
    places = [filled(column.fill, header, **first)]
    places += [
        filled(fill, header, **options, **({"map": named} if named and fill.clean else {}))
        for fill in column.also
    ]
    return places


def _slug(text: str) -> str:
    words = re.sub(r"[^\w\u0e00-\u0e7f]+|_+", "-", text.lower()).strip("-")[:60]
    return "file" if not words or is_personal(text) else words
