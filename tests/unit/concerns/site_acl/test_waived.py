"""What cannot be checked for good, such as content on a share, is accepted subject by subject."""

from datetime import date

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model import waivers
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import EVERYTHING, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.waivers import Waiver

from tests.decisions import case as cases

TODAY = date(2026, 1, 31)
FOR_GOOD = (
    "content-on-a-share-read-as-whoever-asks",
    "content-on-a-share-with-an-account-of-its-own",
    "a-conditional-entry-is-not-evaluated",
    "a-group-of-the-domain-that-the-readers-may-be-in",
    "central-access-policies-are-not-evaluated",
    "paths-that-are-too-long-to-be-opened",
)


@pytest.mark.parametrize("sentence", FOR_GOOD)
def test_a_waiver_can_name_the_subject_of_what_cannot_be_checked(sentence):
    node = cases.read(cases.FOLDER / f"site_acl/{sentence}.json")
    found = node.reading.findings
    unknown = [finding for finding in found if finding.state is State.UNKNOWN]
    assert unknown
    assert all(finding.subject != EVERYTHING for finding in unknown)
    given = [Waiver(finding.control, "ticket 4711", finding.subject) for finding in unknown]
    after = waivers.apply(found, given, TODAY)
    assert not [finding for finding in after if finding.state is State.UNKNOWN]
