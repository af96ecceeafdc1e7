# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""For which account the domain issues tickets to the farm's names (SPN-1 to SPN-4).

The whole forest is searched by the global catalog, and each domain controller of the farm's domain is asked for itself:
clients ask whichever is near. Nothing is written: who may register names is the domain's administrator's decision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...facts.directory import question, shape
from ...facts.directory.directory import Directory
from ...farm.description import Farm
from ...model.account_names import parse_optional_account
from ...model.call import Call
from ...model.finding import CouldNotCheckError, Finding, Remedy, State
from ...model.host_names import host_names
from ...model.masks import Mask
from ...model.ticket_path import Step
from .. import contract
from ..contract import NO_SECRETS, always_applicable, current_values, one_change_per_finding, values_equal
from . import controls, encryption, name_checks, node_checks
from .holders import HTTP, by_host, holdings
from .wanted import Wanted

NAME, SCOPE = "spn", contract.FARM
CONTROLS, FARM_CONTROLS = controls.CONTROLS, controls.FARM_CONTROLS
RECYCLES, IMPACT = False, "nothing: this concern writes nothing"

ARGUMENT_SPEC = {
    "names": {"type": "list", "elements": "str", "required": True},
    "nodes": {"type": "list", "elements": "str", "required": True},
    "service_account": {"type": "str"},
    "spn_holder": {"type": "str"},
}

planned, settings, same = one_change_per_finding, current_values, values_equal
not_applicable = always_applicable

SECRETS = SECRET_VARIABLES = NO_SECRETS
WRITES: tuple[str, ...] = ()
OF_NODE: Mapping[str, Any] = {"read_machine_account": dict}  # says in which domain to ask
SHAPES = {**OF_NODE, question.PAYLOAD: shape.SHAPE}
MASKING = {
    "names": Mask.NAMES,
    "nodes": Mask.NAMES,
    "service_account": Mask.ACCOUNT,
    "spn_holder": Mask.ACCOUNT,
    **shape.MASKING,
}
OVERRIDE = "kerberos_farm.spn_holder"


@dataclass(frozen=True)
class Intent:
    names: tuple[str, ...]
    nodes: tuple[str, ...]
    service_account: str
    spn_holder: str  # as the description overrides it

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Intent:
        """Raises ValueError, to be shown to the user."""
        account, holder = (parse_optional_account(arguments[o], o) or "" for o in ("service_account", "spn_holder"))
        return cls(host_names(arguments["names"], "names"), tuple(arguments["nodes"]), account, holder)

    @property
    def account(self) -> str:
        return self.service_account or self.spn_holder


def arguments(farm: Farm, node: str) -> dict[str, Any]:
    return {
        "names": list(farm.names),
        "nodes": list(farm.nodes),
        "service_account": farm.service_account,
        "spn_holder": farm.spn_holder,
    }


def reads(intent: Intent) -> list[Call]:
    return [
        *(Call(payload, otherwise={}) for payload in OF_NODE),
        question.read(intent.names, intent.nodes, [intent.service_account, intent.spn_holder]),
    ]


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    directory = _directory(answers)
    if directory.problem:
        raise CouldNotCheckError(directory.problem)
    wanted = Wanted.of(directory, intent.account, intent.nodes)
    return [
        *name_checks.findings(directory, intent.names, wanted),
        *_override(directory, intent),
        _encryption(directory, wanted, intent),
        *node_checks.findings(directory, intent.nodes, intent.names),
    ]


def _encryption(directory: Directory, wanted: Wanted, intent: Intent) -> Finding:
    account = wanted.account or next(
        (one.account for name in intent.names for one in holdings(directory, f"{HTTP}/{name}")), None
    )
    if account is None:
        reason = wanted.problem or "no account is described, and none holds a name of the farm"
        return Finding("SPN-4", "encryption types of the account", State.UNKNOWN, reason=reason)
    return encryption.finding(account, directory.aes_since)


def _override(directory: Directory, intent: Intent) -> list[Finding]:
    """A description that names another holder than there is leads every other control astray."""
    if not intent.spn_holder:
        return []
    asked = {account.sid for account in directory.asked(intent.spn_holder).found}
    others = {
        one.account.shown
        for name in intent.names
        for one in holdings(directory, f"{HTTP}/{name}")
        if one.account.sid not in asked
    }
    if not others or not asked:
        return []
    reason = "the nodes' keys are compared with the described account: correct the field, or leave it out"
    return [
        Finding(
            "SPN-2",
            OVERRIDE,
            State.DRIFT,
            intent.spn_holder,
            sorted(others),
            remedy=Remedy.REPORT,
            reason=reason,
            step=Step.LATENT,
        )
    ]


def writes(changes: Sequence[Finding], answers: Sequence[Mapping[str, Any]], secrets: Mapping[str, str]) -> list[Call]:
    for finding in changes:
        raise ValueError(f"no write can fix {finding.control} {finding.subject}")
    return []


def view(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    return {}


def agreement(views: Mapping[str, Mapping[str, Any]], nodes: int) -> dict[str, list[Finding]]:
    return {}


def path(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    """holders: the accounts that tickets to each name are issued for."""
    directory = _directory(answers)
    return {"holders": [_held(directory, name) for name in intent.names]}


def _held(directory: Directory, name: str) -> dict[str, Any]:
    direct = [(one.account, False) for one in holdings(directory, f"{HTTP}/{name}")]
    found = direct or [(account, True) for account in by_host(directory, name)]
    accounts = [
        {"account": account.shown, "sid": account.sid, "spn": f"{HTTP}/{name}", "by_host": by} for account, by in found
    ]
    return {"name": name, "accounts": accounts, "controller": directory.catalog, "problem": directory.problem}


def _directory(answers: Sequence[Mapping[str, Any]]) -> Directory:
    return Directory.from_answer(answers[-1])
