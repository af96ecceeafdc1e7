# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The accounts whose logon failed after a run of ours had set a pool's identity: what write_iis notes on the node."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...model.masks import Mask

SHAPE = {"failed_logons": [{"account": str, "time": str}]}
MASKING = {"failed_logons.account": Mask.ACCOUNT, "failed_logons.time": Mask.WORD}


def parse(answer: Mapping[str, Any]) -> dict[str, str]:
    """Account -> when, UTC."""
    return {one["account"]: one["time"] for one in answer["failed_logons"]}
