"""A variable of ours that is misspelt is named, and those that exist are known."""

import re
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.start.variables import (
    DOCUMENTED,
    REGISTERED,
    listed,
    objection,
)

ROOT = Path(__file__).parents[4]
YAML = [path for folder in ("playbooks", "roles") for path in (ROOT / folder).rglob("*.yml")]
SET = re.compile(r"register: (kerberos_\w+)|^ +(kerberos_\w+):", re.MULTILINE)
USED = re.compile(r"\bkerberos_\w+")
# What a run leaves to AWX as artifacts: read in a notification, set by nobody.
ARTIFACTS = {"kerberos_status", "kerberos_summary"}
GROUPS = {"kerberos_clients", "kerberos_domain_controllers"}


def test_what_is_known():
    assert objection([*DOCUMENTED, *REGISTERED, "ansible_user", "app_pool_site"]) == ""
    assert objection(["kerberos_realm"], ["kerberos_realm"]) == ""


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("kerberos_concern", "kerberos_concerns"), ("kerberos_host", "kerberos_hosts"), ("kerberos_frm", "kerberos_farm")],
)
def test_a_misspelt_one(name, nearest):
    sentence = objection([name, "kerberos_farm"])
    assert sentence.startswith(f"{name}: no playbook knows this variable; the nearest one is {nearest}. ")
    assert "kerberos_other_variables" in sentence


def test_what_the_playbooks_use_is_known():
    used = {name for path in YAML for name in USED.findall(path.read_text(encoding="utf-8"))}
    assert used - {*DOCUMENTED, *REGISTERED} - ARTIFACTS - GROUPS == set()


def test_what_the_playbooks_keep_is_set_by_one_of_them():
    found = {name for path in YAML for pair in SET.findall(path.read_text(encoding="utf-8")) for name in pair if name}
    assert set(REGISTERED) <= found


def test_what_is_documented_is_in_the_document():
    text = "".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("variables.md", "running.md"))
    assert [name for name in DOCUMENTED if f"`{name}`" not in text] == []


def test_a_list_from_a_survey():
    assert listed("kerberos_realm, kerberos_kdc") == listed(["kerberos_realm", "kerberos_kdc"])
