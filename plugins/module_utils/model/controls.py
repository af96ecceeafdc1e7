# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a control is. Each concern lists its own; the registry has all of them. An identifier is never reused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .finding import Remedy
from .ticket_path import Step


@dataclass(frozen=True)
class Control:
    """id: as results, reports, waivers and documents use it, such as "DNS-1". holds: "holds when ..."

    step: of the ticket's path. waits_for: identifiers of controls without which a fix of this one would do harm: it is
    written only where they hold, or are fixed in the same run; see waiting.py. harm: what would happen otherwise.
    explained_by: identifiers of controls whose drift makes this one drift as well, so that it is no cause of its own;
    where that is so of some subjects only, their findings say it (follows_from).
    may_be_harmless: whether tickets may be accepted in spite of its drift.
    of_the_key: whether it is about the account whose key decrypts, which must be the one that holds the names.
    measured: whether it is the ticket itself that failed, and no setting that would make it fail.
    of_users: whether it is about the users of a client, whose settings are read only while they are logged on.
    trace: whether it is what failed tickets leave in logs: evidence for a cause, and on no ticket's path itself.
    """

    id: str
    holds: str
    remedy: Remedy
    remark: str = ""
    step: Step = Step.LATENT
    waits_for: tuple[str, ...] = ()
    harm: str = ""
    explained_by: tuple[str, ...] = ()
    may_be_harmless: bool = False
    of_the_key: bool = False
    measured: bool = False
    trace: bool = False
    of_users: bool = False


def identifiers(controls: Iterable[Control]) -> tuple[str, ...]:
    return tuple(control.id for control in controls)
