"""The pages of the site: made of one version of the data, each kept once it was made."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping
from datetime import UTC, datetime

from api.bodies import Bodies
from ecograph.errors import AnalysisError
from ecograph.model import Language, Text
from ecograph.pages import Material, RouteAddress, Site
from visualisations.address import Page

MOST_SITES = 12
"""How many questions (language, scheme, year) are kept at once, those asked last."""
STALE = Text(
    "The store cannot be read now; these are the data of version {version}.",
    "ขณะนี้อ่านคลังข้อมูลไม่ได้ ข้อมูลในหน้านี้เป็นของรุ่น {version}",
)


class Pages:
    """The pages of one version.

    Parameters
    ----------
    threshold
        Groups with fewer enterprises than this are hidden.
    """

    def __init__(self, material: Material, threshold: int) -> None:
        self.material = material
        self._threshold = threshold
        self._lock = threading.Lock()
        self._sites: OrderedDict[tuple[object, ...], Site] = OrderedDict()
        self._bodies = Bodies()

    def prepare(self, language: Language) -> None:
        """Make the pages of which there is one, so that nobody waits for what they count."""
        for page in self.site(language).pages():
            if not page.key:
                try:
                    self.body(page, language)
                except AnalysisError:
                    # What the page needs is not in the data, which it says when it is asked for.
                    continue

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
        today = datetime.now(UTC).date()
        key = language, today, stale, *sorted(question.items())
        with self._lock:
            found = self._sites.get(key)
            if found is None:
                year = question.get("year")
                found = Site(
                    self.material,
                    today,
                    language,
                    question.get("scheme", "economic"),
                    int(year) if year else None,
                    RouteAddress(language, question),
                    STALE.format(version=self.material.ecosystem.version) if stale else None,
                    threshold=self._threshold,
                    command="",
                )
                self._sites[key] = found
                if len(self._sites) > MOST_SITES:
                    self._sites.popitem(last=False)
            self._sites.move_to_end(key)
        return found

    def _render(self, site: Site, page: Page, hops: int, limit: int) -> str:
        if page.sort != "neighbourhood":
            return site.render(page)
        shown = limit or 50
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
        ]
        return f'W/"{hashlib.sha256(repr(identity).encode()).hexdigest()[:24]}"'
