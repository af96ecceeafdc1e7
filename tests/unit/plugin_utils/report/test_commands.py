"""The commands that a report prints lead to the nodes of this run, and hold no secret."""

from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.commands import Invocation

ROOT = Path(__file__).parents[4]
RUNS = ["20260102T080000Z-b", "20260101T080000Z-a"]
UNDO = f"-e kerberos_undoes={','.join(RUNS)}"


def invocation(**given):
    return Invocation({"args": ("fix-kerberos.yml",), **given}, ROOT)


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ({"inventory": [str(ROOT / "inventory" / "intranet")]}, " -i inventory/intranet"),
        ({"inventory": ["/etc/a b", "web1,"]}, " -i '/etc/a b' -i web1,"),
        ({"ask_pass": True, "remote_user": "EXAMPLE\\jo"}, " -k -u 'EXAMPLE\\jo'"),
        ({"subset": "web1:!web2"}, " --limit 'web1:!web2'"),
        ({"ask_vault_pass": True, "vault_ids": ["prod@/etc/v"]}, " --ask-vault-password --vault-id prod@/etc/v"),
        ({"vault_password_files": ["/etc/v"]}, " --vault-password-file /etc/v"),
    ],
)
def test_the_options_of_this_run_are_in_both(given, options):
    made = invocation(**given)
    assert made.resume() == f"ansible-playbook{options} fix-kerberos.yml"
    assert made.undo(RUNS) == f"ansible-playbook{options} playbooks/rollback.yml {UNDO}"


@pytest.mark.parametrize(
    ("typed", "fix", "rollback"),
    [
        ("fix-kerberos.yml", "fix-kerberos.yml", "playbooks/rollback.yml"),
        ("playbooks/rollback.yml", "playbooks/fix_kerberos.yml", "playbooks/rollback.yml"),
        ("./playbooks/fix_kerberos.yml", "playbooks/fix_kerberos.yml", "playbooks/rollback.yml"),
        ("nlb.kerberos.fix_kerberos", "nlb.kerberos.fix_kerberos", "nlb.kerberos.rollback"),
        ("mine/site.yml", "nlb.kerberos.fix_kerberos", "nlb.kerberos.rollback"),
        (
            "playbooks/survey.yml",
            "playbooks/survey.yml -e kerberos_playbook=fix_kerberos.yml",
            "playbooks/survey.yml -e kerberos_playbook=rollback.yml",
        ),
    ],
)
def test_the_playbook_is_one_that_can_be_typed(typed, fix, rollback):
    made = invocation(args=(typed,))
    assert made.resume() == f"ansible-playbook {fix}"
    assert made.undo(RUNS) == f"ansible-playbook {rollback} {UNDO}"


def test_variables_of_this_run_are_in_it_and_its_secrets_are_named_only():
    made = invocation(
        extra_vars=(
            "kerberos_hosts=intranet kerberos_undoes=x",
            "@/etc/secrets.yml",
            '{"kerberos_fails_on": ["drift"], "kerberos_service_password": "hunter2"}',
            "ansible_password=hunter2 ansible_port=5985",
            "ansible_winrm_transport='ntlm'",
            "proxy_key=hunter2",
            "{broken",
            "un'closed",
        )
    )
    assert made.resume() == (
        "ansible-playbook fix-kerberos.yml -e kerberos_hosts=intranet -e @/etc/secrets.yml "
        '-e \'{"kerberos_fails_on": ["drift"]}\' -e ansible_port=5985 -e ansible_winrm_transport=ntlm'
        " # with kerberos_service_password, ansible_password, proxy_key as in this run"
    )


def test_a_file_of_variables_is_named_as_it_was_typed():
    made = invocation(extra_vars=(f"@{ROOT}/group_vars/reports.yml",))
    assert made.resume() == "ansible-playbook fix-kerberos.yml -e @group_vars/reports.yml"


def test_a_playbook_below_this_folder_is_named_as_a_user_would_type_it():
    """bin/kerberos-audit gives ansible-playbook its whole path."""
    assert invocation(args=(f"{ROOT}/playbooks/audit.yml",)).plan() == (
        "ansible-playbook playbooks/fix_kerberos.yml --check --diff"
    )


def test_what_belongs_to_this_run_alone_is_left_out():
    status = ("kerberos_status_path=/tmp/status", '{"kerberos_status_path": "/tmp/kerberos-audit-x/status"}')
    others = ("kerberos_change_record=x.md", "kerberos_readings=r", "kerberos_undoes=x")
    made = invocation(extra_vars=(*status, *others, "kerberos_reports=@x", "kerberos_history=/var/h"))
    assert made.resume() == "ansible-playbook fix-kerberos.yml -e kerberos_reports=@x -e kerberos_history=/var/h"


def test_tags_belong_to_the_fix_alone():
    made = invocation(tags=["dns_registration", "site_acl"], skip_tags=["app_pool"])
    assert made.resume() == "ansible-playbook fix-kerberos.yml --tags dns_registration,site_acl --skip-tags app_pool"
    assert made.undo([]) == "ansible-playbook playbooks/rollback.yml"
    assert invocation(tags=["all"]).resume() == "ansible-playbook fix-kerberos.yml"


def test_nothing_in_it_moves_the_terminal():
    assert "\x1b" not in invocation(subset="a\x1b[2J").resume()
