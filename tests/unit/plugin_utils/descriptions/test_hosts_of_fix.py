"""Which hosts a play of a fix is for."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.hosts_of_fix import password

START = {"directory": {"intranet": "web1"}}


class Hosts(dict[str, Any]):
    def raw_get(self, host: str) -> Any:
        return self[host]


def hosts(control: str, state: str = "drift", remedy: str = "fix") -> Hosts:
    audit = {"findings": [{"control": control, "state": state, "remedy": remedy}]}
    return Hosts({"web1": {"kerberos_start": START}, "web2": {"kerberos_start": START, "kerberos_audit": audit}})


@pytest.mark.parametrize("control", ["POOL-1", "POOL-4", "POOL-6"])
def test_the_password_is_proved_before_a_fix_that_gives_it_to_a_node(control: str) -> None:
    assert password(hosts(control)) == ["web1"]


@pytest.mark.parametrize(
    ("control", "state", "remedy"),
    [("ACL-2", "drift", "fix"), ("POOL-1", "compliant", "fix"), ("POOL-1", "drift", "report")],
)
def test_it_is_tried_for_nothing_else(control: str, state: str, remedy: str) -> None:
    assert password(hosts(control, state, remedy)) == "!all"
