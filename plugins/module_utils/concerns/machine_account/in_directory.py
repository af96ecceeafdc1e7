# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether another account of the forest has the name of a node or of the farm (HOST-3), as the directory has it.

KB558115: "identically named machine accounts in the target realm and client realm". A client asks a domain controller
of its own domain first, and that gives it a ticket for the account that it knows by this name itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...facts.directory import about_farm
from ...facts.directory.account import Account
from ...facts.directory.directory import Directory
from ...facts.directory.names import COMPUTER, short
from ...model.finding import CouldNotCheckError, Finding, State
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
from . import controls

NAME, SCOPE = "machine_account", contract.FARM
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
CONTROL = "HOST-3"


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    directory = Directory.from_answer(answers[-1])
    if directory.problem:
        raise CouldNotCheckError(directory.problem)
    return list(_findings(directory, intent))


def _findings(directory: Directory, intent: Intent) -> Iterator[Finding]:
    names = list(dict.fromkeys(short(name) for name in (*intent.names, *intent.nodes)))
    of_farm = {short(name): name for name in reversed(intent.names)}
    for name in names:
        subject = f"accounts called {name}"
        others = [account for account in directory.same_names if _takes_its_tickets(account, name, directory.domain)]
        if others:
            yield _drift(subject, others, name, of_farm.get(name, ""))
        elif reason := directory.others_unknown:
            yield Finding(CONTROL, subject, State.UNKNOWN, reason=reason)
        else:
            yield Finding(CONTROL, subject, State.COMPLIANT, [])


def _takes_its_tickets(account: Account, name: str, domain: str) -> bool:
    """A computer of another domain: it has HOST/<name> there. In the farm's own domain SPN-2 says who holds it."""
    return account.is_computer and account.domain != domain and _computer(name) == account.name.casefold()


def _computer(name: str) -> str:
    return f"{name[:COMPUTER]}$".casefold()


def _drift(subject: str, others: Sequence[Account], name: str, of_farm: str) -> Finding:
    domains = ", ".join(dict.fromkeys(account.domain for account in others))
    what = "tickets for the farm" if of_farm else "tickets for this node"
    reason = (
        f"clients of {domains} that ask for {name} get a ticket for the computer there, which the one that answers "
        f"cannot decrypt (KB558115: identically named machine accounts), in place of {what}: rename that computer, "
        "delete its account if it is no longer used, or let clients use the full name"
    )
    return Finding(
        CONTROL,
        subject,
        State.DRIFT,
        [account.shown for account in others],
        [],
        reason=reason,
        step=None if of_farm else Step.LATENT,
        about=(of_farm, name) if of_farm and of_farm != name else (name,) if of_farm else (),
    )


path = contract.no_path
