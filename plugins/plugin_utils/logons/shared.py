# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The outcome of logons, shared by the processes of one run: Ansible asks every node from a process of its own.

It is kept in the run's temporary folder, which Ansible makes for its user alone, and removes. A file is found by user
name and password without having either, or anything that they could be found from: its name is made with a key that is
only in the memory of this run.
"""

from __future__ import annotations

import fcntl
import hmac
import json
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ansible import constants
from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons.outcome import Outcome

# Made when Ansible loads the plugin, which it does once, before it forks a process for each node.
KEY = secrets.token_bytes(32)


class SharedOutcome:
    """credentials: all that decides whether two nodes are asked with the same ones."""

    def __init__(self, credentials: Sequence[str]) -> None:
        name = hmac.new(KEY, json.dumps(list(credentials)).encode(), "sha256").hexdigest()
        self._file = Path(constants.DEFAULT_LOCAL_TMP) / f"logons-{name}"
        self._holds = False

    def read(self) -> Outcome:
        try:
            known = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Outcome()
        return Outcome(frozenset(known["accepted"]), frozenset(known["refused"]), known["ended_by"], known["why"])

    @contextmanager
    def held(self) -> Iterator[None]:
        """For one process at a time. The lock of a process that ends, in whatever way, ends with it."""
        if self._holds:
            yield
            return
        lock = os.open(self._file.with_suffix(".lock"), os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._holds = True
            yield
        finally:
            self._holds = False
            os.close(lock)

    def note(self, change: Callable[[Outcome], Outcome]) -> None:
        """Written whole, because others read it without the lock."""
        with self.held():
            now = change(self.read())
            known = {**vars(now), "accepted": sorted(now.accepted), "refused": sorted(now.refused)}
            new = self._file.with_suffix(f".{os.getpid()}")
            new.write_text(json.dumps(known), encoding="utf-8")
            new.replace(self._file)
