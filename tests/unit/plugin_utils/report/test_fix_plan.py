"""What check mode reports of a node before anything is changed."""

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import fix_plan
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fix_plan import (
    DRAIN,
    START,
    followers,
    steps,
    waits,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import WIDTH

DNS = {"control": "DNS-1", "subject": "adapter LAN", "before": False, "after": True, "irreversible": ""}
ACL = {"control": "ACL-2", "subject": "Users on C:\\x", "before": "nothing", "after": "read", "irreversible": ""}


def texts(*arguments, **options):
    return [line.text for line in steps(*arguments, **options)]


def numbered(lines):
    return [line.split(". ", 1)[1] for line in lines if line[0].isdigit()]


def test_the_node_is_drained_before_the_first_change_that_restarts_anything_and_started_after_the_proof():
    lines = numbered(texts({"site_acl": [ACL], "dns_registration": [DNS]}, drains=True))
    assert [line.partition(";")[0] for line in lines] == [
        "dns_registration", DRAIN.partition(";")[0], "site_acl", "verify the fix with another audit", START,
    ]  # fmt: skip


def test_nothing_is_drained_for_what_no_user_notices_or_where_another_load_balancer_is_used():
    assert DRAIN not in numbered(texts({"dns_registration": [DNS]}, drains=True))
    assert DRAIN not in numbered(texts({"site_acl": [ACL]}, drains=False))


def test_every_change_is_reported_under_its_step():
    lines = texts({"site_acl": [ACL, {**ACL, "subject": "Guests on C:\\x"}]}, drains=False)
    assert lines[1:3] == [
        "   would be fixed: ACL-2 Users on C:\\x: nothing -> read",
        "   would be fixed: ACL-2 Guests on C:\\x: nothing -> read",
    ]


def test_what_cannot_be_rolled_back_is_reported_beforehand():
    lines = texts({"site_acl": [ACL, {**ACL, "control": "POOL-6", "irreversible": "a recycle"}]}, drains=True)
    assert lines[-1] == "undo: playbooks/rollback.yml rolls back all but POOL-6 Users on C:\\x (a recycle)"


def drift(control, subject, remedy):
    return {"control": control, "subject": subject, "state": "drift", "remedy": remedy, "reason": "why"}


FOLLOWS = drift("AUTH-3", "decrypting key of Intranet/", "follows")
COMPARED = drift("ACL-5", "Users on /", "report")


def test_what_follows_from_a_change_is_told_as_such_and_not_as_left():
    assert followers({"site_acl": [ACL]}, [FOLLOWS, COMPARED], ["ACL-2"]) == [FOLLOWS, COMPARED]
    lines = texts({"site_acl": [ACL]}, drains=False, follows=[FOLLOWS, COMPARED])
    assert lines[3:5] == [
        "   follows: AUTH-3 decrypting key of Intranet/, fixed together with what it follows from",
        "   compared again: ACL-5 Users on /, which these changes may settle",
    ]


def test_nothing_follows_on_a_node_that_is_not_changed_and_a_comparison_only_from_its_own_concern():
    assert followers({}, [FOLLOWS, COMPARED], ["ACL-2"]) == []
    assert followers({"dns_registration": [DNS]}, [COMPARED], ["DNS-1"]) == []


def test_what_a_fix_waits_for_is_named_while_it_does_not_hold(monkeypatch):
    monkeypatch.setitem(fix_plan.WAITS_FOR, "AUTH-2", ("AUTH-3",))
    kept = drift("AUTH-2", "providers of Intranet/", "report")
    assert waits(kept, [kept, FOLLOWS]) == "waits for AUTH-3"
    assert waits(kept, [kept]) == ""
    assert waits({**kept, "remedy": "fix"}, [kept, FOLLOWS]) == ""


def test_no_line_is_wider_than_a_screen():
    long = {**ACL, "subject": "EXAMPLE\\Intranet Users on " + "C:\\a folder with blanks " * 6, "after": "x " * 90}
    assert max(map(len, texts({"site_acl": [long]}, drains=True, indent="    "))) <= WIDTH
