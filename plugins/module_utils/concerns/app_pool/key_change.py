# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether another identity of a pool changes the key that its applications and their folders decrypt with."""

from __future__ import annotations

from collections.abc import Sequence

from ...facts.authentication.decrypting_key import SPECIFIC_USER
from ...facts.authentication.iis_view import IisView
from ...facts.iis.server import Pool, Site


def key_change(pool: Pool, account: str, site: Site, applications: Sequence[str], view: IisView) -> str:
    """Which key changes if the pool runs as account, as text; empty where none does.

    An unknown key counts as changed: no user may lose access because a setting could not be read.
    """
    if not view.authentication.installed:
        return ""
    of_pool = {path.lower() for path in applications}  # IIS ignores case in paths
    for path, location in view.locations_of(site):
        if (location.application if location else path).lower() not in of_pool:
            continue
        if location is None or location.problem:
            why = location.problem if location else "the node did not report its settings"
            return f"it is not known which key {site.name}{path} decrypts with ({why})"
        if not location.windows.enabled:
            continue
        before = view.key(location, pool.identity_type, pool.user_name)
        after = view.key(location, SPECIFIC_USER, account)
        if not view.same_key(before, after):
            return f"{site.name}{path} would decrypt with the key of {after.account}, not with that of {before.account}"
    return ""
