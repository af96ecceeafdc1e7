# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether the domain lets the farm's account log on (POOL-2). The domain alone knows; it is read, and nothing is tried.

What each of the farm's other accounts could do for its applications by delegation is compared as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from ...facts.directory import about_farm
from ...facts.directory.account import Account
from ...facts.directory.directory import Directory
from ...model.finding import CouldNotCheckError, Finding, Remedy, State
from .. import contract
from ..contract import (
    NO_IMPACT,
    NO_SECRETS,
    current_values,
    no_agreement,
    no_view,
    one_change_per_finding,
    values_equal,
    writes_nothing,
)
from . import controls, delegation, logon_checks, managed_password

NAME, SCOPE = "account_state", contract.FARM
CONTROLS, FARM_CONTROLS = controls.CONTROLS, controls.FARM_CONTROLS
RECYCLES, IMPACT = False, NO_IMPACT

ARGUMENT_SPEC, SHAPES, MASKING = about_farm.ARGUMENT_SPEC, about_farm.SHAPES, about_farm.MASKING
Intent = about_farm.Intent
arguments, reads = about_farm.arguments, about_farm.reads

planned, settings, same = one_change_per_finding, current_values, values_equal
writes, view, agreement = writes_nothing, no_view, no_agreement

SECRETS = SECRET_VARIABLES = NO_SECRETS
WRITES: tuple[str, ...] = ()
NO_ACCOUNT = "kerberos_farm.service_account is not described"


def not_applicable(intent: Intent) -> str:
    return "" if intent.service_account else NO_ACCOUNT


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    directory = Directory.from_answer(answers[-1])
    if directory.problem:
        raise CouldNotCheckError(directory.problem)
    asked = directory.asked(intent.service_account)
    if not asked.found and not asked.problem:
        return [_missing(intent.service_account)]
    if len(asked.found) != 1:
        reason = asked.problem or f"{len(asked.found)} accounts of the forest are called so"
        return [Finding("POOL-2", f"state of {intent.service_account}", State.UNKNOWN, reason=reason)]
    account = asked.found[0]
    return [
        *logon_checks.findings(account, intent.nodes, _now(directory)),
        *managed_password.findings(account, directory.computers, intent.nodes),
        *delegation.findings(account, _others(directory, account, intent)),
    ]


def _missing(name: str) -> Finding:
    return Finding(
        "POOL-2",
        f"state of {name}",
        State.DRIFT,
        "no such account",
        "enabled",
        remedy=Remedy.HAND_OFF,
        reason="the directory has no account of this name: correct the description, or create the account",
    )


def _now(directory: Directory) -> datetime:
    """By a domain controller, whose clock decides."""
    return next((one.time for one in directory.controllers if one.time and not one.problem), datetime.now(UTC))


def _others(directory: Directory, account: Account, intent: Intent) -> list[Account]:
    """Who holds a name of the farm now, once each."""
    held = (one for name in intent.names for one in directory.with_service_principal(f"HTTP/{name}"))
    return list({one.sid: one for one in held if one.sid != account.sid}.values())


def path(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    """delegation: the accounts that hold a name now, with what applications may lose with them."""
    directory = Directory.from_answer(answers[-1])
    asked = directory.asked(intent.service_account)
    if directory.problem or len(asked.found) != 1:
        return {}
    (wanted,) = asked.found
    others = _others(directory, wanted, intent)
    return {
        "delegation": [
            {"account": other.shown, "services": lost, "known": other.detail is not None and wanted.detail is not None}
            for other in others
            for lost in [delegation.lost(wanted, other)]
        ]
    }
