"""The module by itself, before it is one: on a Python that cannot read what it imports."""

import json
import subprocess
import sys
from pathlib import Path

OLD_PYTHON = """
import sys
sys.path.insert(0, "collections")
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.module_entry import run
sys.version_info = (3, 9, 18)
run("dns_registration", lambda: __import__("ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry"))
"""
ROOT = Path(__file__).parents[3]


def test_an_old_python_is_named_before_anything_else_is_imported():
    command = [sys.executable, "-c", OLD_PYTHON]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout) == {
        "failed": True,
        "msg": f"dns_registration: {sys.executable} is Python 3.9, expected 3.11 or newer; "
        "set ansible_python_interpreter",
    }
