"""The one cluster that a node is drained in, where a write may have changed what was read before it."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.decision import own_cluster
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.cluster import membership
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.cluster.membership import Cluster, Membership
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError

from lab import healthy
from lab.facts import cluster as of_lab
from lab.facts import cluster_payloads
from tests.unit.engine.drain.farm import Farm

WANTED: Any = SimpleNamespace(node="web1", virtual=Farm(1).description.virtual_addresses)


def member(*clusters: Cluster) -> Membership:
    return SimpleNamespace(of_farm=lambda virtual: list(clusters))  # type: ignore[return-value]


def cluster() -> Cluster:
    state = of_lab.joined(healthy.node(1), [])
    answer = cluster_payloads.read(state, membership.read(WANTED.virtual).arguments)
    (one,) = membership.parse(answer).of_farm(frozenset(WANTED.virtual))
    return one


def test_there_is_one() -> None:
    one = cluster()
    assert own_cluster(member(one), WANTED) is one


def test_none_or_several_are_an_error_and_not_a_choice() -> None:
    one = cluster()
    for clusters in ((), (one, one)):
        said = f"the virtual addresses are in {len(clusters)} clusters of web1 now, expected one"
        with pytest.raises(NodeError, match=f"^{said}$"):
            own_cluster(member(*clusters), WANTED)


def test_one_that_cannot_be_read_any_more_is_an_error() -> None:
    with pytest.raises(NodeError, match="driver"):
        own_cluster(member(replace(cluster(), problem="the driver does not answer")), WANTED)
