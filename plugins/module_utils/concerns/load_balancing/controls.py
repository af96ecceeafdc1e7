# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The controls of load_balancing: by each node (CONTROLS), or by comparing the nodes (FARM_CONTROLS)."""

from __future__ import annotations

from ...model.controls import Control
from ...model.finding import Remedy
from ...model.ticket_path import Step

CONTROLS = (
    Control(
        "NLB-1",
        "every node is in one converged cluster with the virtual addresses and one configuration, none converges alone",
        Remedy.REPORT,
        step=Step.NETWORK,
    ),
)

# NLB-1 compares the nodes as well: agreement adds to the findings of each node.
FARM_CONTROLS: tuple[Control, ...] = ()
