"""The findings of a masked answer about a site's pools are those of the answer itself, without the farm's names."""

import json
from dataclasses import replace

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.app_pool import concern as app_pool
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.masking.fields import Masking, masked

from tests.decisions import case as cases

NAMES = ["WEB1", "example.com"]
TELLING = ("svc-", "intranet", "example", "reports", "1004336348", "baseline", "web1", "10.0.0.")


@pytest.mark.parametrize("path", cases.files("app_pool"), ids=cases.sentence)
def test_findings_of_the_masked_answers_are_those_of_the_answers(path):
    """What Windows authentication shows is masked by its own concern."""
    case = cases.read(path)
    *own, authentication = case.answers
    arguments, answers = masked(case.arguments, own, NAMES, app_pool.MASKING)
    text = json.dumps([arguments, answers]).lower()
    for telling in TELLING:
        assert telling not in text
    none = {**authentication, "installed": False, "locations": []}
    before = case.reading_of([*own, none])
    after = replace(case, arguments=arguments).reading_of([*answers, none])
    one, other = ([(f.control, f.state, f.remedy) for f in reading.findings] for reading in (before, after))
    assert one == other


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("*:80:web1.example.com", "*:80:name1.name2.name3"),
        ("*:443:*.example.com", "*:443:*.name2.name3"),
        ("*:80:", "*:80:"),
        ("808:*", "808:*"),
        ("808:WEB1.example.com", "808:name1.name2.name3"),
        ("*", "*"),
        ("localhost", "localhost"),
        ("queues.contoso.com", "name4.name5.name3"),
        ("SQLPROD9", "name4"),
    ],
)
def test_a_binding_keeps_its_form(text, mask):
    assert Masking(["WEB1", "example.com"]).binding(text) == mask
