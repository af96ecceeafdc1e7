# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What this session may do, and what the computer writes down of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ....model.masks import Mask
from ..question import Question

SHAPE = {
    "user": str,
    "in_domain": bool,
    "domain": str,
    "language_mode": str,
    "execution_policy": str,
    "module_logging": (int, None),
    "script_block_logging": (int, None),
    "transcription": (int, None),
    "culture": str,
    "installed_culture": str,
    "ms": int,
}

MASKING = {
    "user": Mask.ACCOUNT,
    "domain": Mask.NAMES,
    "language_mode": Mask.WORD,
    "execution_policy": Mask.WORD,
    "culture": Mask.WORD,
    "installed_culture": Mask.WORD,
}


def _sentences(data: Mapping[str, Any]) -> Iterator[str]:
    if not data["in_domain"]:
        yield (
            f"this computer is in no domain (workgroup {data['domain']}): no ticket can be issued for it, so that the "
            "farm cannot have Kerberos with it; join it to the domain of the service account"
        )


SESSION = Question("session", SHAPE, MASKING, _sentences)
