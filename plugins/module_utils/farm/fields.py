# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The fields of a farm's description, each checked. All of these raise ValueError with the message to show."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from ..model import addresses
from ..model.account_names import parse_accounts, parse_optional_account
from ..model.addresses import Address
from ..model.controls import Control, identifiers
from ..model.finding import Remedy
from ..model.host_names import host_names
from ..model.option_checks import elements, found, known_fields, past_time, text, whole_number
from ..model.waivers import ARGUMENT_SPEC as WAIVER_OPTIONS
from ..model.waivers import Waiver

OPTION = "kerberos_farm"

FARM_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
SITE_NAME = re.compile(r"[^\\/?;:@&=+$,|\"<>]+")

OBJECTS = 10_000  # files and folders of a site: more than most have, and seconds on a node


def name(given: Any) -> str:
    return text(given, FARM_NAME, f"{OPTION}.name", "a short name such as intranet, without blanks")


def names(given: Any) -> tuple[str, ...]:
    return host_names(given, f"{OPTION}.names")


def virtual_addresses(given: Any) -> tuple[Address, ...]:
    return addresses.parse_option(given, f"{OPTION}.virtual_addresses")


def nodes(given: Any) -> dict[str, tuple[Address, ...]]:
    where = f"{OPTION}.nodes"
    if not isinstance(given, Mapping):
        raise ValueError(
            f"{where}: found {found(given)}, expected a mapping such as web1: {{own_addresses: [10.0.0.11]}}"
        )
    for node, fields in given.items():
        known_fields(fields, ("own_addresses",), ("own_addresses",), f"{where}.{node}")
    return {
        str(node): addresses.parse_option(fields["own_addresses"], f"{where}.{node}.own_addresses")
        for node, fields in given.items()
    }


def site(given: Any) -> str | None:
    return None if given is None else text(given, SITE_NAME, f"{OPTION}.site", "a site's name in IIS")


def service_account(given: Any) -> str | None:
    return parse_optional_account(given, f"{OPTION}.service_account")


def spn_holder(given: Any) -> str | None:
    return parse_optional_account(given, f"{OPTION}.spn_holder")


def password_changed(given: Any) -> datetime | None:
    return past_time(given, f"{OPTION}.password_changed")


def drain(given: Any) -> bool:
    if given is None:
        return True
    if not isinstance(given, bool):
        raise ValueError(f"{OPTION}.drain: found {found(given)}, expected true or false")
    return given


def readers(given: Any) -> tuple[str, ...]:
    return parse_accounts(given, f"{OPTION}.readers")


def objects(given: Any) -> int:
    return OBJECTS if given is None else whole_number(given, 1, 1_000_000, f"{OPTION}.objects")


def on_request(given: Any, controls: Sequence[Control]) -> tuple[str, ...]:
    """Controls that are fixed on request only: all others are fixed without a request, or not by this collection."""
    where = f"{OPTION}.on_request"
    allowed = identifiers(control for control in controls if control.remedy is Remedy.ON_REQUEST)
    asked = tuple(elements(given or [], where))
    for number, control in enumerate(asked):
        if control not in allowed:
            raise ValueError(
                f"{where}[{number}]: found {found(control)}, expected a control that is fixed on request only: "
                f"{', '.join(allowed)}"
            )
    for control in addresses.repeated(asked):
        raise ValueError(f"{where}: {control} is given twice; remove one")
    return asked


WAIVER_FIELDS = (*WAIVER_OPTIONS, "nodes")
REQUIRED_OF_WAIVER = ("control", "reason", "owner")


def waivers(given: Any, nodes: Collection[str], controls: Sequence[Control]) -> tuple[Mapping[str, Any], ...]:
    where = f"{OPTION}.waivers"
    for number, waiver in enumerate(elements(given or [], where)):
        here = f"{where}[{number}]"
        known_fields(waiver, WAIVER_FIELDS, REQUIRED_OF_WAIVER, here)
        Waiver.from_arguments(waiver, here, identifiers(controls))
        for node in elements(waiver.get("nodes") or [], f"{here}.nodes"):
            if node not in list(nodes):  # perhaps a list or a mapping, which cannot be looked up
                raise ValueError(
                    f"{here}.nodes: {node} is not in {OPTION}.nodes; expected one of {', '.join(map(str, nodes))}"
                )
    return tuple(given or ())
