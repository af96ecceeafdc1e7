"""A key that would change is noticed however the answers write an application's path: IIS ignores case."""

import copy

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.app_pool.key_change import key_change
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.app_pool.pools import SitePools

from tests.decisions import case as cases


@pytest.mark.parametrize("path", ["/reports", "/Reports"])
def test_an_application_whose_key_changes_is_found_in_any_case(path):
    healthy = cases.node("app_pool")
    answers = copy.deepcopy(list(healthy.answers))
    authentication = next(answer for answer in answers if "locations" in answer)
    for location in authentication["locations"]:
        if location["path"] == "/reports":
            location["path"] = location["application"] = path
            location["windows"].update(use_kernel_mode=True, use_app_pool_credentials=True)
    site = SitePools.from_answers(answers, "Intranet")
    (use,) = [use for use in site.pools if "/reports" in use.applications]
    found = key_change(use.pool, "EXAMPLE\\another", site.site, ["/reports"], site.view)
    assert "/reports would decrypt with the key of EXAMPLE\\another" in found
