"""A run without nodes is named, with what there is instead."""

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.start.hosts import limits, objection, unused_limit

GROUPS = {
    "all": ["web1", "web2", "db1"],
    "ungrouped": ["db1"],
    "kerberos": ["web1", "web2"],
    "intranet": ["web1"],
    "empty": [],
}
SOURCES = ["/etc/inventory"]


def found(pattern, matched=("web1", "web2"), groups=GROUPS, limited=None):
    return objection(pattern, pattern.split(","), matched, groups, SOURCES, limited)


@pytest.mark.parametrize(
    "pattern", ["kerberos", "web1", "web*", "kerberos,!web2", "all", "~web[12]", "kerberos[0:1]", "*"]
)
def test_a_pattern_that_matches_is_fine(pattern):
    assert found(pattern) == ""


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("intranett", "kerberos_hosts: found 'intranett', which is no group or host of the inventory (/etc/inventory); "
                      "the nearest group is intranet. Set -e kerberos_hosts=<group>, or another inventory with -i"),
        ("kerberos,intranett", "found 'intranett'"),
        ("kerberos,!webb2", "found 'webb2'"),
        ("x", "its groups are empty, intranet, kerberos"),
    ],
)  # fmt: skip
def test_a_group_that_does_not_exist(pattern, sentence):
    assert sentence in found(pattern)


def test_a_group_without_hosts():
    assert "'empty' has no hosts in the inventory (/etc/inventory)" in found("empty", matched=())


def test_an_inventory_without_hosts():
    none = {"all": [], "ungrouped": []}
    assert found("kerberos", (), none) == (
        "the inventory (/etc/inventory) has no hosts: give the path of one that has them with -i"
    )


def test_a_limit_that_leaves_nothing():
    assert found("kerberos", limited=["web2", "db1"]) == ""
    assert found("kerberos", limited=["db1"]) == (
        "--limit leaves no host of kerberos_hosts (kerberos): found db1, expected some of web1, web2"
    )


def test_a_limit_where_no_node_is_asked():
    assert unused_limit(None) == ""
    assert unused_limit(["web1"]).startswith("--limit: this playbook asks no node")


@pytest.mark.parametrize(
    ("content", "named"), [("", False), (" \n\n", False), ("web1\n", True), ("# a name for Ansible", True)]
)
def test_a_file_of_limits_names_hosts_or_none(content, named, tmp_path):
    (tmp_path / "retry").write_text(content)
    assert limits([f"@{tmp_path}/retry"]) is named
    assert limits(["web1", f"@{tmp_path}/retry"])


def test_a_limit_without_a_name():
    assert not limits(["", " "])
    assert limits(["!web1"])
    assert limits(["@/no/such/file"]), "Ansible has refused that already"
