"""What one domain controller has of its own is fetched by another one, now.

Its arguments: the folder of the domain controller that fetches, the name of the one that is asked. The password of the
domain's administrator is on stdin.
"""

from __future__ import annotations

import sys
from pathlib import Path

from samba.credentials import Credentials
from samba.dcerpc.misc import GUID
from samba.drs_utils import drs_Replicate
from samba.param import LoadParm
from samba.samdb import SamDB

from lab.samba.changes import opened

BASE = "DC=example,DC=com"


def replicate(folder: Path, source: str, password: str) -> None:
    settings = LoadParm()
    settings.load(str(folder / "smb.conf"))
    credentials = Credentials()
    credentials.guess(settings)
    credentials.set_username("Administrator")
    credentials.set_password(password)
    own = opened(folder)
    other = SamDB(url=f"ldap://{source}.example.com", credentials=credentials, lp=settings)
    binding = f"ncacn_ip_tcp:{source}.example.com[seal]"
    exchange = drs_Replicate(binding, settings, credentials, own, GUID(own.get_invocation_id()))
    exchange.replicate(BASE, GUID(other.get_invocation_id()), GUID(own.get_ntds_GUID()))


replicate(Path(sys.argv[1]), sys.argv[2], sys.stdin.read())
