# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""In which order nodes get the service account's key, and the account the farm's names.

A ticket is accepted where a node decrypts with the key of the account that holds the name. Between two changes that is
not so for some of them: the order decides whether anything that works today stops working.

| who holds the names | order |
|---|---|
| the service account | the nodes, one by one |
| no account, or several (then no ticket is issued) | all nodes, then the names: NTLM does not care about the key |
| another account, whose key no node decrypts with | all nodes, then the names: tickets fail until then as before |
| another account, whose key some nodes decrypt with | on request only: the other nodes, the names, then at once these |

A node that lets clients in without a ticket, by NTLM or everybody, follows the names of another account: once it asks
for tickets, those for that account are refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..model.named import some
from .evidence import Held, Holder, Key
from .sureness import is_of
from .switch_notices import notices

REQUEST = "SPN-2"
ASK_FOR_IT = f"request {REQUEST} (kerberos_farm.on_request)"


@dataclass(frozen=True)
class Present:
    """What there is now. wanted: the service account; None: not described, or not found.

    held: of each name. keys: node -> those that it decrypts with. unknown: node -> why its keys are not known.
    delegates: why applications may need the account that holds a name now. requested: whether SPN-2 is.
    writes: whether this run may write names; else they are handed off. open_at: the nodes that let clients in without a
    ticket somewhere: a fix makes them ask for one. kept: node -> why no fix gives it the service account's key.
    """

    wanted: Holder | None
    held: Sequence[Held]
    nodes: Sequence[str]
    keys: Mapping[str, Sequence[Key]]
    unknown: Mapping[str, str] = field(default_factory=dict)
    delegates: Sequence[str] = ()
    requested: bool = False
    writes: bool = True
    open_at: Sequence[str] = ()
    kept: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Switch:
    """moved: the names that the service account is to get. refused: name -> why it does not get it, in any order.

    before: the nodes that need the service account's key before the names are moved, and do not have it everywhere.
    after: those that follow once the names are moved: they decrypt with the key of the present holder, or let clients
    in without a ticket.
    notices: what users notice in between, as sentences.
    """

    moved: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    def held_back(self) -> dict[str, str]:
        """Name -> why it must not be written as things are: what is refused, and what waits for nodes."""
        waits = (
            f"{some(self.before)} would refuse its tickets: the names are registered once every node that accepts none "
            "today decrypts with the service account's key"
        )
        return {**(dict.fromkeys(self.moved, waits) if self.before else {}), **self.refused}


def unplanned(names: Sequence[str], requested: bool) -> dict[str, str]:
    """Name -> why it is not written where nobody has planned the order, such as by a role alone."""
    why = (
        "which keys the nodes decrypt with was not looked at: use playbooks/fix_kerberos.yml, give held_back as "
        f"nlb.kerberos.key_switch returns it, or {ASK_FOR_IT}"
    )
    return {} if requested else dict.fromkeys(names, why)


def key_switch(present: Present) -> Switch:
    wrong = [held for held in present.held if not _is_right(held, present.wanted)]
    refused = {held.name: why for held in wrong if (why := _refusal(held, present))}
    moved = [held for held in wrong if held.name not in refused]
    if not moved or present.wanted is None:
        return Switch(refused=refused)
    working, without = _working(moved, present), _without_ticket(moved, present)
    after = tuple(node for node in present.nodes if node in working or node in without)
    lacking = [node for node in present.nodes if not _has(present.wanted, present.keys.get(node, ()))]
    before = tuple(node for node in lacking if node not in after)
    names = tuple(held.name for held in moved)
    if refused and (before or after):
        # A node has one key for all names: one that it gets for these may break the others.
        why = f"it waits for {some(list(refused))}, because a node decrypts with one key for all names"
        return Switch(refused={**dict.fromkeys(names, why), **refused})
    if not present.requested and (torn := [node for node in without if node in lacking and _is_ntlm(moved)]):
        why = (
            f"{some(torn)} lets clients in without a ticket somewhere, and decrypts with another key than the service "
            "account's: from the registration of the names until its change clients that use NTLM for want of a ticket "
            f"would be refused: {ASK_FOR_IT}"
        )
        return Switch(refused={**dict.fromkeys(names, why), **refused})
    later = [node for node in after if node not in working]
    return Switch(names, refused, before, after, tuple(notices(moved, before, working, later)))


def _is_right(held: Held, wanted: Holder | None) -> bool:
    """HOST/ stands for HTTP/ only where no account has that: the service account needs the name itself."""
    return (
        wanted is not None
        and not held.problem
        and [(one.sid, one.by_host) for one in held.holders] == [(wanted.sid, False)]
    )


def _refusal(held: Held, present: Present) -> str:
    """Why the name is not moved to the service account; empty where it may be."""
    if held.problem:
        return f"who holds it is not known: {held.problem}"
    if present.wanted is None:
        return "the farm's service account is not known: describe service_account (kerberos_farm)"
    if not present.writes and len(held.holders) == 1:
        return (
            "this run has no account that may write it: it is handed off, and another run changes the nodes after that"
        )
    if unknown := [node for node in present.nodes if node in present.unknown]:
        why = present.unknown[unknown[0]]
        return f"the key that {some(unknown)} decrypts with is not known, and it may be the present holder's: {why}"
    if unsure := [node for node in present.nodes if _is_unsure(held, present.wanted, present.keys.get(node, ()))]:
        return f"whose key {some(unsure)} decrypts with is not known, so that nothing shows what the change would break"
    working = _working([held], present)
    if kept := [node for node in working if node in present.kept]:
        return (
            f"no fix gives {some(kept)} the service account's key, and it accepts tickets by the key of "
            f"{held.holders[0].account} now: {present.kept[kept[0]]}"
        )
    if present.requested:
        return ""
    if present.delegates:
        return (
            f"{'; '.join(present.delegates)}: where no application does, request {REQUEST} (kerberos_farm.on_request)"
        )
    if working:
        return (
            f"{some(working)} decrypts with the key of {held.holders[0].account} and accepts tickets now; from the "
            f"change until it has the service account's key it would not: {ASK_FOR_IT}"
        )
    return ""


def _is_unsure(held: Held, wanted: Holder, keys: Sequence[Key]) -> bool:
    of_interest = [wanted, *held.holders]
    return not keys or any(is_of(key, holder) is None for key in keys for holder in of_interest)


def _working(moved: Sequence[Held], present: Present) -> tuple[str, ...]:
    """The nodes that accept tickets for one of these names anywhere, by the key of its one holder."""
    return tuple(
        node
        for node in present.nodes
        if any(
            len(held.holders) == 1 and any(is_of(key, held.holders[0]) for key in present.keys.get(node, ()))
            for held in moved
        )
    )


def _without_ticket(moved: Sequence[Held], present: Present) -> list[str]:
    """Where no ticket is issued for any of the names, clients go on with NTLM when they are asked for one."""
    return list(present.open_at) if any(len(held.holders) == 1 for held in moved) else []


def _is_ntlm(moved: Sequence[Held]) -> bool:
    """Whether clients use NTLM for one of the names, because no ticket is issued for it."""
    return any(len(held.holders) != 1 for held in moved)


def _has(wanted: Holder, keys: Sequence[Key]) -> bool:
    return bool(keys) and all(is_of(key, wanted) for key in keys)
