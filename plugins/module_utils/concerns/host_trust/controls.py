# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The control of host_trust."""

from __future__ import annotations

from ...model.controls import Control
from ...model.finding import Remedy
from ...model.ticket_path import Step

CONTROLS = (
    Control(
        "HOST-2",
        "the clocks of the farm's first node and of its domain controllers differ by less than 5 minutes",
        Remedy.REPORT,
        "a server may accept a ticket in spite of it",
        step=Step.NODE,
        may_be_harmless=True,
    ),
)
FARM_CONTROLS: tuple[Control, ...] = ()
