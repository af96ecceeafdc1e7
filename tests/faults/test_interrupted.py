"""A run that ended between both changes of an identity that it wrote away and back: the next one, and its rollback."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.app_pool import concern as app_pool

from lab.facts.process_activation import Pool
from lab.faults import BY_NAME
from lab.intranet import SERVICE_ACCOUNT, SITE
from tests.faults.farm_in_process import FarmInProcess

AWAY_AND_BACK = ("app_pool/pool-stopped", "app_pool/old-logon", "app_pool/batch-logon-removed-and-stopped")


def pool(farm: FarmInProcess) -> Pool:
    found: Pool = next(pool for pool in farm.states[1]["iis"]["pools"] if pool["name"] == SITE)
    return found


def interrupted(fault: str) -> FarmInProcess:
    """What such a run leaves, with the journal that it has written before its first change."""
    farm = FarmInProcess(nodes=1)
    BY_NAME[fault].inject(farm.states[1], 1)
    before = dict(pool(farm))
    farm.outcomes("run-1", concerns=[app_pool])
    pool(farm).update(before, identity_type="ApplicationPoolIdentity", worker_processes=[])
    farm.states[1]["configuration"]["unfinished"] = [{"pool": SITE, "account": SERVICE_ACCOUNT}]
    return farm


@pytest.mark.parametrize("fault", AWAY_AND_BACK)
def test_the_next_run_finishes_it(fault: str) -> None:
    farm = interrupted(fault)
    farm.fix("run-2")
    assert farm.reported() == {1: set()}
    assert farm.states[1]["configuration"]["unfinished"] == []


@pytest.mark.parametrize("fault", AWAY_AND_BACK)
def test_a_rollback_of_it_restores_the_identity(fault: str) -> None:
    farm = interrupted(fault)
    farm.undo("run-1")
    assert (pool(farm)["identity_type"], pool(farm)["user_name"]) == ("SpecificUser", SERVICE_ACCOUNT)
    assert farm.states[1]["configuration"]["unfinished"] == []
