"""A connection on which one request of a run fails."""

from __future__ import annotations

import base64
import json
import signal
from collections.abc import Callable
from typing import Any

from ansible.errors import AnsibleConnectionFailure

from lab.node_files import NodeState, States
from tests.playbooks.failure import KINDS, STOPS_THE_POOL, Failure, Request
from tests.playbooks.serving import pools_of_site

Output = tuple[int, bytes, bytes]


class BrokenError(Exception):
    """As requests raises it."""

    def __init__(self) -> None:
        super().__init__("('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))")


def refused() -> AnsibleConnectionFailure:
    return AnsibleConnectionFailure("basic: the specified credentials were rejected by the server")


def hang() -> None:
    """The time limit of the task, or of what it does, ends it. Without one the run would never end."""
    handler = signal.getsignal(signal.SIGALRM)
    assert callable(handler), "this request has no time limit"
    signal.setitimer(signal.ITIMER_REAL, 0)
    handler(signal.SIGALRM, None)


def stop_the_pools(state: NodeState) -> None:
    """As rapid-fail protection does, after which the pool is stopped and its site answers 503."""
    for pool in state["iis"]["pools"]:
        if pool["name"] in pools_of_site(state):
            pool["state"] = "Stopped"


class Failing:
    def __init__(self, failure: Failure | None) -> None:
        self._failure = failure
        self._lost = ""  # the node that cannot be reached any more

    def connect(self, node: str) -> None:
        if node == self._lost and self._failure:
            raise refused() if self._failure.kind == "the password is refused" else BrokenError

    def answer(self, request: Request, stdin: bytes, answer: Callable[[bytes], Output], states: States) -> Output:
        if not self._failure or request.number != self._failure.at:
            return answer(stdin)
        kind = self._failure.kind
        carried_out, lost = KINDS[kind]
        if lost:
            self._lost = request.node
        if kind == "the last payload fails":
            return _failed(stdin, answer)
        output = answer(stdin) if carried_out else (1, b"", b"")
        if kind == STOPS_THE_POOL:
            state = states.read(request.node)
            stop_the_pools(state)
            states.write(request.node, state)
            return output
        if "hangs" in kind:
            hang()
        raise refused() if kind == "the password is refused" else BrokenError


def _failed(stdin: bytes, answer: Callable[[bytes], Output]) -> Output:
    """The answer where the last call of the request throws: those before it were carried out."""
    head, *secrets = stdin.splitlines()
    request = json.loads(head)
    *before, last = request["calls"]
    lines = secrets[: len(secrets) - len(last["secrets"])]
    shorter = json.dumps({**request, "calls": before}).encode()
    code, stdout, stderr = answer(b"\r\n".join([shorter, *lines]))
    reply: dict[str, Any] = json.loads(base64.b64decode(stdout))
    error = {"message": "Access is denied", "type": "System.UnauthorizedAccessException", "id": "", "at": ""}
    reply["answers"].append({"payload": last["payload"], "error": error})
    return code, base64.b64encode(json.dumps(reply).encode()) + b"\r\n", stderr
