"""Faults of a node and its domain: trust, clocks, and settings that tickets depend on.

Clocks as the directory shows them are of the farm as a whole: a difference is the same, whichever of the two has it.
"""

from __future__ import annotations

from lab.concerns.host_trust.state import DOMAIN
from lab.directory.file import DirectoryState
from lab.directory.situations import FAST, clock_of_a_controller_fast
from lab.fault import Fault
from lab.node_files import NodeState

CONTROLLERS = ("dc1.example.com", "dc2.example.com")

CHANNEL = ("HOST-1", f"secure channel with {DOMAIN}")
CLOCK = ("HOST-2", "clock of this node")
TYPES = ("SPN-4", "encryption types that this node allows")
RC4, AES128 = 0x4, 0x8
NO_TIME = "error: 0x800705B4"  # as w32tm shows that nobody has answered


def _channel_broken(state: NodeState, number: int) -> None:
    _broken(state, 5, "ERROR_ACCESS_DENIED")


def _no_controller(state: NodeState, number: int) -> None:
    _broken(state, 1311, "ERROR_NO_LOGON_SERVERS")
    state["host_trust"]["clock"] |= {"ahead": None, "problem": NO_TIME}


def _broken(state: NodeState, status: int, name: str) -> None:
    """Netlogon then has no domain controller, and the name of the domain leads to one."""
    state["host_trust"]["channel"] |= {"holds": False, "controller": "", "status": status, "status_name": name}
    state["host_trust"]["clock"] |= {"server": DOMAIN}


def _fast(state: NodeState, number: int) -> None:
    state["host_trust"]["clock"]["ahead"] = 420.5


def _rc4_by_policy(state: NodeState, number: int) -> None:
    state["host_trust"]["encryption_types"]["policy"] = RC4


def _aes128_by_itself(state: NodeState, number: int) -> None:
    state["host_trust"]["encryption_types"]["own"] = AES128


def _small(state: NodeState, number: int) -> None:
    state["host_trust"]["requests"]["max_field_length"] = 8192


def _large_tickets(state: NodeState, number: int) -> None:
    state["host_trust"]["requests"]["max_token_size"] = 48000


def _loopback_off(state: NodeState, number: int) -> None:
    state["host_trust"]["loopback"]["off"] = 1


def _node_fast(state: DirectoryState, number: int) -> None:
    """Seen from the node every domain controller is behind."""
    for controller in state["controllers"].values():
        controller["offset"] = -FAST


FAULTS = (
    Fault(
        "host_trust/node-clock-fast",
        "53",
        "the clock of the farm's first node is 7 minutes ahead of its domain controllers'",
        _node_fast,
        tuple(("HOST-2", f"clocks of web1 and {name}") for name in CONTROLLERS),
        step="6",
        fixed=False,
        whole=True,
    ),
    Fault(
        "host_trust/controller-clock-fast",
        "53",
        "the clock of one domain controller is 7 minutes ahead of the nodes'",
        clock_of_a_controller_fast,
        (("HOST-2", f"clocks of web1 and {CONTROLLERS[0]}"),),
        step="6",
        fixed=False,
        whole=True,
    ),
    Fault(
        "host_trust/secure-channel-broken",
        "52",
        "the node's secure channel with its domain is broken",
        _channel_broken,
        (CHANNEL,),
        step="6",
        fixed=False,
    ),
    Fault(
        "host_trust/no-domain-controller",
        "140",
        "the node finds no domain controller",
        _no_controller,
        (CHANNEL, CLOCK),
        step="6",
        fixed=False,
        checked=False,
    ),
    Fault(
        "host_trust/clock-fast",
        "53",
        "the node's clock is 7 minutes ahead of its domain controller's",
        _fast,
        (CLOCK,),
        step="6",
        fixed=False,
    ),
    Fault(
        "host_trust/policy-without-aes",
        "54",
        "a policy leaves the node RC4 alone",
        _rc4_by_policy,
        (TYPES,),
        step="6",
        fixed=False,
    ),
    Fault(
        "host_trust/aes128-alone",
        "54",
        "a value of the node's own leaves it AES128 alone",
        _aes128_by_itself,
        (TYPES,),
        step="6",
        fixed=False,
    ),
    Fault(
        "host_trust/small-requests",
        "55",
        "http.sys takes no header of more than 8 KB",
        _small,
        (("HOST-4", "MaxFieldLength"),),
        alone=(("HOST-4", "MaxFieldLength of the nodes"),),
        fixed=False,
    ),
    Fault(
        "host_trust/large-tickets",
        "55",
        "users may have larger tickets than http.sys takes",
        _large_tickets,
        (("HOST-4", "MaxFieldLength"), ("HOST-4", "MaxRequestBytes")),
        fixed=False,
    ),
    Fault(
        "host_trust/loopback-check-off",
        "141",
        "the loopback check is off for every name",
        _loopback_off,
        (("HOST-5", "loopback check"),),
        fixed=False,
    ),
)
