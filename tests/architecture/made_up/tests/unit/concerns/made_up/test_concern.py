"""Each case: what the payload printed on a node, all that is reported of it, and what a fix writes."""

import json
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.made_up import concern as made_up
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State

from tests.changes import changed

FOLDER = Path(__file__).parents[3] / "decisions" / "made_up"
HEALTHY = json.loads((FOLDER / "_healthy.json").read_text(encoding="utf-8"))
INTENT = made_up.Intent.of({"names": ["intranet.example.com", "intranet"]})


@pytest.mark.parametrize("path", sorted(FOLDER.glob("[!_]*.json")), ids=lambda path: path.stem)
def test_a_case_of_made_up_is_reported_and_fixed_as_it_says(path):
    case = json.loads(path.read_text(encoding="utf-8"))
    found = made_up.findings([changed(HEALTHY, case["changes"])], INTENT)
    assert [[f.control, f.subject, f.state.value] for f in found] == case["findings"]
    drift = [finding for finding in found if finding.state is State.DRIFT]
    written = [call.arguments for call in made_up.writes(drift, [], {})]
    assert written == ([case["writes"]] if case["writes"] else [])
