"""One self-contained page: a template with its style and script inside, and a policy that allows no more."""

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from visualisations import colour, fonts, numerals, wording
from visualisations.markup import printable
from visualisations.paper import Paper

_POLICY = re.compile('<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_TEMPLATES = Path(__file__).parent / "templates"


def render_page(
    template: str,
    styles: Sequence[str],
    scripts: Sequence[str],
    paper: Paper,
    *,
    library: str = "",
    form_action: str = "'none'",
    **values: Any,
) -> str:
    """Return a page of a template that refers to nothing outside itself.

    `styles` and `scripts` are files of this package, which become one style and one script; `library`
    is a script of someone else's that goes before; `form_action` is where a form of it may be sent, in the
    words of the policy.

    The page's Content-Security-Policy names its one style and its one script by their hashes, so
    that nothing that came in with the data could run, load or restyle, even if it got past the
    escaping; and the same input gives the same bytes, which a nonce would not.
    """
    css = fonts.rules() + _joined(styles) + colour.rules() + paper.rules()
    js = library + _joined(scripts)
    allowed = f"style-src {_hash(css)}; script-src {_hash(js)}; font-src data:"
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action {form_action}"
    # Both are files of this package or of a library; escaping would break them.
    trusted = {"style": Markup(css), "script": Markup(js)}  # noqa: S704
    return _environment().get_template(template).render(policy=policy, **trusted, **values)


def policy_of(page: str) -> str:
    """Return the Content-Security-Policy that a page states, for whoever serves it to say it too."""
    stated = _POLICY.search(page)
    return unescape(stated[1]) if stated else "default-src 'none'"


def _joined(files: Sequence[str]) -> str:
    return "".join((_TEMPLATES / file).read_text(encoding="utf-8") for file in files)


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
    # Thai as it is, at half the size of its escapes; what could end a script is escaped all the same.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.globals |= {
        "words": wording,
        "count": numerals.count,
        "chance": numerals.chance,
        "rate": numerals.rate,
        "percent": numerals.percent,
        "fiscal_year": numerals.fiscal_year,
        "day": numerals.day,
        "shade": colour.shade,
    }
    return environment


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
