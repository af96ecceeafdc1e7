# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether a log says the same as a finding: then that tickets fail because of it is more than a conclusion.

Event 4 is in the log of the client, wherever that was, and names the account that could not decrypt: another one than
the ticket was for proves a wrong key, the same one an old password. A refusal by the rights on files is in the log of
the node that refused. A domain controller logs which names it refused a ticket for, and its client may do so too.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.controls import Control
from ..model.ticket_path import Step
from .evidence import WHOLE, Evidence, Seen, Trace


def is_logged(one: Seen, control: Control | None, evidence: Evidence) -> bool:
    if one.step is Step.FILES:
        return any(trace.step is Step.FILES for trace in evidence.traces.get(one.node, ()))
    failed = list(_not_decrypted(evidence))
    if one.step is Step.KEY and control is not None:
        return any(_explains(control, trace, evidence) for trace in failed if _decrypts(one.node, trace, evidence))
    if one.step is not Step.TICKET:
        return False
    return _is_refused(one, evidence) or any(
        _is_another(trace, evidence) for trace in failed if trace.name in one.about
    )


def _is_refused(one: Seen, evidence: Evidence) -> bool:
    """What names no name, as what an account lacks, is about each."""
    refused = (trace for traces in evidence.traces.values() for trace in traces if trace.step is Step.TICKET)
    own = (trace for trace in refused if not one.about or trace.name in one.about)
    return any(one.control in trace.controls for trace in own)


def _not_decrypted(evidence: Evidence) -> Iterator[Trace]:
    return (trace for traces in evidence.traces.values() for trace in traces if trace.account)


def _decrypts(node: str, trace: Trace, evidence: Evidence) -> bool:
    """Whether the node has the key of the account that could not decrypt."""
    keys = evidence.keys.get(node, ()) if node != WHOLE else ()
    return any(_name(key.account) == trace.account for key in keys if key.account)


def _explains(control: Control, trace: Trace, evidence: Evidence) -> bool:
    if trace.of_holder:
        return control.id in trace.controls
    return control.of_the_key and not _is_holder(trace, evidence)


def _is_holder(trace: Trace, evidence: Evidence) -> bool:
    """Of the name, alone; where that is not known, it may be another one."""
    held = [of for of in evidence.held or () if of.name == trace.name and len(of.holders) == 1]
    return any(_name(of.holders[0].account) == trace.account for of in held)


def _is_another(trace: Trace, evidence: Evidence) -> bool:
    """Whether the one account that holds the name is another one: an old password of the same one would be no cause."""
    held = [of for of in evidence.held or () if of.name == trace.name and len(of.holders) == 1]
    return any(_name(of.holders[0].account) != trace.account for of in held)


def _name(account: str) -> str:
    return account.rpartition("\\")[2].partition("@")[0].casefold()
