"""What is measured: each a command line over the same inventory and the same lab."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

from bench.farm import ASKED, READS, Farm

ROOT = Path(__file__).parent.parent
FORKS = 20
CONCERNS = ("dns_registration", "load_balancing", "site_acl", "app_pool", "windows_authentication")


@dataclass(frozen=True)
class Contender:
    """command: for a farm, and a folder for what it needs. fetched: whether it needs a collection of peers."""

    name: str
    what: str
    command: Callable[[Farm, Path], list[str]]
    fetched: bool = False


def _playbook(path: str, **variables: Any) -> Callable[[Farm, Path], list[str]]:
    options = ["-e", json.dumps(variables)] if variables else []
    return lambda farm, work: [*_ansible(farm, work, ROOT / path), *options]


def _task(module: str, arguments: Callable[[], dict[str, Any]] = dict, **keywords: Any) -> Callable[..., list[str]]:
    """A playbook with nothing but this task, without facts, as ours are."""

    def command(farm: Farm, work: Path) -> list[str]:
        task = {"name": "Run it", module: arguments(), **keywords}
        play = {"name": "Measured", "hosts": "kerberos", "gather_facts": False, "tasks": [task]}
        path = work / f"{module}.json"
        path.write_text(json.dumps([play]), encoding="utf-8")
        return _ansible(farm, work, path)

    return command


def _ansible(farm: Farm, work: Path, playbook: Path) -> list[str]:
    inventory = work / "hosts.yml"
    farm.write_inventory(inventory)
    report = f"kerberos_audit_path={work / 'kerberos-audit.json'}"
    return ["ansible-playbook", str(playbook), "-i", str(inventory), "-e", report, "--forks", str(FORKS)]


def _floor(farm: Farm, work: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "bench.floor", "--lab", str(farm.lab), "--nodes", str(farm.nodes)),
        *("--https", str(farm.https), "--threads", str(FORKS)),
    ]


def _script() -> dict[str, Any]:
    """The facts of our audit: no module reads SkipAsSource, every list or rights in effect, so a script must."""
    arguments = f"(ConvertFrom-Json -InputObject '{json.dumps(ASKED)}')"
    texts = [scripts()[name] for name in READS]
    return {"script": "\n".join(f"& {{\n{text}}} {arguments}" for text in texts)}


def _servers() -> dict[str, Any]:
    return {"adapter_names": "LAN", "dns_servers": ["10.0.0.2", "10.0.0.3"]}


AUDIT_YML = "playbooks/audit.yml"

NOOP = Contender("noop", "ansible.builtin.debug: Ansible alone", _task("ansible.builtin.debug"))
AUDIT = Contender("audit", "playbooks/audit.yml: every concern", _playbook(AUDIT_YML))
OF_ONE = tuple(
    Contender(f"audit {name}", "the same for this concern alone", _playbook(AUDIT_YML, kerberos_concerns=[name]))
    for name in CONCERNS
)
FIX = Contender("fix", "fix-kerberos.yml, nothing to fix", _playbook("fix-kerberos.yml"))
PING = Contender("win_ping", "ansible.windows.win_ping", _task("ansible.windows.win_ping"), fetched=True)
DNS_CLIENT = Contender(
    "win_dns_client",
    "ansible.windows.win_dns_client in check mode: DNS servers only",
    _task("ansible.windows.win_dns_client", _servers, check_mode=True),
    fetched=True,
)
APP_POOLS = Contender(
    "web_app_pool_info",
    "microsoft.iis.web_app_pool_info: attributes of application pools only",
    _task("microsoft.iis.web_app_pool_info"),
    fetched=True,
)
POWERSHELL = Contender(
    "win_powershell",
    "ansible.windows.win_powershell with one script for the same facts",
    _task("ansible.windows.win_powershell", _script),
    fetched=True,
)
FLOOR = Contender("floor", "a pool of threads with pywinrm, the audit's own requests", _floor)

CONTENDERS: Sequence[Contender] = (NOOP, AUDIT, *OF_ONE, FIX, PING, DNS_CLIENT, APP_POOLS, POWERSHELL, FLOOR)
BY_NAME = {contender.name: contender for contender in CONTENDERS}
