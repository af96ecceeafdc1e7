"""Where a contender finds its collections: ours, and those that it is measured beside."""

from __future__ import annotations

import os

from bench.contender import ROOT
from bench.peers import FOLDER


def environment() -> dict[str, str]:
    """The same for all of them, because Ansible looks through every path."""
    return {
        **os.environ,
        "ANSIBLE_CONFIG": str(ROOT / "ansible.cfg"),
        "ANSIBLE_COLLECTIONS_PATH": os.pathsep.join([str(ROOT / "collections"), str(FOLDER)]),
        "ANSIBLE_NOCOLOR": "1",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "collections")]),
    }
