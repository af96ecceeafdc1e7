"""States of the directory in which the service principal names are right, and those in which it cannot be found out."""

from __future__ import annotations

from collections.abc import Callable

from lab import intranet
from lab.directory import accounts, changes, situations
from lab.directory.accounts import SERVICE_ACCOUNT
from lab.directory.changes import SPNS
from lab.directory.file import DirectoryState
from lab.directory.forest import FOREST, ROOT
from lab.intranet import DOMAIN

Injected = Callable[[DirectoryState, int], None]
PRE_STAGED = f"CN=INTRANET,CN=Computers,{ROOT}"
SHORT = intranet.NAMES[1]


def pre_staged_computer(state: DirectoryState, number: int) -> None:
    """Number 26 in the list of faults, which is none: HTTP/ beats HOST/, and nobody uses this account."""
    computer = accounts.computer_account(SHORT, FOREST, f"{DOMAIN}-1150")
    state["objects"][PRE_STAGED] = {**computer, "userAccountControl": [accounts.COMPUTER | 2]}


def in_another_case(state: DirectoryState, number: int) -> None:
    account = changes.attributes(state, SERVICE_ACCOUNT)
    account[SPNS] = [f"http/{name.upper()}" for name in intranet.NAMES]


def with_ports_too(state: DirectoryState, number: int) -> None:
    changes.add_names(state, SERVICE_ACCOUNT, [f"HTTP/{name}:{port}" for name in intranet.NAMES for port in (80, 443)])


def with_names_of_other_services(state: DirectoryState, number: int) -> None:
    """Of the same host, under a class that HOST/ does not stand for."""
    changes.add_names(state, accounts.computer(2), [f"MSSQLSvc/{intranet.NAMES[0]}:1433"])


HARMLESS: dict[str, Injected] = {
    "a computer of the farm's name was made in advance, and HTTP/ is on the service account": pre_staged_computer,
    "the names are registered in another case": in_another_case,
    "the service account holds the names with ports, too": with_ports_too,
    "another account holds another service of the host": with_names_of_other_services,
}
NOT_KNOWN: dict[str, Injected] = {
    "the second domain controller does not answer": situations.second_controller_silent,
    "no domain controller answers": situations.no_controller_answers,
}
