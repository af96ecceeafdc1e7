"""Samba's own security descriptors, asked over JSON lines: one question a line on stdin, its answer on stdout.

Runs in the system's Python, the only one that has Samba's bindings, and imports nothing of this project.
"""

import base64
import json
import sys

from samba.dcerpc import security
from samba.ndr import ndr_pack
from samba.ntstatus import NT_STATUS_ACCESS_DENIED
from samba.security import access_check

RIGHTS = [1 << bit for bit in range(32) if 0x1F01FF & 1 << bit]


def granted(descriptor, sids):
    """Asked right by right: Samba's answer for several is yes or no, and that for as many as there are is no check."""
    token = security.token()
    token.sids = [security.dom_sid(sid) for sid in sids]
    token.num_sids = len(sids)
    return sum(right for right in RIGHTS if allowed(descriptor, token, right))


def allowed(descriptor, token, right):
    try:
        access_check(descriptor, token, right)
    except Exception as error:
        if error.args[0] != NT_STATUS_ACCESS_DENIED:
            raise
        return False
    return True


def entries(acl):
    return acl and [[ace.type, ace.flags, ace.access_mask, str(ace.trustee)] for ace in acl.aces]


def answer(question):
    descriptor = security.descriptor.from_sddl(question["sddl"], security.dom_sid("S-1-5-21-1-2-3"))
    if "tokens" in question:
        if question["no_list"]:
            descriptor.dacl = None
        return [granted(descriptor, sids) for sids in question["tokens"]]
    return {
        "owner": descriptor.owner_sid and str(descriptor.owner_sid),
        "group": descriptor.group_sid and str(descriptor.group_sid),
        "dacl": entries(descriptor.dacl),
        "sacl": entries(descriptor.sacl),
        "sddl": descriptor.as_sddl(),
        "packed": base64.b64encode(ndr_pack(descriptor)).decode(),
    }


for line in sys.stdin:
    try:
        reply = {"answer": answer(json.loads(line))}
    except Exception as error:
        reply = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply), flush=True)
