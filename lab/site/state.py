"""What a site of the lab does at one address.

{"negotiate": {"keytab": PATH}}   takes tickets with the keys of this file; keytabs.py writes one
    "rewrite": {"31": 41}         a KRB-ERROR that is sent in the place of another one, such as what Windows sends
    "error": 37                   each ticket is refused with it, as by a node whose clock is ahead; 33: behind
    "ntlm": true                  NTLM is offered beside it
    "bound": true                 over https the ticket must be bound to the channel
    "user_refused": true          the ticket is accepted, and then the user is not let in: 403
{"offers": ["NTLM"]}              401 with these, whatever comes
{"status": 503}                   this status without asking for a ticket, such as 200 for anonymous users
    "headers": {"Location": "..."}
{"broken": "closed"}              ends the connection; "silent": never answers; "noise": does not speak HTTP
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

State = Mapping[str, Any]
StateOf = Callable[[str], State]  # address -> what the site does there now
NOBODY: State = {"broken": "closed"}


def in_file(path: Path) -> StateOf:
    """path: JSON with a member "addresses", address -> state. Who writes it replaces the file as a whole."""

    def now(address: str) -> State:
        found: State = json.loads(path.read_text(encoding="utf-8"))["addresses"].get(address, NOBODY)
        return found

    return now
