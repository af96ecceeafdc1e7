# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether the port rules of the cluster let clients reach the site of the description."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ...facts.cluster.membership import Cluster, PortRule
from ...facts.iis import bindings
from ...facts.iis.server import Site
from ...model.addresses import Address
from ...model.finding import Finding, State

DISABLED, WITHOUT = "disabled", "without a port rule"
WANTED = "answered by the cluster"
REASONS = {
    DISABLED: "the port rule is disabled, so no node answers clients there: set its filtering mode to Multiple or "
    "Single",
    WITHOUT: "no port rule covers it, so one node alone answers all clients, the default host, which is the converged "
    "one with the lowest number: add a port rule where the others should answer too",
}


def findings(control: str, cluster: Cluster, site: Site, virtual: Collection[Address]) -> Iterator[Finding]:
    """For each port that the site is bound to at a virtual address."""
    known = list(bindings.web_bindings(site))
    here = sorted(cluster.addresses & {*virtual}, key=str)
    for port in sorted({one.port for one in known if one.address is None or one.address in here}):
        state = {str(address): _state(cluster.port_rules, port, address) for address in here}
        subject = f"port {port} of the site"
        for found in (DISABLED, WITHOUT):
            if where := [address for address, one in state.items() if one == found]:
                text = f"{found} at {', '.join(where)}"
                yield Finding(control, subject, State.DRIFT, text, WANTED, reason=REASONS[found])
                break
        else:
            yield Finding(control, subject, State.COMPLIANT, WANTED, WANTED)


def _state(rules: Collection[PortRule], port: int, address: Address) -> str:
    """A rule for one address comes before one for all of them."""
    for which in (address, None):
        for rule in rules:
            if rule.covers(port, which):
                return DISABLED if rule.disabled else WANTED
    return WITHOUT
