"""Writes a keytab: the key of an account under the service principal names that a node is asked for."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

AES256 = "aes256-cts-hmac-sha1-96"


def write(path: Path, names: Sequence[str], password: str, salt: str, *, realm: str, versions: Sequence[int]) -> None:
    """names: such as HTTP/intranet. salt: of the account, see salt_of. versions: of its key (msDS-KeyVersionNumber)."""
    path.unlink(missing_ok=True)
    lines = []
    for name in names:
        for version in versions:
            lines += [f"addent -password -p {name}@{realm} -k {version} -e {AES256} -s {salt}", password]
    text = "\n".join((*lines, f"wkt {path}", "quit", ""))
    done = subprocess.run(["ktutil"], input=text, text=True, capture_output=True, check=True)
    if not path.exists():
        raise ValueError(f"ktutil: {done.stdout}{done.stderr}")


def salt_of(account: str, realm: str) -> str:
    """Of a user's account in Active Directory (MS-KILE 3.1.1.2); its case counts. A computer's has its own form."""
    if account.endswith("$"):
        return f"{realm}host{account[:-1].lower()}.{realm.lower()}"
    return f"{realm}{account}"
