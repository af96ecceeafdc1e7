"""What check mode reports of a node before anything is changed."""

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fix_plan import DRAIN, START, steps

DNS = {"control": "DNS-1", "subject": "adapter LAN", "before": False, "after": True, "irreversible": ""}
ACL = {"control": "ACL-2", "subject": "Users on C:\\x", "before": "nothing", "after": "read", "irreversible": ""}


def numbered(lines):
    return [line.split(". ", 1)[1] for line in lines if line[0].isdigit()]


def test_the_node_is_drained_before_the_first_change_that_restarts_anything_and_started_after_the_proof():
    lines = numbered(steps({"site_acl": [ACL], "dns_registration": [DNS]}, drains=True))
    assert [line.partition(";")[0] for line in lines] == [
        "dns_registration", DRAIN.partition(";")[0], "site_acl", "verify the fix with another audit", START,
    ]  # fmt: skip


def test_nothing_is_drained_for_what_no_user_notices_or_where_another_load_balancer_is_used():
    assert DRAIN not in numbered(steps({"dns_registration": [DNS]}, drains=True))
    assert DRAIN not in numbered(steps({"site_acl": [ACL]}, drains=False))


def test_every_change_is_reported_under_its_step():
    lines = steps({"site_acl": [ACL, {**ACL, "subject": "Guests on C:\\x"}]}, drains=False)
    assert lines[1:3] == [
        "   would be fixed: ACL-2 Users on C:\\x: nothing -> read",
        "   would be fixed: ACL-2 Guests on C:\\x: nothing -> read",
    ]


def test_what_cannot_be_rolled_back_is_reported_beforehand():
    lines = steps({"site_acl": [ACL, {**ACL, "control": "POOL-6", "irreversible": "a recycle"}]}, drains=True)
    assert lines[-1] == "undo: playbooks/rollback.yml rolls back all but POOL-6 Users on C:\\x (a recycle)"
