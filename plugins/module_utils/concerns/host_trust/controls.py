# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The controls of host_trust: by each node (CONTROLS), and HOST-2 by the directory as well (OF_DIRECTORY)."""

from __future__ import annotations

from ...facts.encryption_types.encryption_types import COMMON_TYPE
from ...model.controls import Control
from ...model.finding import Remedy
from ...model.ticket_path import Step

CLOCKS = Control(
    "HOST-2",
    "the clock of each node differs by less than 5 minutes from that of its domain controller, that of the first node "
    "from those of all domain controllers that are asked",
    Remedy.REPORT,
    "a server may accept a ticket in spite of it",
    step=Step.NODE,
    may_be_harmless=True,
)
CONTROLS = (
    Control(
        "HOST-1",
        "the node and its domain agree on the password of the node's computer account: its secure channel holds",
        Remedy.HAND_OFF,
        "tickets are lost where the computer's key decrypts; elsewhere logons are that the node asks its domain for",
        step=Step.NODE,
        may_be_harmless=True,
    ),
    CLOCKS,
    COMMON_TYPE,
    Control(
        "HOST-4",
        "http.sys takes requests with a large ticket, and the same on every node",
        Remedy.REPORT,
        "a larger one is answered with 400, which no log of the site has",
    ),
    Control(
        "HOST-5",
        "the loopback check is not switched off for every name",
        Remedy.REPORT,
        "with it, a test from a node itself fails where clients do not",
    ),
)
OF_DIRECTORY = (CLOCKS,)

# HOST-4 compares the nodes as well: agreement adds to the findings of each node.
FARM_CONTROLS: tuple[Control, ...] = ()
