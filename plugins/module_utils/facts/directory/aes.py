# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Since when a domain makes AES keys of passwords, by what every domain has and everybody may read."""

from __future__ import annotations

from ...directory.ldap_session import LdapSession
from .accounts import sid_of
from .forest import own_domain
from .search import with_sid
from .times import of_generalized_time, text

READ_ONLY_CONTROLLERS = "-521"  # created when the first domain controller of Windows Server 2008 came


def aes_since(session: LdapSession, base: str) -> str | None:
    """None where that group is not there, or may not be read."""
    groups = with_sid(session, base, sid_of(own_domain(session, base)) + READ_ONLY_CONTROLLERS, ["whenCreated"])
    created = of_generalized_time(groups[0].text("whenCreated")) if groups else None
    return text(created) if created else None
