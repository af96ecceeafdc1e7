"""A finding has the same subject in two audits: by it a history knows since when it is open, and a waiver covers it."""

from __future__ import annotations

import copy

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import from_findings
from ansible_collections.nlb.kerberos.plugins.module_utils.model.bounds import ITEMS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State

from lab.faults import BY_NAME, FAULTS
from lab.node_files import NodeState
from tests.faults.farm_in_process import FarmInProcess, Reported

# What Windows promises no order for. Of other lists the order is what was configured.
IN_ANY_ORDER = {
    "accounts": ("accounts", "local_groups"),
    "authentication": ("locations",),
    "cluster": ("clusters", "port_rules"),
    "dns_registration": ("adapters",),
    "http_service": ("queues", "processes"),
    "iis": ("pools", "services"),
    "request_filtering": ("applications",),
    "site_acl": ("objects",),
    "user_rights": ("rights",),
}
MOVED = "site_acl/moved-file-inherited"


def some_hours_later(state: NodeState) -> None:
    """What changes on a node without anybody: the numbers of processes, and the order of what has none."""
    for pool in state["iis"]["pools"]:
        pool["worker_processes"] = [{**one, "id": one["id"] + 1000} for one in reversed(pool["worker_processes"])]
    for one in state["http_service"]["processes"]:
        one["id"] += 1000
    for queue in state["http_service"]["queues"]:
        queue["processes"] = [number + 1000 for number in reversed(queue["processes"])]
        queue["urls"].reverse()
    for part, names in IN_ANY_ORDER.items():
        for name in names:
            state.get(part, {}).get(name, []).reverse()
    for adapter in state["dns_registration"]["adapters"]:
        adapter["addresses"].reverse()
    for site in state["iis"]["sites"]:
        site["bindings"].reverse()


def audits(farm: FarmInProcess) -> tuple[dict[int, Reported], dict[int, Reported]]:
    before = farm.reported()
    for state in farm.states.values():
        some_hours_later(state)
    return before, farm.reported()


def test_of_every_fault() -> None:
    changed = {}
    for fault in FAULTS:
        farm = FarmInProcess(nodes=2)
        fault.inject(farm.states[1], 1)
        before, after = audits(farm)
        if before != after:
            changed[fault.name] = {node: before[node] ^ after[node] for node in before if before[node] != after[node]}
    assert changed == {}


def test_of_a_url_that_two_programs_hold() -> None:
    farm = FarmInProcess(nodes=2)
    BY_NAME["windows_authentication/another-program-on-the-host-name"].inject(farm.states[1], 1)
    http = farm.states[1]["http_service"]
    (queue,) = (one for one in http["queues"] if any("REPORTS" in url for url in one["urls"]))
    queue["processes"].append(7777)
    http["processes"].append({"id": 7777, "name": "other.exe", "services": [], "account": ""})
    before, after = audits(farm)
    assert before == after
    assert any("other.exe" in subject for _, subject in before[1])


@pytest.mark.parametrize("name", ["page{}.htm", "folder{}"], ids=["files", "folders"])
def test_of_moved_objects_that_become_more(name: str) -> None:
    farm = FarmInProcess(nodes=2)
    BY_NAME[MOVED].inject(farm.states[1], 1)

    def reported(numbers: range) -> Reported:
        """With so many more. An audit leaves another state, so it is looked up each time."""
        objects = farm.states[1]["site_acl"]["objects"]
        (moved,) = (one for one in objects if one["path"].endswith("moved.htm"))
        for number in numbers:
            path = moved["path"].replace("moved.htm", name.format(number))
            objects.append({**copy.deepcopy(moved), "path": path, "container": "." not in name})
        return farm.reported()[1]

    before = reported(range(30))
    assert any(" on moved " in subject for _, subject in before)
    assert reported(range(30, 35)) == before


def test_of_more_findings_than_are_listed() -> None:
    def told(count: int) -> set[str]:
        found = [Finding("ACL-4", f"path {number}", State.DRIFT) for number in range(count)]
        return {one["subject"] for one in from_findings(found)["findings"]}

    assert told(ITEMS + 7) == told(ITEMS + 8)
