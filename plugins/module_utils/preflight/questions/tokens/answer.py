# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether this session gets the groups of accounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ....facts.accounts.unknown_groups import cause
from ....farm.description import Farm
from ....model.masks import Mask
from ..question import Question

SHAPE = {
    "tokens": [
        {
            "account": str,
            "principal": str,
            "groups": (int, None),
            "type": str,
            "number": (int, None),
            "message": str,
            "ms": int,
        }
    ],
    "ms": int,
}

MASKING = {
    "tokens.account": Mask.ACCOUNT,
    "tokens.principal": Mask.ACCOUNT,
    "tokens.type": Mask.WORD,
    "tokens.message": Mask.REASON,
}


def _arguments(farm: Farm) -> dict[str, Any]:
    return {"accounts": [farm.service_account] if farm.service_account else []}


def _sentences(data: Mapping[str, Any]) -> Iterator[str]:
    """One, where an account has no token by any of its names."""
    known = {token["account"] for token in data["tokens"] if token["groups"] is not None}
    refused = [token for token in data["tokens"] if token["account"] not in known]
    # The last is the farm's own service account, where it has one: that of the connection may be a local account.
    if refused and refused[-1]["account"] == data["tokens"][-1]["account"]:
        yield cause(refused[-1]["number"], refused[-1]["message"])


TOKENS = Question("tokens", SHAPE, MASKING, _sentences, _arguments)
