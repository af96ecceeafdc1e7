# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The result of one node's preflight as text: ready, or what is missing and its consequence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.preflight import Preflight
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import plain, wrapped

# The version of Windows PowerShell 5.1 has the build of the Windows that it is part of. These are of servers: that of a
# client may have the same build.
WINDOWS = {
    "14393": "Windows Server 2016",
    "14409": "an older Windows with WMF 5.1",
    "17763": "Windows Server 2019",
    "20348": "Windows Server 2022",
    "26100": "Windows Server 2025",
}


def text(node: str, found: Preflight, further: Sequence[str], windows: Mapping[str, str] = WINDOWS) -> str:
    computer = (
        f" ({found.computer}, {_version(found.powershell, windows)})" if found.computer and found.powershell else ""
    )
    lines = [*map(str, found.lacks), *found.remarks, *further]
    heading = wrapped(f"{node}: {found.readiness.value}{computer}")
    return plain([*heading, *(part for line in lines for part in wrapped(line, "  "))])


def not_asked(name: str, why: str) -> str:
    return plain(wrapped(f"{name}: not asked, because {why}"))


def _version(powershell: str, windows: Mapping[str, str]) -> str:
    build = powershell.split(".")[2:3]
    origin = windows.get("".join(build))
    return f"PowerShell {powershell}" + (f", that of {origin}" if origin else "")
