"""The peer of app_pool: the module that shows what application pools are set to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bench.contender import peer
from lab.node_files import NodeState

MODULE = "microsoft.iis.web_app_pool_info"

# As many as the module returns of a pool, each with the value of a new one.
ATTRIBUTES = {
    "autoStart": True, "queueLength": 1000, "startMode": "OnDemand", "state": "Started", "enable32BitAppOnWin64": False,
    "managedPipelineMode": "Integrated", "managedRuntimeVersion": "", "managedRuntimeLoader": "webengine4.dll",
    "cpu": {"action": "NoAction", "limit": 0, "resetInterval": "00:05:00", "smpAffinitized": False},
    "failure": {"loadBalancerCapabilities": "HttpLevel", "rapidFailProtection": True, "orphanWorkerProcess": False},
    "processModel": {"identityType": "ApplicationPoolIdentity", "userName": "", "logonType": "LogonBatch"},
    "recycling": {"disallowOverlappingRotation": False, "periodicRestart": {"time": "1.05:00:00", "requests": 0}},
}  # fmt: skip


def _result(arguments: Mapping[str, Any], state: NodeState) -> dict[str, Any]:
    pools = [
        {"name": pool["name"], "attributes": {**ATTRIBUTES, "name": pool["name"]}} for pool in state["iis"]["pools"]
    ]
    return {"changed": False, "exists": True, "app_pools": pools}


CONTENDERS = (peer(MODULE, ": attributes of application pools only"),)
RESULTS = {MODULE: _result}
