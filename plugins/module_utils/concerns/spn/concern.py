# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""For which account the domain issues tickets to the farm's names (SPN-1 to SPN-4).

The whole forest is searched by the global catalog, and each domain controller of the farm's domain is asked for itself:
clients ask whichever is near. A name is written where an account that may do so is given; else it is handed off: who
may register names is the decision of the domain's administrators.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...facts.directory import about_farm, rights, write
from ...facts.directory.directory import Directory
from ...model.call import Call
from ...model.finding import CouldNotCheckError, Finding, Key, Remedy, State
from ...model.ticket_path import Step
from .. import contract
from ..contract import NO_SECRETS, always_applicable, no_agreement, no_view, values_equal
from . import controls, encryption, fix, name_checks, node_checks
from . import intent as intents
from .holders import HTTP, by_host, holdings
from .registrations import Checked
from .wanted import Wanted
from .writer import Writer, decided

NAME, SCOPE = "spn", contract.FARM
CONTROLS, FARM_CONTROLS = controls.CONTROLS, controls.FARM_CONTROLS
RECYCLES = False
IMPACT = (
    "clients keep the tickets that they have for up to 10 hours, and remember for 15 minutes that there was no name; "
    "nodes that decrypt with the key of a former holder refuse new tickets"
)

ARGUMENT_SPEC, arguments = intents.ARGUMENT_SPEC, intents.arguments
Intent = intents.Intent
SHAPES = {**about_farm.SHAPES, rights.PAYLOAD: rights.SHAPE}
MASKING = {**about_farm.MASKING, **rights.MASKING}

same, view, agreement, not_applicable = values_equal, no_view, no_agreement, always_applicable

SECRETS = SECRET_VARIABLES = NO_SECRETS
WRITES = (write.PAYLOAD,)
OVERRIDE = "kerberos_farm.spn_holder"


def reads(intent: Intent) -> list[Call]:
    asked = about_farm.reads(intent)
    if intent.writer:
        asked.append(Call(rights.PAYLOAD, otherwise=rights.not_known("what the writer may change was not read")))
    return asked


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    directory = _directory(answers)
    if directory.problem:
        raise CouldNotCheckError(directory.problem)
    writer = _writer(answers, intent, directory)
    return [decided(one, directory, writer) for one in _checked(directory, intent)]


def _checked(directory: Directory, intent: Intent) -> list[Checked]:
    wanted = Wanted.of(directory, intent.service_account or intent.spn_holder, intent.nodes)
    return [
        *name_checks.findings(directory, intent.names, wanted),
        *map(Checked, _override(directory, intent)),
        Checked(_encryption(directory, wanted, intent)),
        *node_checks.findings(directory, intent.nodes, intent.names),
    ]


def planned(drift: Sequence[Finding], answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    directory = _directory(answers)
    return fix.planned(drift, _checked(directory, intent), directory, _writer(answers, intent, directory))


def settings(findings: Sequence[Finding], answers: Sequence[Mapping[str, Any]], intent: Intent) -> Mapping[Key, Any]:
    directory = _directory(answers)
    return fix.Held(directory, _writer(answers, intent, directory).controller)


def writes(changes: Sequence[Finding], answers: Sequence[Mapping[str, Any]], secrets: Mapping[str, str]) -> list[Call]:
    directory = _directory(answers)
    return fix.writes(changes, directory, Writer.told(_rights(answers), directory))


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
    return Directory.from_answer(answers[len(about_farm.OF_NODE)])


def _rights(answers: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """None where no writer is given."""
    return next(iter(answers[len(about_farm.OF_NODE) + 1 :]), None)


def _writer(answers: Sequence[Mapping[str, Any]], intent: Intent, directory: Directory) -> Writer:
    return Writer.of(intent, _rights(answers), directory)
