"""Reading files as they are: each format gives chunks of rows, and says which rows it skipped."""

from pathlib import Path

from ecograph.errors import SourceError
from loaders.extract.chunk import Chunk, Chunks, folded
from loaders.extract.csv import read_csv
from loaders.extract.excel import read_excel
from loaders.extract.geojson import read_geojson
from loaders.extract.parquet import read_parquet
from loaders.recipe import TableRecipe

__all__ = ["FORMATS", "Chunk", "Chunks", "extract", "folded"]

FORMATS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsx": "excel",
    ".xlsm": "excel",
    ".xls": "excel",
    ".ods": "excel",
    ".parquet": "parquet",
    ".geojson": "geojson",
    ".json": "geojson",
}
"""The format a file is read in where a recipe names none, by its ending."""


def extract(path: Path, document: str, table: TableRecipe) -> Chunks:
    """Yield the rows of one file in the way a recipe says."""
    format = table.format or FORMATS.get(path.suffix.lower())
    if format == "csv":
        delimiter = table.delimiter or ("\t" if path.suffix.lower() == ".tsv" else ",")
        return read_csv(path, document, encoding=table.encoding, delimiter=delimiter, header=table.header)
    if format == "excel":
        return read_excel(path, document, sheet=table.sheet, header=table.header)
    if format == "parquet":
        return read_parquet(path, document)
    if format == "geojson":
        return read_geojson(path, document)
    raise SourceError(
        f"{document} has no ending that tells its format.", f"Endings are: {', '.join(sorted(FORMATS))}."
    )
