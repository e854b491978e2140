"""What judgements amount to: transitive, independent of their order, and never contradicting."""

from datetime import UTC, datetime

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.state import Identities, Judgement, JudgementRefused, Verdict
from ecograph.state.keys import is_exact, order_of, scoped_key, source_of

REGISTERED = ["0105562990031", "0415560990015"]
SCOPED = [scoped_key(source, bytes([number]) * 32) for source in ("club", "fair") for number in range(3)]
KEYS = [*REGISTERED, *SCOPED]
PAIRS = st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(lambda pair: pair[0] != pair[1])
SAID = st.lists(st.tuples(st.sampled_from([Verdict.SAME, Verdict.DIFFERENT]), PAIRS), max_size=12)


def entry(number: int, verdict: Verdict, first: str, second: str, undoes: int | None = None) -> Judgement:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Judgement(number, verdict, "SME", first, second, undoes, "somchai", at, "")


def admitted(said: list[tuple[Verdict, tuple[str, str]]]) -> list[Judgement]:
    """Return what is left of what was said when each contradiction is refused."""
    entries: list[Judgement] = []
    for verdict, pair in said:
        try:
            Identities(entries, "SME").admit(verdict, *pair)
        except JudgementRefused:
            continue
        entries.append(entry(len(entries) + 1, verdict, *pair))
    return entries


@given(SAID, st.randoms(use_true_random=False))
def test_the_order_of_judgements_does_not_matter(
    said: list[tuple[Verdict, tuple[str, str]]], random: object
) -> None:
    entries = admitted(said)
    shuffled = list(entries)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = Identities(entries, "SME"), Identities(shuffled, "SME")
    assert one.canonical == other.canonical
    assert one.different == other.different


@given(SAID)
def test_sameness_is_what_paths_of_judgements_say(said: list[tuple[Verdict, tuple[str, str]]]) -> None:
    entries = admitted(said)
    identities = Identities(entries, "SME")
    graph = nx.Graph((e.first, e.second) for e in entries if e.verdict is Verdict.SAME)
    for component in nx.connected_components(graph):
        assert {identities.find(key) for key in component} == {min(component, key=order_of)}
    assert {key for keys in identities.classes.values() for key in keys} == set(graph)
    for e in entries:
        if e.verdict is Verdict.DIFFERENT:
            assert not identities.are_same(e.first, e.second)


@given(SAID)
def test_a_chain_is_a_shortest_path(said: list[tuple[Verdict, tuple[str, str]]]) -> None:
    entries = admitted(said)
    identities = Identities(entries, "SME")
    graph = nx.Graph((e.first, e.second) for e in entries if e.verdict is Verdict.SAME)
    for first in graph:
        for second in graph:
            apart = nx.has_path(graph, first, second)
            expected = nx.shortest_path_length(graph, first, second) if apart else 0
            assert len(identities.chain(first, second)) == expected


@given(SAID, st.data())
def test_undoing_leaves_what_would_be_without_it(
    said: list[tuple[Verdict, tuple[str, str]]], data: st.DataObject
) -> None:
    entries = admitted(said)
    if not entries:
        return
    undone = data.draw(st.sampled_from(entries))
    log = [*entries, entry(len(entries) + 1, Verdict.UNDO, undone.first, undone.second, undone.number)]
    without = [e for e in entries if e is not undone]
    assert Identities(log, "SME").canonical == Identities(without, "SME").canonical
    assert Identities(log, "SME").judged == Identities(without, "SME").judged


def test_a_contradiction_names_the_judgements_in_its_way() -> None:
    a, b, c = SCOPED[:3]
    chain = [entry(1, Verdict.SAME, a, b), entry(2, Verdict.SAME, b, c)]
    with pytest.raises(JudgementRefused, match=r"entries 1 \(same .* by somchai on 2026-01-01\), 2 \(same"):
        Identities(chain, "SME").admit(Verdict.DIFFERENT, c, a)
    split = [entry(1, Verdict.SAME, a, b), entry(2, Verdict.DIFFERENT, b, c)]
    with pytest.raises(JudgementRefused, match=r"entry 2 \(different .*says that they differ.*undo 2"):
        Identities(split, "SME").admit(Verdict.SAME, c, a)


def test_two_registered_ids_are_one_only_when_somebody_says_just_that() -> None:
    one, other = REGISTERED
    entries = [entry(1, Verdict.SAME, SCOPED[0], one)]
    with pytest.raises(JudgementRefused, match=f"make {one} and {other} one"):
        Identities(entries, "SME").admit(Verdict.SAME, SCOPED[0], other)
    Identities(entries, "SME").admit(Verdict.SAME, one, other)


def test_nothing_is_the_same_as_itself_or_of_another_kind() -> None:
    with pytest.raises(JudgementRefused, match="given twice"):
        Identities([], "SME").admit(Verdict.SAME, SCOPED[0], SCOPED[0])
    assert not Identities([entry(1, Verdict.SAME, SCOPED[0], SCOPED[1])], "Agency").canonical


def test_an_alias_means_one_node() -> None:
    entries = [entry(1, Verdict.ALIAS, "AG-A", "กพร.")]
    assert Identities(entries, "SME").aliases == {"กพร": "AG-A"}
    with pytest.raises(JudgementRefused, match="already stands for AG-A: entry 1"):
        Identities(entries, "SME").admit(Verdict.ALIAS, "AG-B", " กพร")
    Identities(entries, "SME").admit(Verdict.ALIAS, "AG-B", "ก.พ.ร.")
    with pytest.raises(JudgementRefused, match="without a letter"):
        Identities(entries, "SME").admit(Verdict.ALIAS, "AG-B", " - ")


@given(st.binary(min_size=32, max_size=32))
def test_a_scoped_key_holds_no_digit_and_knows_its_source(digest: bytes) -> None:
    key = scoped_key("fair", digest)
    assert not any(letter.isdigit() for letter in key)
    assert source_of(key) == "fair"
    assert not is_exact(key)
