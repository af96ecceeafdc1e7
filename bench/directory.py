"""What the audit of a farm's directory and DNS costs, once a farm: python -m bench.directory.

The lab's servers answer in threads of this process; the CPU is that of the thread that asks. The node is not asked: it
answers at once what it would have answered.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import FARM_CONCERNS, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_account import Given
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_task import audit_farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

from bench.farm import network
from bench.table import aligned
from lab import emulation, intranet
from lab import healthy as healthy_node
from lab.directory import healthy
from lab.directory.accounts import user
from lab.directory.file import DirectoryState
from lab.directory.forest import ROOT
from lab.directory.wired import WiredDirectory
from lab.dns.wired import WiredDns

USER = "EXAMPLE\\auditor"
FIRST_RID = 10_000
ACCOUNTS, NODES = (0, 5000), 3
HEADINGS = (
    *("accounts", "nodes", "connections", "questions over LDAP", "to DNS", "KB up", "KB down", "CPU ms", "wall ms"),
)


@dataclass(frozen=True)
class Counts:
    """The same on every machine. up, down: bytes, of LDAP and DNS together."""

    connections: int
    ldap: int
    dns: int
    up: int
    down: int


@dataclass(frozen=True)
class Cost:
    """seconds: of CPU of the one that asks, and of wall time: the least of all repeats."""

    accounts: int
    nodes: int
    counts: Counts
    cpu: float
    wall: float


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.directory", description=__doc__)
    parser.add_argument("--accounts", type=int, nargs="+", default=ACCOUNTS, help="besides (default: 0 5000)")
    parser.add_argument("--nodes", type=int, default=NODES, help="of the farm (default: 3)")
    parser.add_argument("--repeat", type=int, default=3, help="how often; the least time counts (default: 3)")
    options = parser.parse_args()
    costs = [cost(accounts, options.nodes, options.repeat) for accounts in options.accounts]
    print("\n".join(aligned([HEADINGS, *map(_row, costs)])))
    return 0


def directory_of(accounts: int, nodes: int) -> DirectoryState:
    """So many accounts besides those of the lab, each with a name that clients ask tickets for."""
    state = healthy.directory(nodes)
    for number in range(accounts):
        spn = [f"HTTP/site{number}.example.com"]
        sid = f"{intranet.DOMAIN}-{FIRST_RID + number}"
        state["objects"][f"CN=user{number},CN=Users,{ROOT}"] = user(
            f"user{number}", sid, "example.com", servicePrincipalName=spn
        )
    return state


def cost(accounts: int, nodes: int, repeats: int) -> Cost:
    """Raises RuntimeError where the farm is not audited as a healthy one is."""
    with tempfile.TemporaryDirectory() as folder:
        lab = WiredDirectory(Path(folder), network(1), nodes)
        lab.directory.file.write(directory_of(accounts, nodes))
        dns = WiredDns(lab.directory.state, lab.addresses)
        try:
            return _measured(lab, dns, accounts, nodes, repeats)
        finally:
            dns.close()
            lab.close()


def _measured(lab: WiredDirectory, dns: WiredDns, accounts: int, nodes: int, repeats: int) -> Cost:
    first, second = (lab.addresses[name] for name in ("dc1", "dc2"))
    where = {
        "domain_controllers": [f"{first}:{lab.ports.ldap}", f"{second}:{lab.ports.ldap}"],
        "global_catalogs": [f"{first}:{lab.ports.catalog}"],
    }
    servers = [f"{first}:{dns.port}", f"{second}:{dns.port}"]
    farm = farm_of(intranet.description(nodes) | {"directory": where, "dns_servers": servers})
    node, given = _Node(), Given(USER, lab.password)
    times: list[tuple[float, float]] = []
    # Loads what is loaded once, and has the node answer.
    if found := audit_farm(farm, FARM_CONCERNS, node.ask, given)["findings"]:
        raise RuntimeError(f"nothing should be found in a healthy farm: {found[0]}")
    for _ in range(repeats):
        before = _counted(lab, dns)
        cpu, wall = time.thread_time(), time.monotonic()
        audit_farm(farm, FARM_CONCERNS, node.ask, given)
        times.append((time.thread_time() - cpu, time.monotonic() - wall))
        after = _counted(lab, dns)
    counts = Counts(*(then - now for then, now in zip(astuple(after), astuple(before), strict=True)))
    return Cost(accounts, nodes, counts, min(cpu for cpu, _ in times), min(wall for _, wall in times))


def _counted(lab: WiredDirectory, dns: WiredDns) -> Counts:
    seen, names = lab.server.counters, dns.dns.servers.values()
    return Counts(
        seen.connections,
        seen.binds + seen.searches,
        sum(len(one.asked) for one in names),
        seen.received + sum(one.received for one in names),
        seen.sent + sum(one.sent for one in names),
    )


class _Node:
    """The farm's first node, which answers once for all."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], exchange.Reply] = {}

    def ask(self, calls: Sequence[Call], stop: bool = False) -> exchange.Reply:
        key = tuple(call.payload for call in calls)
        if key not in self._known:
            own = intranet.own_addresses(1)
            stdout, _ = emulation.answer(exchange.request(calls, own, scripts(), stop), healthy_node.node(1))
            self._known[key] = exchange.reply(stdout, b"", calls, stop, own)
        return self._known[key]


def _row(cost: Cost) -> tuple[str, ...]:
    counts = cost.counts
    return (
        *map(str, (cost.accounts, cost.nodes, counts.connections, counts.ldap, counts.dns)),
        *(f"{size / 1024:.0f}" for size in (counts.up, counts.down)),
        *(f"{1000 * seconds:.0f}" for seconds in (cost.cpu, cost.wall)),
    )


if __name__ == "__main__":
    sys.exit(main())
