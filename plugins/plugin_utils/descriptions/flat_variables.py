# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A farm's description from flat variables, as in the surveys of AWX: only strings, lists with commas."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.fields import OPTION

OWN = "kerberos_own_addresses"  # of each host
# Field of the description -> variable, and how its items are separated; the names of groups have blanks in them.
# With a dot: a field of a field.
WORDS, LINES = re.compile(r"[\s,]+"), re.compile(r"\s*[,\n]\s*")
FIELDS: Mapping[str, tuple[str, re.Pattern[str] | None]] = {
    "name": ("kerberos_farm_name", None),
    "names": ("kerberos_farm_names", WORDS),
    "virtual_addresses": ("kerberos_virtual_addresses", WORDS),
    "site": ("kerberos_site", None),
    "service_account": ("kerberos_service_account", None),
    "readers": ("kerberos_readers", LINES),
    "objects": ("kerberos_objects", None),
    "on_request": ("kerberos_on_request", WORDS),
    "directory.domain": ("kerberos_directory_domain", None),
    "directory.domain_controllers": ("kerberos_directory_domain_controllers", WORDS),
    "directory.global_catalogs": ("kerberos_directory_global_catalogs", WORDS),
    "directory.protocol": ("kerberos_directory_protocol", None),
    "directory.ca": ("kerberos_directory_ca", None),
    "dns_servers": ("kerberos_dns_servers", WORDS),
    "probe.scheme": ("kerberos_probe_scheme", None),
    "probe.port": ("kerberos_probe_port", None),
    "probe.path": ("kerberos_probe_path", None),
}
REQUIRED = ("name", "names", "virtual_addresses")


def farm(hosts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The description. hosts: the farm's hosts with all of their variables.

    Raises ValueError, to be shown to the user, with the name of the variable that is wrong.
    """
    if not hosts:
        raise ValueError("the group of the farm's nodes has no hosts")
    description: dict[str, Any] = {}
    for field, (name, items) in FIELDS.items():
        if value := _parted(_shared(hosts, name), items):
            above, _, own = field.rpartition(".")
            (description.setdefault(above, {}) if above else description)[own] = value
    for field in REQUIRED:
        if field not in description:
            raise ValueError(f"{FIELDS[field][0]}: is missing or empty")
    for fields, name in ((description, "objects"), (description.get("probe", {}), "port")):
        if name in fields:
            fields[name] = _number(fields[name])
    description["nodes"] = {host: {"own_addresses": _own(host, own)} for host, own in hosts.items()}
    try:
        farm_of(description)
    except ValueError as error:
        raise ValueError(_with_flat_names(str(error))) from error
    return description


def _shared(hosts: Mapping[str, Mapping[str, Any]], name: str) -> str:
    """The value that all hosts of the farm have."""
    values = {host: str(variables.get(name) or "").strip() for host, variables in hosts.items()}
    first, value = next(iter(values.items()))
    for host, other in values.items():
        if other != value:
            raise ValueError(f"{name}: is {value!r} for {first} and {other!r} for {host}; a farm has one value")
    return value


def _parted(text: str, items: re.Pattern[str] | None) -> str | list[str]:
    return text if items is None else [item for item in items.split(text) if item]


def _number(text: str) -> int | str:
    """Other text is kept as it is, so that the description's own check reports it."""
    return int(text) if text.isascii() and text.isdigit() else text


def _own(host: str, variables: Mapping[str, Any]) -> Sequence[str]:
    own = [item for item in WORDS.split(str(variables.get(OWN) or "")) if item]
    if not own:
        raise ValueError(f"{OWN} of {host}: is missing or empty; give the addresses that its own name resolves to")
    return own


def _with_flat_names(message: str) -> str:
    """A message about the description, with the variables that the user has set instead of its fields."""
    message = re.sub(rf"{OPTION}\.nodes\.(\S+?)\.own_addresses(\[\d+\])?", rf"{OWN} of \1", message)
    for field, (name, _) in FIELDS.items():
        message = re.sub(rf"{OPTION}\.{re.escape(field)}\b(\[\d+\])?", name, message)
    return message
