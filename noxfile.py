"""The tests on every Python that a controller may have. An interpreter that is not on PATH is skipped.

Which ansible-core goes with which Python is said in requirements/.
"""

from __future__ import annotations

import nox

nox.options.error_on_missing_interpreters = False
nox.options.reuse_venv = "yes"
nox.options.download_python = "never"
nox.options.envdir = ".cache/nox"

# The rest of the tests does not depend on the interpreter; "make test" runs all of them on one.
DEPENDS_ON_PYTHON = (
    "tests/unit",
    "tests/playbooks/test_runs.py",
    "tests/playbooks/test_standalone.py",
    "tests/winrm",
)


@nox.session(python=["3.11", "3.12", "3.13"])
def tests(session: nox.Session) -> None:
    session.install(
        "--requirement=requirements/demo.txt",
        "--constraint=requirements/dev.txt",
        *("pytest", "pytest-xdist", "hypothesis", "jsonschema"),
    )
    session.run("ansible", "--version")
    session.run("pytest", "-n", "2", "--dist", "loadgroup", *(session.posargs or DEPENDS_ON_PYTHON))
