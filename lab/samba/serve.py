"""Runs the domain controllers of a baked domain in a network namespace of its own, until stdin ends.

Its argument, in JSON: folders, one for each domain controller; relays: descriptor of a listening socket of the outer
namespace, address and port that it stands for, so that several runs never meet. A line on stdin is an order, "kill dc1"
or "start dc1"; each is answered with a line when it is done, and so is the start of all.
"""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

from lab.samba import namespace, own_password
from lab.samba.addresses import ALL, NAMES
from lab.samba.controller import Controller
from lab.samba.relay import relay


def main() -> None:
    given = json.loads(sys.argv[1])
    controllers = {Path(one).name: Controller(Path(one)) for one in given["folders"]}
    namespace.addresses(ALL)
    namespace.names(Path(given["folders"][0]).parent, NAMES)
    try:
        for one in controllers.values():
            own_password.use_numbered_key(one.folder)
            one.start()
        for descriptor, address, port in given["relays"]:
            relay(descriptor, address, port)
        print("done", flush=True)
        for line in sys.stdin:
            order(controllers, *line.split())
            print("done", flush=True)
    finally:
        for one in controllers.values():
            one.stop()


def order(controllers: dict[str, Controller], what: str, which: str) -> None:
    if what == "kill":
        controllers[which].stop(signal.SIGKILL)
    else:
        controllers[which].start()


main()
