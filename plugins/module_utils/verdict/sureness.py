# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""How sure it is that tickets fail because of a finding: by what both sides say, where both were read."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from ..model.controls import Control
from ..model.finding import State
from ..model.ticket_path import Step
from .evidence import WHOLE, Evidence, Held, Holder, Key, Resolved, Seen
from .traces import is_logged


class Sure(StrEnum):
    """Surest first."""

    PROVED = "proved"  # both sides were read, and they disagree; or a log says the same
    IMPLIED = "implied"  # it follows where the rest is as the farm is described
    POSSIBLE = "possible"  # tickets may be accepted all the same


WHY = {
    Sure.PROVED: "both sides were read, and they disagree",
    Sure.IMPLIED: "it follows from the farm's description; the other side was not read",
    Sure.POSSIBLE: "tickets may be accepted in spite of it",
}


LOGGED = "a log has what was refused because of it"


def sure_of(one: Seen, control: Control | None, evidence: Evidence) -> tuple[Sure, str]:
    """And why."""
    if one.state is State.PENDING or (control is not None and control.may_be_harmless):
        return Sure.POSSIBLE, WHY[Sure.POSSIBLE]
    sure = _by_what_was_read(one, control, evidence)
    if sure is not Sure.PROVED and is_logged(one, control, evidence):
        return Sure.PROVED, LOGGED
    return sure, WHY[sure]


def _by_what_was_read(one: Seen, control: Control | None, evidence: Evidence) -> Sure:
    if control is not None and control.measured:
        return Sure.PROVED
    if one.step is Step.NAME:
        return _name(one, evidence)
    if one.step is Step.BROWSER:
        return _browser(one, evidence)
    if one.step is Step.TICKET:
        return _ticket(one, evidence)
    if one.step is Step.KEY and control is not None and control.of_the_key:
        return _key(one, evidence)
    if one.step is Step.NODE and one.node == WHOLE and _all_serve(evidence):
        return Sure.POSSIBLE
    return Sure.IMPLIED


def _all_serve(evidence: Evidence) -> bool:
    """Then what is wrong with an account stops the next logon: the worker processes that run have logged on before."""
    return all(evidence.serves.get(node) for node in evidence.nodes())


def _browser(one: Seen, evidence: Evidence) -> Sure:
    """Where some browser sends a ticket for the name, others may do so in spite of it."""
    sending = any(browsers.sends and about(one, browsers.name, evidence.names) for browsers in evidence.browsers)
    return Sure.POSSIBLE if sending else Sure.IMPLIED


def _name(one: Seen, evidence: Evidence) -> Sure:
    """An address of no node, or none at all, takes clients away; one of a node only takes them past the cluster."""
    answers = [a for a in evidence.resolved or () if not a.problem and about(one, a.name, evidence.names)]
    if not answers:
        return Sure.IMPLIED
    if any(astray(answer, evidence) for answer in answers):
        return Sure.PROVED
    return Sure.IMPLIED if any(answer.aliases for answer in answers) else Sure.POSSIBLE


def astray(answer: Resolved, evidence: Evidence) -> bool:
    return not answer.addresses or any(not evidence.nodes_at(address) for address in answer.addresses)


def _ticket(one: Seen, evidence: Evidence) -> Sure:
    """What is about a name may be harmless: where all nodes have the key of whoever holds that name."""
    if not one.about:
        return Sure.IMPLIED
    held = [h for h in evidence.held or () if not h.problem and about(one, h.name, evidence.names)]
    if not held:
        return Sure.IMPLIED
    if any(len(of.holders) != 1 for of in held):
        return Sure.PROVED
    agreed = [agree(of, keys) for of in held for keys in evidence.keys.values() if keys]
    if False in agreed:
        return Sure.PROVED
    return Sure.POSSIBLE if agreed and None not in agreed else Sure.IMPLIED


def _key(one: Seen, evidence: Evidence) -> Sure:
    keys = evidence.keys.get(one.node, ())
    held = [of for of in (*(evidence.held or ()), *evidence.issued) if not of.problem and len(of.holders) == 1]
    return Sure.PROVED if any(agree(of, keys) is False for of in held) else Sure.IMPLIED


def agree(held: Held, keys: Sequence[Key]) -> bool | None:
    """Whether a node decrypts everywhere with the key of the one holder of the name. None: not known."""
    (holder,) = held.holders
    found = [is_of(key, holder) for key in keys]
    return False if False in found else None if None in found or not found else True


def is_of(key: Key, holder: Holder) -> bool | None:
    """A computer's account has the computer's name, in the domain that it is in."""
    if key.computer and key.account is not None:
        return key.account.casefold() == holder.account.rpartition("\\")[2].casefold()
    return None if key.sid is None else key.sid == holder.sid


def about(one: Seen, thing: str, all_of_its_kind: Sequence[str]) -> bool:
    """Whether a finding is about a name, a server or an address: where it names none of that kind, about each."""
    if not one.about:  # soon, as nearly all are
        return True
    named = [known for known in all_of_its_kind if known in one.about]
    return not named or thing in named
