"""Faults of a client: its browsers send no ticket, or the names lead elsewhere from it."""

from __future__ import annotations

from typing import Any

from lab.concerns.browser_policy.state import APP_PATHS, INTERNET, POLICY, USER, value
from lab.fault import Fault
from lab.intranet import NAMES
from lab.node_files import NodeState

EDGE = r"Software\Policies\Microsoft\Edge"
FULL, SHORT = NAMES
JO = r"EXAMPLE\jo"


def _hive(state: NodeState, sid: str = "") -> list[dict[str, Any]]:
    return next(hive["values"] for hive in state["browser_policy"]["hives"] if hive["sid"] == sid)


def _not_listed(state: NodeState, number: int) -> None:
    values = _hive(state)
    values[:] = [one for one in values if one["name"] != FULL]


def _prompt_by_policy(state: NodeState, number: int) -> None:
    _hive(state).append(value(rf"{POLICY}\Zones\1", "1A00", 0x10000))


def _edge_list_lacks_it(state: NodeState, number: int) -> None:
    _hive(state).append(value(EDGE, "AuthServerAllowlist", "*.other.example.com, portal"))


def _no_negotiate(state: NodeState, number: int) -> None:
    values = _hive(state, USER)
    values[:] = [one for one in values if one["name"] != "EnableNegotiate"]
    values.append(value(INTERNET, "EnableNegotiate", 0))


def _hosts_line(state: NodeState, number: int) -> None:
    state["dns_registration"]["hosts"].append(f"10.0.0.11 {FULL}")
    _resolves(state, FULL, ["10.0.0.11"])


def _rule(state: NodeState, number: int) -> None:
    state["browser_policy"]["rules"].append({"namespace": ".example.com", "name_servers": ["10.8.0.1"]})
    _resolves(state, FULL, ["10.8.0.50"])


def _no_such_name(state: NodeState, number: int) -> None:
    _resolves(state, SHORT, [])
    for one in state["browser_policy"]["resolved"]:
        if one["name"] == SHORT:
            one |= {"problem": f"{SHORT} : DNS name does not exist", "code": 9003}


def _own_list(state: NodeState, number: int) -> None:
    """Without a policy the user has names without dots in the intranet, and the full name in no zone."""
    values = _hive(state)
    values[:] = [one for one in values if not one["key"].startswith(POLICY)]
    _hive(state, USER).append(value(rf"{INTERNET}\ZoneMap", "IntranetName", 1))


def _alias(state: NodeState, number: int) -> None:
    for one in state["browser_policy"]["resolved"]:
        if one["name"] == FULL:
            one["aliases"] = ["web1.example.com"]


def _firefox(state: NodeState, number: int) -> None:
    _hive(state).append(value(rf"{APP_PATHS}\firefox.exe", "", r"C:\Program Files\Mozilla Firefox\firefox.exe"))
    listed = 'user_pref("network.negotiate-auth.trusted-uris", "portal.example.com");'
    state["browser_policy"]["firefox_profiles"].append(
        {"sid": USER, "profile": "k3f9.default-release", "lines": [listed], "problem": ""}
    )


def _resolves(state: NodeState, name: str, addresses: list[str]) -> None:
    for one in state["browser_policy"]["resolved"]:
        if one["name"] == name:
            one["addresses"] = addresses


FAULTS = (
    Fault(
        "browser_policy/not-in-the-intranet-zone",
        "12",
        "the full name is in no list of sites of a client, and so in the zone Internet",
        _not_listed,
        (("ZONE-1", f"zone of {FULL} for {JO}"),),
        step="2",
        fixed=False,
        beside="client",
    ),
    Fault(
        "browser_policy/edge-list-lacks-it",
        "13",
        "a policy of Edge lists the servers that get tickets, and leaves the farm out",
        _edge_list_lacks_it,
        tuple(("ZONE-3", f"Edge and {name} for {JO}") for name in NAMES),
        step="2",
        fixed=False,
        beside="client",
    ),
    Fault(
        "browser_policy/no-integrated-authentication",
        "14",
        '"Enable Integrated Windows Authentication" is off for a user of a client',
        _no_negotiate,
        (("ZONE-2", f"Integrated Windows Authentication for {JO}"),),
        step="2",
        fixed=False,
        beside="client",
    ),
    Fault(
        "browser_policy/prompt-by-policy",
        "160",
        "a policy lets browsers of a client ask for user name and password in the zone Local intranet",
        _prompt_by_policy,
        tuple(("ZONE-2", f"logon at {name} for {JO}") for name in NAMES),
        step="2",
        fixed=False,
        beside="client",
    ),
    Fault(
        "browser_policy/hosts-file",
        "161",
        "the hosts file of a client leads the full name to one node",
        _hosts_line,
        (("DNS-10", f"addresses of {FULL}"),),
        step="1",
        fixed=False,
        beside="client",
    ),
    Fault(
        "browser_policy/name-resolution-policy",
        "162",
        "a name resolution policy of a client sends the full name to a DNS server with other addresses",
        _rule,
        (("DNS-10", f"addresses of {FULL}"),),
        step="1",
        fixed=False,
        beside="client",
    ),
    Fault(
        "browser_policy/no-such-name",
        "163",
        "a client finds no address for the short name",
        _no_such_name,
        (("DNS-10", f"addresses of {SHORT}"),),
        step="1",
        fixed=False,
        beside="client",
    ),
    Fault(
        "browser_policy/own-list-lacks-it",
        "168",
        "no policy has a list of sites, and a user of a client has the full name in no zone",
        _own_list,
        (("ZONE-1", f"zone of {FULL} for {JO}"),),
        step="2",
        fixed=False,
        beside="client",
    ),
    Fault(
        "browser_policy/alias-of-a-node",
        "169",
        "a client finds that the full name is an alias of a node, which Edge asks for a ticket for",
        _alias,
        (("ZONE-3", f"ticket of Edge for {FULL} for {JO}"),),
        step="2",
        fixed=False,
        beside="client",
    ),
    Fault(
        "browser_policy/own-list-of-firefox",
        "170",
        "a user of a client has listed other sites in Firefox, and no policy lists any",
        _firefox,
        tuple(("ZONE-3", f"Firefox and {name} for {JO}") for name in NAMES),
        step="2",
        fixed=False,
        beside="client",
    ),
)
