# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What an audit of the directory hands to the audits of nodes: who holds the names, and what nodes cannot ask for.

From the roles of the ticket's path, which concerns fill, and from the answer about accounts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..facts.directory.account import Account
from ..farm.description import Farm
from ..farm.known import NOT_READ
from .audit import reads
from .plan import Reading

READ = "read_directory"
DOMAIN = "S-1-5-21-"
NOT_LOOKED_AT = "who holds the service principal names was not looked at in this run"


def known(readings: Sequence[Reading], farm: Farm) -> dict[str, Any]:
    roles = {role: value for reading in readings for role, value in reading.path().items()}
    answer = _answer(readings)
    holder, problem = _holder(readings, roles.get("holders"))
    accounts = list(_accounts(answer, holder))
    return {
        "holder": holder,
        "holder_problem": problem,
        "password_set": _password_set(answer, farm.service_account),
        "service_account": _service_account(answer, farm.service_account),
        "accounts": accounts,
    }


def _holder(
    readings: Sequence[Reading], holders: Sequence[Mapping[str, Any]] | None
) -> tuple[dict[str, Any] | None, str]:
    """The one account that all of the farm's names are registered on, or why it is not known."""
    if holders is None:
        problem = next((reading.problem for reading in readings if reading.problem), None)
        return None, f"{NOT_READ}: {problem}" if problem else NOT_LOOKED_AT
    found: dict[str, tuple[str, Mapping[str, Any]]] = {}  # identifier -> the first name of it, and the account
    for name in holders:
        if name["problem"]:
            return None, f"{NOT_READ}: {name['problem']}"
        of_name = _of_name(name["accounts"])
        if len(of_name) > 1:
            listed = ", ".join(account["account"] for account in of_name.values())
            return None, f"{_spn(name['name'])} is registered on several accounts: {listed}"
        for sid, account in of_name.items():
            found.setdefault(sid, (name["name"], account))
    if len(found) > 1:
        listed = ", ".join(f"{_spn(name)} on {account['account']}" for name, account in found.values())
        return None, f"the farm's names are registered on several accounts: {listed}"
    for sid, (_, account) in found.items():
        return {"account": account["account"], "sid": sid}, ""
    names = ", ".join(_spn(name["name"]) for name in holders)
    return None, f"no account is known to have {names or 'the service principal names'}"


def _of_name(accounts: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Identifier -> account. What is registered for HTTP itself comes before what HOST stands for."""
    own = [account for account in accounts if not account["by_host"]] or accounts
    return {account["sid"]: account for account in own}


def _spn(name: str) -> str:
    return name if "/" in name else f"HTTP/{name}"


def _answer(readings: Sequence[Reading]) -> Mapping[str, Any]:
    """What was read of accounts; nothing where that could not be read."""
    for reading in readings:
        for call, data in zip(reads(reading.plan), reading.data, strict=False):
            if call.payload == READ:
                found: Mapping[str, Any] = data
                return found
    return {}


def _service_account(answer: Mapping[str, Any], account: str | None) -> dict[str, Any] | None:
    """For a logon as it. controller: the domain controller that said so. locks: whether wrong passwords lock it.

    None where it is not known. domain: DNS name. attempts: wrong passwords until it is locked, None where not known.
    """
    for asked in answer.get("accounts", ()):
        if account and asked["asked"].casefold() == account.casefold() and len(asked["found"]) == 1:
            found = Account.from_answer(asked["found"][0])
            if found.detail is None:
                return None
            return {
                "user": found.name,
                "domain": found.domain,
                "managed": found.is_managed,
                "controller": found.detail.controller,
                "attempts": found.detail.attempts_left,
                "locks": found.detail.lockout_threshold != 0,
            }
    return None


def _password_set(answer: Mapping[str, Any], account: str | None) -> str | None:
    """When the account of the description got its present password."""
    for asked in answer.get("accounts", ()):
        if account and asked["asked"].casefold() == account.casefold() and len(asked["found"]) == 1:
            for detail in asked["found"][0]["detail"]:
                set_at: str | None = detail["password_set"]
                return set_at
    return None


def _accounts(answer: Mapping[str, Any], holder: Mapping[str, Any] | None) -> Iterator[dict[str, Any]]:
    """Each account under the name that the description, or the holder, has for it."""
    named = [(asked["asked"], asked["found"][0]) for asked in answer.get("accounts", ()) if len(asked["found"]) == 1]
    if holder:
        same = [one for one in answer.get("holders", ()) if one["sid"] == holder["sid"]]
        named += [(holder["account"], same[0] if same else {"sid": holder["sid"]})]
    names: set[str] = set()
    for name, account in named:
        if name.casefold() not in names:
            names.add(name.casefold())
            groups = _groups(account, answer)
            yield {"name": name, "sid": account["sid"], "groups": groups or [], "groups_known": groups is not None}


def _groups(account: Mapping[str, Any], answer: Mapping[str, Any]) -> list[str] | None:
    """Those of the domain. None where they are not known on the nodes: another domain has other local groups.

    A domain controller has groups of its own as well, such as its Administrators, which are others on a node.
    """
    for detail in account.get("detail", ()):
        if detail["groups_known"] and account["domain"].casefold() == answer["domain"].casefold():
            return [sid for sid in detail["groups"] if sid.startswith(DOMAIN)]
    return None
