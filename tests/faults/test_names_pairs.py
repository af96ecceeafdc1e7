"""Two faults of the directory at once, one of them of the names: never a wrong change, and the next run is clean."""

from __future__ import annotations

from itertools import combinations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError

from lab.concerns.spn.faults import NAMES
from lab.directory.accounts import SERVICE_ACCOUNT
from lab.directory.changes import SPNS
from lab.directory.file import DirectoryState
from lab.faults import WHOLE, Fault
from tests.faults.names_in_process import NamesInProcess

OF_NAMES = [fault for fault in WHOLE if fault.name.startswith("spn/")]
ACCOUNTS = ("account_state", "machine_account", "host_trust")
OF_ACCOUNTS = [fault for fault in WHOLE if fault.name.partition("/")[0] in ACCOUNTS]
PAIRS = [*combinations(OF_NAMES, 2), *((one, other) for one in OF_NAMES for other in OF_ACCOUNTS)]
OF_THE_FARM = {name.lower() for name in NAMES}


def others(state: DirectoryState) -> dict[str, set[str]]:
    """Account -> the names that are no business of a fix: neither the farm's nor a form of theirs."""
    return {
        name: {one for one in map(str.lower, attributes.get(SPNS, [])) if not ("intranet" in one and one[:4] == "http")}
        for name, attributes in state["objects"].items()
    }


def holders(state: DirectoryState) -> set[tuple[str, str]]:
    return {
        (name, one.lower())
        for name, attributes in state["objects"].items()
        for one in attributes.get(SPNS, [])
        if one.lower() in OF_THE_FARM
    }


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda fault: fault.name)
def test_never_a_wrong_change(one: Fault, other: Fault) -> None:
    names = NamesInProcess(one.inject, other.inject)
    first = names.state
    try:
        changed = names.fix()["changed"]
    except NodeError:
        changed = None  # nothing could be decided, or it was refused
    after = names.state
    assert others(after) == others(first), "a name that is not the farm's"
    gained = holders(after) - holders(first)
    assert {account for account, _ in gained} <= {SERVICE_ACCOUNT}
    assert changed is not None or after == first
    if changed:
        assert names.fix("run-2")["changed"] is False
        names.undo("run-1")
        assert holders(names.state) <= holders(first), "nobody has a name that he did not have before"
        assert others(names.state) == others(first)
