"""The controller of the playbook tests: the real ansible-playbook against a lab of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import asdict, astuple, dataclass, field
from pathlib import Path
from typing import Any

import yaml
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NODES_ALONE

from lab import healthy, intranet
from lab.directory import healthy as of_forest
from lab.directory.file import DirectoryFile
from lab.faults import BY_NAME
from lab.node_files import NodeState, States
from tests.playbooks import ansible_playbook
from tests.playbooks.failure import IN_ONE_PROCESS, Failure, Request
from tests.settings import settings_of

ROOT = Path(__file__).parent.parent.parent
RECAP = re.compile(r"^(\S+)\s+: (ok=.*)$", re.MULTILINE)
QUIET = ("compliant", "not applicable")


def own_network(lab: int) -> str:
    """A loopback network of this process alone, for its lab 0, 1, 2 or 3: those of several test runs do not meet."""
    number = 4 * os.getpid() + lab
    return f"127.{80 + number // 250 % 150}.{number % 250}"


def inventory_of(network: str, folder: Path) -> Path:
    """A copy of inventory/lab that leads into this network."""
    shutil.copytree(ROOT / "inventory" / "lab", folder)
    for path in (folder / "hosts.yml", folder / "group_vars" / "intranet.yml"):
        path.write_text(path.read_text(encoding="utf-8").replace("127.77.0.", f"{network}."), encoding="utf-8")
    return folder


def nodes_alone(inventory: Path) -> Path:
    """The same inventory, of a farm whose directory and DNS servers are not asked; see docs/directory.md."""
    path = inventory / "group_vars" / "intranet.yml"
    variables = yaml.safe_load(path.read_text(encoding="utf-8"))
    alone = intranet.without_directory(len(variables["kerberos_farm"]["nodes"]))
    variables |= {"kerberos_farm": alone, "kerberos_concerns": list(NODES_ALONE)}
    path.write_text(yaml.safe_dump(variables), encoding="utf-8")
    return inventory


@dataclass(frozen=True)
class Run:
    """code: exit code. recap: host -> its counts. report: kerberos-audit.json, where one was written."""

    code: int
    output: str
    recap: dict[str, dict[str, int]]
    report: dict[str, Any] | None

    @property
    def told(self) -> str:
        """What was printed, in one line: sentences are wrapped."""
        return " ".join(self.output.split())

    def changed(self) -> int:
        return sum(counts["changed"] for counts in self.recap.values())

    def reported(self) -> dict[str, set[tuple[str, str]]]:
        assert self.report, self.output
        return {
            node["node"]: {(f["control"], f["subject"]) for f in node["findings"]}
            for farm in self.report["farms"]
            for node in farm["nodes"]
        }


@dataclass
class Controller:
    """lab: its folder. inventory: a copy of inventory/lab that leads there, to be changed by a test."""

    lab: Path
    inventory: Path
    work: Path
    environment: dict[str, str] = field(default_factory=dict)
    nodes: int = 3
    one_process: bool = False  # see one_process.py
    failure: Failure | None = None  # of the next runs, in one process

    def __post_init__(self) -> None:
        self.states = States(self.lab)
        for number in range(1, self.nodes + 1):
            self.states.write(intranet.name(number), healthy.node(number))
        self.directory = DirectoryFile(self.lab)
        self.directory.write(of_forest.directory(self.nodes))

    def inject(self, fault: str, *nodes: str) -> None:
        """On these nodes; without any, of the farm as a whole."""
        if not nodes:
            directory = self.directory.read()
            BY_NAME[fault].inject(directory, 0)
            self.directory.write(directory)
        for node in nodes:
            state = self.states.read(node)
            BY_NAME[fault].inject(state, int(node.removeprefix("web")))
            self.states.write(node, state)

    def describe(self, text: str, instead: str = "") -> None:
        """The farm's description with another line in the place of this one."""
        path = self.inventory / "group_vars" / "intranet.yml"
        before = path.read_text(encoding="utf-8")
        assert before.count(text) == 1, text
        path.write_text(before.replace(text, instead), encoding="utf-8")

    def lose(self, *nodes: str) -> None:
        """The inventory leads to where nothing answers, which only a real connection notices."""
        self.one_process = False
        hosts = self.inventory / "hosts.yml"
        text = hosts.read_text(encoding="utf-8")
        for node in nodes:
            text = re.sub(rf"({node}:\n\s+ansible_host: 127\.\d+\.\d+)\.\d+", r"\1.99", text)
        hosts.write_text(text, encoding="utf-8")

    def settings(self) -> dict[str, NodeState]:
        """The nodes without their journals and leases: what only a fix and a rollback may change."""
        return {node: settings_of(self.states.read(node)) for node in self.states.nodes()}

    @property
    def log(self) -> Path:
        return self.work / "requests"

    def requests(self) -> list[Request]:
        """Those of the last run, which was one in one process."""
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return [Request(**json.loads(line)) for line in lines]

    def _in_one_process(self) -> dict[str, str]:
        self.log.unlink(missing_ok=True)
        given = {
            "lab": str(self.lab),
            "log": str(self.log),
            "failure": asdict(self.failure) if self.failure else None,
        }
        return {IN_ONE_PROCESS: json.dumps(given)} if self.one_process else {}

    def play(self, playbook: str, *arguments: str, cwd: Path = ROOT) -> Run:
        report = self.work / "kerberos-audit.json"
        report.unlink(missing_ok=True)
        options = ["-i", str(self.inventory), "-e", f"kerberos_audit_path={report}"]
        environment = {"NLB_KERBEROS_LAB": str(self.lab), **self.environment, **self._in_one_process()}
        code, output = astuple(ansible_playbook.run([playbook, *options, *arguments], cwd, environment))
        recap = {
            host: {name: int(count) for name, count in (pair.split("=") for pair in counts.split())}
            for host, counts in RECAP.findall(output)
            if host != "localhost"  # which only checks the run
        }
        found = json.loads(report.read_text(encoding="utf-8")) if report.exists() else None
        (self.work / "output").write_text(output, encoding="utf-8")
        # No traceback reaches a user, except one who asks Ansible for it.
        assert "Traceback" not in output or "-vvvvv" in arguments, output
        return Run(code, output, recap, found)
