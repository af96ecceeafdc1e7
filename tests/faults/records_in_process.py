"""The nodes' own DNS records are fixed and rolled back; node, directory and DNS servers are the lab's.

The lab's DNS takes no updates, because it has no tickets: what a domain controller would make of one is done to the
directory here. tests/samba has real ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_records import concern as dns_records
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import EVERY_CONCERN
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.dns_update import Update
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_account import Given
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix_farm import fix_farm, undo_of_farm
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Outcome
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.dns_records import read, write
from ansible_collections.nlb.kerberos.plugins.module_utils.model.servers import Server

from lab.directory import healthy
from lab.dns import zones
from lab.faults import WHOLE
from tests.faults.directory_in_process import NODES, USER, directory
from tests.unit.emulated_node import EmulatedNode

FAULTS = {fault.name: fault for fault in WHOLE}


class RecordsInProcess:
    """sent: the updates. fails: the error of each that is to come, and whether it is made all the same."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *faults: str, signs: bool = True) -> None:
        self.node = EmulatedNode()
        self.sent: list[Update] = []
        self.fails: list[tuple[BaseException | None, bool]] = []
        self._file = directory().lab.directory.file
        state = healthy.directory(NODES)
        for name in faults:
            FAULTS[name].inject(state, 0)
        self._file.write(state)
        monkeypatch.setattr(read, "is_installed", lambda package: signs)
        monkeypatch.setattr(write, "_key", lambda *_: "a key")
        monkeypatch.setattr(write, "send", self._send)

    def _send(self, update: Update, key: Any, server: Server, seconds: float) -> None:
        error, made = self.fails.pop(0) if self.fails else (None, True)
        self.sent.append(update)
        if made:
            state = self._file.read()
            node = state["objects"][zones.node_of(update.name)]
            gone = [address for _, address in update.removed]
            new = [
                {"type": kind, "data": address, "ttl": 1200, "stamp": zones.REGISTERED}
                for kind, address in update.added
            ]
            node["dnsRecord"] = [*(one for one in node["dnsRecord"] if one["data"] not in gone), *new]
            self._file.write(state)
        if error:
            raise error

    def addresses(self, name: str) -> list[str]:
        return sorted(record["data"] for record in self._file.read()["objects"][zones.node_of(name)]["dnsRecord"])

    def given(self, writes: bool = True) -> Given:
        account = (USER, directory().lab.password)
        return Given(*account, writer_user=account[0], writer_password=account[1]) if writes else Given(*account)

    def fix(self, run: str = "run-1", *, writes: bool = True, check: bool = False) -> Mapping[str, Any]:
        this = Run(run, "2026-01-31T08:00:00+00:00", check)
        return fix_farm(directory().farm, dns_records, self.node.ask, self.given(writes), this)

    def undo(self, *runs: str) -> list[Outcome]:
        this = Run("run-9", "2026-01-31T10:00:00+00:00")
        return undo_of_farm(directory().farm, runs, self.node.ask, self.given(), this, EVERY_CONCERN)
