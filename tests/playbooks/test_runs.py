"""What an administrator types, and what comes of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS, FARM_CONCERNS

from tests.held import held_by
from tests.playbooks.conftest import Installed
from tests.playbooks.controller import ROOT, Controller
from tests.reported import OF_NODES

NOT_OF_FARMS = [one.NAME for one in CONCERNS if one.NAME not in {farms.NAME for farms in FARM_CONCERNS}]

pytestmark = pytest.mark.usefixtures("in_one_process")


def states(controller_report: dict, node: str) -> dict[str, str]:
    return next(n["controls"] for farm in controller_report["farms"] for n in farm["nodes"] if n["node"] == node)


def test_a_healthy_farm_is_compliant_and_not_changed(controller: Controller) -> None:
    first = controller.settings()
    run = controller.play("fix-kerberos.yml")
    assert run.code == 0, run.output
    assert run.changed() == 0
    assert "everything that was checked is as described" in run.output
    assert "Kerberos works" not in run.output
    assert controller.settings() == first
    assert all(not controller.states.read(node)["journal"]["entries"] for node in controller.states.nodes())


def test_check_and_diff_show_what_the_fix_then_does(controller: Controller) -> None:
    controller.inject("dns_registration/virtual-address-registered", "web1")
    controller.inject("dns_registration/dynamic-update-disabled", "web3")
    before = {node: controller.states.read(node) for node in controller.states.nodes()}
    check = controller.play("fix-kerberos.yml", "--check", "--diff")
    assert {node: controller.states.read(node) for node in controller.states.nodes()} == before
    fix = controller.play("fix-kerberos.yml", "--diff")
    shown = re.findall(r"^[+-]DNS.*$", check.output, re.MULTILINE)
    assert shown == re.findall(r"^[+-]DNS.*$", fix.output, re.MULTILINE)
    assert "+DNS-1 registration of adapter NLB: off" in shown
    assert {host: counts["changed"] for host, counts in check.recap.items()} == {"web1": 1, "web2": 0, "web3": 1}
    assert "would be fixed: DNS-3 dynamic update of this computer: 1 -> 0" in check.output


def test_limit_fixes_one_node_and_reports_the_others_as_not_in_this_run(controller: Controller) -> None:
    controller.inject("dns_registration/own-adapter-not-registered", "web1", "web2")
    run = controller.play("fix-kerberos.yml", "--limit", "web1")
    assert run.recap["web1"]["changed"] == 1
    assert run.report
    assert [node["in_run"] for node in run.report["farms"][0]["nodes"]] == [True, False, False]
    assert (states(run.report, "web2"), states(run.report, "web1")["DNS-9"]) == ({}, "not applicable")
    assert (run.code, run.report["farms"][0]["counts"]["could not check"]) == (0, 0), run.output
    assert controller.play("playbooks/audit.yml").reported()["web2"] == {("DNS-1", "registration of adapter LAN")}


def test_tags_choose_what_is_fixed(controller: Controller) -> None:
    controller.inject("dns_registration/own-adapter-not-registered", "web1")
    assert controller.play("fix-kerberos.yml", "--skip-tags", "dns_registration").changed() == 0
    assert controller.play("fix-kerberos.yml", "--tags", "dns_registration").changed() == 1


@pytest.mark.parametrize("playbook", ["playbooks/audit.yml", "fix-kerberos.yml"])
@pytest.mark.parametrize("lost", [("web3",), ("web1", "web2", "web3")], ids=["one node", "all nodes"])
def test_an_unreachable_node_is_unknown_and_the_report_is_written_all_the_same(
    playbook: str, lost: tuple[str, ...], controller: Controller
) -> None:
    controller.lose(*lost)
    run = controller.play(playbook)
    assert run.code != 0
    assert run.report, run.output
    for node in lost:
        assert states(run.report, node) == dict.fromkeys(OF_NODES, "could not check")
    assert f"{', '.join(lost)}: 127." in run.told or "no node could be read" in run.told
    for node in {"web1", "web2"} - set(lost):
        assert states(run.report, node)["DNS-1"] == "compliant"


def test_a_wrong_description_is_refused_before_any_node_is_asked(controller: Controller) -> None:
    controller.inject("dns_registration/own-adapter-not-registered", "web1")
    first = controller.settings()
    description = controller.inventory / "group_vars" / "intranet.yml"
    description.write_text(description.read_text(encoding="utf-8").replace("10.0.0.50", "10.0.0.500"), encoding="utf-8")
    run = controller.play("fix-kerberos.yml")
    assert run.code != 0
    assert "kerberos_farm.virtual_addresses[0]: found '10.0.0.500', expected an IP address" in run.output
    assert controller.settings() == first
    assert "Audit the node" not in run.output


def test_a_wrong_description_spoils_its_own_farm_only(in_one_process: Controller) -> None:
    controller = in_one_process
    path = controller.inventory / "group_vars" / "intranet.yml"
    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    other = {**given["kerberos_farm"], "name": "extranet", "sight": "Intranet"}
    nodes = given["kerberos_farm"]["nodes"]
    other["nodes"] = {"web3": nodes.pop("web3")}
    path.write_text(yaml.safe_dump(given), encoding="utf-8")
    (controller.inventory / "host_vars").mkdir()
    (controller.inventory / "host_vars" / "web3.yml").write_text(yaml.safe_dump({"kerberos_farm": other}))
    run = controller.play("playbooks/audit.yml")
    assert run.code == 2
    assert run.report
    intranet, extranet = run.report["farms"]
    # NLB knows a third host, which this description does not have.
    assert {f["control"] for n in intranet["nodes"] for f in n["findings"]} == {"NLB-1"}
    assert (intranet["name"], intranet["status"], intranet["problem"]) == ("intranet", "drift", None)
    assert [node["problem"] for node in intranet["nodes"]] == [None, None]
    assert (extranet["name"], extranet["status"]) == ("extranet", "could not check")
    assert extranet["problem"].startswith("kerberos_farm.sight: this field is not known; did you mean site?")
    assert [node["node"] for node in extranet["nodes"]] == ["web3"]
    assert "farm extranet: kerberos_farm.sight: this field is not known" in run.told
    refused = controller.play("fix-kerberos.yml", "--check")
    assert refused.code == 2
    assert "farm extranet: kerberos_farm.sight: this field is not known" in refused.told
    history = controller.play("playbooks/history.yml")
    assert history.code == 2
    assert "Farm intranet: no run has changed it" in history.told
    assert "history: farm extranet: kerberos_farm.sight: this field is not known" in history.told


def test_a_template_that_fails_for_one_host_spoils_its_farm_only(in_one_process: Controller) -> None:
    controller = in_one_process
    path = controller.inventory / "group_vars" / "intranet.yml"
    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    nodes = given["kerberos_farm"]["nodes"]
    other = {**given["kerberos_farm"], "name": "extranet", "site": "{{ site_of_host }}"}
    other["nodes"] = {node: nodes.pop(node) for node in ("web2", "web3")}
    path.write_text(yaml.safe_dump(given), encoding="utf-8")
    (controller.inventory / "host_vars").mkdir()
    for node, more in (("web2", {"site_of_host": "Intranet"}), ("web3", {})):
        variables = {"kerberos_farm": other, **more}
        (controller.inventory / "host_vars" / f"{node}.yml").write_text(yaml.safe_dump(variables), encoding="utf-8")
    run = controller.play("playbooks/audit.yml")
    assert run.code == 2
    assert run.report
    farms = [(farm["name"], farm["problem"], [n["node"] for n in farm["nodes"]]) for farm in run.report["farms"]]
    problem = "web3: kerberos_farm: 'site_of_host' is undefined"
    assert farms == [("intranet", None, ["web1"]), ("extranet", problem, ["web2", "web3"])]
    assert run.report["nodes_read"] == 1
    assert f"{problem} (nodes: web2, web3)" in run.told


def test_a_host_without_description_is_named(controller: Controller) -> None:
    (controller.inventory / "group_vars" / "intranet.yml").unlink()
    run = controller.play("playbooks/audit.yml")
    assert "web1, web2, web3: have no variable kerberos_farm" in run.told


def test_waived_drift_is_reported_and_not_changed(controller: Controller) -> None:
    controller.inject("dns_registration/own-adapter-not-registered", "web1")
    first = controller.settings()
    description = controller.inventory / "group_vars" / "intranet.yml"
    waiver = "  waivers:\n    - {control: DNS-1, nodes: [web1], reason: registered by hand, owner: Jo}\n"
    description.write_text(description.read_text(encoding="utf-8") + waiver, encoding="utf-8")
    run = controller.play("fix-kerberos.yml")
    assert run.changed() == 0
    assert run.report
    assert states(run.report, "web1")["DNS-1"] == "waived"
    assert "waived by Jo: registered by hand" in run.told
    assert controller.settings() == first


def test_what_could_not_be_checked_is_waived_for_its_subject_and_the_run_does_not_fail(controller: Controller) -> None:
    controller.inject("app_pool/batch-logon-denied-groups-unknown", "web1")
    # The directory, which is not asked here, would know the groups.
    own = ("-e", "kerberos_concerns=app_pool")
    before = controller.play("playbooks/audit.yml", *own)
    assert before.code == 2
    assert before.told.count("no account's groups are known: Windows refuses their tokens") == 1
    description = controller.inventory / "group_vars" / "intranet.yml"
    waiver = "  waivers:\n    - {control: POOL-3, subject: '*batch job*', reason: it is in no such group, owner: Jo}\n"
    description.write_text(description.read_text(encoding="utf-8") + waiver, encoding="utf-8")
    run = controller.play("playbooks/audit.yml", *own)
    assert run.code == 0
    assert run.report
    assert states(run.report, "web1")["POOL-3"] == "waived, could not check"
    assert "could not check, waived by Jo: it is in no such group" in run.told


def test_a_rolling_fix_stops_at_the_first_node_that_cannot_be_fixed(controller: Controller) -> None:
    controller.inject("dns_registration/own-adapter-not-registered", "web1", "web2")
    first = controller.settings()
    run = controller.play("fix-kerberos.yml", "-e", '{"dns_registration_virtual_addresses": ["10.0.0.999"]}')
    assert run.code != 0
    assert "NOT FIXED: dns_registration: virtual_addresses[0]: found '10.0.0.999'" in run.told
    assert "web1 could not be fixed, and no node after it was changed" in run.output
    assert controller.settings() == first
    assert run.reported()["web2"] == {("DNS-1", "registration of adapter LAN")}


def test_what_could_not_be_checked_before_a_fix_either_does_not_stop_the_rolling_fix(controller: Controller) -> None:
    controller.inject("site_acl/content-on-share", "web1", "web2", "web3")  # content on a share
    controller.inject("site_acl/readers-lack-access", "web1", "web2")
    run = controller.play("fix-kerberos.yml")
    assert run.changed() == 6  # drained, changed, started
    assert run.report
    assert states(run.report, "web2")["ACL-2"] == "could not check"
    assert "EXAMPLE\\Intranet Users on C:\\inetpub\\intranet: nothing -> read and execute" in run.output


def test_what_another_administrator_changed_since_is_a_conflict(controller: Controller) -> None:
    controller.inject("dns_registration/virtual-address-registered", "web1")
    controller.inject("dns_registration/own-address-skipped", "web1")
    controller.play("fix-kerberos.yml")
    fixed = controller.states.read("web1")
    former = {"skip_as_source": True, "persistent_skip_as_source": True}
    fixed["dns_registration"]["adapters"][0]["addresses"][0] |= former
    controller.states.write("web1", fixed)
    run = controller.play("playbooks/rollback.yml")
    assert "No run on this farm has changed anything" not in run.output
    own, cluster, *_ = controller.states.read("web1")["dns_registration"]["adapters"]
    assert cluster["registers"] is True, "what was not changed since is rolled back"
    assert own["addresses"][0].items() >= former.items()
    # Another administrator has set it to the former value: nothing is left to roll back, and it is no conflict.
    assert run.recap["web1"]["changed"] == 1


def test_a_farm_without_runs_has_nothing_to_roll_back(controller: Controller) -> None:
    run = controller.play("playbooks/rollback.yml")
    assert run.code == 0, run.output
    assert "No run on this farm has changed anything" in run.output


def test_a_copy_of_the_journal_is_kept_where_one_is_asked_for(controller: Controller) -> None:
    controller.inject("dns_registration/own-adapter-not-registered", "web1")
    folder = controller.work / "journal"
    folder.mkdir()
    controller.play("fix-kerberos.yml", "-e", f"kerberos_journal_copy={folder}")
    (copy,) = folder.iterdir()
    entry = controller.states.read("web1")["journal"]["entries"][0]
    assert copy.name == f"web1-{entry['id']}.json"
    assert copy.read_text(encoding="utf-8") == entry["text"]
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_reading_that_cannot_be_written_names_its_variable(in_one_process: Controller) -> None:
    controller = in_one_process
    (controller.work / "web1.json").mkdir()
    run = controller.play("playbooks/audit.yml", "-e", f"kerberos_readings={controller.work}")
    assert run.code == 2
    assert run.report
    problem = f"audit: kerberos_readings: {controller.work}/web1.json is no file; expected a file, or a name that is"
    assert run.report["farms"][0]["nodes"][0]["problem"].startswith(problem)


def test_the_full_readings_are_kept_where_they_are_asked_for(controller: Controller) -> None:
    controller.play("playbooks/audit.yml", "-e", f"kerberos_readings={controller.work}")
    assert '"skip_as_source": true' in (controller.work / "web1.json").read_text(encoding="utf-8")


def test_ntlm_with_message_encryption(controller: Controller) -> None:
    options = ("-e", "ansible_winrm_transport=ntlm", "-e", "ansible_winrm_scheme=http", "-e", "ansible_port=5985")
    run = controller.play("playbooks/audit.yml", *options)
    assert run.code == 0, run.output


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("ansible_become=true", "become is not supported"),
        ("ansible_connection=local", "the connection is local, expected winrm"),
    ],
)
def test_what_would_not_work_is_refused(option: str, message: str, controller: Controller) -> None:
    run = controller.play(
        "playbooks/audit.yml", "-e", option, "-e", "ansible_become_method=runas ansible_become_user=SYSTEM"
    )
    assert run.code != 0
    assert message in run.output


def test_async_is_refused(controller: Controller) -> None:
    playbook = controller.work / "async.yml"
    playbook.write_text(
        "- hosts: web1\n  gather_facts: false\n  tasks:\n"
        "    - nlb.kerberos.audit: {farm: '{{ kerberos_farm }}'}\n      async: 10\n      poll: 1\n",
        encoding="utf-8",
    )
    run = controller.play(str(playbook))
    assert run.code != 0
    assert "This action (nlb.kerberos.audit) does not support async." in run.output


def test_a_node_that_another_run_has_leased_is_not_changed(controller: Controller) -> None:
    controller.inject("dns_registration/own-adapter-not-registered", "web1", "web2")
    state = controller.states.read("web1")
    state["lease"] = held_by("20260131T080000Z-0a0a0a")
    controller.states.write("web1", state)
    first = controller.settings()
    run = controller.play("fix-kerberos.yml")
    assert run.code != 0
    assert "NOT FIXED: dns_registration: run 20260131T080000Z-0a0a0a holds the lease of this node" in run.told
    assert controller.settings() == first


def test_an_old_powershell_is_named(powershell: Controller) -> None:
    state = powershell.states.read("web1")
    state["computer"]["powershell"] = "4.0"
    powershell.states.write("web1", state)
    run = powershell.play("playbooks/audit.yml")
    assert run.code != 0
    assert "the node offers PowerShell 4.0; 64-bit Windows PowerShell 5.1" in run.output
    assert run.report
    assert set(states(run.report, "web1").values()) == {"could not check"}


def two_farms(controller: Controller) -> None:
    text = (controller.inventory / "group_vars" / "intranet.yml").read_text(encoding="utf-8")
    (controller.inventory / "group_vars" / "intranet.yml").write_text(
        "\n".join(
            line for number, line in enumerate(text.splitlines()) if "web3" not in line and "10.0.0.13" not in line
        ),
        encoding="utf-8",
    )
    (controller.inventory / "group_vars" / "extranet.yml").write_text(
        "kerberos_farm: {name: extranet, names: [www.example.com], virtual_addresses: [10.0.0.50, '2001:db8::50'],"
        " nodes: {web3: {own_addresses: [10.0.0.13, '2001:db8::1:3']}}}\n",
        encoding="utf-8",
    )
    hosts = controller.inventory / "hosts.yml"
    hosts.write_text(
        hosts.read_text(encoding="utf-8").replace("        web3:", "    extranet:\n      hosts:\n        web3:")
    )


def test_an_audit_takes_many_farms_and_a_fix_one(controller: Controller) -> None:
    two_farms(controller)
    # Nobody has entered the other farm's name in the lab's directory and DNS.
    of_nodes = ("-e", f"kerberos_concerns={','.join(NOT_OF_FARMS)}")
    audit = controller.play("playbooks/audit.yml", *of_nodes)
    assert audit.report
    assert [(farm["name"], len(farm["nodes"])) for farm in audit.report["farms"]] == [("intranet", 2), ("extranet", 1)]
    assert audit.code == 0, audit.output
    fix = controller.play("fix-kerberos.yml")
    assert "this run has 2 farms (intranet, extranet); a fix takes one: set kerberos_hosts to its group" in fix.output
    assert controller.play("fix-kerberos.yml", "-e", "kerberos_hosts=extranet", *of_nodes).code == 0


def test_from_the_folder_of_the_playbooks(controller: Controller) -> None:
    run = controller.play("audit.yml", cwd=ROOT / "playbooks")
    assert run.code == 0, run.output


@pytest.mark.xdist_group("installed")
def test_built_installed_and_run_by_its_name(controller: Controller, installed: Installed, tmp_path: Path) -> None:
    controller.environment = installed.environment
    controller.inject("dns_registration/own-adapter-not-registered", "web2")
    run = controller.play("nlb.kerberos.fix_kerberos", cwd=tmp_path)
    assert run.code == 0, run.output
    assert run.recap["web2"]["changed"] == 1
