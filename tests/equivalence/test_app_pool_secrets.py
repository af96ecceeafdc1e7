"""A password that is given for a pool reaches the node where it is set, and nothing that is kept or shown."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.app_pool import concern as app_pool
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import results
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix import fix_concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange

from lab.concerns.app_pool import faults
from lab.facts import process_activation
from lab.windows.worker import Engine
from tests.faults.farm_in_process import FarmInProcess

CANARY = "c4n4ry<&>'\" %1 6d1e"
INJECTED = [
    fault
    for fault in faults.FAULTS
    if fault.name in ("app_pool/built-in-identity", "app_pool/another-account", "app_pool/old-worker-process")
]


@pytest.mark.parametrize("wrong", [False, True], ids=["taken", "refused by the domain"])
@pytest.mark.parametrize("execution", ["emulated", "powershell"])
@pytest.mark.parametrize("fault", INJECTED, ids=lambda fault: fault.name)
def test_it_is_in_no_answer_no_state_and_no_journal(
    fault: Any, execution: str, wrong: bool, request: pytest.FixtureRequest
) -> None:
    engine: Engine | None = None if execution == "emulated" else request.getfixturevalue("engine")
    farm = FarmInProcess(engine, nodes=1)
    fault.inject(farm.states[1], 1)
    if not wrong:
        farm.states[1]["process_activation"]["accounts"][0]["password"] = process_activation.token(CANARY)
    asked: list[bytes] = []
    shown: list[str] = []

    def ask(calls: Sequence[Call], stop: bool = False) -> exchange.Reply:
        asked.append(exchange.request(calls, ("10.0.0.11",), {}.fromkeys((c.payload for c in calls), ""), stop))
        reply = farm.ask(1)(calls, stop)
        shown.append(repr(reply) + repr(calls))
        return reply

    arguments = {**app_pool.arguments(farm.description, "web1"), "change_identity": True}
    plan = Plan.from_arguments(app_pool, arguments, secrets=["password"])
    kept: list[str] = []
    run = Run("run", "2026-01-31T08:00:00+00:00", keep=lambda entry: kept.append(entry.text()), drains=False)
    try:
        outcome = fix_concern(plan, ask, run, {"password": CANARY})
        shown.append(json.dumps(results.from_outcomes([outcome]), ensure_ascii=False))
        assert not wrong
    except exchange.NodeError as error:
        assert wrong
        shown.append(f"{error!r} {error}")
    heads = [request.splitlines()[0].decode() for request in asked]
    secret = [base64.b64decode(line).decode() for request in asked for line in request.splitlines()[1:]]
    assert secret == [CANARY]
    for text in (*heads, *shown, *kept, repr(plan), json.dumps(farm.states[1], ensure_ascii=False)):
        assert "c4n4ry" not in text
