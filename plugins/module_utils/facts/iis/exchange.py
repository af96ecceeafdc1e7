# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether a site belongs to Exchange, whose keys are not those that IIS' configuration shows.

Its setup makes the applications, and pools for them that run as LocalSystem. In a load-balanced farm the service
principal names are on an alternate service account, whose password Exchange itself hands out to all nodes
(Set-ClientAccessService -AlternateServiceAccountCredential).
"""

from __future__ import annotations

import re

from .server import Site

BACK_END = "exchange back end"
POOL = re.compile(r"MSExchange[A-Za-z]+AppPool", re.IGNORECASE)  # such as MSExchangeOWAAppPool
NOT_IN_SCOPE = (
    "this site belongs to Exchange, which hands out the key of an alternate service account to its nodes by itself "
    "(Get-ClientAccessService -IncludeAlternateServiceAccountCredentialStatus): not in scope"
)


def belongs_to_exchange(site: Site | None) -> bool:
    """Also the site of its front end, which is the Default Web Site, with applications such as /owa and /mapi."""
    if site is None:
        return False
    return site.name.lower() == BACK_END or any(POOL.fullmatch(application.pool) for application in site.applications)
