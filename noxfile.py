"""A smoke test on every Python that a controller may have. An interpreter that is not on PATH is skipped.

Which ansible-core goes with which Python is defined in requirements/.
"""

from __future__ import annotations

import nox

nox.options.error_on_missing_interpreters = False
nox.options.reuse_venv = "yes"
nox.options.download_python = "never"
nox.options.envdir = ".cache/nox"

# That it installs and loads, decides as everywhere, and goes the whole way by playbook, and by a module on its own.
# The rest does not depend on the interpreter; "make test" runs all of it on one.
SMOKE = (
    "tests/matrix",
    "tests/unit/concerns/test_decisions.py",
    "tests/playbooks/test_faults.py::test_the_same_fault_on_every_node[windows_authentication/machine-key]",
    "tests/playbooks/test_standalone.py::test_a_task_shows_drift_fixes_it_and_then_changes_nothing[ntlm over http]",
    # Of what holds for every decision, what uses the most of the collection: finding, writing, rolling back.
    *("-k", "not test_a_case_holds or findings_are_these_and_no_others or a_rollback_gives_every_former_setting_back"),
)


@nox.session(python=["3.11", "3.12", "3.13"])
def smoke(session: nox.Session) -> None:
    session.install("--require-hashes", "--requirement=requirements/smoke.txt")
    session.run("ansible", "--version")
    session.run("pytest", *(session.posargs or SMOKE))
