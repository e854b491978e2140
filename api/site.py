"""The pages of the site: made of one version of the data, each kept once it was made."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress

import numpy as np

from api.bodies import Bodies
from api.opinions import today
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem
from ecograph.model import LANGUAGES, Language, Text
from ecograph.pages import Material, RouteAddress, Site
from ecograph.pages.network_pages import NEIGHBOURS
from ecograph.state.opinions import Opinions
from visualisations.address import Page, Sort

PREPARED = 4
"""Of how many fiscal years pages are made before they are asked for."""
MOST_SITES = 2 * (PREPARED + 1) + 4
"""How many questions (language, scheme, year) are kept at once, those asked last."""
WITH_OPINIONS: tuple[Sort, ...] = ("finding", "pair", "double-service")
"""Pages that say what people said of findings."""
OF_NO_YEAR: tuple[Sort, ...] = ("links", "exchanges")
"""Pages that are the same for every fiscal year: made ahead once."""
STALE = Text(
    "The store cannot be read now; these are the data of version {version}.",
    "ขณะนี้อ่านคลังข้อมูลไม่ได้ ข้อมูลในหน้านี้เป็นของรุ่น {version}",
)


def last_years(ecosystem: Ecosystem) -> list[int]:
    """Return the last fiscal years in which anybody took part in anything, the last one first."""
    years = ecosystem.smes.links["SME PARTICIPATED_IN Program"].columns.get("fiscal_year")
    known = np.unique(years).tolist() if years is not None else []
    return [int(year) for year in known[::-1] if year > 0][:PREPARED]


def _with_year(question: Mapping[str, str], year: int | None) -> dict[str, str]:
    rest = {name: value for name, value in question.items() if name != "year"}
    return rest | ({"year": str(year)} if year else {})


class Pages:
    """The pages of one version.

    Parameters
    ----------
    hear
        Gives what people said of findings until now: it moves without the data.
    threshold
        Groups with fewer enterprises than this are hidden.
    cases
        Where cases of double service are listed; nothing where they are not.
    """

    def __init__(
        self, material: Material, hear: Callable[[], Opinions], threshold: int, cases: str = ""
    ) -> None:
        self.material = material
        self._hear = hear
        self._cases = cases
        self._threshold = threshold
        self._lock = threading.Lock()
        self._sites: OrderedDict[tuple[object, ...], Site] = OrderedDict()
        self._bodies = Bodies()
        self._years = last_years(material.ecosystem)

    def prepare(self, first: Language, stopping: threading.Event) -> None:
        """Make the pages of all years and of each of the last on record, before anybody waits for them."""
        questions = [{}, *({"year": str(year)} for year in self._years)]
        for asked in questions:
            for language in sorted(LANGUAGES, key=lambda language: language != first):
                for page in self.site(language, asked).pages():
                    if stopping.is_set():
                        return
                    if asked and page.sort in OF_NO_YEAR:
                        continue
                    # Where the data lack what a page needs, it says so when it is asked for.
                    with suppress(AnalysisError):
                        self.body(page, language, asked)

    def body(
        self,
        page: Page,
        language: Language,
        asked: Mapping[str, str] | None = None,
        hops: int = 1,
        limit: int = 0,
        *,
        stale: bool = False,
    ) -> tuple[bytes, str]:
        """Return a page as bytes, and its tag.

        Raises
        ------
        AnalysisError
            When the data do not allow the page.
        """
        site = self.site(language, asked, stale=stale)
        tag = self._tag(site, page, hops, limit)
        body = self._bodies.get(tag)
        if body is None:
            body = self._render(site, page, hops, limit).encode()
            self._bodies.keep(tag, body)
        return body, tag

    def site(
        self, language: Language, asked: Mapping[str, str] | None = None, *, stale: bool = False
    ) -> Site:
        """Return the site of a question: a scheme of corridors, a fiscal year."""
        question = dict(asked or {})
        made_on = today()
        opinions = self._hear()
        key = language, made_on, stale, opinions.stamp, *sorted(question.items())
        with self._lock:
            found = self._sites.get(key)
            if found is None:
                year = question.get("year")
                found = Site(
                    self.material,
                    made_on,
                    language,
                    question.get("scheme", "economic"),
                    int(year) if year else None,
                    RouteAddress(language, question),
                    STALE.format(version=self.material.ecosystem.version) if stale else None,
                    threshold=self._threshold,
                    command="",
                    years={
                        each: RouteAddress(language, _with_year(question, each))
                        for each in (None, *self._years)
                    },
                    opinions=opinions,
                    cases=self._cases,
                )
                self._sites[key] = found
                if len(self._sites) > MOST_SITES:
                    self._sites.popitem(last=False)
            self._sites.move_to_end(key)
        return found

    def _render(self, site: Site, page: Page, hops: int, limit: int) -> str:
        if page.sort != "neighbourhood":
            return site.render(page)
        shown = limit or NEIGHBOURS
        address = site.address
        more = (
            address(page, hops=str(hops), limit=str(4 * shown)) if isinstance(address, RouteAddress) else ""
        )
        return site.render(page, hops=hops, limit=shown, more=more)

    def _tag(self, site: Site, page: Page, hops: int, limit: int) -> str:
        identity = [
            self.material.content_hash,
            self.material.ecosystem.version,
            site.made_on,
            site.language,
            site.scheme,
            site.year,
            site.notice,
            page,
            hops,
            limit,
            self._threshold,
            site.opinions.stamp if page.sort in WITH_OPINIONS else "",
        ]
        return f'W/"{hashlib.sha256(repr(identity).encode()).hexdigest()[:24]}"'
