# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Paths on a node, masked part by part: the hierarchy is kept, and so are the names that IIS itself has given."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Of Windows, IIS and ASP.NET. All of them are the same on every server.
KEPT = frozenset(
    (
        *(".", "..", "?", "%systemdrive%", "%systemroot%", "windows", "system32", "inetsrv", "config", "users", "temp"),
        *("inetpub", "wwwroot", "aspnet_client", "custerr", "logs", "logfiles", "bin", "web.config", "global.asax"),
        *("app_browsers", "app_code", "app_data", "app_globalresources", "app_localresources", "app_themes"),
        *("116b50eb-ece2-41ac-8429-9f9e963361b7", "sra_{ba195980-cd49-458b-9e23-c84ee0adcd75}", "wsman"),
        *("default.aspx", "default.asp", "default.htm", "index.htm", "index.html", "iisstart.htm", "iisstart.png"),
    )
)
# A longer list would reveal more: "portal.contoso" has an extension too.
EXTENSIONS = frozenset(
    (
        *(
            "asax",
            "ascx",
            "ashx",
            "asmx",
            "asp",
            "aspx",
            "axd",
            "config",
            "cs",
            "cshtml",
            "master",
            "resx",
            "svc",
            "vb",
        ),
        *("css", "gif", "htm", "html", "ico", "jpeg", "jpg", "js", "json", "map", "php", "png", "svg", "ttf", "woff2"),
        *(
            "bak",
            "cer",
            "cmd",
            "csv",
            "dll",
            "doc",
            "docx",
            "exe",
            "ini",
            "log",
            "mdb",
            "md",
            "msi",
            "old",
            "pdb",
            "pdf",
        ),
        *("pfx", "ps1", "sitemap", "txt", "woff", "xls", "xlsx", "xml", "xsd", "xsl", "xslt", "zip"),
    )
)
DRIVE = re.compile(r"[a-z]:", re.IGNORECASE)
SERVER = re.compile(r"\\\\([^\\/?.][^\\/]*)")


class MaskedPaths:
    """known: names that have a mask already, in lower case. As in Windows, Bin and bin are the same."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known
        self._parts: dict[str, str] = {}

    def mask(self, path: str) -> str:
        """A path without the name of a server in front."""
        return re.sub(r"[^\\/]+", lambda found: self._part(found[0]), path)

    def _part(self, part: str) -> str:
        if part.lower() in KEPT or DRIVE.fullmatch(part):
            return part
        if part.endswith("$") and len(part) > 1:  # a hidden share
            return self._part(part[:-1]) + "$"
        stem, dot, extension = part.rpartition(".")
        if stem and extension.lower() in EXTENSIONS:
            return self._part(stem) + dot + extension
        part = part.lower()
        return self._known.get(part) or self._parts.setdefault(part, f"part{len(self._parts) + 1}")
