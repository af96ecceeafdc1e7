# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Who asks the domain controllers."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..node.secret_forms import Hide, hider
from .errors import DirectoryError


@dataclass(frozen=True)
class Logon:
    r"""user: DOMAIN\name or name@domain."""

    user: str
    password: str = field(repr=False)

    def __post_init__(self) -> None:
        """Without a password a server would take the logon for an anonymous one, and accept it."""
        if not self.user or not self.password:
            raise DirectoryError(
                "no user name or no password for the directory was given "
                "(kerberos_directory_user, kerberos_directory_password)"
            )

    @property
    def hide(self) -> Hide:
        """Takes the password out of a server's text."""
        return hider([self.password])
