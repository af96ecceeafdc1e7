"""What the directory has said takes the place of what the description leaves out, and of nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.known import Known

from lab import intranet

SERVICE, SID, SET = r"EXAMPLE\svc-intranet", "S-1-5-21-1-2-3-1120", "2026-01-10T12:00:00+00:00"
HOLDER = {"account": SERVICE, "sid": SID}


def farm(**changed: Any) -> Farm:
    return farm_of({**intranet.description(2), **changed})


def result(**changed: Any) -> dict[str, Any]:
    known = {"holder": HOLDER, "holder_problem": "", "password_set": SET, "accounts": [], **changed}
    return {"findings": [], "known": known}


def test_the_holder_and_the_age_of_the_password_are_the_directorys() -> None:
    found = Known.from_result(result()).completed(farm())
    assert (found.spn_holder, found.spn_holder_sid, found.spn_holder_problem) == (SERVICE, SID, "")
    assert found.password_changed == datetime(2026, 1, 10, 12, tzinfo=UTC)


def test_the_description_overrides_the_directory() -> None:
    described = farm(spn_holder=r"EXAMPLE\other", password_changed="2026-01-01T00:00:00Z")
    other = {"name": r"example\OTHER", "sid": "S-1-5-21-1-2-3-1199", "groups": [], "groups_known": False}
    found = Known.from_result(result(accounts=[other])).completed(described)
    assert (found.spn_holder, found.spn_holder_sid) == (r"EXAMPLE\other", other["sid"])
    assert found.password_changed == datetime(2026, 1, 1, tzinfo=UTC)
    assert Known.from_result(result()).completed(described).spn_holder_sid == "", "a name that was not asked about"


def test_an_unknown_holder_has_its_reason() -> None:
    nobody = Known.from_result(result(holder=None, holder_problem="no account is known to have HTTP/intranet"))
    assert nobody.completed(farm()).spn_holder_problem == "no account is known to have HTTP/intranet"
    assert nobody.completed(farm(spn_holder=SERVICE)).spn_holder_problem == ""


@pytest.mark.parametrize(
    ("failed", "problem"),
    [
        ({"failed": True, "msg": "directory: the node has not answered"}, ": directory: the node has not answered"),
        ({"failed": True}, ": the task has failed"),
    ],
)
def test_a_task_that_has_failed_is_the_reason(failed: dict[str, Any], problem: str) -> None:
    found = Known.from_result(failed).completed(farm())
    assert (found.spn_holder, found.spn_holder_problem) == (None, f"the directory could not be read{problem}")


@pytest.mark.parametrize("nothing", [None, {"skipped": True}])
def test_where_nothing_was_asked_nothing_is_said(nothing: Any) -> None:
    assert Known.from_result(nothing).completed(farm()) == farm()


def test_a_password_that_is_set_in_the_future_is_held_against_nothing() -> None:
    later = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    assert Known.from_result(result(password_set=later)).completed(farm()).password_changed is None


def test_a_name_that_no_option_takes_is_given_by_its_identifier() -> None:
    found = Known.from_result(result(holder={"account": "svc", "sid": SID})).completed(farm())
    assert (found.spn_holder, found.spn_holder_sid) == (SID, SID)
