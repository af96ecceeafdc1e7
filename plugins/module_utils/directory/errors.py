# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The errors of questions to domain controllers and DNS servers, each a sentence for an administrator.

Never one with a password in it, and never with a traceback: they are findings' reasons.
"""

from __future__ import annotations


class DirectoryError(Exception):
    """A question has no answer: a package is missing, a server is silent or refuses, or an answer cannot be read."""


class LogonRefusedError(DirectoryError):
    """The user name or the password was refused, or the account may not log on: another try would be one more."""


class NotUniqueError(DirectoryError):
    """Another account of the forest has this service principal name, or a domain controller still believes so."""


class OutcomeUnknownError(DirectoryError):
    """The connection broke after a change was sent: whether it was made is not known before it is read again."""
