"""Each rule can fail: a script that breaks just this one is reported by just this one."""

from pathlib import Path

import pytest

from tests.payloads.static import rules, syntax_tree
from tests.payloads.static.syntax_tree import Parsed

# Processes that share a session's tests would each make what all of these look at.
pytestmark = pytest.mark.xdist_group("rules of payloads")

# Named <rule>.<variant>.ps1.
BAD = {path.stem: path for path in sorted(Path(__file__).parent.glob("bad/*.ps1"))}


@pytest.fixture(scope="module")
def parsed(pwsh: Path) -> Parsed:
    return syntax_tree.parse(pwsh, {name: path.read_text(encoding="utf-8") for name, path in BAD.items()})


@pytest.mark.parametrize("script", BAD)
def test_a_bad_script_is_reported_by_the_rule_it_breaks(parsed: Parsed, script: str) -> None:
    assert {finding.rule for finding in rules.findings(parsed, script)} == {script.split(".")[0]}
