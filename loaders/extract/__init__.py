"""Reading files as they are: each format gives chunks of rows, and says which rows it skipped."""

from pathlib import Path

from loaders.extract.archive import find_archive, unpacked
from loaders.extract.chunk import Chunk, Chunks, Remark, Total, folded
from loaders.extract.csv import read_csv
from loaders.extract.doubles import without_doubt
from loaders.extract.excel import read_excel
from loaders.extract.geojson import read_geojson
from loaders.extract.json import read_json
from loaders.extract.json_lines import read_json_lines
from loaders.extract.parquet import read_parquet
from loaders.extract.signature import check_signature
from loaders.extract.sqlite import read_sqlite
from loaders.extract.tidying import tidied
from loaders.recipe import TableRecipe

__all__ = ["FORMATS", "Chunk", "Chunks", "Remark", "Total", "extract", "folded"]

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
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
}
"""The format a file is read in where a recipe names none, by its ending."""


def extract(path: Path, document: str, table: TableRecipe) -> Chunks:
    """Yield the rows of one file, or of one member of a zip archive, in the way a recipe says.

    Raises
    ------
    SourceError
        When the file is not what its name says, or cannot be read.
    """
    member = find_archive(path)
    if member:
        with unpacked(*member, document) as file:
            yield from _extract(file, document, table)
    else:
        yield from _extract(path, document, table)


def _extract(path: Path, document: str, table: TableRecipe) -> Chunks:
    format = table.format or FORMATS.get(path.suffix.lower())
    chunks = _read(path, document, table, check_signature(path, document, format))
    return tidied(without_doubt(chunks, table), table)


def _read(path: Path, document: str, table: TableRecipe, format: str) -> Chunks:
    if format == "csv":
        return read_csv(
            path,
            document,
            encoding=table.encoding,
            delimiter=table.delimiter,
            header=table.header,
            header_rows=table.header_rows,
        )
    if format == "excel":
        return read_excel(
            path, document, sheet=table.sheet, header=table.header, header_rows=table.header_rows
        )
    if format == "parquet":
        return read_parquet(path, document)
    if format == "sqlite":
        return read_sqlite(path, document, table=table.table, encoding=table.encoding)
    if format == "geojson":
        return read_geojson(path, document, encoding=table.encoding)
    if format == "jsonl":
        return read_json_lines(path, document, encoding=table.encoding, records=table.record_path)
    return read_json(path, document, encoding=table.encoding, records=table.record_path)
