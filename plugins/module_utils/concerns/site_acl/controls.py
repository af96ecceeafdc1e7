# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The controls of site_acl: by each node (CONTROLS), or by comparing the nodes (FARM_CONTROLS)."""

from __future__ import annotations

from ...model.controls import Control
from ...model.finding import Remedy
from ...model.ticket_path import Step

CONTROLS = (
    Control(
        "ACL-1",
        "the pool's identity can read and execute the site folder (effective right, inherited or not)",
        Remedy.FIX,
        step=Step.FILES,
    ),
    Control(
        "ACL-2",
        "every reader group can too, otherwise IIS answers 401.3",
        Remedy.FIX,
        step=Step.FILES,
    ),
    Control(
        "ACL-3",
        "no deny entry applies to them",
        Remedy.ON_REQUEST,
        step=Step.FILES,
    ),
    Control(
        "ACL-4",
        "web.config and every object below with explicit entries is readable too",
        Remedy.ON_REQUEST,
        "a right that a protected DACL does not give to readers; all else is fixed without a request",
        step=Step.FILES,
    ),
)

FARM_CONTROLS = (
    Control(
        "ACL-5",
        "effective rights are the same on every node",
        Remedy.REPORT,
        "fixed by ACL-1 to ACL-4",
        step=Step.FILES,
        explained_by=("ACL-1", "ACL-2", "ACL-3", "ACL-4"),
    ),
)
