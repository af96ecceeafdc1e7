# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a domain controller has said of accounts whose groups a node could not ask for.

A node whose session has no credentials for the domain knows no groups of any account (see unknown_groups.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def completed(answer: Mapping[str, Any], accounts: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The answer of read_accounts with what the node leaves unknown. accounts: name, sid, groups, groups_known.

    What the node knows stays: its token has the groups as Windows computes them there. An account that the node cannot
    resolve stays unresolved, because nothing runs as it there.
    """
    if not accounts:
        return answer
    return {**answer, "accounts": [_completed(one, accounts) for one in answer["accounts"]]}


def _completed(account: Mapping[str, Any], known: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    same = [one for one in known if one["groups_known"] and _is_same(account, one)]
    if account["groups_known"] or not same:
        return account
    groups = dict.fromkeys([*account["groups"], *same[0]["groups"]])
    return {**account, "groups": list(groups), "groups_known": True, "reason": "", "code": None}


def _is_same(account: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    """By identifier where the node has one, else as both were asked for by name."""
    if account["sid"] is not None:
        return bool(account["sid"] == known["sid"])
    return bool(account["name"].casefold() == known["name"].casefold())
