# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""For which account the domain issues tickets to the farm's names (SPN-1 to SPN-4).

The whole forest is searched by the global catalog, and each domain controller of the farm's domain is asked for itself:
clients ask whichever is near. Nothing is written: who may register names is the domain's administrator's decision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...facts.directory import about_farm
from ...facts.directory.directory import Directory
from ...model.finding import CouldNotCheckError, Finding, Remedy, State
from ...model.ticket_path import Step
from .. import contract
from ..contract import (
    NO_IMPACT,
    NO_SECRETS,
    always_applicable,
    current_values,
    no_agreement,
    no_view,
    one_change_per_finding,
    values_equal,
    writes_nothing,
)
from . import controls, encryption, name_checks, node_checks
from .holders import HTTP, by_host, holdings
from .wanted import Wanted

NAME, SCOPE = "spn", contract.FARM
CONTROLS, FARM_CONTROLS = controls.CONTROLS, controls.FARM_CONTROLS
RECYCLES, IMPACT = False, NO_IMPACT

ARGUMENT_SPEC, SHAPES, MASKING = about_farm.ARGUMENT_SPEC, about_farm.SHAPES, about_farm.MASKING
Intent = about_farm.Intent
arguments, reads = about_farm.arguments, about_farm.reads

planned, settings, same = one_change_per_finding, current_values, values_equal
writes, view, agreement = writes_nothing, no_view, no_agreement
not_applicable = always_applicable

SECRETS = SECRET_VARIABLES = NO_SECRETS
WRITES: tuple[str, ...] = ()
OVERRIDE = "kerberos_farm.spn_holder"


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    directory = _directory(answers)
    if directory.problem:
        raise CouldNotCheckError(directory.problem)
    wanted = Wanted.of(directory, intent.service_account or intent.spn_holder, intent.nodes)
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
