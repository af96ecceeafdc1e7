"""What decides on a healthy client of the lab whether a browser sends tickets for the farm's names: a policy has them.

state.browser_policy is what read_browser_policy prints, without the hosts file, which state.dns_registration has. Each
value of a hive stands under the key that it has in Windows, in any order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lab.intranet import NAMES, VIRTUAL
from lab.node_files import NodeState

USER = "S-1-5-21-1004336348-1177238915-682003330-1201"
INTERNET = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
POLICY = r"Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings"
APP_PATHS = r"Software\Microsoft\Windows\CurrentVersion\App Paths"
MOST = 4000  # values of a hive
NOT_LOADED = (
    "the settings of the user {} are not loaded any more, so nothing was written: log the user on, and run it again"
)


def healthy() -> dict[str, Any]:
    listed = [value(rf"{POLICY}\ZoneMapKey", name, "1") for name in NAMES]
    return {
        "hives": [
            {
                "sid": "",
                "values": [
                    value(POLICY, "ListBox_Support_ZoneMapKey", 1),
                    *listed,
                    value(rf"{INTERNET}\Zones\1", "1A00", 0x20000),
                    value(
                        rf"{APP_PATHS}\msedge.exe", "", r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe"
                    ),
                ],
            },
            {
                "sid": USER,
                "values": [
                    value(INTERNET, "EnableNegotiate", 1),
                    value(rf"{INTERNET}\Zones\1", "1A00", 0x20000),
                    value("Volatile Environment", "USERNAME", "jo"),
                    value("Volatile Environment", "USERDOMAIN", "EXAMPLE"),
                ],
            },
        ],
        "firefox_policies": None,
        "firefox_defaults": [],
        "firefox_profiles": [],
        "rules": [],
        "resolved": [
            {"name": name, "addresses": list(VIRTUAL), "aliases": [], "problem": "", "code": 0} for name in NAMES
        ],
    }


def value(key: str, name: str, data: str | int) -> dict[str, Any]:
    return {"key": key, "name": name, "data": data}


def read(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """As read_browser_policy.ps1."""
    concern = state["browser_policy"]
    hives = [
        {"sid": hive["sid"], "values": [one for tree in arguments["trees"] for one in _of(tree, hive["values"])]}
        for hive in concern["hives"]
    ]
    asked = {name.casefold() for name in arguments["names"]}
    return {
        **concern,
        "hives": [{**hive, "values": hive["values"][:MOST]} for hive in hives],
        "cut": any(len(hive["values"]) > MOST for hive in hives),
        "hosts": state["dns_registration"]["hosts"],
        "resolved": [one for one in concern["resolved"] if one["name"].casefold() in asked],
    }


def _of(tree: Mapping[str, Any], values: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    start, names = tree["key"].casefold(), [name.casefold() for name in tree["names"]]
    for one in values:
        key = one["key"].casefold()
        here = key == start or (tree["below"] and key.startswith(f"{start}\\"))
        if here and (not names or one["name"].casefold() in names):
            yield one


def write(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """As write_browser_policy.ps1."""
    hives = {hive["sid"]: hive for hive in state["browser_policy"]["hives"]}
    for one in arguments["values"]:
        if one["key"] != INTERNET and not one["key"].startswith(f"{INTERNET}\\"):
            raise ValueError(f"{one['key']} is no key that this payload writes to")
        if one["sid"] not in hives:
            raise ValueError(NOT_LOADED.format(one["sid"]))
    for one in arguments["values"]:
        hive, same = hives[one["sid"]], (one["key"].casefold(), one["name"].casefold())
        places = [(each["key"].casefold(), each["name"].casefold()) for each in hive["values"]]
        if one["data"] is None:
            hive["values"] = [each for each, place in zip(hive["values"], places, strict=True) if place != same]
        elif same in places:
            hive["values"][places.index(same)]["data"] = one["data"]
        else:
            hive["values"].append(value(one["key"], one["name"], one["data"]))
    return {}


PAYLOADS = {"read_browser_policy": read, "write_browser_policy": write}
