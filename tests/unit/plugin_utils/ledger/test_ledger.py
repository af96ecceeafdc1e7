"""What is open since when: the lines say the same as the runs, and nothing is closed that was not answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import chain, ledger
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.plugin_utils.ledger.farms import CONTROLS, Answers, farm

SAMPLE = Path(__file__).parents[3] / "reports" / "sample" / "intranet.jsonl"
STATES = st.sampled_from(["compliant", "drift", "waived", "pending", "could not check", "not applicable"])
NODES = st.one_of(st.none(), st.dictionaries(st.sampled_from(CONTROLS), STATES))
RUNS = st.lists(st.fixed_dictionaries({"web1": NODES, "web2": NODES}), min_size=1, max_size=8)


def kept(runs: Sequence[Answers]) -> tuple[list[bytes], Mapping[ledger.Key, ledger.Entry]]:
    lines: list[bytes] = []
    entries: Mapping[ledger.Key, ledger.Entry] = {}
    for number, answers in enumerate(runs):
        one = farm(answers, number)
        now = ledger.after(entries, one)
        former = chain.digest(lines[-1]) if lines else None
        lines.append(chain.written(ledger.line(entries, now, one, "audit", former)))
        entries = now
    return lines, entries


@given(RUNS)
def test_the_lines_say_what_is_open(runs: list[Answers]) -> None:
    lines, entries = kept(runs)
    assert chain.verified(lines) is None
    assert ledger.replayed(map(chain.read, lines)) == entries


@given(RUNS)
def test_a_node_that_is_not_read_and_a_wrong_description_close_nothing(runs: list[Answers]) -> None:
    _, before = kept(runs)
    unread = farm({"web1": None, "web2": None}, 20)
    wrong = farm({}, 20, problem="kerberos_farm.nmaes: no such field")
    limited = farm({"web1": {}, "web2": {}}, 20)
    for one in (unread, wrong, limited):
        now = ledger.after(before, one)
        assert {key: entry.since for key, entry in before.items()}.items() <= {
            key: entry.since for key, entry in now.items()
        }.items()


@given(RUNS, st.data())
def test_a_changed_byte_is_found(runs: list[Answers], data: st.DataObject) -> None:
    lines, _ = kept(runs)
    head, number = chain.digest(lines[-1]), data.draw(st.integers(0, len(lines) - 1))
    at, other = data.draw(st.integers(0, len(lines[number]) - 1)), data.draw(st.integers(1, 255))
    changed = bytearray(lines[number])
    changed[at] ^= other
    lines[number] = bytes(changed)
    assert chain.verified(lines, head) in (number, number + 1)


def test_a_waiver_changes_the_state_and_not_the_time() -> None:
    lines, entries = kept([{"web1": {"DNS-1": "drift"}}, {"web1": {"DNS-1": "waived"}}])
    first = farm({}, 0)["time"]
    assert entries == {("web1", "DNS-1", "s"): ("waived", first)}
    assert chain.read(lines[1])["opened"] == [["web1", "DNS-1", "s", "waived"]]
    assert chain.read(lines[1])["closed"] == []


def test_what_is_mended_is_closed() -> None:
    lines, entries = kept([{"web1": {"DNS-1": "drift"}}, {"web1": {"DNS-1": "compliant"}}])
    assert entries == {}
    assert chain.read(lines[1])["closed"] == [["web1", "DNS-1", "s", "drift", farm({}, 0)["time"]]]


def test_the_sample_fits() -> None:
    assert chain.verified(SAMPLE.read_bytes().splitlines()) is None
