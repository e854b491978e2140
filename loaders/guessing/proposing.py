"""A recipe proposed for a file: what its rows are, then what its columns fill."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from ecograph.errors import RecipeError
from ecograph.model import Text
from loaders.cleaning import CLEANERS, Cleaner
from loaders.countries import find_pack
from loaders.guessing import explanation
from loaders.guessing.evidence import Evidence
from loaders.guessing.explanation import about, explain
from loaders.guessing.layout import FEWEST
from loaders.guessing.matching import Match, Matching, match_columns
from loaders.guessing.person import is_personal, shown
from loaders.guessing.proposal import Guess, Proposal, TableProposal, Unmapped
from loaders.guessing.records import Filled, assemble, filled
from loaders.guessing.remarks import is_made, made_columns, remarks, why_lost
from loaders.guessing.sample import Sample
from loaders.guessing.tables import KINDS
from loaders.guessing.tables.programs import NATIONWIDE
from loaders.guessing.titles import Said, read_titles
from loaders.recipe import Condition, Recipe, SourceRecipe, TableRecipe

COUNTRY = "thailand"
"""Whose words and cleaners are tried."""
PLACES = ("province", "address", "head office")
"""Roles that tell the place of an enterprise, the best first."""

Declined = Collection[tuple[str, str]]


def propose(
    name: str,
    samples: Sequence[Sample],
    *,
    kinds: Mapping[str, str] | None = None,
    declined: Declined = (),
) -> Proposal:
    """Return the recipe proposed for a file.

    Parameters
    ----------
    name
        The file's name.
    samples
        The first rows of its tables, from `read_samples`.
    kinds
        By document, what a person said its rows are: the name of a kind, or "" for nothing to load.
    declined
        Guesses that a person declined: document and role.

    Raises
    ------
    RecipeError
        When nothing tells what any of its tables is about.
    """
    cleaners = {**CLEANERS, **find_pack(COUNTRY).cleaners(b"guessing")}
    tables: list[TableProposal] = []
    recipes: list[TableRecipe] = []
    for sample in samples:
        table, recipe = _table(sample, cleaners, (kinds or {}).get(sample.document), declined)
        tables.append(table)
        if recipe:
            recipes.append(recipe)
    if not recipes:
        raise RecipeError(
            f"No recipe can be proposed for {shown(name)}: {_why_nothing(tables)}.",
            "Copy the rows into a template (`ecograph template participants`), or write a recipe by hand: "
            "`ecograph schema` says what it can fill.",
        )
    id = _slug(name)
    title = shown(name.rpartition(".")[0] or name)
    source = SourceRecipe(id=id, title=title)
    return Proposal(
        Recipe(id=id, title=title, country=COUNTRY, source=source, tables=tuple(recipes)), tuple(tables)
    )


def _why_nothing(tables: Sequence[TableProposal]) -> str:
    reasons = dict.fromkeys(table.why.en for table in tables)
    return "; ".join(reasons) if reasons else "it has no table"


def _slug(name: str) -> str:
    """Return an id made of a file's name: letters and digits with dashes between."""
    stem = name.rpartition(".")[0] or name
    words = re.sub(r"[^\w\u0e00-\u0e7f]+|_+", "-", stem.lower()).strip("-")[:60]
    return "my-file" if not words or is_personal(stem) or is_personal(words) else words


def _table(
    sample: Sample, cleaners: Mapping[str, Cleaner], chosen: str | None, declined: Declined
) -> tuple[TableProposal, TableRecipe | None]:
    """Return what is proposed for one table, and its part of the recipe."""
    nothing = _why_no_table(sample, chosen)
    if nothing:
        return TableProposal(sample.document, None, 0.0, nothing), None
    candidates = [kind for kind in KINDS if chosen is None or kind.name == chosen]
    matchings = [match_columns(kind, _readable(sample), cleaners) for kind in candidates]
    ranked = sorted(matchings, key=lambda matching: -matching.score)
    best = ranked[0]
    if not best.score:
        return TableProposal(sample.document, None, 0.0, explanation.NO_KIND, unmapped=best.unmapped), None
    sure = 1.0 if chosen else _sureness(best, ranked[1].score)
    no = {role for document, role in declined if document == sample.document}
    kept = [match for match in best.matches if match.role.name not in no]
    kept, unneeded = _one_place(kept)
    said = read_titles(sample.layout.titles if sample.layout else (), best.kind, kept)
    said = tuple(one for one in said if one.role.name not in no)
    places = [place for match in kept for place in _places(match)] + [
        Filled(fill, one.expression) for one in said for fill in one.fills
    ]
    nodes, links = assemble(best.kind, _first_of_each(places))
    if not nodes:
        why = Text("the column it needs was declined", "ปฏิเสธคอลัมน์ที่จำเป็น")
        return TableProposal(sample.document, None, 0.0, why, unmapped=best.unmapped), None
    recipe = sample.table.model_copy(update={"nodes": nodes, "relationships": links})
    gone = [
        Unmapped(shown(match.column), about(explanation.DECLINED, match.role))
        for match in best.matches
        if match.role.name in no
    ]
    guesses = (*(_guess(match) for match in kept), *(_said(one) for one in said))
    made = {record.kind for record in (*nodes, *links)}
    lost = [guess for guess in guesses if guess.targets and not is_made(guess, made, best.kind)]
    gone += [Unmapped(shown(guess.column), why_lost(guess, best.kind)) for guess in lost]
    proposal = TableProposal(
        sample.document,
        best.kind,
        sure,
        about(explanation.KIND, best.kind, found=len(best.matches)),
        tuple(guess for guess in guesses if guess not in lost),
        (*best.unmapped, *unneeded, *gone),
        (*made_columns(sample), *remarks(best, kept, said, made)),
    )
    return proposal, recipe


def _readable(sample: Sample) -> dict[str, tuple[str, ...]]:
    """Return the columns without those whose marks have become a column of their own."""
    marked = tuple(name for marks in sample.table.marks for name in marks.columns)
    return {name: texts for name, texts in sample.columns.items() if not (marked and name.endswith(marked))}


def _why_no_table(sample: Sample, chosen: str | None) -> Text | None:
    if chosen == "":
        return Text("you said that it holds nothing to load", "ท่านระบุว่าไม่มีข้อมูลที่จะนำเข้า")
    if sample.layout is not None and not sample.layout.height:
        return explanation.NO_HEADER
    return None


def _sureness(best: Matching, second: float) -> float:
    """Return how sure the kind is: as sure as its name column, less where another kind is near."""
    name = max(match.confidence for match in best.matches if match.role.name in best.kind.required)
    margin = (best.score - second) / best.score
    known = min(1.0, len(best.matches) / FEWEST)
    return round(name * known * (0.6 + 0.4 * min(1.0, 2 * margin)), 3)


def _one_place(matches: Sequence[Match]) -> tuple[list[Match], list[Unmapped]]:
    """Return the matches without an address where a column of provinces tells the place."""
    names = {match.role.name for match in matches}
    if not {"province", "address"} <= names:
        return list(matches), []
    why = Text("the province is told by another column", "มีคอลัมน์จังหวัดแล้ว")
    gone = [Unmapped(shown(match.column), why) for match in matches if match.role.name == "address"]
    return [match for match in matches if match.role.name != "address"], gone


def _first_of_each(places: Sequence[Filled]) -> Iterator[Filled]:
    """Yield places, of several for one property the best alone; ends of links may be several."""
    seen: set[str] = set()
    for place in places:
        if place.fill.is_end or place.fill.target not in seen:
            seen.add(place.fill.target)
            yield place


def _places(match: Match) -> Iterator[Filled]:
    """Yield what a column fills."""
    for fill in match.role.fills:
        options: dict[str, object] = {}
        first = fill == match.role.fills[0]
        if first and match.evidence.map:
            options["map"] = dict(match.evidence.map)
        if first and match.clean:
            options["clean"] = match.clean
        if first and match.evidence.split and fill.is_end:
            options["split"] = match.evidence.split
        place = filled(fill, (match.column,), **options)
        if fill.target == "Program COVERS Area.@target":
            yield from _covered(place, match.column)
        else:
            yield place


def _covered(place: Filled, column: str) -> Iterator[Filled]:
    """Yield the provinces that a program covers, and the country where it says "nationwide"."""
    country = {"constant": find_pack(COUNTRY).country}
    words = {"column": column}
    yield Filled(
        place.fill, place.expression, Condition.model_validate({**words, "not_in": ("", *NATIONWIDE)})
    )
    yield Filled(
        place.fill,
        place.expression.model_validate(country),
        Condition.model_validate({**words, "in": NATIONWIDE}),
    )


def _guess(match: Match) -> Guess:
    return Guess(
        match.column,
        match.role,
        match.evidence,
        match.confidence,
        explain(match.column, match.role, match.likeness, match.evidence),
        tuple(fill.target for fill in match.role.fills),
    )


def _said(said: Said) -> Guess:
    why = about(explanation.ABOVE, said.role, value=shown(said.written))
    return Guess(
        "",
        said.role,
        Evidence(1, 1, (shown(said.written),)),
        said.confidence,
        why,
        tuple(fill.target for fill in said.fills),
        said.value,
    )
