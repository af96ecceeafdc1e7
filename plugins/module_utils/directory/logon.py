# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Who asks the domain controllers."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..node.secret_forms import Hide, hider
from .errors import DirectoryError

READER = "kerberos_directory_user, kerberos_directory_password"
WRITER = "kerberos_directory_writer_user, kerberos_directory_writer_password"
PROBE = "kerberos_probe_user, kerberos_probe_password"


@dataclass(frozen=True)
class Logon:
    r"""user: DOMAIN\name or name@domain. variables: where both come from, for messages."""

    user: str
    password: str = field(repr=False)
    variables: str = READER

    def __post_init__(self) -> None:
        """Without a password a server would take the logon for an anonymous one, and accept it."""
        if not self.user or not self.password:
            raise DirectoryError(f"no user name or no password for the directory was given ({self.variables})")

    @property
    def hide(self) -> Hide:
        """Takes the password out of a server's text."""
        return hider([self.password])
