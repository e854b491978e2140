"""The page that a reader gets where there is no page."""

from ecograph.model import Language, Text
from visualisations.page import render_page
from visualisations.paper import Paper


def render_problem(title: Text, detail: str, hint: str, language: Language, home: str) -> str:
    """Return a page that says in both languages what is the matter, and leads to `home`."""
    return render_page(
        "problem.html.j2",
        ("report.css",),
        ("report.js",),
        Paper("", Text("", "")),
        title=title,
        detail=detail,
        hint=hint,
        language=language,
        home=home,
    )
