"""The last fix of a farm, as its clients are told: the newest of the nodes, and whether there may be another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.evidence import fix_of_farm, on_client
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.last_fix.last_fix import LastFix

from lab import intranet

FARM = farm_of(intranet.description(2))
NEVER = LastFix()
OLD = LastFix(datetime(2026, 1, 30, 20, tzinfo=UTC), "run-1")
NEW = LastFix(datetime(2026, 1, 31, 7, tzinfo=UTC), "run-2", undone=True)
UNREAD = LastFix(problem="its folder belongs to anna")


def given(**fixes: LastFix) -> dict[str, Any]:
    return fix_of_farm.arguments(replace(FARM, fixes={node: fix_of_farm.told(fix) for node, fix in fixes.items()}))


@pytest.mark.parametrize(
    ("fixes", "expected"),
    [
        ({"web1": OLD, "web2": NEW}, LastFix(NEW.time, undone=True)),
        ({"web1": OLD, "web2": NEVER}, LastFix(OLD.time)),
        ({"web1": NEVER, "web2": NEVER}, NEVER),
        ({"web1": OLD}, LastFix(OLD.time, problem="web2: not read in this run")),
        ({"web1": NEVER, "web2": UNREAD}, LastFix(problem="web2: its folder belongs to anna")),
        ({}, LastFix(problem="web1, web2: not read in this run")),
    ],
)
def test_the_newest_fix_that_nodes_have_told(fixes: dict[str, LastFix], expected: LastFix) -> None:
    assert fix_of_farm.from_arguments(given(**fixes)) == expected


def test_a_farm_gives_a_client_who_holds_its_names_and_when_it_was_fixed() -> None:
    farm = replace(FARM, spn_holder=intranet.SERVICE_ACCOUNT, fixes={"web1": fix_of_farm.told(NEW)})
    intent = on_client.Intent.from_arguments(on_client.arguments(farm, "pc1"))
    assert (intent.names, intent.hours, intent.holder.account) == (FARM.names, 24, intranet.SERVICE_ACCOUNT)
    assert intent.fix.time == NEW.time


@pytest.mark.parametrize("wrong", ["yesterday", 4])
def test_what_is_no_time_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match="expected a time in UTC such as 2026-01-31 08:00:00"):
        fix_of_farm.from_arguments({"last_fix": wrong})


def test_how_far_back_is_bounded() -> None:
    with pytest.raises(ValueError, match="hours: found 721, expected a number from 1 to 720"):
        on_client.Intent.from_arguments({"names": ["intranet"], "hours": 721})
