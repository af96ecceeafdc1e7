"""The lab's farm as its directory and its DNS servers show it: audited over real connections in a test's process."""

from __future__ import annotations

import atexit
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES, farm_named, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_account import Given
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_task import audit_farm

from lab import intranet
from lab.directory import healthy
from lab.directory.file import DirectoryState
from lab.directory.wired import WiredDirectory
from lab.dns.wired import WiredDns
from lab.faults import WHOLE, Fault
from tests.playbooks.controller import own_network
from tests.unit.emulated_node import EmulatedNode

NODES = 3
USER = "EXAMPLE\\auditor"  # an ordinary user
CONCERNS = farm_named(NAMES, after_nodes=False)
LOOKED_AT = {concern.NAME for concern in CONCERNS}
# Of concerns that there are.
FAULTS = [fault for fault in WHOLE if fault.name.partition("/")[0] in LOOKED_AT]


class DirectoryInProcess:
    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.lab = WiredDirectory(Path(self._folder.name), own_network(3), NODES)
        self._dns = WiredDns(self.lab.directory.state, self.lab.addresses)
        first, second = (self.lab.addresses[name] for name in ("dc1", "dc2"))
        ports = self.lab.ports
        description = intranet.description(NODES) | {
            "directory": {
                "domain_controllers": [f"{first}:{ports.ldap}", f"{second}:{ports.ldap}"],
                "global_catalogs": [f"{first}:{ports.catalog}"],
            },
            "dns_servers": [f"{first}:{self._dns.port}", f"{second}:{self._dns.port}"],
        }
        self.farm = farm_of(description)

    def close(self) -> None:
        self._dns.close()
        self.lab.close()
        self._folder.cleanup()

    def audit(self, *inject: Callable[[DirectoryState, int], None], **fields: str) -> dict[str, Any]:
        """The result of the task, of a directory with these faults and no others. fields: of the farm's description."""
        state = healthy.directory(NODES)
        for change in inject:
            change(state, 0)
        self.lab.directory.file.write(state)
        given = Given(USER, self.lab.password)
        return audit_farm(replace(self.farm, **fields), CONCERNS, EmulatedNode().ask, given)

    def refused_logons(self) -> int:
        """Since the directory was started."""
        return self.lab.server.counters.refused


@cache
def directory() -> DirectoryInProcess:
    """One for all tests of a process."""
    found = DirectoryInProcess()
    atexit.register(found.close)
    return found


def reported(*inject: Callable[[DirectoryState, int], None]) -> set[tuple[str, str]]:
    """Control and subject of what is not as it should be."""
    return {(f["control"], f["subject"]) for f in directory().audit(*inject)["findings"]}


def is_reported_as_declared(fault: Fault) -> bool:
    return reported(fault.inject) == fault.reported_of_farm()
