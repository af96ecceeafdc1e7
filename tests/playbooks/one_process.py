"""A run of ansible-playbook in one process: each task in its turn, and its requests answered by the lab's nodes there.

Ansible forks a process for each task of each host, and each of them connects anew: most of a run's time. Here a task
runs in the process of the playbook, and its connection hands the request to the emulated node. All else is Ansible's
own: playbook, strategy, templates, conditions, blocks, results. tests/winrm and tests/wire show what a connection does;
this is for what a playbook makes of it, many times over.
"""

from __future__ import annotations

import asyncio
import copy
import json
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from ansible._internal import _task
from ansible.executor.process.worker import WorkerProcess
from ansible.plugins import strategy
from ansible.plugins.connection.winrm import Connection

from lab.node import Node
from lab.node_files import States
from lab.simulation import CLIENTS, DOMAIN_CONTROLLERS
from lab.wired import asked
from tests.playbooks.failing import Failing
from tests.playbooks.failure import Failure, Request
from tests.playbooks.serving import serving

FIRST_CLIENT, FIRST_NODE = 8, 11


class InTurn(WorkerProcess):  # type: ignore[misc]  # ansible-core has no type hints for plugins
    """In place of Ansible's own: start runs the task to its end, in this process."""

    def start(self) -> None:
        # Of its own, as a forked process has them: the task is finalized where it runs, the host is emptied.
        self._task, self._host = self._task.copy(), copy.copy(self._host)
        streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = (Shown(stream) for stream in streams)
        try:
            with self._context():
                self._run()
        finally:
            sys.stdout, sys.stderr = streams

    def _context(self) -> AbstractContextManager[Any]:
        """Ansible 2.19 makes it of the task alone."""
        if hasattr(_task.TaskContext, "create"):
            created: AbstractContextManager[Any] = _task.TaskContext.create(
                task=self._task, task_vars=self._task_vars, host_name=self._host.name
            )
            return created
        of_the_task: AbstractContextManager[Any] = _task.TaskContext(self._task)
        return of_the_task

    def is_alive(self) -> bool:
        return False

    def close(self) -> None:
        """Nothing is left of it."""


class Shown:
    """A stream of this process, on which a task has printed nothing that its worker would warn of."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def getvalue(self) -> str:
        return ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class Requests:
    """The connection of every host: to the node of the lab whose address the inventory has."""

    def __init__(self, lab: Path, failure: Failure | None, log: Path) -> None:
        self._states = States(lab)
        self._nodes = {name: Node(name, self._states, None) for name in self._states.nodes()}
        beside = [States(lab / folder) for folder in (CLIENTS, DOMAIN_CONTROLLERS)]
        self._beside = {name: Node(name, states, None) for states in beside for name in states.nodes()}
        self._failing = Failing(failure)
        self._log = log
        self._number = 0

    def connect(self, connection: Connection) -> Connection:
        self._failing.connect(_node(connection))
        connection._connected = True
        return connection

    def exec_command(
        self, connection: Connection, cmd: str, in_data: bytes = b"", sudoable: bool = True
    ) -> tuple[int, bytes, bytes]:
        node = _node(connection)
        if node not in {**self._nodes, **self._beside}:
            raise ConnectionRefusedError(111, "Connection refused")
        connection._connect()
        parts = connection._shell._encode_script(cmd, as_list=True, strict_mode=False, preserve_rc=False)
        self._number += 1
        payloads = [call["payload"] for call in asked(in_data)["calls"]]
        request = Request(self._number, node, payloads, self._serving())
        with self._log.open("a", encoding="utf-8") as log:
            log.write(json.dumps(vars(request)) + "\n")

        def answer(stdin: bytes) -> tuple[int, bytes, bytes]:
            output = asyncio.run({**self._nodes, **self._beside}[request.node].execute(" ".join(parts), stdin))
            return output.exit_code, output.stdout, output.stderr

        return self._failing.answer(request, in_data, answer, self._states)

    def _serving(self) -> list[str]:
        return serving({name: self._states.read(name) for name in self._nodes})


def _node(connection: Connection) -> str:
    """Node 1 is at .11, and the domain controllers at .5 to .7; a client at .8 and on."""
    number = int(connection.get_option("remote_addr").rpartition(".")[2])
    if number < FIRST_CLIENT:
        return f"dc{number - 4}"
    return f"web{number - 10}" if number >= FIRST_NODE else f"pc{number - 7}"


def install(given: Mapping[str, Any]) -> None:
    """For this process, which runs one playbook: lab, failure, log."""
    failure = Failure(**given["failure"]) if given["failure"] else None
    requests = Requests(Path(given["lab"]), failure, Path(given["log"]))
    strategy.WorkerProcess = InTurn
    Connection._connect = lambda connection: requests.connect(connection)
    Connection.exec_command = lambda connection, *args, **kwargs: requests.exec_command(connection, *args, **kwargs)
    Connection.close = lambda connection: None
