"""What is measured. A concern is measured by itself, and beside its peers if it has a file here.

bench/contenders/<concern>.py has
    CONTENDERS   modules of other collections that read about the same
    RESULTS      their full names -> what they return on a node of the lab
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NODES_ALONE
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

from bench import asked, fleet
from bench.contender import Canned, Contender, peer, playbook, task
from bench.farm import Farms

AUDIT_YML = "playbooks/audit.yml"


def _floor(farms: Farms, work: Path) -> list[str]:
    ports = [str(port) for port in farms.https]
    return [
        sys.executable,
        "-m",
        "bench.floor",
        "--lab",
        str(farms.lab),
        "--shape",
        str(farms.shape),
        "--https",
        *ports,
    ]


def _ledgers(farms: Farms, work: Path) -> list[str]:
    folder = str(fleet.history(work))
    return [sys.executable, "-m", "bench.ledgers", "--folder", folder, "--shape", str(farms.shape)]


def _only(concern: str, work: Path) -> dict[str, Any]:
    return {"kerberos_concerns": [concern]}


def _script() -> dict[str, Any]:
    """The facts of our audit: no module reads SkipAsSource, every list or rights in effect, so a script must."""
    return {"script": "\n".join(_called(call.payload, call.arguments) for call in asked.calls(1, nodes=1))}


def _called(payload: str, arguments: Mapping[str, Any]) -> str:
    quoted = json.dumps(arguments).replace("'", "''")
    return f"& {{\n{scripts()[payload]}}} (ConvertFrom-Json -InputObject '{quoted}')"


NOOP = Contender("noop", "ansible.builtin.debug: Ansible alone", task("ansible.builtin.debug"))
AUDIT = Contender("audit", f"{AUDIT_YML}: every concern that nodes alone are asked for", playbook(AUDIT_YML), slow=True)
OF_ONE = tuple(
    Contender(f"audit {name}", "the same for this concern alone", playbook(AUDIT_YML, partial(_only, name)))
    for name in NODES_ALONE
)
FIX = Contender("fix", "fix-kerberos.yml, nothing to fix", playbook("fix-kerberos.yml"), single=True)
PING = peer("ansible.windows.win_ping", "")
POWERSHELL = peer("ansible.windows.win_powershell", " with one script for the same facts", _script)
FLOOR = Contender("floor", "a pool of threads with pywinrm, the audit's own requests", _floor)
# In this order: the audit is one run more than the history has, and the report is made of both.
LEDGERS = Contender("fleet history", "all runs but the last, without Ansible and nodes", _ledgers, written=fleet.kept)
FLEET_AUDIT = Contender(
    "fleet audit",
    f"{AUDIT_YML} with every format and the history",
    playbook(AUDIT_YML, fleet.variables),
    slow=True,
    written=fleet.written,
)
FLEET_REPORT = Contender(
    "fleet report",
    "playbooks/report.yml: every format from the history, no node is asked",
    playbook("playbooks/report.yml", fleet.variables),
    written=fleet.written,
)
FLEET = (LEDGERS, FLEET_AUDIT, FLEET_REPORT)

OF_CONCERNS = tuple(import_module(f"{__name__}.{path.stem}") for path in sorted(Path(__file__).parent.glob("[!_]*.py")))
PEERS: tuple[Contender, ...] = tuple(contender for module in OF_CONCERNS for contender in module.CONTENDERS)
RESULTS: Mapping[str, Canned] = {name: result for module in OF_CONCERNS for name, result in module.RESULTS.items()}

CONTENDERS: Sequence[Contender] = (NOOP, AUDIT, *OF_ONE, FIX, PING, *PEERS, POWERSHELL, FLOOR, *FLEET)
BY_NAME = {contender.name: contender for contender in CONTENDERS}
