"""The module by itself, where it cannot do its work: on an older Python, and without its action plugin."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from ansible.module_utils.testing import patch_module_args
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern as dns_registration
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import module_entry

from tests.unit.emulated_node import ARGUMENTS

OLD_PYTHON = """
import sys
sys.path.insert(0, "collections")
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.module_entry import run
sys.version_info = (3, 9, 18)
run("dns_registration", lambda: __import__("ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry"))
"""
ROOT = Path(__file__).parents[3]
NODE = {"host": "10.0.0.11", "user": "admin@EXAMPLE.COM"}


def test_an_old_python_is_named_before_anything_else_is_imported():
    command = [sys.executable, "-c", OLD_PYTHON]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout) == {
        "failed": True,
        "msg": f"dns_registration: {sys.executable} is Python 3.9, expected 3.11 or newer; "
        "set ansible_python_interpreter",
    }


@pytest.mark.parametrize("given", [{}, {"node": NODE}, {"_payloads": {"bootstrap": "exit"}}])
def test_a_module_that_ansible_calls_without_its_action_plugin_says_how_to_call_it(given, capsys):
    with patch_module_args({**ARGUMENTS, **given}), pytest.raises(SystemExit):
        module_entry.run("dns_registration", lambda: dns_registration)
    shown = json.loads(capsys.readouterr().out)
    assert (shown["failed"], shown["msg"]) == (
        True,
        "dns_registration: the action plugin did not run; call the module by its full name, "
        "nlb.kerberos.dns_registration",
    )
