# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What an administrator sets, where a browser sends no ticket: the lines of a .reg file, and where the policy is.

Nothing of it is written by this collection: a policy belongs to whoever manages it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from .settings import ALLOW, CHROMIUM, FIREFOX, INTERNET, NEGOTIATE, POLICY
from .zone import INTRANET

HEAD = "Windows Registry Editor Version 5.00"
PAGE = "Administrative Templates, Windows Components, Internet Explorer, Internet Control Panel, Security Page"
ZONE_POLICY = f"{PAGE}, Site to Zone Assignment List (inetres.admx, IZ_Zonemaps; Intune: AllowSiteToZoneAssignmentList)"
LOGON_POLICY = f"{PAGE}, Intranet Zone, Logon options (inetres.admx; Intune: IntranetZoneLogonOptions)"
TEMPLATES = {
    "Edge": "Microsoft Edge, HTTP authentication, AuthServerAllowlist (msedge.admx; the same name in Intune)",
    "Chrome": "Google Chrome, HTTP authentication, AuthServerAllowlist (chrome.admx; the same name in Intune)",
}
FIREFOX_POLICY = "Mozilla, Firefox, Authentication, SPNEGO (firefox.admx), or distribution\\policies.json"


def zone_file(name: str) -> tuple[str, ...]:
    return (
        HEAD,
        rf"[HKEY_LOCAL_MACHINE\{POLICY}]",
        '"ListBox_Support_ZoneMapKey"=dword:00000001',
        rf"[HKEY_LOCAL_MACHINE\{POLICY}\ZoneMapKey]",
        f'"{name}"="{INTRANET}"',
    )


def logon_file(zone: int) -> tuple[str, ...]:
    setting = "00020000" if zone == INTRANET else "00000000"
    return (HEAD, rf"[HKEY_LOCAL_MACHINE\{POLICY}\Zones\{zone}]", f'"1A00"=dword:{setting}')


def negotiate_file() -> tuple[str, ...]:
    """It is a setting of each user: no template has it, so that it is set by preferences of Group Policy."""
    return (HEAD, rf"[HKEY_CURRENT_USER\{INTERNET}]", f'"{NEGOTIATE}"=dword:00000001')


def allow_file(browser: str, present: str, names: Sequence[str]) -> tuple[str, ...]:
    """present: the list as it is, to which the farm's names are added."""
    sites = [site.strip() for site in present.split(",") if site.strip()]
    listed = ",".join(dict.fromkeys([*sites, *names]))
    return (HEAD, rf"[HKEY_LOCAL_MACHINE\{CHROMIUM[browser]}]", f'"{ALLOW}"="{_escaped(listed)}"')


def _escaped(text: str) -> str:
    """As texts are written in such a file."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def firefox_file(names: Sequence[str]) -> tuple[str, ...]:
    """In the two ways that Firefox takes; numbers that the list has already are to be left."""
    own = {"policies": {"Authentication": {"SPNEGO": list(names)}}}
    lines = (f'"{number}"="{name}"' for number, name in enumerate(names, 101))
    return (HEAD, rf"[HKEY_LOCAL_MACHINE\{FIREFOX}\SPNEGO]", *lines, f"or policies.json: {json.dumps(own)}")
