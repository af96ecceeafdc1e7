# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The controls of dns_records, each of the farm as a whole."""

from __future__ import annotations

from ...model.controls import Control
from ...model.finding import Remedy
from ...model.ticket_path import Step

CONTROLS = (
    Control(
        "DNS-5",
        "each virtual name has exactly the virtual addresses on every DNS server, as static records",
        Remedy.HAND_OFF,
        "a dynamic update would leave a time stamp, so that the record is scavenged",
        step=Step.NAME,
        explained_by=("DNS-8",),
    ),
    Control(
        "DNS-8",
        "each virtual name is an address record, or the name that its alias leads to is one of the farm's names too",
        Remedy.HAND_OFF,
        "browsers ask for a ticket for the name that the alias leads to",
        step=Step.NAME,
    ),
    Control(
        "DNS-4",
        "each node's name has exactly its own addresses on every DNS server, and its record belongs to its account",
        Remedy.HAND_OFF,
        "wrong dynamic records of the node's own account are fixed, where an account is given that may write them",
    ),
    Control("DNS-7", "reverse records agree, where there is a zone for them", Remedy.REPORT),
)
FARM_CONTROLS: tuple[Control, ...] = ()
