"""What the controller does, in short: a request for the bootstrap, and its answer."""

import asyncio
import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

from lab.windows.worker import Engine, Job, Result

BOOTSTRAP = scripts()["bootstrap"]
ADDRESS = "10.0.0.11"


@dataclass(frozen=True)
class Call:
    """A payload by its name, or a script of the test's own."""

    payload: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    script: str | None = None


@dataclass(frozen=True)
class Answer:
    """``node`` and ``answers`` as the bootstrap printed them, and the state that was left."""

    node: dict[str, Any]
    answers: list[dict[str, Any]]
    state: dict[str, Any]

    @property
    def data(self) -> Any:
        """Of the only call, which must not have failed."""
        (answer,) = self.answers
        assert "error" not in answer, answer["error"]
        return answer["data"]

    @property
    def error(self) -> dict[str, str]:
        """Of the only call, which must have failed."""
        (answer,) = self.answers
        error: dict[str, str] = answer["error"]
        return error


def ask(
    engine: Engine,
    state: Mapping[str, Any],
    *calls: Call,
    addresses: Iterable[str] = (ADDRESS,),
    stop: bool = False,
    computer: str = "",
) -> Answer:
    result = run(engine, state, request(calls, addresses, stop, computer))
    assert (result.stderr, result.exit_code) == ("", 0)
    (line,) = result.stdout.splitlines()
    return Answer(**json.loads(base64.b64decode(line)), state=result.state)


def run(engine: Engine, state: Mapping[str, Any], stdin: bytes, script: str = BOOTSTRAP) -> Result:
    return asyncio.run(engine.run(Job(script, stdin, state)))


def request(calls: Iterable[Call], addresses: Iterable[str], stop: bool, computer: str = "") -> bytes:
    calls = tuple(calls)
    head = {
        "addresses": list(addresses),
        "computer": computer,
        "stop": stop,
        "calls": [_described(call) for call in calls],
    }
    secrets = [base64.b64encode(secret.encode()) for call in calls for secret in call.secrets.values()]
    return b"".join(line + b"\n" for line in (json.dumps(head).encode(), *secrets))


def _described(call: Call) -> dict[str, Any]:
    script = call.script or scripts()[call.payload]
    return {"payload": call.payload, "script": script, "arguments": call.arguments, "secrets": list(call.secrets)}
