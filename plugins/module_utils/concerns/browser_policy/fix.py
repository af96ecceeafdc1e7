# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which drift a fix on request changes, and with which one value; or why it does not.

Each value is tried on what was read: it is written only where the control then holds for this user.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from ...model.finding import Finding, Key, Remedy, State
from . import own_values
from .browsing import SCHEMES, Browsing
from .logon import logon_in, logs_on, negotiates
from .settings import OPTIONS_EDIT, POLICY, SITES_EDIT, User, Value
from .sites import ANY
from .zone import INTRANET, TRUSTED, hardened, only_machine, zone_of

ON_REQUEST = ("ZONE-1", "ZONE-2")
OFFERED = "; playbooks/fix_clients.yml writes it on this client where {} is requested"
NOT_WRITTEN = "; playbooks/fix_clients.yml does not write it: {}"
BY_POLICY = "a policy decides, and is where to change it"
FORBIDDEN = "the policy {} keeps users from changing it"
NOT_LOADED = "the user's own settings are not loaded: nobody is logged on"
RESTRICTED = "an entry puts it into Restricted sites, which somebody has done on purpose"
NOT_SURE = "which part of the name Windows takes for its domain is not sure; add it in Internet Options, Security"
OTHERS = "other entries decide all the same; change them in Internet Options, Security"
RESTRICTED_SITES = 4


class NotFixedHereError(Exception):
    """Why a fix does not change it, in words."""


def zone(one: Browsing, finding: Finding, requested: Collection[str]) -> Finding:
    return _changed(finding, requested, lambda: _site(one))


def logon(one: Browsing, finding: Finding, requested: Collection[str]) -> Finding:
    return _changed(finding, requested, lambda: _logon(one))


def integrated(user: User, finding: Finding, requested: Collection[str]) -> Finding:
    return _changed(finding, requested, lambda: _negotiate(user))


def _changed(finding: Finding, requested: Collection[str], key_of: Callable[[], Key]) -> Finding:
    if finding.state is not State.DRIFT:
        return finding
    try:
        key = key_of()
    except NotFixedHereError as error:
        more = NOT_WRITTEN.format(error) if finding.control in requested else ""
        return replace(finding, reason=finding.reason + more)
    if finding.control not in requested:
        return replace(finding, reason=finding.reason + OFFERED.format(finding.control))
    return replace(finding, key=key, remedy=Remedy.FIX, commands=())


def _site(one: Browsing) -> Key:
    wrong = [scheme for scheme in SCHEMES if one.in_zone(scheme) is False]
    zones = [one.zones[scheme] for scheme in wrong]
    sid = _writable(one.user, any(found.policy for found in zones), SITES_EDIT)
    if any(found.number == RESTRICTED_SITES for found in zones):
        raise NotFixedHereError(RESTRICTED)
    if not own_values.domain_key(one.name):
        raise NotFixedHereError(NOT_SURE)
    key = own_values.site(sid, hardened(one.user), one.name, ANY if len(wrong) == len(SCHEMES) else wrong[0])
    then = _with(one.user, key)
    if any(zone_of(then, scheme, one.name).number not in (INTRANET, TRUSTED) for scheme in wrong):
        raise NotFixedHereError(OTHERS)
    return key


def _logon(one: Browsing) -> Key:
    found = [one.logon(scheme) for scheme in SCHEMES]
    wrong = [(number, setting) for number, setting in found if logs_on(setting, number) is False]
    sid = _writable(one.user, any(setting.policy for _, setting in wrong), OPTIONS_EDIT)
    key = own_values.logon(sid, wrong[0][0])
    then = _with(one.user, key)
    if not all(logs_on(logon_in(then, number), number) for number, _ in wrong):
        raise NotFixedHereError(OTHERS)
    return key


def _negotiate(user: User) -> Key:
    """The user's value counts, also where of zones the computer's alone do."""
    _, by = negotiates(user)
    if by is not None and by.key == POLICY:
        raise NotFixedHereError(BY_POLICY)
    key = own_values.negotiate(user.sid)
    if not negotiates(_with(user, key))[0]:
        raise NotFixedHereError(OTHERS)
    return key


def _writable(user: User, decided: bool, forbidding: str) -> str:
    """The SID of whose value it is; empty for the computer, where its values of zones alone count.

    decided: whether a policy decides. forbidding: the policy that keeps users from changing it.
    """
    if decided:
        raise NotFixedHereError(BY_POLICY)
    if (policy := user.first(POLICY, forbidding)) and policy.data == 1:
        raise NotFixedHereError(FORBIDDEN.format(policy.shown))
    if only_machine(user):
        return ""
    if not user.known:
        raise NotFixedHereError(NOT_LOADED)
    return user.sid


def _with(user: User, key: Key) -> User:
    """The user, once the value is written."""
    sid, path, name = key
    hive = user.own if sid else user.machine
    value = Value(hive.root, path, name, own_values.wanted(key))
    changed = replace(hive, values={**hive.values, (path.casefold(), name.casefold()): value})
    return replace(user, own=changed) if sid else replace(user, machine=changed)
