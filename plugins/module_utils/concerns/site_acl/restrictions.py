# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""DACLs that an administrator may have restricted on purpose: a missing right there is granted on request only.

A protected DACL below the site's own folder is how access to a part of a site is limited to some of its readers. And
who may read without executing can be served static files, and everything that handlers of managed code answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...facts.accounts.identity import Identity
from .content import DaclGroup
from .effective_rights import EffectiveRight
from .roots import Root

REQUEST = "to grant it, add ACL-4 to on_request"
PROTECTED = "its DACL is protected, so access may be limited on purpose"
READ_ONLY = "read is enough for static files and managed handlers; CGI programs and native libraries need execute"


@dataclass(frozen=True)
class Requests:
    """What is changed only because the farm's description asks for it."""

    remove_deny: bool
    change_restricted: bool


def restriction(root: Root, group: DaclGroup, identity: Identity, has: EffectiveRight) -> str:
    """Why the missing right may be missing on purpose; empty where it is missing by mistake."""
    if has.readable:
        return READ_ONLY
    return PROTECTED if is_closed(root, group, identity) else ""


def is_closed(root: Root, group: DaclGroup, identity: Identity) -> bool:
    """Whether this is a reader on a protected DACL, of anything but the site's own folder."""
    if identity not in root.readers or not group.descriptor.protected:
        return False
    return group.path.lower() != root.path.lower() or "/" not in root.urls


def hiding_unknown(root: Root, path: str, identity: Identity) -> str:
    """Why it is not known whether a reader's requests for this file or folder are refused anyway; empty where it is."""
    if identity not in root.readers or not root.hides(path):
        return ""
    return f"whether request filtering hides it is not known: {root.hiding_unknown}"
