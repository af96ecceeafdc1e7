"""What a masked answer says about a site's pools is what the answer itself says, and not whose pools they are."""

import json

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.app_pool import concern as app_pool
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.masking.fields import Masking, masked

from tests.changes import changed
from tests.unit.concerns.app_pool.test_concern import CASES, NODE, read, reading_of

NAMES = ["WEB1", "example.com"]
TELLING = ("svc-", "intranet", "example", "reports", "1004336348", "baseline", "web1", "10.0.0.")


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def case(request):
    given = read(request.param)
    node = changed(NODE, given["changes"])
    # What Windows authentication shows is masked by its own concern.
    return {**node, "answers": node["answers"][:3]}, node["answers"][3]


def test_findings_of_the_masked_answers_are_those_of_the_answers(case):
    node, authentication = case
    intent, answers = masked(node["intent"], node["answers"], NAMES, app_pool.MASKING)
    text = json.dumps([intent, answers]).lower()
    for telling in TELLING:
        assert telling not in text
    after = {**node, "intent": intent, "answers": [*answers, {**authentication, "installed": False, "locations": []}]}
    before = {**node, "answers": [*node["answers"], {**authentication, "installed": False, "locations": []}]}
    said = [[(f.control, f.state, f.remedy) for f in reading_of(one).findings] for one in (before, after)]
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("*:80:web1.example.com", "*:80:name1.name2.name3"),
        ("*:443:*.example.com", "*:443:*.name2.name3"),
        ("*:80:", "*:80:"),
        ("808:*", "808:*"),
    ],
)
def test_a_binding_keeps_its_form(text, mask):
    assert Masking(["WEB1", "example.com"]).binding(text) == mask
