"""A second domain controller, which has joined the domain of the first one."""

from __future__ import annotations

import logging
from pathlib import Path

from samba.credentials import Credentials
from samba.join import join_DC
from samba.param import LoadParm

from lab.samba import tls
from lab.samba.controller import FOLDERS, Controller, settings


def second(first: Path, folder: Path, password: str) -> None:
    """password: of the domain's administrator."""
    folder.mkdir(mode=0o700)
    for name in FOLDERS:
        (folder / name).mkdir(mode=0o700)
    configuration = folder / "smb.conf"
    text = settings(folder, alone=False)
    configuration.write_text(text, encoding="utf-8")
    controller = Controller(first)
    controller.start()
    try:
        loaded = LoadParm()
        loaded.load(str(configuration))
        credentials = Credentials()
        credentials.guess(loaded)
        credentials.set_username("Administrator")
        credentials.set_password(password)
        join_DC(
            logger=logging.getLogger("join"),
            server="dc1.example.com",
            creds=credentials,
            lp=loaded,
            netbios_name=folder.name.upper(),
            targetdir=str(folder),
            dns_backend="NONE",
        )
    finally:
        controller.stop()
    configuration.write_text(text, encoding="utf-8")
    tls.issue(folder)
