# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What came of one ticket that was shown in one HTTP request: the words that connections and rules share."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """Only ACCEPTED is a proof: the AP-REP, which nobody can make without the key of the ticket. A 200 is none."""

    ACCEPTED = "accepted"
    REFUSED = "refused"  # a KRB-ERROR came back; code has it
    NTLM = "NTLM"  # it offers NTLM, or went on with it, instead of taking the ticket
    UNAUTHORIZED = "unauthorized"  # 401, which does not tell what is wrong with the ticket
    NOT_ASKED_FOR = "not asked for"  # the page came without a ticket, or without an AP-REP
    FORGED = "not proved"  # an answer to the ticket that its key did not make
    REDIRECT = "redirect"
    UNAVAILABLE = "unavailable"  # 503
    STATUS = "status"  # another one
    TLS = "TLS"
    NOT_HTTP = "not HTTP"
    BROKEN_OFF = "broken off"
    REFUSED_CONNECTION = "refused connection"
    SILENT = "silent"


NOBODY = (Outcome.REFUSED_CONNECTION, Outcome.SILENT)  # nobody has answered at all
