"""Isolated institutions: agencies joined to nobody, programs and funds without an agency, lone groups."""

import time
from collections.abc import Iterator, Sequence

import networkx as nx

from ecograph.analysis.gaps.joint_network import (
    JOINING,
    PARTNERS,
    agencies_of,
    find_joint_network,
    weakest_link,
)
from ecograph.analysis.gaps.relations import Relations, find_relations
from ecograph.analysis.gaps.statement import NAMED, Statement, listed, number
from ecograph.findings import AnalysisResult, Evidence, Finding, Method, Subject
from ecograph.graph import Ecosystem, NodeId
from ecograph.model import Confidence, Text

ANALYSIS = "isolated"
METHOD = Method("components of the joint network of agencies", 1)
ALONE, IDLE, UNITS, GROUP, PROGRAMS, FUNDS = (
    "agency-joined-to-nobody",
    "agencies-without-anything",
    "units-joined-to-nobody",
    "group-apart",
    "programs-without-agency",
    "funds-without-manager",
)
RUNS, MANAGES, PART_OF = "Agency RUNS Program", "Agency MANAGES FundingSource", "Agency PART_OF Agency"
SENTENCES = {
    ALONE: Text(
        "{where}: no partner, agreement, shared program or shared fund on record. Programs and funds that it "
        "runs: {owned}.",
        "{where}: ไม่มีข้อมูลความร่วมมือ ข้อตกลง โครงการร่วม หรือแหล่งทุนร่วมกับหน่วยงานใด "
        "จำนวนโครงการและแหล่งทุนที่ดำเนินการ: {owned}",
    ),
    IDLE: Text(
        "{number} of {all} agencies have no link to another and no program or fund on record: {named}.",
        "หน่วยงาน {number} จาก {all} แห่งไม่มีข้อมูลความเชื่อมโยงกับหน่วยงานอื่น และไม่มีข้อมูลโครงการหรือแหล่งทุน ได้แก่ {named}",
    ),
    UNITS: Text(
        "{where}: {number} of the {all} units that are part of it have no link of their own to another "
        "agency on record. Links of the agency itself: {joined}.",
        "{where}: หน่วยงานในสังกัด {number} จาก {all} แห่งไม่มีข้อมูลความเชื่อมโยงของตนเองกับหน่วยงานอื่น "
        "ความเชื่อมโยงของต้นสังกัด: {joined}",
    ),
    GROUP: Text(
        "{number} agencies are joined to each other and to none of the {all} in the largest group: {named}.",
        "หน่วยงาน {number} แห่งเชื่อมกันเอง แต่ไม่เชื่อมกับกลุ่มใหญ่สุดซึ่งมี {all} แห่ง ได้แก่ {named}",
    ),
    PROGRAMS: Text(
        "{number} of {all} programs have no agency on record that runs them.",
        "โครงการ {number} จาก {all} โครงการไม่มีข้อมูลหน่วยงานที่ดำเนินการ",
    ),
    FUNDS: Text(
        "{number} of {all} funds have no agency on record that manages them.",
        "แหล่งทุน {number} จาก {all} รายการไม่มีข้อมูลหน่วยงานที่บริหาร",
    ),
}
NAMES_OF = {
    IDLE: Text("Agencies without any link or program", "หน่วยงานที่ไม่มีความเชื่อมโยงและโครงการ"),
    PROGRAMS: Text("Programs without an agency", "โครงการที่ไม่มีข้อมูลหน่วยงาน"),
    FUNDS: Text("Funds without a manager", "แหล่งทุนที่ไม่มีข้อมูลผู้บริหาร"),
}
YES, NO = Text("yes", "มี"), Text("none on record", "ไม่มีข้อมูล")
NO_AGENCIES = Text("No agency is on record.", "ไม่มีข้อมูลหน่วยงาน")
NOTHING_JOINS = Text(
    "No partnership, agreement or shared program of agencies is on record: who is joined to whom cannot be "
    "said.",
    "ไม่มีข้อมูลความร่วมมือ ข้อตกลง หรือโครงการร่วมของหน่วยงาน จึงบอกไม่ได้ว่าหน่วยงานใดเชื่อมกับหน่วยงานใด",
)


def find_isolated(ecosystem: Ecosystem) -> AnalysisResult:
    """Return what is joined to nobody: agencies, groups of agencies, programs and funds.

    Agencies are joined by a partnership, or by an agreement, program or fund that they share. Those
    that are part of another agency are told together, for the one they are part of: a department's
    many offices work through it. `effect` counts programs and funds for a lone agency, agencies for
    units and groups.
    """
    started = time.perf_counter()
    about = Statement(ecosystem, METHOD)
    relations = find_relations(ecosystem, (RUNS, MANAGES, PART_OF, *JOINING, PARTNERS))
    network = find_joint_network(ecosystem)
    findings = [
        *_unowned(about, relations, PROGRAMS, "Program", RUNS),
        *_unowned(about, relations, FUNDS, "FundingSource", MANAGES),
    ]
    components = sorted((agencies_of(found) for found in nx.connected_components(network)), key=_size)
    untested: list[Text] = []
    if not components:
        untested.append(NO_AGENCIES)
    elif len(components[0]) == 1:
        untested.append(NOTHING_JOINS)
    else:
        confidence = weakest_link(network)
        lone = [found[0] for found in components if len(found) == 1]
        findings += _lone(about, relations, lone, confidence)
        findings += _units(about, relations, lone, confidence)
        findings += [
            _several(about, GROUP, about.subject(*group[0]), group, len(components[0]), confidence)
            for group in components[1:]
            if len(group) > 1
        ]
    sizes = [len(found) for found in components]
    return about.result(
        ANALYSIS,
        findings,
        (ALONE, GROUP, UNITS, PROGRAMS, FUNDS, IDLE),
        {},
        totals={"agencies": sum(sizes), "components": len(sizes), "largest": max(sizes, default=0)},
        untested=untested,
        seconds=time.perf_counter() - started,
    )


def _size(group: Sequence[NodeId]) -> tuple[int, Sequence[NodeId]]:
    return -len(group), group


def _lone(
    about: Statement, relations: Relations, lone: Sequence[NodeId], confidence: Confidence
) -> Iterator[Finding]:
    """Yield the agencies that are joined to nobody; those that run nothing in one finding."""
    idle: list[NodeId] = []
    for node in lone:
        if relations.targets[PART_OF].get(node[1]):
            continue
        owned = [("Program", key) for key in relations.targets[RUNS].get(node[1], ())]
        owned += [("FundingSource", key) for key in relations.targets[MANAGES].get(node[1], ())]
        if not owned:
            idle.append(node)
            continue
        yield about.finding(
            ALONE,
            (about.subject(*node),),
            SENTENCES[ALONE],
            {"owned": number(len(owned))},
            observed=0,
            effect=len(owned),
            unit="programs",
            verdict=ALONE,
            evidence=Evidence(nodes=(node, *owned[:NAMED]), counts={"owned": len(owned), "joined_to": 0}),
            confidence=confidence,
        )
    if idle:
        every = len(about.ecosystem.nodes("Agency"))
        subject = Subject("Agency", "", NAMES_OF[IDLE])
        yield _several(about, IDLE, subject, idle, every, confidence)


def _units(
    about: Statement, relations: Relations, lone: Sequence[NodeId], confidence: Confidence
) -> Iterator[Finding]:
    """Yield the agencies that others are part of which are joined to nobody."""
    alone = {key for _, key in lone}
    confidence = max(confidence, relations.confidence(PART_OF), key=lambda label: label.rank)
    for parent, units in relations.sources[PART_OF].items():
        keys = [key for key in units if key in alone]
        if not keys:
            continue
        yield about.finding(
            UNITS,
            (about.subject("Agency", parent),),
            SENTENCES[UNITS],
            {
                "number": number(len(keys)),
                "all": number(len(units)),
                "joined": NO if parent in alone else YES,
            },
            observed=len(units),
            effect=len(keys),
            unit="agencies",
            verdict=UNITS,
            evidence=Evidence(
                nodes=(("Agency", parent),),
                relationships=tuple((PART_OF, key, parent) for key in keys),
                counts={"joined_to_nobody": len(keys), "units": len(units)},
            ),
            confidence=confidence,
        )


def _several(
    about: Statement,
    kind: str,
    subject: Subject,
    nodes: Sequence[NodeId],
    others: int,
    confidence: Confidence,
) -> Finding:
    """Return one finding about several agencies; all of them are in its rows."""
    named = listed([about.ecosystem.name(*node) for node in nodes])
    return about.finding(
        kind,
        (subject,),
        SENTENCES[kind],
        {"number": number(len(nodes)), "all": number(others), "named": named},
        observed=len(nodes),
        effect=len(nodes),
        unit="agencies",
        verdict=kind,
        evidence=Evidence(
            nodes=tuple(nodes[:NAMED]),
            counts={"agencies": len(nodes), "others": others},
            columns=("agency",),
            rows=tuple((key,) for _, key in nodes),
        ),
        confidence=confidence,
    )


def _unowned(about: Statement, relations: Relations, kind: str, node: str, owner: str) -> Iterator[Finding]:
    """Yield one finding about all programs, or all funds, that no agency has on record."""
    keys = about.ecosystem.nodes(node)
    without = [key for key in keys if key not in relations.sources[owner]]
    if without:
        yield about.finding(
            kind,
            (Subject(node, "", NAMES_OF[kind]),),
            SENTENCES[kind],
            {"number": number(len(without)), "all": number(len(keys))},
            observed=len(keys),
            effect=len(without),
            unit="programs" if node == "Program" else "funds",
            verdict=kind,
            evidence=Evidence(
                nodes=tuple((node, key) for key in without[:NAMED]),
                counts={"without": len(without), "all": len(keys)},
                columns=(node,),
                rows=tuple((key,) for key in without),
            ),
            confidence=relations.confidence(owner),
        )
