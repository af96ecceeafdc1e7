"""Whatever tags, limits and roles alone say: what may restart worker processes is written on a drained node only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.playbooks.controller import Controller, Run

pytestmark = pytest.mark.usefixtures("in_one_process")

BROKEN = {
    "web1": ("site_acl", "site_acl/readers-lack-access"),
    "web2": ("app_pool", "app_pool/network-logon-removed"),
    "web3": ("windows_authentication", "windows_authentication/ntlm-first"),
}


@pytest.fixture
def roles(controller: Controller, tmp_path: Path) -> Path:
    """A playbook with a role alone for each node, which has something for it to fix."""
    for node, (_, fault) in BROKEN.items():
        controller.inject(fault, node)
    _describe(controller, r"spn_holder: EXAMPLE\svc-intranet")  # a role alone asks no directory
    path = tmp_path / "roles.yml"
    role = {node: role for node, (role, _) in BROKEN.items()}
    task = {"name": "A role", "ansible.builtin.include_role": {"name": "nlb.kerberos.{{ role[inventory_hostname] }}"}}
    play = {"name": "Roles", "hosts": "kerberos", "gather_facts": False, "vars": {"role": role}, "tasks": [task]}
    path.write_text(json.dumps([play]), encoding="utf-8")
    return path


def test_a_role_alone_refuses_and_says_how(controller: Controller, roles: Path) -> None:
    first = {node: controller.states.read(node) for node in BROKEN}
    run = controller.play(str(roles))
    assert {node: counts["failed"] for node, counts in run.recap.items()} == dict.fromkeys(BROKEN, 1)
    for role, _ in BROKEN.values():
        assert f"{role}: a change of {role} may restart worker processes, and this run has not drained" in run.output
    assert "use playbooks/fix_kerberos.yml or rollback.yml" in run.output
    assert "set drain: false" in run.output
    assert {node: controller.states.read(node) for node in BROKEN} == first


@pytest.mark.parametrize("farm", [True, False], ids=["by the description", "by the role's variable"])
def test_a_role_alone_writes_where_no_drain_was_asked_for(controller: Controller, roles: Path, farm: bool) -> None:
    if farm:
        _describe(controller, "drain: false")
        run = controller.play(str(roles))
    else:
        variables = {f"{role}_drain": False for role, _ in BROKEN.values()}
        run = controller.play(str(roles), "-e", json.dumps(variables))
    assert {node: counts["changed"] for node, counts in run.recap.items()} == dict.fromkeys(BROKEN, 1), run.output


def test_a_role_alone_shows_its_changes_in_check_mode(controller: Controller, roles: Path) -> None:
    run = controller.play(str(roles), "--check")
    assert (run.code, run.changed()) == (0, 3), run.output


@pytest.mark.parametrize(
    ("options", "changed"),
    [
        (("--tags", "dns_registration"), 1),
        (("--tags", "site_acl"), 3),
        (("--skip-tags", "site_acl"), 1),
        (("--tags", "tagged", "--skip-tags", "dns_registration"), 3),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_tags_drain_for_what_they_choose(controller: Controller, options: tuple[str, ...], changed: int) -> None:
    """Drained, changed and started; what restarts nothing is changed alone."""
    for fault in ("site_acl/readers-lack-access", "dns_registration/own-adapter-not-registered"):
        controller.inject(fault, "web1")
    run = controller.play("fix-kerberos.yml", *options)
    assert (run.recap["web1"]["changed"], run.recap["web1"]["failed"]) == (changed, 0), run.output


@pytest.mark.parametrize(
    "options",
    [
        ("--start-at-task", "Run the site's pools as the farm's service account"),
        ("--skip-tags", "always"),
        ("--tags", "untagged"),
    ],
    ids=lambda value: " ".join(value),
)
def test_no_choice_of_tasks_writes_without_a_drain(controller: Controller, options: tuple[str, ...]) -> None:
    for node, (_, fault) in BROKEN.items():
        controller.inject(fault, node)
    first = controller.settings()
    run = controller.play("fix-kerberos.yml", *options)
    assert controller.settings() == first, run.output


def test_a_farm_that_serves_nobody_is_fixed_node_by_node(controller: Controller) -> None:
    controller.inject("app_pool/pool-stopped", *BROKEN)
    fixed = controller.play("fix-kerberos.yml")
    assert (fixed.code, fixed.reported()) == (0, {node: set() for node in BROKEN}), fixed.output


def test_a_rollback_refuses_where_no_other_node_serves(controller: Controller) -> None:
    controller.inject("site_acl/readers-lack-access", "web1")
    assert controller.play("fix-kerberos.yml").code == 0
    controller.inject("app_pool/pool-stopped", "web2", "web3")
    first = controller.settings()
    run = controller.play("playbooks/rollback.yml")
    assert "drain: no other node would serve the clients of intranet.example.com: web2 does not serve" in run.told
    assert (run.code, controller.settings()) == (2, first)


def test_with_limit_the_nodes_outside_of_it_are_asked_too(controller: Controller) -> None:
    controller.inject("site_acl/readers-lack-access", "web1")
    run = controller.play("fix-kerberos.yml", "--limit", "web1")
    assert run.recap["web1"]["changed"] == 3
    assert _asked(run) == 6, "before and after the drain"
    controller.inject("load_balancing/stopped", "web2")
    controller.inject("app_pool/network-logon-removed", "web1")
    refused = controller.play("fix-kerberos.yml", "--limit", "web1")
    assert "NOT FIXED: drain: web2 is stopped: only one node of intranet.example.com is drained" in refused.told
    assert refused.recap["web1"]["changed"] == 0


def _asked(run: Run) -> int:
    return sum(run.output.count(f"(item=web{number})") for number in (1, 2, 3))


def _describe(controller: Controller, line: str) -> None:
    description = controller.inventory / "group_vars" / "intranet.yml"
    description.write_text(f"{description.read_text(encoding='utf-8')}  {line}\n", encoding="utf-8")
