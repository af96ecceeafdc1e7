# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which worker processes logged on before the account of their pool got its present password.

A worker process decrypts with the password of its logon session, which may be older than the process.
"""

from __future__ import annotations

from datetime import datetime

from .server import Pool, WorkerProcess


def old(pool: Pool, changed: datetime | None) -> list[WorkerProcess]:
    """changed: when the account got its present password; None: not described."""
    return [process for process in pool.worker_processes if _is_old(process, changed)]


def unread(pool: Pool, changed: datetime | None) -> list[WorkerProcess]:
    """Those whose logon could not be read, and may be before it."""
    return [one for one in pool.worker_processes if one.logged_on is None and not _is_old(one, changed)]


def _is_old(process: WorkerProcess, changed: datetime | None) -> bool:
    """Where the logon could not be read: a process cannot be older than its logon."""
    return changed is not None and (process.logged_on or process.started) < changed
