# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The control of account_state."""

from __future__ import annotations

from ...facts.accounts.can_log_on import CAN_LOG_ON
from ...model.controls import Control

CONTROLS = (CAN_LOG_ON,)
FARM_CONTROLS: tuple[Control, ...] = ()
