# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What is known of a farm, as the verdict reads it: findings, and what concerns know of the ticket's path, by its role.

No concern is named here: one that knows more of the path gives another part of these, and the verdict follows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..model.finding import State
from ..model.ticket_path import Step

BY_WORD = {step.word: step for step in Step}
WHOLE = ""  # the node of what is about the farm as a whole


@dataclass(frozen=True)
class Seen:
    """One finding. node: WHOLE for the farm as a whole. about: names, servers and addresses; none: all of them."""

    control: str
    subject: str
    state: State
    step: Step
    node: str = WHOLE
    sentence: str = ""
    about: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    follows_from: tuple[str, ...] = ()  # controls that may explain it, beside those that explain its control
    undo: tuple[str, ...] = ()


@dataclass(frozen=True)
class Resolved:
    """What one DNS server answers for one name. problem: why it has not; then nothing else is known."""

    name: str
    server: str
    addresses: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Holder:
    """An account with the service principal name of a farm's name. by_host: only by HOST/, which stands for HTTP/."""

    account: str
    sid: str
    by_host: bool = False


@dataclass(frozen=True)
class Held:
    """Who holds the service principal name of a name. problem: why that is not known."""

    name: str
    holders: tuple[Holder, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Key:
    """The account whose key a node decrypts with at a place, such as Intranet/. None: not known.

    computer: whether it is that of the node itself, whose SID no node tells.
    """

    place: str
    account: str | None
    sid: str | None = None
    computer: bool = False


@dataclass(frozen=True)
class Accepted:
    """A ticket for a name that was accepted: by a node, or at a virtual address; the other one is empty."""

    name: str
    node: str
    address: str


@dataclass(frozen=True)
class Trace:
    """What a computer has logged, which proves that this step is broken.

    name: whose ticket was refused. account: the one that could not decrypt it; empty for other steps.
    controls: those that would explain it. of_holder: whether that account is known to be the one that holds the name.
    """

    step: Step
    name: str = ""
    account: str = ""
    controls: tuple[str, ...] = ()
    of_holder: bool = False


@dataclass(frozen=True)
class Browsers:
    """Whether a browser on one client sends a ticket for a name. None: not known."""

    name: str
    sends: bool | None


@dataclass(frozen=True)
class Evidence:
    """names, virtual, own: as the farm is described. checked: node or WHOLE -> control -> its state there.

    unread: node -> why it could not be read. left_out: the nodes that are not in the run.
    resolved, held: None where nobody has looked. serves: node -> whether services, site and pools run there.
    traces: node -> what was logged there; WHOLE: on clients and domain controllers.
    issued: with whose key a domain controller has encrypted the tickets for a name, by its log.
    """

    names: tuple[str, ...]
    virtual: tuple[str, ...]
    own: Mapping[str, tuple[str, ...]]
    seen: tuple[Seen, ...] = ()
    checked: Mapping[str, Mapping[str, State]] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    resolved: tuple[Resolved, ...] | None = None
    held: tuple[Held, ...] | None = None
    keys: Mapping[str, tuple[Key, ...]] = field(default_factory=dict)
    serves: Mapping[str, bool | None] = field(default_factory=dict)
    accepted: tuple[Accepted, ...] = ()
    traces: Mapping[str, tuple[Trace, ...]] = field(default_factory=dict)
    browsers: tuple[Browsers, ...] = ()
    issued: tuple[Held, ...] = ()

    def nodes(self) -> list[str]:
        """Those in the run."""
        return [node for node in self.own if node not in self.left_out]

    def nodes_at(self, address: str) -> list[str]:
        """Those that answer at an address, by the description; none where it is no node's."""
        if address in self.virtual:
            return list(self.own)
        return [node for node, addresses in self.own.items() if address in addresses]

    def drift(self) -> list[Seen]:
        """On the path of a ticket, with what is pending: until then it is as it was."""
        return [one for one in self.seen if one.state in (State.DRIFT, State.PENDING) and one.step is not Step.LATENT]


def from_roles(
    whole: Mapping[str, Any], of_nodes: Mapping[str, Mapping[str, Any]], of_others: Collection[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """All but findings, from what concerns give of the path of a ticket by its role; see Concern.path.

    of_others: clients and domain controllers.
    """
    resolution, holders = whole.get("resolution"), whole.get("holders")
    return {
        "resolved": None if resolution is None else tuple(map(_resolved, resolution)),
        "held": None if holders is None else tuple(map(_held, holders)),
        "keys": {node: tuple(map(_key, roles["keys"])) for node, roles in of_nodes.items() if "keys" in roles},
        "serves": {node: roles["serves"] for node, roles in of_nodes.items() if "serves" in roles},
        "accepted": tuple(map(_accepted, whole.get("tickets", ()))),
        "traces": {
            **{node: tuple(map(_trace, roles["traces"])) for node, roles in of_nodes.items() if "traces" in roles},
            WHOLE: tuple(_trace(one) for roles in of_others for one in roles.get("traces", ())),
        },
        "browsers": tuple(
            Browsers(one["name"], one["sends"]) for roles in of_others for one in roles.get("browsers", ())
        ),
        "issued": tuple(_held(one) for roles in of_others for one in roles.get("issued", ())),
    }


def _resolved(given: Mapping[str, Any]) -> Resolved:
    addresses, aliases = tuple(given["addresses"]), tuple(given["cname"])
    return Resolved(given["name"], given["server"], addresses, aliases, given["problem"])


def _accepted(given: Mapping[str, Any]) -> Accepted:
    """A node was asked at one of its own addresses, whichever."""
    return Accepted(given["name"], given["node"], "" if given["node"] else given["address"])


def _held(given: Mapping[str, Any]) -> Held:
    holders = (Holder(one["account"], one["sid"], one["by_host"]) for one in given["accounts"])
    return Held(given["name"], tuple(holders), given["problem"])


def _key(given: Mapping[str, Any]) -> Key:
    return Key(given["place"], given["account"], given["sid"], given["computer"])


def _trace(given: Mapping[str, Any]) -> Trace:
    step, controls = BY_WORD[given["step"]], tuple(given["controls"])
    return Trace(step, given["name"], given["account"], controls, given["of_holder"])
