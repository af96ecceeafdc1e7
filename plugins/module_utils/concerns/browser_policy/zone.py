# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The security zone of a URL for one user of a client, with the value that decides.

KB182569 has the keys. Of the places for lists only some are in effect: the computer's policy before the user's, and
without a list in a policy those of the user and of the computer; the computer's alone with Security_HKLM_only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .settings import INTERNET, POLICY, Hive, User
from .sites import Entry, deciding, of_domains, of_policy

INTRANET, TRUSTED, WIDE = 1, 2, 3
NAMES = {
    0: "this computer",
    INTRANET: "Local intranet",
    TRUSTED: "Trusted sites",
    WIDE: "Internet",
    4: "Restricted sites",
}
MAP = rf"{INTERNET}\ZoneMap"
POLICY_MAP = rf"{POLICY}\ZoneMap"
LISTED, ONLY_MACHINE = "ListBox_Support_ZoneMapKey", "Security_HKLM_only"


@dataclass(frozen=True)
class Zone:
    """number: None where it is not known, and problem says why. by: what decides. policy: whether a policy's list is in
    effect, so that users' own lists are not.
    """

    number: int | None
    by: str = ""
    problem: str = ""
    policy: bool = False

    @property
    def shown(self) -> str:
        return f"{NAMES[self.number]}, by {self.by}" if self.number is not None else "not known"


def zone_of(user: User, scheme: str, host: str) -> Zone:
    of_policies = _of_policies(user)
    if of_policies:
        found = [_explicit(_of_policy(hive), scheme, host) for hive in of_policies]
        if len({one and one.number for one in found}) > 1:
            return Zone(None, problem="the policies of the computer and of the user have different lists", policy=True)
        zone = found[0]
    elif not user.known and not only_machine(user):
        return Zone(None, problem="it depends on the user's own settings, and nobody was logged on")
    else:
        zone = _explicit([one for hive in _own(user) for one in _of_hive(user, hive)], scheme, host)
    return zone or _implicit(user, host, bool(of_policies))


def list_of_policy(user: User) -> Hive | None:
    """Where a policy has a list that is in effect, the computer's first."""
    return next(iter(_of_policies(user)), None)


def _of_policies(user: User) -> list[Hive]:
    hives = [user.machine] if only_machine(user) else [user.machine, user.own]
    return [hive for hive in hives if _listed(hive)]


def only_machine(user: User) -> bool:
    return user.machine.number(POLICY, ONLY_MACHINE) == 1


def _listed(hive: Hive) -> bool:
    return hive.number(POLICY, LISTED) == 1 or any(True for _ in hive.below(rf"{POLICY}\ZoneMapKey"))


def _own(user: User) -> list[Hive]:
    return [user.machine] if only_machine(user) else [user.own, user.machine]


def _of_policy(hive: Hive) -> list[Entry]:
    return [*of_policy(hive, rf"{POLICY}\ZoneMapKey"), *of_domains(hive, rf"{POLICY_MAP}\Domains")]


def _of_hive(user: User, hive: Hive) -> list[Entry]:
    return list(of_domains(hive, rf"{MAP}\{'EscDomains' if hardened(user) else 'Domains'}"))


def hardened(user: User) -> bool:
    """Enhanced Security Configuration, which servers have: other keys are in effect."""
    return bool(next((n for one in _own(user) if (n := one.number(MAP, "IEHarden")) is not None), 0))


def _explicit(entries: Sequence[Entry], scheme: str, host: str) -> Zone | None:
    found = deciding(entries, scheme, host)
    if not found:
        return None
    policy = "policies" in found[0].value.key.casefold()
    zones = {one.zone for one in found}
    shown = " and ".join(dict.fromkeys(one.value.shown for one in found))
    if len(zones) > 1 or None in zones:
        return Zone(None, problem=f"which entry decides is not known: {shown}", policy=policy)
    if found[0].parent:
        problem = f"whether {shown} is meant for hosts below this domain is not documented: list *.{found[0].host}"
        return Zone(None, problem=problem, policy=policy)
    return Zone(found[0].zone, found[0].value.shown, policy=policy)


def _implicit(user: User, host: str, policy: bool) -> Zone:
    """Without an entry a name without dots may be of the intranet, and another one only where it passes by a proxy."""
    if "." in host:
        proxied = user.own.number(INTERNET, "ProxyEnable") == 1 or user.own.get(INTERNET, "AutoConfigURL") is not None
        if proxied and _rule(user, "ProxyByPass") != 0:
            problem = "no list has it, and whether the browser passes by its proxy for it, which counts, is not known"
            return Zone(None, problem=problem, policy=policy)
        if not user.known:
            return Zone(
                None, problem="no list has it, and the user's proxy is not known: nobody was logged on", policy=policy
            )
        return Zone(WIDE, "no entry, and dots in the name", policy=policy)
    rule = _rule(user, "IntranetName")
    if rule == 1:
        return Zone(INTRANET, "IntranetName = 1: names without dots are of the intranet", policy=policy)
    if rule == 0 and _rule(user, "AutoDetect") == 0:
        return Zone(WIDE, "IntranetName = 0: names without dots are not of the intranet", policy=policy)
    problem = "no list has it, and whether Windows takes this network for an intranet (AutoDetect) is not known"
    return Zone(None, problem=problem, policy=policy)


def _rule(user: User, name: str) -> int | None:
    """A policy before the setting of a user."""
    places = [
        (hive, key)
        for key in (POLICY_MAP, MAP)
        for hive in ((user.machine, user.own) if key == POLICY_MAP else _own(user))
    ]
    return next((number for hive, key in places if (number := hive.number(key, name)) is not None), None)
