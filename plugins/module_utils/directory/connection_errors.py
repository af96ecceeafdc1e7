# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Why a domain controller could not be reached, as a sentence, and what to do.

By the kind of the error and its number: the texts are in the language of the computer that connects.
"""

from __future__ import annotations

import errno
import socket
import ssl

NOT_THERE = (errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN, errno.ENETDOWN, errno.EADDRNOTAVAIL)
DESCRIBED = "kerberos_farm.directory"


def explained(error: Exception, where: str, timeout: float) -> str:
    """where: the server as it was described or found, with its port."""
    if isinstance(error, socket.gaierror | UnicodeError):
        return (
            f"{where}: this name does not resolve on the computer that asks; correct it, or give an address "
            f"({DESCRIBED}.domain_controllers)"
        )
    if isinstance(error, TimeoutError):
        return (
            f"{where}: no answer came within {timeout:g} seconds; it is down, a firewall is between, or the port is "
            "not that of LDAP"
        )
    if isinstance(error, ConnectionRefusedError):
        return (
            f"{where}: the computer answers, but nothing listens on this port: it is no domain controller, or it is "
            "stopped"
        )
    if isinstance(error, ConnectionError | ssl.SSLError):
        return f"{where}: the connection broke; the domain controller was restarted, or a device between ended it"
    if isinstance(error, OSError) and error.errno in NOT_THERE:
        return f"{where}: there is no route to this address from the computer that asks"
    number = f"error {error.errno}" if isinstance(error, OSError) and error.errno else type(error).__name__
    return f"{where}: the connection failed ({number})"


def tls_explained(error: Exception, where: str) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"{where}: {_untrusted(error)}"
    if isinstance(error, FileNotFoundError):
        return (
            f"{where}: the file with the certificate of the authority does not exist on the computer that asks "
            f"({DESCRIBED}.ca)"
        )
    if isinstance(error, TimeoutError):
        return f"{where}: no answer to TLS came in time; the port may not be that of LDAPS, 636 by default"
    return (
        f"{where}: this port does not use TLS, or has no certificate; use the port of LDAPS, 636 by default, or "
        f"{DESCRIBED}.protocol: ldap, whose messages are sealed without a certificate"
    )


def _untrusted(error: ssl.SSLCertVerificationError) -> str:
    """By the codes of OpenSSL (X509_V_ERR_...)."""
    if error.verify_code in (62, 63, 64):
        return "its certificate is for another name; describe it by a name that the certificate has, or renew it"
    if error.verify_code in (9, 10):
        return "its certificate has expired, or is not valid yet; renew it"
    return (
        "its certificate is not trusted; give the file with the certificate of the authority that issued it "
        f"({DESCRIBED}.ca)"
    )
