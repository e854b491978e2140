"""Pages of listings, section by section, with what must be read with each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ecograph.model import Text
from visualisations.edition import Edition
from visualisations.listing import Listing
from visualisations.page import render_page
from visualisations.paper import NOTHING

RESTS_ON, BEAR_IN_MIND, NONE_FOUND = (
    Text("Rests on", "หลักฐาน"),
    Text("Bear in mind", "ข้อควรระวัง"),
    Text("Nothing was found.", "ไม่พบ"),
)
MORE = Text(
    "{count} more rows are not on the page; the Excel file has all.",
    "ยังมีอีก {count} แถวที่ไม่แสดงในหน้านี้ ไฟล์ Excel มีครบทุกแถว",
)


@dataclass(frozen=True)
class Told:
    """One finding as a reader is told it.

    Attributes
    ----------
    sentence
        What was found, or that its numbers are hidden.
    says
        What it comes to, in a word or two.
    evidence
        What it rests on, and where that was read.
    decisions
        What was decided on it, the last first.
    """

    id: str
    sentence: Text
    says: Text = NOTHING
    evidence: Sequence[Text] = ()
    caveats: Sequence[Text] = ()
    decisions: Sequence[Text] = ()


@dataclass(frozen=True)
class Group:
    """Findings of one sort: what they are called, and what to read with them."""

    heading: Text
    told: Sequence[Told]
    notes: Sequence[Text] = ()


@dataclass(frozen=True)
class Section:
    """A part of a page: what it is called, listings, and sentences before and after them.

    Attributes
    ----------
    first, last
        Sentences before, and after, the listings.
    groups
        Findings, in groups.
    apart
        Whether it begins a new sheet of paper.
    """

    id: str
    heading: Text
    listings: Sequence[Listing] = ()
    first: Sequence[Text] = ()
    last: Sequence[Text] = ()
    groups: Sequence[Group] = ()
    apart: bool = False


@dataclass(frozen=True)
class ListingPage:
    """All that a page of listings says.

    Attributes
    ----------
    sections
        Its parts, in order.
    lead
        Sentences at the top.
    figures
        Large numbers at the top, and what each counts.
    paper
        The size of the paper.
    foot
        What stands at the foot of every sheet of paper, after the edition.
    """

    sections: Sequence[Section]
    lead: Sequence[Text] = ()
    figures: Sequence[tuple[Text, Text]] = ()
    paper: str = "A4"
    foot: Text = NOTHING


def render_listings(edition: Edition, page: ListingPage) -> str:
    """Return a page as HTML in both languages, which needs nothing but itself.

    The same page gives the same bytes.
    """
    return render_page(
        "listings.html.j2",
        ("report.css", "listings.css", "told.css"),
        ("report.js",),
        replace(edition.paper, size=page.paper, more=page.foot),
        report=edition,
        page=page,
        more=MORE,
        said={"rests_on": RESTS_ON, "caveats": BEAR_IN_MIND, "none": NONE_FOUND},
    )
