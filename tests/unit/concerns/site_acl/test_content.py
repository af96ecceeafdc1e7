"""An answer about a site's folders that is not whole is refused, and never filled in."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.site_acl import content

from tests.changes import changed
from tests.decisions import case as cases

ANSWER = cases.healthy("site_acl")["answers"]["read_site_acl"]  # prints three lists


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({r"holders[path=D:\reports].list": 3}, "list 3 is named, and there are 3"),
        # Python would take the last list for it.
        ({r"holders[path=D:\reports].list": -1}, "list -1 is named, and there are 3"),
        ({"inheriting[list=2].list": 3}, "list 3 is named, and there are 3"),
        ({"inheriting[list=2].paths": []}, r"objects below C:\inetpub\intranet have no path"),
    ],
    ids=["a list after the last", "a list before the first", "a list of what inherits", "objects without a path"],
)
def test_what_is_named_and_was_not_printed_is_refused(changes, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        content.parse(changed(ANSWER, changes))
    assert str(caught.value) == message
