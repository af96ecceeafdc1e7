"""Whatever fails, at whichever request of a rolling fix: the farm works as before, or the run says what it left.

Never fewer nodes serve than without the run, but for the one that it has drained. Nothing that recycles is written on a
node that serves. A run that ends well leaves every node serving. A node that is left drained is named.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.playbooks.failure import KINDS, STOPS_THE_POOL, Failure, Request
from tests.playbooks.watched_run import NODES, RECYCLING, Farm, Watched

BROKEN = {
    "web1": (
        "dns_registration/own-adapter-not-registered",
        "site_acl/readers-lack-access",
        "app_pool/built-in-identity",
        "windows_authentication/ntlm-first",
    ),
    "web2": ("windows_authentication/kerberos-provider-in-kernel-mode",),
}
# A request that only reads is sent once more.
REPEATED = ("the connection breaks before the request arrives", "the connection breaks before the answer arrives")
# What only reads changes nothing: a run meets the same whether it was carried out or not. So only what writes fails so.
NOT_CARRIED_OUT = ("the node is lost before the request arrives", "the request hangs before it arrives")


@pytest.fixture(scope="module")
def farm(tmp_path_factory: pytest.TempPathFactory) -> Farm:
    return Farm(tmp_path_factory.mktemp("farm"), BROKEN)


@pytest.fixture(scope="module")
def whole(farm: Farm) -> Watched:
    whole = farm.run()
    assert whole.run.code == 0, whole.run.output
    return whole


def test_a_run_without_a_failure_drains_what_it_fixes(whole: Watched) -> None:
    assert list(wrong(whole, None)) == []
    assert {node for request in whole.requests for node in NODES if node not in request.serving} == set(BROKEN)


@pytest.mark.parametrize("kind", KINDS)
def test_a_failure_at_any_request_does_no_harm(kind: str, farm: Farm, whole: Watched) -> None:
    found = []
    for number in numbers(kind, whole):
        failure = Failure(kind, number)
        request = whole.requests[number - 1]
        said = wrong(farm.run(failure), failure)
        found += [f"{number}, {request.node}, {' '.join(request.payloads)}: {what}" for what in said]
    assert not found, "\n".join(found)


def numbers(kind: str, whole: Watched) -> list[int]:
    """Every request to the first node; and each of the others in one of the ways."""
    first = [request for request in whole.requests if request.node == "web1"]
    others = [request for request in whole.requests if request.node != "web1"]
    chosen = [request for request in first if not (_only_reads(request) and kind in (*REPEATED, *NOT_CARRIED_OUT))]
    chosen += others[list(KINDS).index(kind) :: len(KINDS)]
    if kind in REPEATED:
        chosen += list(filter(_only_reads, first))[REPEATED.index(kind) :: len(KINDS)]
    return sorted(request.number for request in chosen)


def test_every_request_fails_in_one_way_at_least_and_every_write_to_the_first_node_in_each(whole: Watched) -> None:
    failing = {kind: set(numbers(kind, whole)) for kind in KINDS}
    assert set().union(*failing.values()) == {request.number for request in whole.requests}
    writes = {request.number for request in whole.requests if request.node == "web1" and not _only_reads(request)}
    assert all(writes <= numbers for numbers in failing.values())


def _only_reads(request: Request) -> bool:
    return not any(payload.startswith("write_") for payload in request.payloads)


def wrong(watched: Watched, failure: Failure | None) -> Iterator[str]:
    """What the run should not have done."""
    stopped = watched.requests[failure.at - 1].node if failure and failure.kind == STOPS_THE_POOL else ""
    for request in watched.requests:
        if RECYCLING & set(request.payloads) and request.node in request.serving:
            yield f"{request.payloads} on {request.node}, which serves"
        without = set(NODES) - ({stopped} if failure and request.number > failure.at else set())
        if len(without - set(request.serving)) > 1 or not request.serving:
            yield f"before request {request.number} only {request.serving} of {sorted(without)} serve"
    away = set(NODES) - set(watched.left)
    if watched.run.code == 0:
        # What happens after the last look at a node is not known.
        known = away - ({stopped} if failure and not watched.read_again(stopped, failure.at) else set())
        yield from (f"exit code 0, and {node} does not serve" for node in known)
    elif unnamed := [node for node in away - {stopped} if not watched.says_left_drained(node)]:
        yield f"{unnamed} left drained, and not named:\n{watched.report()}"
    if "no time limit" in watched.run.output or "Unexpected" in watched.run.output:
        yield watched.run.output
