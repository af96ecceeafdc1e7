"""A role alone, in an inventory without kerberos_farm: what is not required has a default."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
import yaml
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS, FARM_CONCERNS

from lab import healthy, intranet
from tests.playbooks.controller import ROOT, Controller

pytestmark = pytest.mark.usefixtures("in_one_process")

# Of the concerns of a node; those of a whole farm take its description.
ROLES, OF_FARM = (
    sorted(path.name for path in (ROOT / "roles").iterdir() if path.name in {concern.NAME for concern in concerns})
    for concerns in (CONCERNS, FARM_CONCERNS)
)
GIVEN = {
    "own_addresses": list(intranet.own_addresses(1)),
    "virtual_addresses": list(intranet.VIRTUAL),
    "names": list(intranet.NAMES),
    "site": intranet.SITE,
}


def required(role: str) -> dict[str, object]:
    specs = yaml.safe_load((ROOT / "roles" / role / "meta" / "argument_specs.yml").read_text(encoding="utf-8"))
    options = specs["argument_specs"]["main"]["options"]
    return {name: GIVEN[name.removeprefix(f"{role}_")] for name in options if options[name].get("required")}


@pytest.fixture
def undescribed(controller: Controller) -> Controller:
    (controller.inventory / "group_vars" / "intranet.yml").unlink()
    return controller


def play(controller: Controller, variables: dict[str, object], roles: Sequence[str] = ROLES) -> str:
    playbook = controller.work / "roles.yml"
    tasks = [{"name": role, "ansible.builtin.include_role": {"name": f"nlb.kerberos.{role}"}} for role in roles]
    plays = [{"name": "Roles", "hosts": "web1", "gather_facts": False, "tasks": tasks, "vars": variables}]
    playbook.write_text(json.dumps(plays), encoding="utf-8")
    return controller.play(str(playbook), "--check").told


def test_required_variables_are_enough(undescribed: Controller) -> None:
    told = play(undescribed, {name: value for role in ROLES for name, value in required(role).items()})
    assert f"ok={3 * len(ROLES)}" in told, told  # included, its variables checked, and its module
    assert "failed=0" in told


@pytest.mark.parametrize("role", ROLES)
def test_a_missing_one_is_named(role: str, undescribed: Controller) -> None:
    variables = {name: value for other in ROLES for name, value in required(other).items()}
    del variables[f"{role}_own_addresses"]
    assert f"set {role}_own_addresses, or describe the farm in kerberos_farm" in play(undescribed, variables)
    assert undescribed.states.read("web1") == healthy.node(1)


@pytest.mark.parametrize("role", OF_FARM)
def test_without_a_description_a_role_of_a_whole_farm_says_so(role: str, undescribed: Controller) -> None:
    assert f"{role}: kerberos_farm: found nothing, expected a mapping" in play(undescribed, {}, [role])
