"""Basic authentication: does an Authorization header carry the account's name and password?"""

from __future__ import annotations

import base64
import binascii
import hmac

from .endpoint import Account


def matches(credentials: str, account: Account) -> bool:
    """`credentials`: what follows "Basic" in the header."""
    try:
        user, colon, password = base64.b64decode(credentials, validate=True).partition(b":")
    except binascii.Error:
        return False
    # requests (pywinrm) writes Latin-1, curl what the terminal has: UTF-8.
    return bool(colon) and any(_same(user, password, account, encoding) for encoding in ("latin-1", "utf-8"))


def _same(user: bytes, password: bytes, account: Account, encoding: str) -> bool:
    try:
        wanted = account.password.encode(encoding)
        name = user.decode(encoding)
    except UnicodeError:
        return False
    return name.lower() == account.user.lower() and hmac.compare_digest(password, wanted)
