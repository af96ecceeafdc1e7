# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The controls of spn, each of the farm as a whole."""

from __future__ import annotations

from ...facts.encryption_types.encryption_types import COMMON_TYPE
from ...model.controls import Control
from ...model.finding import Remedy
from ...model.ticket_path import Step

CONTROLS = (
    Control(
        "SPN-2",
        "no other account of the forest holds HTTP/<name>, directly, or by HOST/ where no account has HTTP/ itself",
        Remedy.ON_REQUEST,
        "fixed without a request where no node works by the present holder's key; handed off without an account that "
        "may write",
        step=Step.TICKET,
    ),
    Control(
        "SPN-1",
        "the service account holds HTTP/<each name of the farm>, on every domain controller",
        Remedy.FIX,
        "handed off without an account that may write",
        step=Step.TICKET,
        explained_by=("SPN-2",),
    ),
    COMMON_TYPE,
    Control(
        "SPN-3",
        "no other account than the node's own holds HTTP/<node>",
        Remedy.ON_REQUEST,
        "it breaks Kerberos remoting to the node",
    ),
)
FARM_CONTROLS: tuple[Control, ...] = ()
