# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether a rollback could take the passwords of pools from a copy of the configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ....model.masks import Mask
from ..question import Question

SHAPE = {"pools": [{"pool": str, "here": bool, "by_path": bool}], "ms": int}
MASKING = {"pools.pool": Mask.POOL}


def _sentences(data: Mapping[str, Any]) -> Iterator[str]:
    for pool in data["pools"]:
        if pool["here"] and not pool["by_path"]:
            yield (
                f"IIS decrypts the password of pool {pool['pool']} in its configuration, but not where that is "
                "opened by its path: a rollback could not restore that identity"
            )


STORED_PASSWORDS = Question("stored_passwords", SHAPE, MASKING, _sentences)
