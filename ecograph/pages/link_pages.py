"""Pages on what to link next: missing links, the matrix of data, funding, and what if."""

from collections.abc import Mapping, Sequence

import numpy as np

from ecograph.analysis.gaps.place import find_place
from ecograph.analysis.links.exchange_matrix import ANALYSIS as MATRIX
from ecograph.analysis.links.exchange_matrix import SETS, build_exchange_matrix
from ecograph.analysis.links.missing_partnerships import ANALYSIS as PARTNERSHIPS
from ecograph.analysis.links.money import NONE, PROGRAM, SEVERAL, count_money
from ecograph.analysis.links.partners import find_partners
from ecograph.analysis.whatif import WhatIf
from ecograph.findings import AnalysisResult, Finding
from ecograph.model import MODEL, Text
from ecograph.pages.country import corridors_of
from ecograph.pages.issue import Issue
from visualisations import link_wording as said
from visualisations.address import Page
from visualisations.exchange_page import Exchange, ExchangeCell, ExchangeRow, render_exchange
from visualisations.funding_page import Funding, render_funding
from visualisations.link_page import MissingLinks, render_links
from visualisations.protection import protect
from visualisations.sankey import Flow
from visualisations.suppression import Shown
from visualisations.what_if_page import render_what_if

PAIRS, OTHERS, BROKERS = 100, 10, 5
"""How many missing partnerships are looked at, how many links of other kinds are told, and brokers."""


class LinkPages(Issue):
    """What to link next, who lacks which data, where funding goes, and what if."""

    def linking(self) -> str:
        """Return the page of missing links, with the reasons for each."""
        ecosystem, answers = self.material.ecosystem, self.material.answers
        result = answers.analyse(PARTNERSHIPS, rank="shared", most=PAIRS)
        pairs = self._open(result)
        kinds = {
            kind: answers.analyse("missing-links", kind=kind, rank="gain", most=4 * OTHERS)
            for kind in said.KINDS
        }
        brokers = answers.analyse("brokers", most=PAIRS)
        keys = ecosystem.nodes("Agency")
        found = MissingLinks(
            pairs,
            sorted(find_partners(ecosystem).couples),
            {key: ecosystem.name("Agency", key) for key in keys},
            {key: short for key in keys if (short := self._acronym(key))},
            {kind: _one_each(self._open(found))[:OTHERS] for kind, found in kinds.items()},
            brokers.findings[:BROKERS],
            len(result.findings) - len(pairs),
            tuple(dict.fromkeys(text for each in (result, *kinds.values()) for text in each.untested)),
        )
        return render_links(self.edition(said.LINKS_TITLE, Page("links")), found, self.command)

    def exchanges(self) -> str:
        """Return the page of agencies by data sets."""
        ecosystem = self.material.ecosystem
        matrix, result = build_exchange_matrix(ecosystem), self.material.answers.analyse(MATRIX)

        def known(number: int) -> int | None:
            return None if 0 < number < self.threshold else number

        rows = [
            ExchangeRow(
                matrix.agencies[row],
                ecosystem.name("Agency", matrix.agencies[row]),
                known(int(matrix.clients[row])),
                tuple(
                    ExchangeCell(
                        bool(matrix.holds[row, column]),
                        int(matrix.shares[row, column]),
                        known(int(matrix.needs[row, column])),
                    )
                    for column in range(len(matrix.sets))
                ),
            )
            for row in matrix.rows()
        ]
        found = Exchange([SETS[name] for name in matrix.sets], rows, result.untested[:2])
        return render_exchange(self.edition(said.EXCHANGES_TITLE, Page("exchanges")), found)

    def funding(self) -> str:
        """Return the page of where money goes, and of how far enterprises got on the way to it."""
        ecosystem = self.material.ecosystem
        asked = {"by": "corridor", "scheme": self.scheme, "year": self.year}
        routes = self.material.answers.analyse("funding-routes", **asked)
        place = find_place(ecosystem, "corridor", self.scheme)
        money = count_money(ecosystem, place, self.year)
        places = [subject.key or "*unknown" for subject in place.subjects]
        baht = np.where(money.enterprises >= max(self.threshold, 1), money.baht, 0.0)
        columns: Sequence[Mapping[str, Text]] = (
            {f"i:{key}": _instrument(key) for key in money.instruments},
            {f"t:{key}": self._theme(key) for key in money.themes},
            {f"p:{key}": subject.name for key, subject in zip(places, place.subjects, strict=True)},
        )
        stages = [
            [
                Flow(source, target, float(amounts[row, column]))
                for row, source in enumerate(columns[at])
                for column, target in enumerate(columns[at + 1])
                if amounts[row, column] > 0
            ]
            for at, amounts in enumerate((baht.sum(axis=2), baht.sum(axis=0)))
        ]
        found = Funding(columns, stages, money.unknown, routes, self._open(routes), self.year)
        return render_funding(self.edition(said.FUNDING_TITLE, Page("funding")), found)

    def what_if(self, found: WhatIf) -> str:
        """Return the page of a comparison; it stands alone, for it is of no version of the store."""
        title = said.WHAT_IF_TITLE.format(title=found.title) if found.title else said.WHAT_IF
        corridor_of = corridors_of(self.material.ecosystem, self.scheme)
        return render_what_if(self.edition(title), found, self.borders, corridor_of)

    def _open(self, result: AnalysisResult) -> list[Finding]:
        """Return the findings that may be shown."""
        shown = protect(result, self.threshold)
        return [finding for finding in result.findings if shown[finding.id] is Shown.OPEN]

    def _acronym(self, key: str) -> Text | None:
        known = self.material.ecosystem.institutions.nodes["Agency", key]
        local, english = known.get("acronym"), known.get("acronym_en")
        return Text(str(english or local), str(local or english)) if local or english else None

    def _theme(self, key: str) -> Text:
        if key in (SEVERAL, NONE):
            return said.SEVERAL if key == SEVERAL else said.NO_THEME
        return self.material.ecosystem.name("Theme", key)


def _one_each(findings: Sequence[Finding]) -> list[Finding]:
    """Return the first finding of each first subject: else one agency with many clients takes all lines."""
    return list({finding.subjects[0].key: finding for finding in reversed(findings)}.values())[::-1]


def _instrument(key: str) -> Text:
    if key in (PROGRAM, NONE):
        return said.BY_PROGRAM if key == PROGRAM else said.NO_INSTRUMENT
    choices = MODEL.node("FundingSource").property("instrument").choices
    return next((choice.label for choice in choices if choice.value == key), Text(key, key))
