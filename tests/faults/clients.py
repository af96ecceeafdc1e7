"""What clients meet at a node: from the state of the directory and of the node alone, without any rule of the product.

A ticket for a name is issued for the account that holds HTTP/<name>, or by HOST/<name> where no account has that; for
several there is none, and clients use NTLM as they do where there is none at all. Where a client is offered Negotiate
first, the node must decrypt with the key of that account: else the client is refused, and does not try NTLM.
Source: Microsoft's documentation of useKernelMode and useAppPoolCredentials; MS-KILE 3.3.5.7, 3.4.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from lab import intranet
from lab.directory import accounts
from lab.directory.changes import SPNS
from lab.directory.file import DirectoryState
from lab.node_files import NodeState

NETBIOS = intranet.SERVICE_ACCOUNT.partition("\\")[0]
CONTROLLERS = ("dc1", "dc2")
SERVICES = ("W3SVC", "WAS")


class Meets(Enum):
    REFUSED = "refused"
    NTLM = "let in by NTLM"
    OPEN = "let in without being asked"
    ACCEPTED = "let in by a ticket"


# An administrator asks for it where everybody is let in: NTLM is no worse.
RANK = {Meets.REFUSED: 0, Meets.NTLM: 1, Meets.OPEN: 1, Meets.ACCEPTED: 2}
# A domain controller, a node's number, a name of the farm, an application or a folder of the site.
Place = tuple[str, int, str, str]
Met = dict[Place, Meets]


def met(directory: DirectoryState, nodes: Mapping[int, NodeState]) -> Met:
    holders = {(one, name): holder(directory, one, name) for one in CONTROLLERS for name in intranet.NAMES}
    return {
        (controller, number, name, place): outcome
        for number, state in nodes.items()
        for place, location, pool in _places(state)
        for (controller, name), held_by in holders.items()
        if (outcome := _at(state, location, pool, held_by)) is not None
    }


def worse(now: Met, *before: Met) -> dict[Place, tuple[Meets, Meets | None]]:
    """Where clients meet something worse than in each of these. What does not answer in one cannot get worse."""
    found = {}
    for place in before[0]:
        was = [one.get(place) for one in before]
        least = min(RANK[one] if one else -1 for one in was)
        if least > (RANK[now[place]] if place in now else -1):
            found[place] = (before[0][place], now.get(place))
    return found


def holder(directory: DirectoryState, controller: str, name: str) -> str | None:
    """sAMAccountName of the one account that a ticket is issued for there."""
    for service in ("HTTP", "HOST"):
        wanted = f"{service}/{name}".casefold()
        found = [
            str(one["sAMAccountName"][0])
            for one in _objects(directory, controller)
            if wanted in (str(held).casefold() for held in one.get(SPNS, ()))
        ]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _objects(directory: DirectoryState, controller: str) -> Iterator[dict[str, Any]]:
    """As this domain controller has them."""
    behind = directory["controllers"][controller]["behind"]
    for name, attributes in directory["objects"].items():
        if name not in behind:
            yield attributes
        elif behind[name] is not None:
            yield {**attributes, **behind[name]}


def _places(state: NodeState) -> Iterator[tuple[str, dict[str, Any], dict[str, Any] | None]]:
    """Each application and folder of the site with settings, and the pool that it runs in."""
    site = next(one for one in state["iis"]["sites"] if one["name"] == intranet.SITE)
    pools = {pool["name"]: pool for pool in state["iis"]["pools"]}
    of = {application["path"]: pools.get(application["pool"]) for application in site["applications"]}
    for location in state["authentication"]["locations"]:
        if location["site"] == site["name"]:
            yield location["path"], location, of.get(location["application"])


def _at(
    state: NodeState, location: Mapping[str, Any], pool: Mapping[str, Any] | None, held_by: str | None
) -> Meets | None:
    """None: nothing answers there, or an error of the server does, which is no matter of tickets."""
    site = next(one for one in state["iis"]["sites"] if one["name"] == intranet.SITE)
    services = {one["name"]: one["state"] for one in state["iis"]["services"]}
    runs = all(services[name] == "Running" for name in SERVICES) and site["state"] == "Started"
    if not runs or pool is None or pool["state"] != "Started" or location["problem"]:
        return None
    windows = location["windows"]
    if location["anonymous"]:
        return Meets.OPEN
    if not windows["enabled"] or not state["authentication"]["installed"] or not location["module"]:
        return Meets.REFUSED
    first = next((one.partition(":")[0] for one in windows["providers"]), "")
    if first != "Negotiate":
        return Meets.NTLM if first else Meets.REFUSED
    if held_by is None:
        return Meets.NTLM if "Negotiate" in windows["providers"] else Meets.REFUSED
    return Meets.ACCEPTED if _key(state, windows, pool) == held_by.casefold() else Meets.REFUSED


def _key(state: NodeState, windows: Mapping[str, Any], pool: Mapping[str, Any]) -> str:
    """sAMAccountName of the account whose key decrypts; empty where it is an old one, or of another domain."""
    of_computer = windows["use_kernel_mode"] and not windows["use_app_pool_credentials"]
    if of_computer or pool["identity_type"] != "SpecificUser":
        return f"{state['computer']['name']}$".casefold()
    domain, _, name = str(pool["user_name"]).rpartition("\\")
    if domain.upper() != NETBIOS:
        return ""
    is_former = name == intranet.SERVICE_ACCOUNT.rpartition("\\")[2] and _logged_on_before(pool)
    return "" if is_former else name.casefold()


def _logged_on_before(pool: Mapping[str, Any]) -> bool:
    """Whether a worker process has the password from before it was changed in the domain."""
    changed = datetime.fromisoformat(accounts.SET)
    times = [one["logged_on"] for one in pool["worker_processes"] if one["logged_on"]]
    return any(datetime.fromisoformat(time).replace(tzinfo=UTC) < changed for time in times)
