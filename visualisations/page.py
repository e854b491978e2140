"""One self-contained page: a template with its style and script inside, and a policy that allows no more."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from visualisations import colour, numerals, wording
from visualisations.markup import printable
from visualisations.paper import Paper

_TEMPLATES = Path(__file__).parent / "templates"


def render_page(template: str, style: str, script: str, paper: Paper, **values: Any) -> str:
    """Return a page of a template that refers to nothing outside itself.

    The page's Content-Security-Policy names its one style and its one script by their hashes, so
    that nothing that came in with the data could run, load or restyle, even if it got past the
    escaping; and the same input gives the same bytes, which a nonce would not.
    """
    css = (_TEMPLATES / style).read_text(encoding="utf-8") + colour.rules() + paper.rules()
    js = (_TEMPLATES / script).read_text(encoding="utf-8")
    allowed = f"style-src {_hash(css)}; script-src {_hash(js)}"
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    # Both are files of this package; escaping would break them.
    trusted = {"style": Markup(css), "script": Markup(js)}  # noqa: S704
    return _environment().get_template(template).render(policy=policy, **trusted, **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(_TEMPLATES),
        finalize=printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "words": wording,
        "count": numerals.count,
        "rate": numerals.rate,
        "percent": numerals.percent,
        "fiscal_year": numerals.fiscal_year,
        "day": numerals.day,
        "shade": colour.shade,
    }
    return environment


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
