"""A table for the ticket that asked for the change."""

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.change_record import HEAD, record
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import Fixing

CHANGE = {"control": "ACL-2", "subject": "a|b", "before": "nothing", "after": "read\nmore", "irreversible": ""}
TIME = "2026-01-31T08:00:00+00:00"


def test_a_change_is_a_row_with_its_time_and_node_and_whether_it_can_be_rolled_back():
    changes = {"site_acl": [CHANGE, {**CHANGE, "irreversible": "a recycle"}]}
    lines = record({"web1": Fixing(changes, time=TIME)}, "run-1").splitlines()
    assert lines[2:6] == [
        HEAD,
        "|---|---|---|---|---|---|---|",
        f"| {TIME} | web1 | ACL-2 | a\\|b | nothing | read more | yes |",
        f"| {TIME} | web1 | ACL-2 | a\\|b | nothing | read more | a recycle |",
    ]
    assert lines[-1] == "Undo: ansible-playbook playbooks/rollback.yml -e kerberos_undoes=run-1"


def test_a_node_where_the_run_stopped_is_named():
    assert "web1 could not be fixed: no such pool" in record({"web1": Fixing(failure="no such pool")}, "run-1")


def test_check_mode_and_a_healthy_farm_have_changed_nothing():
    assert "Nothing was changed." in record({"web1": Fixing({"x": [CHANGE]}, check=True), "web2": Fixing()}, "run-1")
