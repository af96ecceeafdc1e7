"""What a node answers to modules of our peers: canned results, because the controller is what is measured."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any

from bench.farm import ASKED, READS
from lab import emulation
from lab.node_files import NodeState
from lab.winrm.endpoint import Output

END = b"\n\0\0\0\0\n"  # between the script that Ansible starts and that script's own input
WINDOWS = "ansible_collections.ansible.windows.plugins.modules."
IIS = "ansible_collections.microsoft.iis.plugins.modules."
MODULE_WRAPPER = "module_wrapper.ps1"


# As many as the module returns of a pool, each with the value of a new one.
ATTRIBUTES = {
    "autoStart": True, "queueLength": 1000, "startMode": "OnDemand", "state": "Started", "enable32BitAppOnWin64": False,
    "managedPipelineMode": "Integrated", "managedRuntimeVersion": "", "managedRuntimeLoader": "webengine4.dll",
    "cpu": {"action": "NoAction", "limit": 0, "resetInterval": "00:05:00", "smpAffinitized": False},
    "failure": {"loadBalancerCapabilities": "HttpLevel", "rapidFailProtection": True, "orphanWorkerProcess": False},
    "processModel": {"identityType": "ApplicationPoolIdentity", "userName": "", "logonType": "LogonBatch"},
    "recycling": {"disallowOverlappingRotation": False, "periodicRestart": {"time": "1.05:00:00", "requests": 0}},
}  # fmt: skip


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
    """Its full name and its arguments, by way of its text: the name alone does not say that the module came along."""
    parameters = next(action["params"] for action in manifest["actions"] if action["name"] == MODULE_WRAPPER)
    script = base64.b64decode(manifest["scripts"][parameters["Script"]]["script"])
    if not script.startswith(b"#!powershell"):
        raise UnknownModuleError(f"{parameters['Script']} came without its text")
    arguments = next(value["Value"] for value in parameters["Variables"] if value["Name"] == "complex_args")
    return parameters["Script"].removesuffix(".ps1"), arguments


def _shown(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if not name.startswith("_ansible_")}


def _ping(arguments: Mapping[str, Any], state: NodeState) -> dict[str, Any]:
    return {"changed": False, "ping": arguments.get("data", "pong")}


def _dns_client(arguments: Mapping[str, Any], state: NodeState) -> dict[str, Any]:
    """As in check mode on a node that has the servers already: the module reads, and tells no more than this."""
    return {"changed": False}


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
    calls = [{"payload": name, "arguments": ASKED, "secrets": []} for name in READS]
    request = {"addresses": emulation.addresses_of(state), "stop": True, "calls": calls}
    printed, _ = emulation.answer(json.dumps(request).encode(), state)
    return [answer["data"] for answer in json.loads(base64.b64decode(printed))["answers"]]


def _app_pools(arguments: Mapping[str, Any], state: NodeState) -> dict[str, Any]:
    pools = [
        {"name": pool["name"], "attributes": {**ATTRIBUTES, "name": pool["name"]}} for pool in state["iis"]["pools"]
    ]
    return {"changed": False, "exists": True, "app_pools": pools}


RESULTS: dict[str, Callable[[Mapping[str, Any], NodeState], dict[str, Any]]] = {
    WINDOWS + "win_ping": _ping,
    WINDOWS + "win_dns_client": _dns_client,
    WINDOWS + "win_powershell": _powershell,
    IIS + "web_app_pool_info": _app_pools,
}
