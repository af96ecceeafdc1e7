# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The controls of machine_account: by each node (CONTROLS), or by comparing the nodes (FARM_CONTROLS)."""

from __future__ import annotations

from ...model.controls import Control
from ...model.finding import Remedy
from ...model.ticket_path import Step

CONTROLS = (
    Control(
        "HOST-3",
        "no name of the farm is the name of one of its nodes, no two nodes have one name, and no computer of another "
        "domain has the name of a node or of the farm",
        Remedy.REPORT,
        "by what the nodes say of themselves, and by the forest's global catalog",
        step=Step.TICKET,
        may_be_harmless=True,
    ),
)

# HOST-3 compares the nodes as well: agreement adds to the findings of each node.
FARM_CONTROLS: tuple[Control, ...] = ()
