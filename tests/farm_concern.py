"""A concern of a whole farm that tests give to the engine and to the playbooks: what the directory has is written down.

It has the name and the controls of a concern of the nodes, as one whose question nodes and the directory answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import (
    FARM,
    NO_SECRETS,
    always_applicable,
    current_values,
    one_change_per_finding,
    values_equal,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.machine_account import concern as of_nodes
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.entry import Entry
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.accounts import detail as account_detail
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.shape import ACCOUNT
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, compare

NAME, SCOPE = "machine_account", FARM
CONTROLS, FARM_CONTROLS = of_nodes.CONTROLS, ()
RECYCLES, IMPACT = False, "nothing"
ARGUMENT_SPEC: Mapping[str, Any] = {}
SECRETS = SECRET_VARIABLES = MASKING = NO_SECRETS
WRITES: tuple[str, ...] = ()
SHAPES = {
    **of_nodes.SHAPES,
    "read_directory": {
        "domain": str,
        "same_names": [str],
        "by_name": [{"name": str, "accounts": [{"account": str, "sid": str, "spn": str, "by_host": bool}],
                     "controller": str, "problem": str}],
        "holders": [{"sid": str, "domain": str, "detail": [{"groups": [str], "groups_known": bool}]}],
        "accounts": [{"asked": str, "found": [ACCOUNT]}],
    },
}  # fmt: skip

planned, settings, same = one_change_per_finding, current_values, values_equal
not_applicable = always_applicable

SERVICE, SID = r"EXAMPLE\svc-intranet", "S-1-5-21-1004336348-1177238915-682003330-1120"
NAMES = ("intranet.example.com", "intranet")


def answer(*accounts: tuple[str, str], password_set: str | None = "2026-01-10T12:00:00+00:00") -> dict[str, Any]:
    """The directory, in which these accounts (name, SID) hold each of the farm's names."""
    detail = {
        **account_detail(Entry(SERVICE, {"badpwdcount": (b"2",)}), "dc1:389", 5),
        **{"password_set": password_set, "groups": [f"{SID[:-4]}1131", "S-1-5-32-545"], "groups_known": True},
    }
    service = {
        **{"dn": "CN=svc", "sid": SID, "name": "svc-intranet", "domain": "example.com", "netbios": "EXAMPLE"},
        **{"kind": "user", "upn": "", "host_name": "", "spns": [], "detail": [detail], "problem": ""},
    }
    held = [{"account": name, "sid": sid, "spn": "HTTP/intranet", "by_host": False} for name, sid in accounts]
    return {
        "domain": "example.com",
        "same_names": [],
        "by_name": [{"name": name, "accounts": held, "controller": "dc1", "problem": ""} for name in NAMES],
        "holders": [{"sid": sid, "domain": "example.com", "detail": []} for _, sid in accounts],
        "accounts": [{"asked": SERVICE, "found": [service]}],
    }


@dataclass(frozen=True)
class Intent:
    names: tuple[str, ...]

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Intent:
        return cls(tuple(arguments["names"]))


def arguments(farm: Farm, node: str) -> dict[str, Any]:
    assert node == ""
    return {"names": list(farm.names)}


def reads(intent: Intent) -> list[Call]:
    return [Call("read_machine_account"), Call("read_directory", {"names": list(intent.names)})]


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    return [compare("HOST-3", "accounts of the forest", (), answers[1]["same_names"], [], reason="it has a name")]


def writes(changes: Sequence[Finding], answers: Sequence[Mapping[str, Any]], secrets: Mapping[str, str]) -> list[Call]:
    return []


def view(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    return {}


def path(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    return {"holders": answers[1]["by_name"]}


def agreement(views: Mapping[str, Mapping[str, Any]], nodes: int) -> dict[str, list[Finding]]:
    return {}
