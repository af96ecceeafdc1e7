# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether it is proved that Kerberos works: each node and each virtual address has accepted a ticket for each name."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.controls import Control
from ..model.finding import State
from .evidence import WHOLE, Accepted, Evidence


def proved(evidence: Evidence, controls: Sequence[Control]) -> bool:
    """In this run, of all nodes of the description. One that is missing, waived or not checked is no proof."""
    checked = evidence.checked.get(WHOLE, {})
    measured = [control.id for control in controls if control.measured]
    if not measured or any(checked.get(control) is not State.COMPLIANT for control in measured):
        return False
    places = [*((node, "") for node in evidence.own), *(("", address) for address in evidence.virtual)]
    wanted = {Accepted(name, node, address) for name in evidence.names for node, address in places}
    return bool(evidence.names and evidence.own and evidence.virtual) and wanted <= set(evidence.accepted)
