# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether this run may write what would remove a difference; else it is handed off, and says why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ...facts.directory.directory import Directory
from ...facts.directory.permitted import refusal
from ...model.finding import Finding, Remedy, State
from . import commands
from .holders import accounts_with, held_on, on_controller
from .intent import Intent
from .registrations import Checked, Registration

NODE_NAMES = "SPN-3"  # it breaks remoting of whoever relies on it, so it is on request
NOBODY: Mapping[str, Any] = {"controller": "", "problem": "", "accounts": ()}
_PORT = re.compile(r":[0-9]+$")


@dataclass(frozen=True)
class Writer:
    """controller: that would take the changes; empty where there is none. problem: why nothing can be written.

    writable: the SIDs of accounts whose names the writer may change.
    """

    given: bool
    controller: str
    problem: str
    writable: frozenset[str]
    held_back: Mapping[str, str] = field(default_factory=dict)
    on_request: tuple[str, ...] = ()

    @classmethod
    def of(cls, intent: Intent, rights: Mapping[str, Any] | None, directory: Directory) -> Writer:
        """rights: the answer of read_write_rights; None where there is no writer."""
        may = cls.told(rights, directory)
        return replace(may, given=intent.writer, held_back=intent.held_back, on_request=intent.on_request)

    @classmethod
    def told(cls, rights: Mapping[str, Any] | None, directory: Directory) -> Writer:
        """By the answers alone."""
        told = rights or NOBODY
        problem = told["problem"] or directory.others_unknown
        writable = frozenset(one["sid"] for one in told["accounts"] if one["writable"])
        return cls(rights is not None, told["controller"], problem, writable)


def decided(checked: Checked, directory: Directory, writer: Writer) -> Finding:
    """The finding, as one that a fix removes, or that is handed off with its commands."""
    finding, steps = checked.finding, checked.steps
    if finding.state is not State.DRIFT or finding.remedy is not Remedy.HAND_OFF or not steps:
        return finding
    if writer.given and all(held_on(directory, writer.controller, step) is step.held for step in steps):
        reason = (
            f"{writer.controller} has it as it should be already: the change is being replicated; if that does not end "
            "within the hour, see repadmin /showrepl"
        )
        return replace(finding, state=State.PENDING, remedy=Remedy.REPORT, reason=reason)
    why = _why_not(checked, directory, writer)
    if why or not writer.given:
        return replace(
            finding,
            reason=f"{finding.reason}; not written: {why}" if why else finding.reason,
            commands=commands.lines(steps),
            undo=commands.reverse(steps),
        )
    return replace(
        finding, remedy=Remedy.FIX, key=steps[0].key, irreversible=irreversible(steps, steps, directory, writer)
    )


def irreversible(
    some: Sequence[Registration], steps: Sequence[Registration], directory: Directory, writer: Writer
) -> str:
    """Why not all of some can be rolled back, with what an administrator can do; empty where all can.

    steps: all that are made together.
    """
    why = {step: _stays_away(step, steps, directory, writer) for step in some if not step.held}
    gone = [step for step in why if why[step]]
    reasons = "; ".join(dict.fromkeys(why[step] for step in gone))
    return f"a rollback does not put it back ({reasons}): {'; '.join(commands.reverse(gone))}" if gone else ""


def _stays_away(step: Registration, steps: Sequence[Registration], directory: Directory, writer: Writer) -> str:
    """Why what is removed is not added again; empty where it can be."""
    removed = {one.account.sid for one in steps if not one.held and _same_name(one, step)}
    if set(accounts_with(on_controller(directory, writer.controller), step.service_principal)) - removed:
        return "another account keeps it, and a name that two have is refused"
    if len(removed) > 1:
        return "several accounts had it, and a name that two have is refused"
    return _refusal(replace(step, held=True))


def _same_name(one: Registration, other: Registration) -> bool:
    return one.service_principal.lower() == other.service_principal.lower()


def _refusal(step: Registration) -> str:
    account = step.account
    return refusal(step.service_principal, step.held, account.kind, account.name, account.host_name)


def _why_not(checked: Checked, directory: Directory, writer: Writer) -> str:
    """Empty where there is no writer: then nothing needs a reason."""
    if not writer.given:
        return ""
    if writer.problem:
        return writer.problem
    if why := writer.held_back.get(checked.name.lower()):
        return why
    if checked.finding.control == NODE_NAMES and NODE_NAMES not in writer.on_request:
        return f"only with {NODE_NAMES} in kerberos_farm.on_request"
    if any(_PORT.search(step.service_principal) for step in checked.steps):
        return "somebody has registered the form with a port on purpose"
    return next(filter(None, (_of_one(step, directory, writer) for step in checked.steps)), "")


def _of_one(step: Registration, directory: Directory, writer: Writer) -> str:
    account = step.account
    if account.domain != directory.domain:
        return f"{account.shown} is an account of another domain than the farm's"
    if why := _refusal(step):
        return why
    if step.held and account.is_computer:
        return f"{account.shown} is a computer: only that computer could decrypt tickets to {step.service_principal}"
    if held_on(directory, writer.controller, step) is None:
        return f"{writer.controller or 'the domain controller'}, which would take the change, could not be read"
    if account.sid not in writer.writable:
        return (
            f"the account that is to write may not change the service principal names of {account.shown} (a domain "
            "administrator grants it: Write servicePrincipalName)"
        )
    return ""
