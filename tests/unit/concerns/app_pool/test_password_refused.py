"""Whether any node of a farm has a note of a logon that failed: the next one does not get the same password."""

import pytest
from ansible_collections.nlb.kerberos.plugins.filter.password_refused import password_refused

NOTED = {"views": {"app_pool": {"failed_logons": ["EXAMPLE\\svc"]}}}
NONE = {"views": {"app_pool": {"bindings of the site": []}, "site_acl": {}}}


@pytest.mark.parametrize(
    ("hostvars", "refused"),
    [
        ({"web1": {"kerberos_audit": NONE}, "web2": {}}, False),
        ({"web1": {"kerberos_audit": {"unreachable": True}}, "web2": {"kerberos_audit": {"views": None}}}, False),
        ({"web1": {"kerberos_audit": NONE}, "web2": {"kerberos_audit": NOTED}}, True),
        ({"web1": {"kerberos_audit": NONE, "kerberos_proof": NOTED}}, True),
    ],
    ids=["none", "not read", "in an audit", "in the proof of this run"],
)
def test_a_note_on_any_node(hostvars, refused):
    assert password_refused(hostvars) is refused
