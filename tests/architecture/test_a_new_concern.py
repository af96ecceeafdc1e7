"""Adding a concern touches its own folders, the registry, the playbook of a fix, and three tables of documents.

Shown with a made-up concern that is added to a copy of the project, and must pass there what every concern passes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT

# Processes that share a session's tests would each make what all of these look at.
pytestmark = pytest.mark.xdist_group("a new concern")

MADE_UP = Path(__file__).with_name("made_up")
ROLE = """\
        - name: Show the farm's first name as the node's banner
          ansible.builtin.include_role:
            name: nlb.kerberos.made_up
            apply:
              tags: [made_up]
          when: "'made_up' in kerberos_audit.drifted"
          tags: [made_up]
"""
REGISTRY, PLAYBOOK, README = "plugins/module_utils/concerns/registry.py", "playbooks/fix_nodes.yml", "README.md"
INDEX, LEFT = "docs/README.md", "docs/left-to-you.md"
# File, what stands there, and what is added before it.
ADDED = (
    (REGISTRY, "from .site_acl import", "from .made_up import concern as made_up\n"),
    (REGISTRY, "    windows_authentication,\n)", "    made_up,\n"),
    (PLAYBOOK, "        - name: Drain the node", ROLE),
    (README, "| load balancing:", "| the banner of a node | MADE-1 | [made_up](docs/made_up.md) |\n"),
    (INDEX, "| want to know what is assumed", "| want to know of banners | [made_up](made_up.md) |\n"),
    (LEFT, "| HOST-2 |", "| MADE-1 | another banner, where nothing fixes it | `banner /set` |\n"),
)
RUN = (
    *("tests/unit/test_documentation.py", "tests/unit/concerns"),
    *(
        "tests/lab/test_parts.py",
        "tests/faults/test_faults.py",
        "tests/equivalence/test_faults.py",
        "tests/payloads/static/test_syntax.py",
    ),
    *("tests/unit/preflight/test_recording.py", "tests/bench/test_bench.py", "tests/architecture"),
)
# Of these: all that are about every concern, and those that bear the name of the new one, one of them in PowerShell.
CHOSEN = (
    "(made_up or test_documentation or test_registry or test_parts or test_layers or every_concern_has_a_row)"
    " and not powershell and not (in_both_executions and other-banner) and not (test_a_new_concern or test_links)"
)
PASSED = {
    "a document, a state with faults, cases, a scenario and a row": "test_a_concern_is_in_every_folder[made_up]",
    "a role that a fix runs": "test_a_concern_that_fixes_has_a_role_that_a_fix_runs[made_up]",
    "a module that documents its options": "test_a_module_documents_the_options_it_takes[made_up]",
    "a control in its document": "test_a_concerns_document_has_its_controls[made_up-node]",
    "a fault in its document": "test_a_fault_is_in_its_concerns_document[made_up/other-banner]",
    "a read with a payload and a shape": "test_every_read_of_a_concern_has_a_payload_and_a_shape[made_up]",
    "cases": ("test_a_case_holds[made_up/another-farms-name-a_rollback_gives_every_former_setting_back]"),
    "a fault that is found, fixed and rolled back, emulated": (
        "test_a_fault_is_found_fixed_or_reported_and_rolled_back[made_up/no-banner-all nodes]"
    ),
    "a recording that shows no name": ("test_a_recording_is_a_case_as_it_is[made_up/other-banner-masked]"),
    "a row in the bench": "test_every_concern_has_a_row",
}
PASSED_IN_POWERSHELL = {
    "payloads that do what the lab's emulation does": (
        "test_a_fault_is_found_fixed_or_reported_and_rolled_back_in_both_executions[made_up/no-banner]"
    ),
    "payloads that hold to what Windows has": "test_a_payload_breaks_no_rule[write_made_up]",
}


@dataclass(frozen=True)
class Tree:
    """A copy of the project with the new concern in it. found: the files that were there before."""

    root: Path
    found: tuple[str, ...]

    def changed(self) -> set[str]:
        return {path for path in self.found if _content(ROOT / path) != _content(self.root / path)}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    root = tmp_path_factory.mktemp("project")
    found = tuple(_files())
    for path in found:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, root / path, follow_symlinks=False)
    shutil.copytree(MADE_UP, root, dirs_exist_ok=True, copy_function=_new)
    for path, anchor, text in ADDED:
        before = (root / path).read_text(encoding="utf-8")
        assert before.count(anchor) == 1, f"{path} has no one {anchor!r}"
        (root / path).write_text(before.replace(anchor, text + anchor), encoding="utf-8")
    return Tree(root, found)


def _files() -> Iterator[str]:
    """What git knows and what it would add, with the content of now."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    for path in subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0"):
        if path and os.path.lexists(ROOT / path):
            yield path


def _new(source: str, to: str) -> str:
    assert not Path(to).exists(), f"{to} is not the concern's own"
    return shutil.copy2(source, to)


def _content(path: Path) -> bytes:
    return os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()


@pytest.fixture(scope="module")
def passed(tree: Tree, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The tests that passed in the copy, after none has failed."""
    report = tmp_path_factory.mktemp("report") / "junit.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n0", f"--junitxml={report}"]
    # The copy is to find itself, not the project that these tests run in.
    own = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "PYTEST_", "PYTHON"))}
    done = subprocess.run(
        [*command, "-k", CHOSEN, *RUN], cwd=tree.root, env=own, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    cases = ElementTree.parse(report).iter("testcase")
    return {case.attrib["name"] for case in cases if not list(case)}


def test_only_these_files_change(tree: Tree) -> None:
    assert tree.changed() == {REGISTRY, PLAYBOOK, README, INDEX, LEFT}


@pytest.mark.parametrize("test", PASSED.values(), ids=PASSED)
def test_the_new_concern_has(test: str, passed: set[str]) -> None:
    assert test in passed


@pytest.mark.parametrize("test", PASSED_IN_POWERSHELL.values(), ids=PASSED_IN_POWERSHELL)
def test_the_new_concern_has_in_powershell(test: str, passed: set[str], pwsh: Path) -> None:
    assert test in passed
