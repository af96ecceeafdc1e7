"""What the site of a node answers to who asks for the farm's full name at port 80, from the state of the node.

As IIS does: http.sys gives the request to the started site whose binding fits best; the pool of its root must run; who
authenticates with Negotiate needs a ticket for the key that decrypts there. That is the computer's in kernel mode, else
the one of the pool's identity, made from the password that it had when the worker process logged on. Windows takes no
heed of the name in a ticket, and says that it was modified (KRB-ERROR 41) where the key is another one.
Source: Microsoft's documentation of useKernelMode and useAppPoolCredentials; MS-KILE 3.4.5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lab import intranet
from lab.directory import accounts
from lab.facts import cluster
from lab.node_files import NodeState
from lab.site.state import NOBODY, State

PORT = "80"
MODIFIED = 41
AS_WINDOWS = {"31": MODIFIED, "35": MODIFIED, "44": MODIFIED}  # what MIT's libraries say of a wrong key


def of_node(state: NodeState, keytabs: Path) -> State:
    """keytabs: the folder with one for each account, and one of its former password, as bake.py makes them."""
    if any(service["state"] != "Running" for service in state["iis"]["services"]):
        return NOBODY
    site = _site(state)
    if site is None:
        return {"status": 404}
    root = next(one for one in site["applications"] if one["path"] == "/")
    pool = next((one for one in state["iis"]["pools"] if one["name"] == root["pool"]), None)
    if pool is None or pool["state"] != "Started":
        return {"status": 503}
    location = next(
        one for one in state["authentication"]["locations"] if one["site"] == site["name"] and one["path"] == "/"
    )
    if location["problem"]:
        return {"status": 500}
    windows = location["windows"]
    if location["anonymous"]:
        return {"status": 200}
    if not windows["enabled"] or not state["authentication"]["installed"] or not location["module"]:
        return {"status": 401}
    offers = [one.partition(":")[0] for one in windows["providers"]]
    if "Negotiate" not in offers:
        return {"offers": offers}
    return {"negotiate": {**_key(state, pool, windows, keytabs), "ntlm": "NTLM" in offers}}


def at_virtual_address(states: Iterable[NodeState], keytabs: Path) -> State:
    """That of the converged host with the highest priority: any of them might answer."""
    taking = [
        (found["host"], state)
        for state in states
        if (found := cluster.of_farm(state)) and cluster.bare(found["status"]) == cluster.CONVERGED
    ]
    if not taking:
        return NOBODY
    return of_node(min(taking, key=lambda one: one[0])[1], keytabs)


def _site(state: NodeState) -> Mapping[str, Any] | None:
    """A binding with the host name comes before one without, and an address before none."""
    fitting = [
        (host == intranet.NAMES[0], address != "*", -number, site)
        for number, site in enumerate(state["iis"]["sites"])
        if site["state"] == "Started"
        for address, port, host in (one["information"].split(":") for one in site["bindings"] if _is_http(one))
        if port == PORT and host.lower() in ("", intranet.NAMES[0])
    ]
    return max(fitting, key=lambda one: one[:3])[3] if fitting else None


def _is_http(binding: Mapping[str, str]) -> bool:
    return binding["protocol"] == "http" and binding["information"].count(":") == 2


def _key(state: NodeState, pool: Mapping[str, Any], windows: Mapping[str, Any], keytabs: Path) -> dict[str, Any]:
    """The member negotiate of the site's state, as far as the key goes."""
    of_computer = windows["use_kernel_mode"] and not windows["use_app_pool_credentials"]
    if of_computer or pool["identity_type"] != "SpecificUser":
        name, former = state["computer"]["name"] + "$", False
    else:
        domain, _, name = pool["user_name"].rpartition("\\")
        if domain.upper() != intranet.SERVICE_ACCOUNT.partition("\\")[0]:
            return {"error": MODIFIED}
        former = name == intranet.SERVICE_ACCOUNT.rpartition("\\")[2] and _logged_on_before(pool)
    keytab = keytabs / f"{name}{'.former' if former else ''}.keytab"
    return {"keytab": str(keytab), "rewrite": AS_WINDOWS} if keytab.exists() else {"error": MODIFIED}


def _logged_on_before(pool: Mapping[str, Any]) -> bool:
    """Whether the worker process has the password from before it was changed in the domain."""
    changed = datetime.fromisoformat(accounts.SET)
    times = [one["logged_on"] for one in pool["worker_processes"] if one["logged_on"]]
    return any(datetime.fromisoformat(time).replace(tzinfo=UTC) < changed for time in times)
