"""An answer about a site's folders that is not whole is refused, and never filled in."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.site_acl import content

from tests.changes import changed
from tests.decisions import case as cases

ANSWER = cases.healthy("site_acl")["answers"]["read_site_acl"]  # prints three DACLs


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({r"secured_objects[path=D:\reports].dacl": 3}, "DACL 3 is referenced, and there are 3"),
        # Python would take the last one for it.
        ({r"secured_objects[path=D:\reports].dacl": -1}, "DACL -1 is referenced, and there are 3"),
        ({"inheriting[dacl=2].dacl": 3}, "DACL 3 is referenced, and there are 3"),
        ({"inheriting[dacl=2].paths": []}, r"objects below C:\inetpub\intranet have no path"),
    ],
    ids=["a DACL after the last", "a DACL before the first", "a DACL of what inherits", "objects without a path"],
)
def test_what_is_named_and_was_not_printed_is_refused(changes, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        content.parse(changed(ANSWER, changes))
    assert str(caught.value) == message
