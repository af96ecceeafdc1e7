# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The controls of dns_registration: by each node (CONTROLS), or by comparing the nodes (FARM_CONTROLS)."""

from __future__ import annotations

from ...model.controls import Control
from ...model.finding import Remedy

CONTROLS = (
    Control(
        "DNS-1",
        "the adapter with the node's own addresses registers in DNS, the cluster's does not",
        Remedy.FIX,
        "an adapter of another network that registers, and an address that Windows does not use, are reported",
    ),
    Control(
        "DNS-2",
        "no node registers a virtual address, each registers its own (SkipAsSource)",
        Remedy.FIX,
        "the last address that an adapter can send from, and an address that is not described, are reported",
    ),
    Control(
        "DNS-3",
        "no registry value, policy or DNS server role on the node overrides DNS-1 and DNS-2",
        Remedy.FIX,
        "registry values are fixed, and pending until the node restarts; a policy or the role is reported",
    ),
    Control(
        "DNS-6",
        "no hosts file on a node overrides a farm name",
        Remedy.REPORT,
        "it may be there on purpose; clients are unaffected",
    ),
)

FARM_CONTROLS = (Control("DNS-9", "every node uses the same DNS servers and suffixes", Remedy.REPORT),)
