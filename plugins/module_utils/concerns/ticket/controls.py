# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The controls of ticket, each of the farm as a whole. Where one fails is said by each finding's own step."""

from __future__ import annotations

from ...model.controls import Control
from ...model.finding import Remedy
from ...model.ticket_path import Step

CONTROLS = (
    Control(
        "LIVE-1",
        "each node, asked by its own address, accepts a fresh ticket for each name of the farm, whichever domain "
        "controller gives it",
        Remedy.REPORT,
        "the finding names the step that is broken",
        step=Step.KEY,
        measured=True,
    ),
    Control(
        "LIVE-2",
        "a fresh ticket for each name of the farm is accepted at each virtual address",
        Remedy.REPORT,
        "the finding names the step that is broken",
        step=Step.KEY,
        measured=True,
    ),
)
FARM_CONTROLS: tuple[Control, ...] = ()
