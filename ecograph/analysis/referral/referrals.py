"""Who could go where next: for an enterprise its programs and funds, for a program its enterprises.

Hard rules come first, then how many needs are answered, then what others with the same history did.
"""

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.period import last_year_on_record
from ecograph.analysis.gaps.statement import Statement
from ecograph.analysis.receipts import YEARS
from ecograph.analysis.referral import wording as said
from ecograph.analysis.referral.history import (
    History,
    find_history,
    joined_rows,
    received,
    recent,
    whole_of,
)
from ecograph.analysis.referral.next_service import plan_services
from ecograph.analysis.referral.offers import MOST_SERVICES, Facts, Offers, Rule, find_offers, service_bits
from ecograph.analysis.referral.similarity import (
    LEARNED,
    Scores,
    score_enterprise,
    score_item,
)
from ecograph.analysis.support import NO, SUPPORT, UNDETERMINED, YES
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Evidence, Finding, Method
from ecograph.graph import Ecosystem, NodeId
from ecograph.graph.links import UNKNOWN
from ecograph.model import Confidence, Text

ANALYSIS, KIND, ROUTE = "referrals", "referral", "finance-route"
METHOD = Method(
    f"rules, then needs answered, then {next(iter(LEARNED))} between items",
    1,
    "Zhou, Ren, Medo and Zhang 2007",
)
NEED = "SME HAS_NEED Need"


def find_referrals(
    ecosystem: Ecosystem,
    *,
    enterprise: str = "",
    program: str = "",
    year: int | None = None,
    most: int = 20,
    planned: bool | None = None,
) -> AnalysisResult:
    """Return where an enterprise could go next, or whom a program or fund could invite first.

    `effect` is how many needs on record are answered. What offers nothing but services received within
    the last years is left out, and what the enterprise takes part in already.

    Parameters
    ----------
    enterprise, program
        The key of the one that is asked about; of an enterprise, or of a program or fund.
    year
        What is in force in this fiscal year; the last on record where None.
    most
        How many are returned at the most.
    planned
        Whether the enterprise has a business plan; None where that is unknown.

    Raises
    ------
    AnalysisError
        When not exactly one is asked about, or there is none such.

    Notes
    -----
    The cost is that of a few passes over links and enterprises.
    """
    started = time.perf_counter()
    if bool(enterprise) == bool(program):
        raise AnalysisError("One enterprise or one program must be asked about.", "Give one of the two.")
    when = last_year_on_record(ecosystem) if year is None else year
    asker = _Asker(ecosystem, when, most)
    if enterprise:
        findings, untested = asker.of_enterprise(enterprise, planned)
    else:
        findings, untested = asker.of_member(program)
    result = asker.about.result(
        ANALYSIS,
        findings,
        (KIND, ROUTE),
        {"enterprise": enterprise, "program": program, "year": when, "most": most, "planned": planned},
        totals={},
        untested=[*untested, said.PROPOSAL],
        seconds=time.perf_counter() - started,
    )
    # The order of findings is that of the ranking.
    return replace(result, findings=tuple(findings))


class _Asker:
    """What is read once for a question."""

    def __init__(self, ecosystem: Ecosystem, year: int | None, most: int) -> None:
        self.about = Statement(ecosystem, METHOD, str(year or ""))
        self._ecosystem = ecosystem
        self._year = year
        self._most = most

    def of_enterprise(self, key: str, planned: bool | None) -> tuple[list[Finding], list[Text]]:
        """Return what an enterprise could go to next, the best first, and routes to finance."""
        smes = self._ecosystem.smes
        at = smes.position(key)
        if at is None:
            raise AnalysisError(
                f"There is no enterprise {key!r} in the store.", "Use `ecograph search` to find its key."
            )
        offers = find_offers(self._ecosystem, self._year)
        facts = self._facts(at)
        answers = offers.answer(facts)
        eligible = np.minimum.reduce(list(answers.values()))
        history = find_history(self._ecosystem)
        scores = _of_members(history, offers, at)
        had = received(self._ecosystem, offers.service_keys, recent(self._year))[at]
        new = service_bits(offers) & ~had
        spent = offers.services.any(axis=1) & (new == 0)
        joined = self._joined(at, offers)
        matched = np.bitwise_count(offers.needs & offers.bits(facts.needs)).astype(np.int64)
        order = np.lexsort((np.arange(len(scores)), -scores, -matched, -eligible.astype(np.int64)))
        listed = [
            row
            for row in order.tolist()
            if not spent[row] and not joined[row] and (eligible[row] != NO or matched[row])
        ]
        findings = [
            self._finding(
                key, offers, row, facts, {rule: int(one[row]) for rule, one in answers.items()}, scores, new
            )
            for row in listed[: self._most]
        ]
        findings += self._route(key, offers, listed, eligible, planned)
        refusing = int((eligible == NO).sum())
        untested = [
            said.HAD.format(number=int((spent & ~joined).sum()), years=YEARS),
            said.REFUSING.format(number=refusing),
            *([] if (eligible != NO).any() else [said.NOTHING]),
        ]
        return findings, untested

    def of_member(self, key: str) -> tuple[list[Finding], list[Text]]:
        """Return which enterprises a program or fund could invite first."""
        member = next(((kind, key) for kind in SUPPORT if (kind, key) in self._ecosystem.institutions), None)
        if member is None:
            raise AnalysisError(
                f"There is no program or fund {key!r} in the store.", "Use `ecograph search` to find its key."
            )
        offers = find_offers(self._ecosystem, members=[member])
        smes = self._ecosystem.smes
        answers = answer_all(self._ecosystem, offers, self._year)
        eligible = np.minimum.reduce(list(answers.values()))
        had = received(self._ecosystem, offers.service_keys, recent(self._year))
        services = service_bits(offers)[0]
        left = eligible != NO
        if services:
            left &= (services & ~had) != 0
        links = smes.links[SUPPORT[member[0]]]
        for target, number in links.number.items():
            if key in whole_of(self._ecosystem, member[0], target):
                left[links.linked_to(number)] = False
        history = find_history(self._ecosystem)
        item = int(history.columns([member])[0])
        scores = score_item(history.matrix, item)
        matched = np.bitwise_count(smes.needs & offers.needs[0]).astype(np.int64)
        first = _best(np.flatnonzero(left), eligible, matched, (scores, -smes.supports), self._most)
        findings = []
        for at in first.tolist():
            facts = self._facts(at)
            found = {rule: int(one[at]) for rule, one in answers.items()}
            name = smes.keys[at].as_py()
            new = np.array([services & ~had[at]], np.uint64)
            findings.append(self._finding(name, offers, 0, facts, found, scores[at : at + 1], new))
        return findings, [said.REFUSING_ENTERPRISES.format(number=int((eligible == NO).sum()))]

    def _facts(self, at: int) -> Facts:
        smes = self._ecosystem.smes
        needs, industry = smes.links[NEED], int(smes.industry[at])
        return Facts(
            int(smes.area[at]),
            int(smes.size_class[at]),
            (industry,) if industry >= 0 else (),
            tuple(
                needs.targets[one] for one in needs.indices[needs.indptr[at] : needs.indptr[at + 1]].tolist()
            ),
            bool(smes.active(self._year)[at]),
        )

    def _joined(self, at: int, offers: Offers) -> NDArray[np.bool_]:
        """Return which members it is linked to already, by any status."""
        joined = np.zeros(len(offers.members), np.bool_)
        for links, row_of in joined_rows(self._ecosystem, offers):
            rows = row_of[links.indices[links.indptr[at] : links.indptr[at + 1]]]
            joined[rows[rows != UNKNOWN]] = True
        return joined

    def _finding(
        self,
        key: str,
        offers: Offers,
        row: int,
        facts: Facts,
        answers: dict[Rule, int],
        scores: Scores,
        new: NDArray[np.uint64],
    ) -> Finding:
        kind, member = offers.members[row]
        name = self._ecosystem.name
        met = [need for need in facts.needs if need in offers.answers_to(row)]
        fresh = [one for at, one in enumerate(offers.service_keys[:MOST_SERVICES]) if int(new[row]) >> at & 1]
        why = said.reasons(
            answers,
            {rule: bool(flags[row]) for rule, flags in offers.asks.items()},
            [name("Need", one) for one in met],
            [name("Service", one) for one in fresh],
            float(scores[row]),
            needy=bool(facts.needs),
            offering=bool(offers.services[row].any()),
        )
        verdict = said.ELIGIBLE[min(answers.values())]
        return self.about.finding(
            KIND,
            (self.about.subject("SME", key), self.about.subject(kind, member)),
            said.SENTENCE,
            {"eligible": said.ELIGIBLE_TEXT[verdict], "why": why},
            observed=None,
            effect=float(len(met)) if facts.needs else None,
            unit="needs",
            verdict=verdict,
            evidence=Evidence(
                nodes=((kind, member), *(("Need", one) for one in met), *(("Service", one) for one in fresh)),
                counts={"similarity": float(scores[row]), "needs": float(len(facts.needs))},
                columns=("rule", "answer"),
                rows=tuple((rule.value, said.ELIGIBLE[answer]) for rule, answer in answers.items()),
            ),
            confidence=Confidence.READ,
        )

    def _route(
        self, key: str, offers: Offers, listed: list[int], eligible: NDArray[np.int8], planned: bool | None
    ) -> Iterator[Finding]:
        """Yield a route to a loan: the plan unless there is one, a guarantee, the loan."""
        nodes = self._ecosystem.institutions.nodes
        instrument = {row: nodes[offers.members[row]].get("instrument") for row in listed}
        open_ = [row for row in listed if eligible[row] != NO]
        loan = next((row for row in open_ if instrument[row] == "loan"), None)
        if loan is None:
            return
        guarantee = next((row for row in open_ if instrument[row] == "guarantee"), None)
        plans = plan_services(self._ecosystem)
        planning = None
        if not planned:
            planning = next((row for row in open_ if plans & set(offers.services_of(row))), None)
        steps = [row for row in (planning, guarantee, loan) if row is not None]
        parts = [] if planned else [said.STEP_PLAN_UNKNOWN if planned is None else said.STEP_PLAN]
        parts.append(said.STEP_LOAN if guarantee is None else said.STEP_GUARANTEE)
        members: list[NodeId] = [offers.members[row] for row in steps]
        yield self.about.finding(
            ROUTE,
            (self.about.subject("SME", key), *(self.about.subject(*member) for member in members)),
            said.ROUTE,
            {"why": said.joined(parts)},
            observed=None,
            effect=None,
            unit="steps",
            verdict=said.ELIGIBLE[int(min(eligible[row] for row in steps))],
            evidence=Evidence(nodes=tuple(members)),
            confidence=Confidence.READ,
        )


def answer_all(ecosystem: Ecosystem, offers: Offers, year: int | None) -> dict[Rule, NDArray[np.int8]]:
    """Return what the one member of `offers` says to every enterprise, by rule; linear in enterprises."""
    smes = ecosystem.smes
    needs = np.full(len(smes), YES)
    if offers.asks[Rule.NEED][0]:
        needs = np.where(smes.needs == 0, UNDETERMINED, np.where(smes.needs & offers.needs[0], YES, NO))
    return {
        Rule.ACTIVE: np.where(smes.active(year), YES, NO).astype(np.int8),
        Rule.INDUSTRY: offers.industries[0, smes.industry],
        Rule.SIZE: offers.sizes[0, smes.size_class],
        Rule.AREA: offers.areas[0, smes.area],
        Rule.NEED: needs.astype(np.int8),
    }


def _of_members(history: History, offers: Offers, at: int) -> Scores:
    """Return the score of every member for one enterprise."""
    return score_enterprise(history.matrix, at)[history.columns(offers.members)]


def _best(
    who: NDArray[np.int64],
    eligible: NDArray[np.int8],
    matched: NDArray[np.int64],
    keys: tuple[NDArray[np.generic], ...],
    most: int,
) -> NDArray[np.int64]:
    """Return the first of some enterprises: by answer, by needs, by further keys, then by position."""
    first = eligible[who].astype(np.int64) * (MOST_SERVICES + 1) + matched[who]
    if len(who) > most:
        # Whoever these alone put behind so many others is out, and need not be sorted.
        kept = first >= np.partition(first, len(first) - most)[len(first) - most]
        who, first = who[kept], first[kept]
    order = np.lexsort((who, *(-key[who].astype(np.float64) for key in reversed(keys)), -first))
    return who[order][:most]
