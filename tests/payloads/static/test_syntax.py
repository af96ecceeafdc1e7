"""Every payload holds to what Windows PowerShell 5.1 on Server 2016 has."""

from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

from tests.payloads.static import dotnet_rules, rules, syntax_tree
from tests.payloads.static.syntax_tree import Parsed

# Processes that share a session's tests would each make what all of these look at.
pytestmark = pytest.mark.xdist_group("syntax of payloads")

PAYLOADS = scripts()


@pytest.fixture(scope="module")
def parsed(pwsh: Path) -> Parsed:
    return syntax_tree.parse(pwsh, dict(PAYLOADS))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_breaks_no_rule(parsed: Parsed, payload: str) -> None:
    assert [str(finding) for finding in rules.findings(parsed, payload)] == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_member_is_listed_that_the_payload_does_not_use(parsed: Parsed, payload: str) -> None:
    used = {member.name.lower() for member in parsed.trees[payload].members if member.name}
    assert dotnet_rules.listed_for(payload) - used == set()


def test_no_payload_is_listed_that_does_not_exist() -> None:
    assert dotnet_rules.listed_payloads() - PAYLOADS.keys() == set()
