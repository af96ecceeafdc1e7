# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The control of the service account's logon, which the directory and each node answer: a part of it each."""

from __future__ import annotations

from ...model.controls import Control
from ...model.finding import Remedy
from ...model.ticket_path import Step

CAN_LOG_ON = Control(
    "POOL-2",
    "the service account can log on: enabled, not locked or expired, at any hour and on every node, with a valid "
    "password that each node has; a managed account's password may be retrieved by every node",
    Remedy.HAND_OFF,
    "as the domain has it, and as the nodes' logons went; what follows from a change of the account for delegation is "
    "told as well",
    step=Step.NODE,
)
