"""A page as a reader of HTML sees it: tables, text by language, tags and attributes."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "input", "br", "img", "link", "hr", "rect", "line", "circle"}


@dataclass
class Table:
    """A table: its attributes, caption, and rows of (tag, attributes, text) by part."""

    attributes: dict[str, str]
    caption: str = ""
    parts: dict[str, list[list[tuple[str, dict[str, str], str]]]] = field(default_factory=dict)

    def texts(self, part: str) -> list[list[str]]:
        """Return the text of all cells of `thead`, `tbody` or `tfoot`."""
        return [[text for _, _, text in row] for row in self.parts.get(part, [])]


class Page(HTMLParser):
    """A parsed page. Texts of a language other than `language` are left out of cells."""

    def __init__(self, html: str, language: str = "en") -> None:
        super().__init__()
        self.language = language
        self.open: list[tuple[str, dict[str, str]]] = []
        self.tables: dict[str, Table] = {}
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[tuple[str, ...], str, str]] = []
        self.strays: list[str] = []
        self._table: Table | None = None
        self._part = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        if tag not in VOID:
            self.open.append((tag, attributes))
        if tag == "table":
            self._table = self.tables[attributes["id"]] = Table(attributes)
        elif tag in ("thead", "tbody", "tfoot"):
            self._part = tag
        elif self._table and tag == "tr":
            self._table.parts.setdefault(self._part, []).append([])
        elif self._table and tag in ("th", "td"):
            self._table.parts[self._part][-1].append((tag, attributes, ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            self.strays.append(tag)
            return
        self.open.pop()
        if tag == "table":
            self._table = None

    def handle_data(self, data: str) -> None:
        names = tuple(tag for tag, _ in self.open)
        language = next((a["lang"] for _, a in reversed(self.open) if "lang" in a), "")
        self.texts.append((names, language if self._in_language() else "", data))
        other = language and language != self.language and self._in_language()
        if self._table is None or other or "style" in names or "svg" in names:
            return
        if "caption" in names:
            self._table.caption += data
        elif "th" in names or "td" in names:
            row = self._table.parts[self._part][-1]
            tag, attributes, text = row[-1]
            row[-1] = (tag, attributes, text + data)

    def _in_language(self) -> bool:
        """Whether an element below <html> names the language."""
        return any("lang" in attributes for tag, attributes in self.open if tag != "html")

    def visible(self) -> str:
        """Return all text but style and script, both languages."""
        return "".join(text for names, _, text in self.texts if not {"style", "script"} & set(names))


def number(text: str) -> int:
    """Return a count as written on a page."""
    return int(text.strip().replace(",", ""))
