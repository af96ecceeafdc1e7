"""Which answers of read_iis show that a node serves its site."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.iis import server
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.iis.serving import serving

from tests.decisions import case as cases

SITE = "Intranet"
POOL = "pools[name=Intranet]"


@pytest.mark.parametrize(
    ("changes", "serves", "reason"),
    [
        ({}, True, ""),
        ({"services[name=W3SVC].state": "Stopped"}, False, "service W3SVC is Stopped"),
        ({"services[name=WAS].state": "StopPending"}, False, "service WAS is StopPending"),
        ({"services[-]": {"name": "WAS"}}, None, "the state of service WAS is not known"),
        ({"sites[name=Intranet].state": "Stopped"}, False, "site Intranet is Stopped"),
        ({"sites[name=Intranet].state": "Unknown"}, None, "the state of site Intranet is not known"),
        ({f"{POOL}.state": "Stopped"}, False, "pool Intranet is Stopped"),
        ({f"{POOL}.state": "Starting"}, False, "pool Intranet is Starting"),
        ({f"{POOL}.state": "Unknown"}, None, "the state of pool Intranet is not known"),
        ({f"{POOL}.state": "Unknown", "sites[name=Intranet].state": "Stopped"}, False, "site Intranet is Stopped"),
        ({f"{POOL}.name": "Other"}, False, "pool Intranet is missing"),
        ({"sites[name=Intranet].name": "intranet"}, True, ""),
        ({"sites[name=Intranet].name": "Other"}, False, "IIS has no site Intranet"),
        ({"pools[name=DefaultAppPool].state": "Stopped"}, True, ""),
    ],
)
def test_a_site_serves_where_it_and_its_pools_run(changes, serves, reason):
    answers = cases.node("app_pool", {"read_iis": changes}).answers
    found = serving(server.parse(answers[0]), SITE)
    assert (found.serves, found.reason) == (serves, reason)


@pytest.mark.parametrize(
    ("changes", "unanswered"),
    [
        ({}, set()),
        ({"services[name=W3SVC].state": "Stopped"}, {"/", "/reports"}),
        ({"services[name=W3SVC].state": "StopPending"}, set()),
        ({"sites[name=Intranet].state": "Stopped"}, {"/", "/reports"}),
        ({f"{POOL}.state": "Stopped"}, {"/"}),
        ({f"{POOL}.state": "Starting"}, set()),
        ({f"{POOL}.state": "Stopped", "sites[name=Intranet].state": "Unknown"}, set()),
        ({f"{POOL}.state": "Stopped", "pools[name=DefaultAppPool].state": "Stopped"}, {"/", "/reports"}),
    ],
)
def test_the_applications_of_a_site_that_answer_no_request(changes, unanswered):
    further = {"sites[name=Intranet].applications[path=/reports].pool": "DefaultAppPool"}
    answers = cases.node("app_pool", {"read_iis": {**further, **changes}}).answers
    assert serving(server.parse(answers[0]), SITE).unanswered == unanswered
