"""The lab's farm with a domain of Samba in place of its own directory: real tickets, and sites that take them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from lab.samba import client
from lab.samba import domain as of_samba
from lab.samba.baked import ROOT
from lab.samba.domain import Domain
from lab.samba.plan import PASSWORD, plan


def lacking() -> str:
    """What keeps it from running here; empty where it can."""
    if why := of_samba.lacking(plan(second=True)):
        return why
    if subprocess.run([sys.executable, "-c", "import gssapi"], capture_output=True, check=False).returncode:
        return f"no package gssapi for {sys.executable}: run make samba"
    return ""


class Farm:
    """lab: the folder of the nodes' states, which decide what their sites answer; folder: a new one, for the domain.

    domain: with two domain controllers. Ends with close, and when this process does.
    """

    def __init__(self, lab: Path, folder: Path) -> None:
        self.lab = lab
        self.domain = Domain(plan(second=True), folder)
        client.settings(folder, self.domain.controllers)
        client.password(folder / "password", PASSWORD)
        self._sites = subprocess.Popen(
            self.domain.inside(sys.executable, "-m", "lab.samba.sites", str(lab), str(folder / "keytabs")),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert self._sites.stdout is not None
        if self._sites.stdout.readline() != b"serving\n":
            self.close()
            raise RuntimeError("the sites of the lab's nodes did not start")

    def close(self) -> None:
        assert self._sites.stdin is not None
        assert self._sites.stdout is not None
        self._sites.stdin.close()
        self._sites.wait(60)
        self._sites.stdout.close()
        self.domain.close()
