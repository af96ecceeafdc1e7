# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The run that a task belongs to."""

from __future__ import annotations

import getpass
import os
import platform
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from time import sleep
from typing import Any

from .journal import entries, local_copy


@dataclass(frozen=True)
class Run:
    """A playbook run, as in the journal. keep: is called with each entry before the node is changed, for a copy of it.

    pause: waits this number of seconds, for another run's lease to expire. drains: whether what recycles is written
    only on a node that the run has drained. who: the account that runs it, for the journal.
    """

    id: str
    time: str  # UTC, ISO 8601
    check: bool = False
    keep: Callable[[entries.Entry], None] = lambda entry: None
    pause: Callable[[float], None] = sleep
    drains: bool = True
    who: str = ""


def operator() -> str:
    """The account that runs this, and where, such as jo on control1. Without the parts that are not known."""
    try:
        account = getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container may have no name for its account
        account = f"account {os.getuid()}"
    return f"{account} on {platform.node() or 'an unnamed computer'}"


def new_run(now: datetime | None = None) -> str:
    """An identifier that sorts by time, to the millisecond: the newest run is rolled back first."""
    now = now or datetime.now(UTC)
    return f"{now:%Y%m%dT%H%M%SZ}-{now.microsecond // 1000:03x}{secrets.token_hex(3)}"


def run_of_task(args: Mapping[str, Any], host: str, check: bool) -> Run:
    """From the options run, journal_copy and drain. host: names the copies.

    Raises ValueError, to be shown to the user.
    """
    run = entries.checked_run(args["run"]) if args.get("run") else new_run()
    time = datetime.now(UTC).isoformat(timespec="milliseconds")
    drains = args.get("drain", True)
    if not args.get("journal_copy"):
        return Run(run, time, check, drains=drains, who=operator())
    return Run(run, time, check, local_copy.keep_in(args["journal_copy"], host), drains=drains, who=operator())
