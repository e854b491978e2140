"""The site: the pages that planners and policymakers look at, under addresses of their own."""

from collections.abc import Callable
from typing import Annotated, Literal, cast

from fastapi import APIRouter, Depends, Header, Path, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.guarding import guard
from api.language import choose_language
from api.live import Live
from ecograph import __version__
from ecograph.analysis.question import FIRST_YEAR, LAST_YEAR
from ecograph.model import Language
from ecograph.pages.network_pages import NEIGHBOURS
from ecograph.settings import Settings
from visualisations.address import Page, Sort
from visualisations.layers import MOST

router = APIRouter(include_in_schema=False)

BUDDHIST = 543
"""Years of the Buddhist era, as Thai readers type them, are so many more."""
DRAWN = ("network", "neighbourhood", "pair", "links")
"""Pages with a script of somebody else's: they run in a sandbox, apart from all else of this address."""
READING = ["GET", "HEAD"]
ALONE: tuple[Sort, ...] = (
    "heatmap",
    "network",
    "links",
    "exchanges",
    "funding",
    "report",
    "results",
    "plans",
    "quality",
)
"""Pages of which there is one; the map is where the site begins."""
ABOUT: tuple[Sort, ...] = ("sheet", "corridor", "finding")
"""Pages about the one whose key follows."""
Key = Annotated[str, Path(max_length=500)]
Narrowing = Annotated[str, Query(max_length=500)]
Several = Annotated[list[Annotated[str, Field(max_length=500)]], Query(max_length=100)]
Narrowed = tuple[tuple[str, str], ...]


class Shown:
    """One request for a page: the question, and in which language."""

    def __init__(
        self,
        request: Request,
        lang: Annotated[Literal["en", "th"] | None, Query()] = None,
        year: Annotated[int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR + BUDDHIST)] = None,
        scheme: Annotated[str, Query(max_length=100)] = "",
        accept_language: Annotated[str, Header()] = "",
        if_none_match: Annotated[str, Header()] = "",
    ) -> None:
        settings = cast(Settings, request.app.state.settings)
        self._live: Live = request.app.state.live
        self._language: Language = lang or choose_language(accept_language, settings.language)
        if year is not None and year > LAST_YEAR:
            year -= BUDDHIST
        self._asked = {name: str(value) for name, value in (("year", year), ("scheme", scheme)) if value}
        self._held = {tag.strip() for tag in if_none_match.split(",")}

    def answer(self, page: Page, hops: int = 1, limit: int = 0) -> Response:
        """Return a page with what a browser may do with it; no page where the browser holds it already."""
        body, tag = self._live.pages.body(
            page, self._language, self._asked, hops, limit, stale=bool(self._live.stale)
        )
        headers = {
            "ETag": tag,
            "Cache-Control": "private, no-cache",
            "Content-Language": self._language,
            "Vary": "Accept-Language",
            "Ecograph-Program": __version__,
        }
        if tag in self._held:
            return Response(status_code=304, headers=headers)
        return Response(
            body,
            headers=headers | guard(body, sandboxed=page.sort in DRAWN),
            media_type="text/html; charset=utf-8",
        )


Asking = Annotated[Shown, Depends(Shown)]


@router.api_route("/", methods=READING)
def show_map(shown: Asking) -> Response:
    """Show areas by reach."""
    return shown.answer(Page("map"))


@router.api_route("/neighbourhood/{kind}/{key:path}", methods=READING)
def show_surroundings(
    shown: Asking,
    kind: Annotated[str, Path(max_length=50)],
    key: Key,
    hops: Annotated[int, Query(ge=1, le=3)] = 1,
    limit: Annotated[int, Query(ge=1, le=MOST)] = NEIGHBOURS,
) -> Response:
    """Show what surrounds a node."""
    return shown.answer(Page("neighbourhood", key, kind), hops, limit)


@router.api_route("/overlaps", methods=READING)
def show_overlaps(shown: Asking, theme: Narrowing = "", agency: Narrowing = "") -> Response:
    """Show which agencies share clients with which."""
    return shown.answer(Page("overlaps", narrowed=_narrowed(theme=theme, agency=agency)))


@router.api_route("/overlaps/{level}", methods=READING)
def show_overlaps_of(shown: Asking, level: Key, theme: Narrowing = "", agency: Narrowing = "") -> Response:
    """Show which programs, or funds, share clients with which."""
    return shown.answer(Page("overlaps", level, narrowed=_narrowed(theme=theme, agency=agency)))


@router.api_route("/double-service", methods=READING)
def show_double_service(shown: Asking, agency: Narrowing = "") -> Response:
    """Show what each agency has to check."""
    return shown.answer(Page("double-service", narrowed=_narrowed(agency=agency)))


def read_plan(
    name: Narrowing = "",
    fiscal_year: Narrowing = "",
    budget: Narrowing = "",
    clients: Narrowing = "",
    agency: Narrowing = "",
    services: Several = [],  # noqa: B006 - FastAPI copies it
    themes: Several = [],  # noqa: B006
    industries: Several = [],  # noqa: B006
    areas: Several = [],  # noqa: B006
    sizes: Several = [],  # noqa: B006
) -> Narrowed:
    """Return what a form says of a plan; a year may be of the Buddhist era, and what is empty is not said."""
    if fiscal_year.isdecimal() and int(fiscal_year) > LAST_YEAR:
        fiscal_year = str(int(fiscal_year) - BUDDHIST)
    written = _narrowed(
        name=name.strip(), fiscal_year=fiscal_year, budget=budget, clients=clients, agency=agency
    )
    chosen = {
        "services": services,
        "themes": themes,
        "industries": industries,
        "areas": areas,
        "sizes": sizes,
    }
    return (*written, *((field, key) for field, keys in chosen.items() for key in keys if key))


@router.api_route("/check-proposal", methods=READING)
def show_proposal(shown: Asking, plan: Annotated[Narrowed, Depends(read_plan)]) -> Response:
    """Show a form for a plan, and what the plan would share with which program."""
    return shown.answer(Page("check-proposal", narrowed=plan))


@router.api_route("/pair/{id}", methods=READING)
def show_pair(
    shown: Asking,
    id: Key,
    level: Narrowing = "",
    theme: Narrowing = "",
) -> Response:
    """Show what a pair that shares clients rests on."""
    return shown.answer(Page("pair", id, narrowed=_narrowed(level=level, theme=theme)))


def _narrowed(**asked: str) -> Narrowed:
    return tuple((name, value) for name, value in asked.items() if value)


def _show_alone(sort: Sort) -> Callable[[Shown], Response]:
    def show(shown: Asking) -> Response:
        return shown.answer(Page(sort))

    return show


def _show_about(sort: Sort) -> Callable[[Shown, str], Response]:
    def show(shown: Asking, key: Key) -> Response:
        return shown.answer(Page(sort, key))

    return show


for alone in ALONE:
    router.add_api_route(f"/{alone}", _show_alone(alone), methods=READING)
for about in ABOUT:
    router.add_api_route(f"/{about}/{{key:path}}", _show_about(about), methods=READING)
