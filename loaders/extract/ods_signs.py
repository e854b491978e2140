"""What an OpenDocument spreadsheet says of its cells besides their values."""

from zipfile import ZipFile

from loaders.extract.markup import Attributes, open_part, read_elements
from loaders.extract.signs import Signs

CONTENT = "content.xml"
MOST_ROWS, MOST_COLUMNS = 1 << 20, 16_384
HIDDEN = ("collapse", "filter")


def read_ods_signs(archive: ZipFile, document: str) -> dict[str, Signs]:
    """Return the signs of every sheet, by its name.

    Raises
    ------
    SourceError
        When the file is damaged.
    """
    found: dict[str, Signs] = {}
    place = _Place(Signs())
    pivots: set[str] = set()
    with open_part(archive, CONTENT, document) as file:
        for name, attributes, _ in read_elements(file, document):
            if attributes is None:
                if name == "table-row":
                    place.row += place.repeated
            elif name == "table":
                place = _Place(found.setdefault(attributes.get("name", ""), Signs()))
            elif name == "data-pilot-table":
                pivots.add(attributes.get("target-range-address", "").partition(".")[0].strip("$'"))
            else:
                place.meet(name, attributes)
    for sheet in pivots & found.keys():
        found[sheet].pivot = True
    return found


class _Place:
    """Where in a sheet the reading is."""

    def __init__(self, signs: Signs) -> None:
        self.signs = signs
        self.row = self.column = 0
        self.repeated = 1

    def meet(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element into account."""
        if name == "table-column":
            columns = _count(attributes, "number-columns-repeated", MOST_COLUMNS)
            if attributes.get("visibility") in HIDDEN:
                self.signs.hidden_columns |= set(range(self.column, self.column + columns))
            self.column += columns
        elif name == "table-row":
            self.column = 0
            self.repeated = _count(attributes, "number-rows-repeated", MOST_ROWS)
            if attributes.get("visibility") in HIDDEN:
                self.signs.hidden_rows |= set(range(self.row, min(self.row + self.repeated, MOST_ROWS)))
        elif name in ("table-cell", "covered-table-cell"):
            here = self.row, self.column
            if "formula" in attributes and "value-type" not in attributes:
                self.signs.not_computed.add(here)
            right = _count(attributes, "number-columns-spanned", MOST_COLUMNS) - 1
            down = _count(attributes, "number-rows-spanned", MOST_ROWS) - 1
            if right or down:
                self.signs.merged.append((here, (self.row + down, self.column + right)))
            self.column += _count(attributes, "number-columns-repeated", MOST_COLUMNS)


def _count(attributes: Attributes, name: str, most: int) -> int:
    text = attributes.get(name, "1")
    return max(min(int(text), most), 1) if text.isdecimal() else 1
