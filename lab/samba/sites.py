"""The sites of the lab's nodes with real tickets: python -m lab.samba.sites LAB KEYTABS, in the domain's namespaces.

Each node answers at its own address, as its state says at that moment, and one of them at the virtual address. LAB has
the nodes, and may have sites.json: address -> what answers there instead (lab/site/state.py). It ends with its stdin,
and prints a line when it serves. Needs the package gssapi.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from lab.node_files import States
from lab.samba import answers
from lab.samba.addresses import OWN, VIRTUAL
from lab.site.site import Site
from lab.site.state import NOBODY, State

REALM = "EXAMPLE.COM"
INSTEAD = "sites.json"


class Answers:
    def __init__(self, lab: Path, keytabs: Path) -> None:
        self._lab, self._keytabs = lab, keytabs

    def at(self, address: str) -> State:
        if (file := self._lab / INSTEAD).exists():
            instead = json.loads(file.read_text(encoding="utf-8"))
            if address in instead:
                found: State = instead[address]
                return found
        states = States(self._lab)
        known = states.nodes()
        if address in VIRTUAL:
            return answers.at_virtual_address(map(states.read, known), self._keytabs)
        name = OWN[address]
        return answers.of_node(states.read(name), self._keytabs) if name in known else NOBODY


def main(lab: Path, keytabs: Path) -> None:
    listen = [{"address": address, "port": 80} for address in (*OWN, *VIRTUAL)]
    site = Site(listen, Answers(lab, keytabs).at, REALM)
    try:
        print("serving", flush=True)
        sys.stdin.read()
    finally:
        site.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
