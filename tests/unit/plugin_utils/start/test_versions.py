"""What is too old, or missing, is said in one sentence."""

from pathlib import Path

import pytest
import yaml
from ansible_collections.nlb.kerberos.plugins.plugin_utils.start.versions import CORE, objection

ROOT = Path(__file__).parents[4]


def test_what_can_run_it():
    assert objection((3, 11, 4), "2.19.0", "python3", pywinrm=True) is None
    assert objection((3, 13, 0), "2.21.0rc1", "python3", pywinrm=True) is None


@pytest.mark.parametrize(
    ("python", "core", "pywinrm", "sentence"),
    [
        (
            (3, 10, 2),
            "2.17.14",
            True,
            "/py is Python 3.10, expected 3.11 or newer: install ansible-core with a newer Python",
        ),
        (
            (3, 11, 2),
            "2.17.14",
            True,
            "found ansible-core 2.17.14, expected 2.19 or newer: /py -m pip install -U ansible-core",
        ),
        (
            (3, 11, 2),
            "2.19.0",
            False,
            "pywinrm is not installed for /py, which runs Ansible: /py -m pip install pywinrm",
        ),
    ],
)
def test_what_cannot(python, core, pywinrm, sentence):
    assert objection(python, core, "/py", pywinrm) == sentence


def test_ansible_is_told_the_same():
    needed = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text(encoding="utf-8"))["requires_ansible"]
    assert needed == f">={'.'.join(map(str, CORE))}.0"
