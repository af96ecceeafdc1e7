# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Settings of Kerberos for one question: this domain controller, and nothing that the computer has set for itself.

Nothing is looked up: no name is taken for another one, and the password is not sent to a second server.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = """[libdefaults]
  default_realm = {realm}
  dns_lookup_kdc = false
  dns_lookup_realm = false
  dns_canonicalize_hostname = false
  rdns = false
  udp_preference_limit = 0
[realms]
  {realm} = {{
    kdc = {kdc}
  }}
"""
VARIABLES = ("KRB5_CONFIG", "KRB5CCNAME")


@contextmanager
def settings(realm: str, kdc: str) -> Iterator[None]:
    """In effect for this process meanwhile: libkrb5 reads them anew for each logon."""
    before = {name: os.environ.get(name) for name in VARIABLES}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "krb5.conf")
        file.write_text(SETTINGS.format(realm=realm, kdc=kdc), encoding="utf-8")
        os.environ |= {"KRB5_CONFIG": str(file), "KRB5CCNAME": f"FILE:{folder}/none"}
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
