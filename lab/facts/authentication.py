"""How the applications of a healthy node authenticate, and what write_authentication makes of that."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lab import intranet
from lab.facts import iis
from lab.node_files import NodeState


def healthy(computer: str) -> dict[str, Any]:
    """As setup leaves it for IIS' default site; the farm's site authenticates all callers, and decrypts as its pool."""
    farms: dict[str, Any] = {"enabled": True, "use_app_pool_credentials": True}
    return {
        "computer": f"{computer}$",
        "installed": True,
        "locations": [
            location(site["name"], application["path"], **(farms if site["name"] == intranet.SITE else {}))
            for site in iis.iis()["sites"]
            for application in site["applications"]
        ],
    }


def location(site: str, path: str, application: str | None = None, **windows: Any) -> dict[str, Any]:
    """application: the path of the one that it belongs to, where it is none itself.

    windows: what differs from the schema; where it is on, no caller is let in without it.
    """
    defaults = {
        "enabled": False,
        "use_kernel_mode": True,
        "use_app_pool_credentials": False,
        "providers": ["Negotiate", "NTLM"],
        "token_checking": "None",
        "flags": 0,
        "spns": [],
    }
    return {
        "location": f"{site}{path}",
        "site": site,
        "path": path,
        "application": path if application is None else application,
        "problem": "",
        "readable": True,
        "windows": {**defaults, **windows},
        "anonymous": not windows.get("enabled", False),
        "added": [],
        "module": True,
        "unlocked": [],
        "from_web_config": [],
    }


DAMAGED = (
    "its settings in applicationHost.config cannot be read, so IIS answers 500.19: Filename: "
    r"\\?\C:\Windows\System32\inetsrv\config\applicationHost.config Error: Cannot add duplicate collection entry "
    "of type 'add' with unique key attribute 'value' set to 'Negotiate'"
)


def damaged(site: str, path: str, application: str) -> dict[str, Any]:
    """A location whose tag has a provider that it inherits already. Its values are none of the node's."""
    nothing = {"use_kernel_mode": False, "providers": []}
    whole = location(site, path, application, **nothing)
    return {**whole, "problem": DAMAGED, "readable": False, "anonymous": False, "module": False}


def of(state: NodeState, path: str, site: str = intranet.SITE) -> dict[str, Any]:
    """The application, or the location below one, at this path."""
    locations = state["authentication"]["locations"]
    return next(one for one in locations if one["location"] == f"{site}{path}")


def below(state: NodeState, application: str, folder: str) -> dict[str, Any]:
    """A new location below an application of the farm's site, which has what the application has so far."""
    path = f"{application.rstrip('/')}/{folder}"
    new = {**copy.deepcopy(of(state, application)), "location": f"{intranet.SITE}{path}", "path": path}
    state["authentication"]["locations"].append(new)
    return new


def as_read(change: Mapping[str, Any], locations: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A location that is to be written, with the present values of its settings as those that are expected."""
    now = next(one for one in locations if one["location"].lower() == change["location"].lower())
    expected: dict[str, Any] = {}
    if "windows" in change:
        expected["windows"] = {name: now["windows"][name] for name in change["windows"]}
    if "anonymous" in change:
        expected["anonymous"] = now["anonymous"]
    return {"location": change["location"], "expected": expected, **change}


def write(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """All or nothing. Raises ValueError where a setting is not what it was when it was read."""
    before = copy.deepcopy(state["authentication"]["locations"])
    locations = {location["location"].lower(): location for location in state["authentication"]["locations"]}
    for change in arguments["locations"]:
        location = locations.get(change["location"].lower())
        if location is None or location["path"] != location["application"]:
            raise ValueError(f"IIS has no application {change['location']} any more")
        expected = dict(_settings(change["expected"]))
        for name, _ in _settings(change):
            now = dict(_settings(location))[name]
            if _text(now).lower() != _text(expected[name]).lower():
                raise ValueError(
                    f"{name} of {location['location']} is {_text(now)} since it was read as {_text(expected[name])}: "
                    "it was changed meanwhile"
                )
    _check_duplicates(arguments["locations"], locations)
    for change in arguments["locations"]:
        location = locations[change["location"].lower()]
        if "providers" in change.get("windows", {}):
            location["added"] = []  # written with <clear/>
        location["windows"].update(change.get("windows", {}))
        location["anonymous"] = change.get("anonymous", location["anonymous"])
    for former in sorted(before, key=lambda location: len(location["path"])):
        if former["path"] != former["application"]:
            _inherit(former, before, locations)
        elif former["added"] and former["path"] != "/":
            _make_explicit(former, before, locations)
    return {}


def _check_duplicates(changes: Sequence[Mapping[str, Any]], locations: Mapping[str, Any]) -> None:
    """A provider that a place adds to those that it inherits must not come from above as well."""
    written = {one["location"].rstrip("/").lower(): one for one in changes if "providers" in one.get("windows", {})}
    for name, change in written.items():
        for place in locations.values():
            at = place["location"].rstrip("/").lower()
            if place["path"] == place["application"] or not at.startswith(f"{name}/"):
                continue  # an application is written down with <clear/>
            for provider in place["added"]:
                if provider.lower() in [one.lower() for one in change["windows"]["providers"]]:
                    raise ValueError(
                        f"{place['location']} adds {provider} to the providers that it inherits, and is to inherit it "
                        "too, so IIS would answer 500.19 there: nothing was written; write <clear/> before it first"
                    )


def _make_explicit(
    former: Mapping[str, Any], before: Sequence[Mapping[str, Any]], locations: Mapping[str, Any]
) -> None:
    """An application keeps its providers: where those above it change, they are written down with <clear/>."""
    above = _above(former, before)
    if above["windows"]["providers"] != locations[above["location"].lower()]["windows"]["providers"]:
        locations[former["location"].lower()]["added"] = []


def _inherit(former: Mapping[str, Any], before: Sequence[Mapping[str, Any]], locations: Mapping[str, Any]) -> None:
    """What is below an application, and had what is above it, has no own value, and follows it."""
    above = _above(former, before)
    location, now = locations[former["location"].lower()], locations[above["location"].lower()]
    for name, value in former["windows"].items():
        if name == "providers" and former["added"]:
            location["windows"][name] = [*now["windows"][name], *former["added"]]
        elif value == above["windows"][name]:
            location["windows"][name] = copy.deepcopy(now["windows"][name])
    if former["anonymous"] == above["anonymous"]:
        location["anonymous"] = now["anonymous"]


def _above(location: Mapping[str, Any], locations: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The nearest location that contains it."""
    containing = [
        one
        for one in locations
        if one is not location
        and one["site"] == location["site"]
        and location["path"].lower().startswith(one["path"].lower().rstrip("/") + "/")
    ]
    return max(containing, key=lambda one: len(one["path"]))


def _settings(location: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if "anonymous" in location:
        yield "anonymous", location["anonymous"]
    yield from location.get("windows", {}).items()


def _text(value: Any) -> str:
    return ",".join(value) if isinstance(value, list) else str(value)


STATE = {"authentication": lambda number: healthy(intranet.name(number).upper())}
AFTER = ("iis",)
PAYLOADS = {"write_authentication": write}
