"""Faults of the list in docs/faults.md on the lab's farm with real tickets: what is broken, and what a client sees.

A change of the directory is as lab/samba/changes.py takes it; before each row it is as it was baked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lab import intranet
from lab.concerns.app_pool.faults import OLD
from lab.directory import accounts
from lab.samba.plan import SPN
from lab.site.state import State

WEB1, WEB3 = accounts.computer(1), accounts.computer(3)
OURS, OTHER = accounts.SERVICE_ACCOUNT, f"CN={OLD.rpartition(chr(92))[2]},{accounts.SERVICE_ACCOUNTS}"
FULL, SHORT = intranet.NAMES
ALL_NODES = ("web1", "web2", "web3")
WORKS, WRONG_KEY, NO_TICKET = "accepted", "refused 41", "no ticket 7"
EVERYWHERE = (WORKS, WORKS, WORKS, WORKS)
MACHINE_KEY = {"web1": ("windows_authentication/machine-key",)}

Change = Sequence[Any]


def names(kind: str = "HTTP") -> list[str]:
    return [f"{kind}/{name}" for name in intranet.NAMES]


def initial() -> list[Change]:
    """The names of the accounts that the rows change, as they are in the plan."""
    known = accounts.objects(3)
    return [
        *([dn, SPN, "replace", []] for dn in (OTHER, OURS)),
        *([dn, SPN, "replace", known[dn][SPN]] for dn in (WEB1, WEB3)),
        [OURS, SPN, "replace", names()],
    ]


def moved(to: str, kind: str = "HTTP") -> list[Change]:
    return [[OURS, SPN, "delete", names()], [to, SPN, "add", names(kind)]]


@dataclass(frozen=True)
class Row:
    """number: in the list. faults: of the lab, by node. instead: what answers at an address, in place of the node.

    seen: at web1, web2, web3 and the virtual address, of tickets for the full name.
    short: of tickets for the short name at all of them, where that is something else.
    """

    number: int
    title: str
    seen: tuple[str, str, str, str]
    directory: Sequence[Change] = ()
    faults: Mapping[str, Sequence[str]] = field(default_factory=dict)
    instead: Mapping[str, State] = field(default_factory=dict)
    short: str = ""


ROWS = (
    Row(0, "a healthy farm", EVERYWHERE),
    Row(15, "no account holds the names", (NO_TICKET,) * 4, [[OURS, SPN, "delete", names()]]),
    Row(16, "on a node's account, whose key it uses", (WORKS, WRONG_KEY, WRONG_KEY, WORKS), moved(WEB1), MACHINE_KEY),
    Row(17, "on a former account", (WRONG_KEY,) * 4, moved(OTHER)),
    Row(18, "on two accounts", (NO_TICKET,) * 4, [[OTHER, SPN, "raw", names()]]),
    Row(
        *(19, "HOST/ on a computer, and HTTP/ on none", (WORKS, WRONG_KEY, WRONG_KEY, WORKS)),
        *(moved(WEB1, "HOST"), MACHINE_KEY),
    ),
    Row(20, "only the short name", (NO_TICKET,) * 4, [[OURS, SPN, "delete", [f"HTTP/{FULL}"]]], short=WORKS),
    Row(26, "no fault: HOST/ on a computer, HTTP/ is right", EVERYWHERE, [[WEB3, SPN, "raw", names("HOST")]]),
    Row(
        *(30, "a stranger at the virtual address", (WORKS, WORKS, WORKS, "not asked for")),
        instead={intranet.VIRTUAL[0]: {"status": 200}},
    ),
    Row(
        *(32, "all decrypt with their own keys", (WRONG_KEY,) * 4),
        faults=dict.fromkeys(ALL_NODES, MACHINE_KEY["web1"]),
    ),
    Row(33, "one does", (WRONG_KEY, WORKS, WORKS, WRONG_KEY), faults=MACHINE_KEY),
    Row(
        *(34, "a built-in identity", (WORKS, WRONG_KEY, WORKS, WORKS)),
        faults={"web2": ("app_pool/built-in-identity",)},
    ),
    Row(
        *(35, "another account", (WORKS, WORKS, WRONG_KEY, WORKS)),
        faults={"web3": ("app_pool/another-account",)},
    ),
    Row(
        *(36, "a built-in identity, and the computer's key", (WRONG_KEY, WORKS, WORKS, WRONG_KEY)),
        faults={"web1": ("app_pool/built-in-identity", *MACHINE_KEY["web1"])},
    ),
    Row(
        *(37, "the former password", (WORKS, WRONG_KEY, WORKS, WORKS)),
        faults={"web2": ("app_pool/old-worker-process",)},
    ),
    Row(
        *(46, "a pool that is down", ("unavailable", WORKS, WORKS, "unavailable")),
        faults={"web1": ("app_pool/stored-password-old",)},
    ),
    Row(
        *(27, "NLB is stopped on the node that would answer", (WRONG_KEY, WORKS, WORKS, WORKS)),
        faults={"web1": ("load_balancing/stopped", *MACHINE_KEY["web1"])},
    ),
)
