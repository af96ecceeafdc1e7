# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""tls-server-end-point (RFC 5929): a ticket is bound to the server's certificate, which IIS may require."""

from __future__ import annotations

import hashlib

from .der import elements, inner

SEQUENCE, IDENTIFIER = 0x30, 0x06
PREFIX = b"tls-server-end-point:"
# The identifiers of signature algorithms whose hash is used as it is. SHA-256 for all others, as for MD5 and SHA-1.
HASHES = {
    bytes.fromhex("2a864886f70d01010c"): "sha384",  # with RSA
    bytes.fromhex("2a864886f70d01010d"): "sha512",
    bytes.fromhex("2a8648ce3d040303"): "sha384",  # with ECDSA
    bytes.fromhex("2a8648ce3d040304"): "sha512",
}


def end_point(certificate: bytes) -> bytes:
    """certificate: the server's, in DER."""
    signed = [value for tag, value in elements(inner(certificate, SEQUENCE)) if tag == SEQUENCE]
    algorithm = inner(signed[1], IDENTIFIER) if len(signed) > 1 else b""
    return PREFIX + hashlib.new(HASHES.get(algorithm, "sha256"), certificate).digest()
