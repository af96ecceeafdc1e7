"""The farm in flat variables, as an AWX survey hands them over: extra variables that are strings."""

from __future__ import annotations

import json
import re

import pytest

from lab import intranet
from tests.playbooks.controller import ROOT, Controller

pytestmark = pytest.mark.usefixtures("in_one_process")

SURVEY = {
    "kerberos_hosts": "intranet",
    "kerberos_farm_name": "intranet",
    "kerberos_farm_names": ", ".join(intranet.NAMES),
    "kerberos_virtual_addresses": ", ".join(intranet.VIRTUAL),
}

DIRECTORY = """
kerberos_directory_domain_controllers: "{network}.5:3890, {network}.6:3890"
kerberos_directory_global_catalogs: {network}.5:3268
kerberos_dns_servers: {network}.5:5300
"""


@pytest.fixture
def flat(controller: Controller, network: str) -> Controller:
    """The lab's nodes, described as in inventory/awx."""
    example = ROOT / "inventory" / "awx" / "group_vars" / "intranet.yml"
    text = example.read_text(encoding="utf-8") + DIRECTORY.format(network=network)
    (controller.inventory / "group_vars" / "intranet.yml").write_text(text, encoding="utf-8")
    hosts = controller.inventory / "hosts.yml"
    text = re.sub(
        r"(web(\d):\n)( +)",
        lambda found: f"{found[1]}{found[3]}kerberos_own_addresses: {own(int(found[2]))}\n{found[3]}",
        hosts.read_text(encoding="utf-8"),
    )
    hosts.write_text(text, encoding="utf-8")
    return controller


def own(number: int) -> str:
    return ", ".join(intranet.own_addresses(number))


def test_a_survey_describes_the_farm(flat: Controller) -> None:
    flat.inject("dns_registration/virtual-address-registered", "web2")
    run = flat.play("playbooks/survey.yml", "-e", json.dumps({**SURVEY, "kerberos_playbook": "fix_kerberos.yml"}))
    assert run.code == 0, run.output
    assert {host: counts["changed"] for host, counts in run.recap.items()} == {"web1": 0, "web2": 1, "web3": 0}
    assert "everything that was checked is as described" in run.output


def test_a_wrong_answer_is_refused_by_the_name_of_its_question(flat: Controller) -> None:
    run = flat.play("playbooks/survey.yml", "-e", json.dumps({**SURVEY, "kerberos_virtual_addresses": "10.0.0.500"}))
    assert run.code != 0
    assert "kerberos_virtual_addresses: found '10.0.0.500', expected an IP address" in " ".join(run.output.split())
    assert "Audit the node" not in run.output


def test_a_limit_does_not_make_the_farm_smaller(flat: Controller) -> None:
    """A node that was not read is unknown."""
    run = flat.play("playbooks/survey.yml", "-e", json.dumps(SURVEY), "--limit", "web1")
    assert run.report, run.output
    assert [node["node"] for farm in run.report["farms"] for node in farm["nodes"]] == ["web1", "web2", "web3"]
