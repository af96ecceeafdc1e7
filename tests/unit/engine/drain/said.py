"""Node 1 of a farm as it is read, and what each node of the farm has said of itself, with changes."""

from __future__ import annotations

from datetime import UTC, datetime

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.decision import DrainRequest, Moment
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.lease import lease
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.cluster import membership

from tests.changes import changed

VIRTUAL = ["10.0.0.50", "2001:db8::50"]
RUN = "20260131T080000Z-a"
NOW = datetime(2026, 1, 31, 8, 1, tzinfo=UTC)


def cluster(number, nodes):
    return {
        "name": "intranet.example.com",
        "addresses": VIRTUAL,
        "host": number,
        "status": membership.DEFAULT if number == 1 else membership.CONVERGED,
        "converged_with": list(range(1, nodes + 1)),
    }


def read_cluster(nodes, changes):
    """The answer of node 1."""
    return changed(
        {
            "installed": True,
            "clusters": [
                {**cluster(1, nodes), "interface": "NLB", "mode": "MULTICAST", "connections": 0, "problem": ""}
            ],
            "port_rules": [],
            "own": {"name": "WEB1"},
            "marker": {"run": None, "time": None},
            "left_addresses": [],
            "present_addresses": VIRTUAL,
        },
        changes,
    )


def states(nodes, changes):
    """By name. Each was asked half a minute ago; this run holds the lease of node 1."""
    healthy = {f"web{number}": state(number, nodes) for number in range(1, nodes + 1)}
    return changed(healthy, changes)


def state(number, nodes):
    return {
        "node": f"web{number}",
        "time": "2026-01-31 08:00:30",
        "asked": True,
        "problem": "",
        "cluster": cluster(number, nodes),
        "state": "converged",
        "left_addresses": [],
        "held_by": RUN if number == 1 else None,
        "serves": True,
        "serves_not": "",
        "unanswered": [],
    }


def request(nodes, said, state="drained", seconds=120):
    """said: of each node, in a list."""
    arguments = {"virtual_addresses": VIRTUAL, "nodes": [f"web{n}" for n in range(1, nodes + 1)]}
    return DrainRequest.from_arguments({**arguments, "state": state, "states": said, "timeout": seconds}, "web1")


def moment(run=RUN, until="2026-01-31 08:02:00", **more):
    """run, until: of the lease, which has another minute."""
    held = lease.parse({"run": run, "until": until, "drained": False}, "2026-01-31 08:01:00")
    return Moment(held, NOW, RUN, **more)
