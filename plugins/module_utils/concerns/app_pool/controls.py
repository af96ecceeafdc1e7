# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The controls of app_pool: by each node (CONTROLS), or by comparing the nodes (FARM_CONTROLS)."""

from __future__ import annotations

from ...facts.accounts.can_log_on import CAN_LOG_ON
from ...model.controls import Control
from ...model.finding import Remedy
from ...model.ticket_path import Step

CONTROLS = (
    Control(
        "POOL-1",
        "every pool of the site runs as the service account, which tickets are issued for",
        Remedy.ON_REQUEST,
        "needs its password, and spn_holder where the decrypting key changes",
        step=Step.KEY,
        of_the_key=True,
    ),
    CAN_LOG_ON,
    Control(
        "POOL-3",
        "the pool's account may log on and impersonate, the readers may access the node from the network",
        Remedy.FIX,
        "a right that a group policy sets, and a denial, are reported",
        step=Step.NODE,
    ),
    Control(
        "POOL-4",
        "site, pools and the services of IIS run, with the same bindings and applications on every node",
        Remedy.FIX,
        "a stopped site or pool is started, unless that may be on purpose or its logon failed; a stopped service, and "
        "differences between nodes, are reported",
        step=Step.NODE,
        explained_by=("POOL-2",),
    ),
    Control(
        "POOL-5",
        "the pool serves no other site",
        Remedy.REPORT,
        "otherwise it is not changed",
    ),
    Control(
        "POOL-6",
        "no worker process logged on before the service account got its password",
        Remedy.FIX,
        "needs password_changed; cannot be rolled back",
        step=Step.KEY,
    ),
)

# What differs between nodes is reported by POOL-4 too, so that one row of the report shows whether the site is served.
FARM_CONTROLS: tuple[Control, ...] = ()
