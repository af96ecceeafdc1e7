"""Faults of the service principal names of the farm: who holds them, and which keys he has."""

from __future__ import annotations

from lab import intranet
from lab.directory import accounts, changes
from lab.directory.accounts import SERVICE_ACCOUNT
from lab.directory.changes import SPNS
from lab.directory.file import DirectoryState
from lab.directory.forest import FOREST, ROOT
from lab.fault import Fault
from lab.intranet import DOMAIN

NAMES = tuple(f"HTTP/{name}" for name in intranet.NAMES)
FULL, SHORT = NAMES
FORMER_ACCOUNT = f"CN=svc-old,OU=Service Accounts,{ROOT}"
AS_URLS = (f"HTTP/http://{intranet.NAMES[1]}", f"HTTP/http://{intranet.NAMES[0]}/")
NOT_HELD = tuple(("SPN-1", name) for name in NAMES)
HELD_BY_ANOTHER = tuple(("SPN-2", name) for name in NAMES)
BEFORE_AES = "2007-05-02T08:00:00+00:00"  # there was no domain controller that makes AES keys


def _nobody(state: DirectoryState, number: int) -> None:
    changes.remove_names(state, SERVICE_ACCOUNT, NAMES)


def _on_a_node(state: DirectoryState, number: int) -> None:
    changes.move_names(state, NAMES, SERVICE_ACCOUNT, accounts.computer(1))


def _on_a_former_account(state: DirectoryState, number: int) -> None:
    _add_former_account(state)
    changes.move_names(state, NAMES, SERVICE_ACCOUNT, FORMER_ACCOUNT)


def _on_two_accounts(state: DirectoryState, number: int) -> None:
    """Written on two domain controllers before either knew of the other, which none of them refuses."""
    _add_former_account(state)
    changes.add_names(state, FORMER_ACCOUNT, NAMES)


def _add_former_account(state: DirectoryState) -> None:
    state["objects"][FORMER_ACCOUNT] = accounts.user("svc-old", f"{DOMAIN}-1121", FOREST)


def _host_names_on_a_computer(state: DirectoryState, number: int) -> None:
    """The farm's names as further names of a node: netdom computername /add."""
    _nobody(state, number)
    changes.add_names(state, accounts.computer(1), [f"HOST/{name}" for name in intranet.NAMES])


def _short_name_only(state: DirectoryState, number: int) -> None:
    changes.remove_names(state, SERVICE_ACCOUNT, [FULL])


def _typed_as_url(state: DirectoryState, number: int) -> None:
    _nobody(state, number)
    changes.add_names(state, SERVICE_ACCOUNT, AS_URLS)


def _not_replicated(state: DirectoryState, number: int) -> None:
    """Registered a moment ago on the first domain controller."""
    changes.not_replicated(state, "dc2", SERVICE_ACCOUNT, {SPNS: []})


def _no_aes_key(state: DirectoryState, number: int) -> None:
    """Its password is older than the domain's AES keys, and somebody has ticked AES since."""
    changes.attributes(state, SERVICE_ACCOUNT).update({"pwdLastSet": [BEFORE_AES], "msDS-KeyVersionNumber": [2]})


def _name_of_a_node(state: DirectoryState, number: int) -> None:
    name = intranet.name(1)
    changes.add_names(state, SERVICE_ACCOUNT, [f"HTTP/{name}", f"HTTP/{name}.{FOREST}"])


FAULTS = (
    Fault(
        "spn/nobody",
        "15",
        "no account holds the farm's service principal names",
        _nobody,
        NOT_HELD,
        step="3",
        fixed=False,
        whole=True,
    ),
    Fault(
        "spn/on-a-node",
        "16",
        "the computer account of one node holds the farm's service principal names",
        _on_a_node,
        (*HELD_BY_ANOTHER, *NOT_HELD),
        step="3",
        fixed=False,
        whole=True,
    ),
    Fault(
        "spn/on-a-former-account",
        "17",
        "a former service account holds the farm's service principal names",
        _on_a_former_account,
        (*HELD_BY_ANOTHER, *NOT_HELD),
        step="3",
        fixed=False,
        whole=True,
    ),
    Fault(
        "spn/on-two-accounts",
        "18",
        "two accounts hold the farm's service principal names",
        _on_two_accounts,
        HELD_BY_ANOTHER,
        step="3",
        fixed=False,
        whole=True,
    ),
    Fault(
        "spn/host-names-on-a-computer",
        "19",
        "a computer holds HOST/ with the farm's names, and nobody holds HTTP/ with them",
        _host_names_on_a_computer,
        (*HELD_BY_ANOTHER, *NOT_HELD),
        step="3",
        fixed=False,
        whole=True,
    ),
    Fault(
        "spn/short-name-only",
        "20",
        "only the short name is registered",
        _short_name_only,
        (("SPN-1", FULL),),
        step="3",
        fixed=False,
        whole=True,
    ),
    Fault(
        "spn/typed-as-url",
        "21",
        "the service principal names were typed as URLs",
        _typed_as_url,
        (
            *NOT_HELD,
            *(("SPN-1", f"spelling of {name} on {intranet.SERVICE_ACCOUNT}") for name in AS_URLS),
        ),
        step="3",
        fixed=False,
        whole=True,
    ),
    Fault(
        "spn/not-replicated",
        "22",
        "the service principal names have not reached the second domain controller",
        _not_replicated,
        tuple(("SPN-1", f"{name} on dc2.{FOREST}") for name in NAMES),
        step="3",
        fixed=False,
        whole=True,
    ),
    Fault(
        "spn/no-aes-key",
        "24",
        "the service account is marked for AES, and has no AES key",
        _no_aes_key,
        (("SPN-4", f"encryption types of {intranet.SERVICE_ACCOUNT}"),),
        step="3",
        fixed=False,
        whole=True,
    ),
    Fault(
        "spn/name-of-a-node",
        "25",
        "the service account holds HTTP/ with the name of a node",
        _name_of_a_node,
        tuple(("SPN-3", f"HTTP/{name}") for name in (f"{intranet.name(1)}.{FOREST}", intranet.name(1))),
        fixed=False,
        whole=True,
    ),
)
