"""The proof of a fix, for every fault: what a fix has fixed is proved, and what breaks during it is noticed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import results
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.ask_state import ask_state
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Outcome
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.proof import Proof

from lab.faults import FAULTS, Fault
from tests.faults.farm_in_process import FarmInProcess

NODE = 2
WORSE = ("drift", "could not check")
READ = [fault for fault in FAULTS if fault.read]


def audit(farm: FarmInProcess) -> dict[str, Any]:
    readings = audit_node(farm.plans(NODE), farm.ask(NODE))
    return {**results.from_readings(readings), "held": results.held(readings)}


def proof(farm: FarmInProcess, before: dict[str, Any], outcomes: Sequence[Outcome] = (), drift: bool = True) -> Proof:
    description = farm.description
    node = ask_state("web2", datetime.now(UTC), description.virtual_addresses, description.site, farm.ask(NODE))
    done = [results.from_outcomes([outcome]) for outcome in outcomes]
    return Proof(before, audit(farm), done, node.as_dict(), drift)


@pytest.mark.parametrize("fault", READ, ids=lambda fault: fault.name)
def test_what_a_fix_has_fixed_is_proved_and_so_is_its_rollback(fault: Fault) -> None:
    farm = FarmInProcess()
    fault.inject(farm.states[NODE], NODE)
    before = audit(farm)
    fixed = proof(farm, before, farm.outcomes("run-1", NODE))
    unproved = [sentence for sentence in fixed.unproved() if "serve" not in sentence]
    assert unproved == []
    back = farm.undo("run-1", NODE)
    rolled_back = proof(farm, dict(fixed.after), back, drift=False)
    assert [sentence for sentence in rolled_back.unproved() if "serve" not in sentence] == []


@pytest.mark.parametrize("fault", READ, ids=lambda fault: fault.name)
def test_what_breaks_during_a_fix_is_noticed(fault: Fault) -> None:
    farm = FarmInProcess()
    before = audit(farm)
    fault.inject(farm.states[NODE], NODE)
    found = proof(farm, before)
    assert bool(found.unproved()) is any(finding["state"] in WORSE for finding in found.after["findings"])
