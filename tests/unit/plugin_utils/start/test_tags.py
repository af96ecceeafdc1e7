"""Tags that choose nothing are refused."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import FIXED
from ansible_collections.nlb.kerberos.plugins.plugin_utils.start.tags import objection


@pytest.mark.parametrize(
    ("run", "skip"),
    [
        (["all"], []),
        (["site_acl", "app_pool"], []),
        (["all"], ["site_acl"]),
        (["tagged"], []),
        (["all"], ["webserver"]),
    ],
)
def test_tags_of_tasks(run, skip):
    assert objection(run, skip, FIXED, ["webserver"]) == ""


@pytest.mark.parametrize(
    ("run", "skip", "sentence"),
    [
        (["dns"], [], "--tags: found 'dns', which is a tag of no task; expected some of dns_registration"),
        (["app_pol"], [], "(did you mean app_pool?)"),
        (["load_balancing"], [], "which is a tag of no task"),
        (["untagged"], [], "--tags: found 'untagged'"),
        (["all"], ["site"], "--skip-tags: found 'site'"),
        (["all"], ["always"], "--skip-tags: found 'always', which would leave out the checks and the report"),
    ],
)
def test_tags_of_nothing(run, skip, sentence):
    assert sentence in objection(run, skip, FIXED, [])
