# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether the nodes decrypt with one key, where the description names no account to hold each of them against (AUTH-5).

A ticket is issued for one account. Computers have a key each, so that of two nodes with their own one at the most can
decrypt it: that is known without any description.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...facts.accounts.same_account import same_name
from ...facts.authentication.iis_view import IisView
from ...facts.iis.server import Site
from ...model.finding import Finding, State
from ...model.named import by_value

CONTROL = "AUTH-5"
ONE_KEY = "the key of one account on every node"
COMPUTERS = (
    "each node has a computer account of its own, and tickets for the farm's names are issued for one account: the "
    "other nodes cannot decrypt them; run the pool as one account of the domain, let its key decrypt, and set "
    "service_account and spn_holder in the farm's description"
)
DIFFERENT = "tickets for the farm's names are issued for one account, which one of these at the most is"
NOT_COMPARED = (
    r"whether these are one account is not known: write the accounts of the pools as DOMAIN\name on every node"
)
Key = Mapping[str, Any]  # account, sid where it is known, computer: whether it is the node's own


def view(iis: IisView, site: Site) -> dict[str, Key]:
    """Each application of the site that asks for tickets, and its key."""
    found: dict[str, Key] = {}
    for _, location in iis.locations_of(site):
        if location and location.is_application and location.asks and (key := iis.present_key(location)):
            sid = None if key.of_computer else iis.accounts.sid(key.account)
            found[location.name] = {"account": key.account, "sid": sid, "computer": key.of_computer}
    return found


def agreement(views: Mapping[str, Mapping[str, Key]], nodes: int) -> dict[str, list[Finding]]:
    """Findings for each node of views, which has none where its accounts are described."""
    found: dict[str, list[Finding]] = {node: [] for node in views}
    if nodes < 2:
        return found
    for location in dict.fromkeys(location for keys in views.values() for location in keys):
        known = {node: keys[location] for node, keys in views.items() if location in keys}
        for node in known:
            found[node].append(_compared(location, node, known))
    return found


def _compared(location: str, node: str, known: Mapping[str, Key]) -> Finding:
    subject, own = f"key of {location} on all nodes", known[node]
    if own["computer"]:
        shown = f"the computer account {own['account']}"
        return Finding(CONTROL, subject, State.DRIFT, shown, ONE_KEY, reason=COMPUTERS, follows_from=("POOL-1",))
    account = own["account"]
    if len(known) == 1:
        reason = "no other node of the farm was read"
        return Finding(CONTROL, subject, State.UNKNOWN, account, ONE_KEY, reason=reason)
    others = {name: key for name, key in known.items() if name != node and not key["computer"]}
    same = {name: _same(own, key) for name, key in others.items()}
    shown = by_value({name: key["account"] for name, key in others.items() if not same[name]})
    if False in same.values():
        return Finding(CONTROL, subject, State.DRIFT, account, ONE_KEY, reason=f"{DIFFERENT} ({shown})")
    if None in same.values():
        return Finding(CONTROL, subject, State.UNKNOWN, account, ONE_KEY, reason=f"{NOT_COMPARED} ({shown})")
    return Finding(CONTROL, subject, State.COMPLIANT, account, account)


def _same(one: Key, other: Key) -> bool | None:
    if one["sid"] and other["sid"]:
        return bool(one["sid"] == other["sid"])
    return same_name(one["account"], other["account"])
