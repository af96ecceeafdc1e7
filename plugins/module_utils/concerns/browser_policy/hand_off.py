# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What is handed over for browsers: values of policies, and the template and path that set them.

Nothing of it is written by this collection: a policy belongs to whoever manages it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from ...model.registry_values import value_line
from .logon import AUTOMATIC, IN_INTRANET, Logon
from .settings import CHROMIUM, CNAME, FIREFOX, LOGON, NEGOTIATE, POLICY, User, Value
from .zone import INTRANET, LISTED, list_of_policy

PAGE = "Administrative Templates, Windows Components, Internet Explorer, Internet Control Panel, Security Page"
ZONE_POLICY = f"{PAGE}, Site to Zone Assignment List (inetres.admx, IZ_Zonemaps; Intune: AllowSiteToZoneAssignmentList)"
LOGON_POLICY = f"{PAGE}, Intranet Zone, Logon options (inetres.admx; Intune: IntranetZoneLogonOptions)"
TEMPLATES = {
    "Edge": "Microsoft Edge, HTTP authentication, {} (msedge.admx; the same name in Intune)",
    "Chrome": "Google Chrome, HTTP authentication, {} (chrome.admx; the same name in Intune)",
}
FIREFOX_POLICY = "Mozilla, Firefox, Authentication, SPNEGO (firefox.admx), or in distribution\\policies.json: {}"
FIRST_LIST = (
    ". From then on the lists of the users and of the computer itself no longer count: put their sites into the policy "
    "as well"
)


def zone_values(user: User, name: str) -> tuple[str, ...]:
    """In the policy that has a list already, else in the computer's."""
    present = list_of_policy(user)
    root = present.root if present else user.machine.root
    return (
        value_line(root, POLICY, LISTED, 1),
        value_line(root, rf"{POLICY}\ZoneMapKey", name, str(INTRANET)),
    )


def first_list(user: User) -> str:
    """What is lost with it; empty where a policy has a list already."""
    return "" if list_of_policy(user) else FIRST_LIST


def logon_values(zone: int, logon: Logon) -> tuple[str, ...]:
    """In the policy that sets it already, else in the computer's."""
    root = logon.by.root if logon.by and logon.policy else "HKLM"
    return (value_line(root, rf"{POLICY}\Zones\{zone}", LOGON, IN_INTRANET if zone == INTRANET else AUTOMATIC),)


def negotiate_values(by: Value) -> tuple[str, ...]:
    """by: the value that decides. No template has it: preferences of Group Policy set it."""
    return (value_line(by.root, by.key, NEGOTIATE, 1),)


def list_values(user: User, browser: str, policy: str, added: Sequence[str]) -> tuple[str, ...]:
    """policy: with a list, to which something is added where it is."""
    present = user.first(CHROMIUM[browser], policy)
    parts = [part.strip() for part in str(present.data if present else "").split(",") if part.strip()]
    root = present.root if present else user.machine.root
    return (value_line(root, CHROMIUM[browser], policy, ",".join(dict.fromkeys([*parts, *added]))),)


def alias_values(user: User, browser: str) -> tuple[str, ...]:
    """In the policy that says otherwise, else in the computer's."""
    present = user.first(CHROMIUM[browser], CNAME)
    return (value_line(present.root if present else user.machine.root, CHROMIUM[browser], CNAME, 1),)


def firefox_values(names: Sequence[str]) -> tuple[str, ...]:
    """Numbers that the list has already are to be left."""
    return tuple(value_line("HKLM", rf"{FIREFOX}\SPNEGO", str(at), name) for at, name in enumerate(names, 101))


def firefox_policy(names: Sequence[str]) -> str:
    return FIREFOX_POLICY.format(json.dumps({"policies": {"Authentication": {"SPNEGO": list(names)}}}))
