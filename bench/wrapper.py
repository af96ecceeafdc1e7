"""What a node answers to modules of our peers: canned results, because the controller is what is measured."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from typing import Any

from bench import asked, contenders
from bench.contender import Canned
from lab import emulation
from lab.node_files import NodeState
from lab.winrm.endpoint import Output

END = b"\n\0\0\0\0\n"  # between the script that Ansible starts and that script's own input
PLUGIN = re.compile(r"ansible_collections\.(\w+\.\w+)\.plugins\.modules\.(\w+)\.ps1")
MODULE_WRAPPER = "module_wrapper.ps1"


class UnknownModuleError(Exception):
    """No canned result: what it would cost the controller is not known."""


def answer(stdin: bytes, state: NodeState) -> Output | None:
    """None where this is no module that Ansible has wrapped. Raises UnknownModuleError."""
    _, end, manifest = stdin.partition(END)
    if not end:
        return None
    name, arguments = _module(json.loads(manifest))
    if name not in RESULTS:
        raise UnknownModuleError(f"found {name}, expected one of {', '.join(RESULTS)}")
    result = {**RESULTS[name](arguments, state), "invocation": {"module_args": _shown(arguments)}}
    return Output(json.dumps(result).encode() + b"\r\n", b"", 0)


def _module(manifest: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Its full name and its arguments, by way of its text: the name alone does not show that the module was sent."""
    parameters = next(action["params"] for action in manifest["actions"] if action["name"] == MODULE_WRAPPER)
    script = base64.b64decode(manifest["scripts"][parameters["Script"]]["script"])
    if not script.startswith(b"#!powershell"):
        raise UnknownModuleError(f"{parameters['Script']} came without its text")
    arguments = next(value["Value"] for value in parameters["Variables"] if value["Name"] == "complex_args")
    return PLUGIN.sub(r"\1.\2", parameters["Script"]), arguments


def _shown(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if not name.startswith("_ansible_")}


def _ping(arguments: Mapping[str, Any], state: NodeState) -> dict[str, Any]:
    return {"changed": False, "ping": arguments.get("data", "pong")}


def _powershell(arguments: Mapping[str, Any], state: NodeState) -> dict[str, Any]:
    """The script's outputs are what our own payloads would print: the same facts, the same bytes."""
    empty: dict[str, list[Any]] = {stream: [] for stream in ("error", "warning", "verbose", "debug", "information")}
    return {
        "changed": False,
        "result": {},
        "host_out": "",
        "host_err": "",
        "output": _read(state),
        **empty,
    }


def _read(state: NodeState) -> list[Any]:
    calls = [{"payload": call.payload, "arguments": call.arguments, "secrets": []} for call in asked.calls(1, nodes=1)]
    request = {"addresses": emulation.addresses_of(state), "computer": "", "stop": True, "calls": calls}
    printed, _ = emulation.answer(json.dumps(request).encode(), state)
    return [answer["data"] for answer in json.loads(base64.b64decode(printed))["answers"]]


RESULTS: Mapping[str, Canned] = {
    "ansible.windows.win_ping": _ping,
    "ansible.windows.win_powershell": _powershell,
    **contenders.RESULTS,
}
