# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The path of a Kerberos ticket, from the name that a user types to the file that IIS reads; see docs/faults.md.

A ticket fails at the first step where two sides disagree. So drift of an earlier step is the likelier cause.
"""

from __future__ import annotations

from enum import IntEnum


class Step(IntEnum):
    """The step of the path that a control belongs to, in the order in which a ticket takes them."""

    NAME = 1  # the name leads to an address
    BROWSER = 2  # the browser decides to send a ticket, and for which service principal name
    TICKET = 3  # the domain controller issues it for the account of the service principal name
    NETWORK = 4  # a computer answers at the address
    KEY = 5  # IIS asks for the ticket, and decrypts it
    NODE = 6  # the pool runs, and its account and the caller may log on
    FILES = 7  # the pool and the caller may read the site's folder
    LATENT = 8  # on no ticket's path: drift that may lead to a fault later, never the cause of one

    @property
    def word(self) -> str:
        """As results, reports and documents write it: its number, or latent."""
        return "latent" if self is Step.LATENT else str(int(self))
