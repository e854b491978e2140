"""Files already in the words of the model: `SME.parquet`, `SME LOCATED_IN Area.csv`, no recipe needed.

A file is named after the kind of its records; its columns are properties, and for relationships
also `source` and `target`. It may say where its rows come from, in columns named as
`ecograph.store.CLAIM_COLUMNS`, of which the confidence and the reference are kept.
"""

from pathlib import Path

import pyarrow.parquet as pq

from ecograph.errors import SourceError
from ecograph.model import MODEL, NodeKind
from ecograph.store import Source
from loaders.extract import FORMATS
from loaders.extract.csv import read_csv
from loaders.recipe import Expression, NodeRecipe, Recipe, RelationshipRecipe, SourceRecipe, TableRecipe


def native_recipe(folder: Path, source: Source) -> Recipe:
    """Return the recipe that a folder of such files needs no one to write.

    Raises
    ------
    SourceError
        When no file in the folder is named after a kind.
    """
    files = [path for path in sorted(folder.iterdir()) if path.stem in MODEL.kinds and path.suffix in FORMATS]
    if not files:
        raise SourceError(
            f"No file in {folder} is named after a kind of the model.", "Name files such as `SME.parquet`."
        )
    return Recipe(
        id=source.id,
        title=source.title,
        source=SourceRecipe(**{field: getattr(source, field) for field in Source.__slots__}),
        tables=tuple(_table(path) for path in files),
    )


def _table(path: Path) -> TableRecipe:
    kind = MODEL.kinds[path.stem]
    columns = _columns(path)
    names = {property.name for property in kind.properties}
    properties = {name: Expression(column=name) for name in columns if name in names}
    claims = {
        name: Expression(column=f"claim_{name}")
        for name in ("confidence", "reference")
        if f"claim_{name}" in columns
    }
    if isinstance(kind, NodeKind):
        return TableRecipe(
            files=path.name, nodes=(NodeRecipe(kind=kind.name, properties=properties, **claims),)
        )
    ends = {"source": Expression(column="source"), "target": Expression(column="target")}
    record = RelationshipRecipe(kind=kind.name, properties=properties, **ends, **claims)
    return TableRecipe(files=path.name, relationships=(record,))


def _columns(path: Path) -> list[str]:
    if path.suffix == ".parquet":
        return list(pq.read_schema(path).names)
    chunk = next(iter(read_csv(path, path.name)))
    return list(chunk.table.column_names)
