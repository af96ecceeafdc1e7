# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What went wrong with a question to a domain controller or a DNS server, in a sentence for an administrator."""

from __future__ import annotations


class DirectoryError(Exception):
    """No usable answer. The text never has a password."""
