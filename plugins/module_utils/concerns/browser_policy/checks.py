# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether browsers on a client send tickets for the farm's names (ZONE-1 to ZONE-3): findings of each user and name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...model.finding import Finding, Remedy, State
from ...model.ticket_path import Step
from . import hand_off
from .browsing import FIREFOX, SCHEMES, Browsing, state_of
from .logon import logs_on, negotiates
from .settings import ALLOW, CHROMIUM, NEGOTIATE, User
from .zone import NAMES

LISTS_DECIDE = "; the own lists of the browsers that are there decide instead, so that only older ones are concerned"
ONE_SCHEME = "; only {} is concerned, which matters where users open it so"


def zone(one: Browsing) -> Finding:
    subject = f"zone of {one.name} for {one.user.name}"
    shown = _alike({scheme: found.shown for scheme, found in one.zones.items()}, one.name)
    known = {scheme: one.in_zone(scheme) for scheme in SCHEMES}
    state = state_of([*known.values()])
    if state is State.COMPLIANT:
        return Finding("ZONE-1", subject, state, shown)
    if state is State.UNKNOWN:
        why = next(one.zones[scheme].problem for scheme in SCHEMES if known[scheme] is None)
        return Finding("ZONE-1", subject, state, shown, reason=why, about=(one.name,))
    wrong = next(one.zones[scheme] for scheme in SCHEMES if known[scheme] is False)
    policy = "a policy has the list of sites, so that users cannot add it: " if wrong.policy else ""
    reason = (
        f"it is in the zone {NAMES[wrong.number or 0]}, in which no ticket is sent without asking the user "
        f"({wrong.by}); {policy}add it to the zone Local intranet: {hand_off.ZONE_POLICY}"
    )
    latent, more = _less(known, one.lists_decide())
    return Finding(
        "ZONE-1",
        subject,
        state,
        shown,
        NAMES[1],
        remedy=Remedy.HAND_OFF,
        reason=reason + hand_off.first_list(one.user) + more,
        step=latent,
        about=(one.name,),
        commands=hand_off.zone_values(one.user, one.name),
    )


def logon(one: Browsing) -> Finding:
    subject = f"logon at {one.name} for {one.user.name}"
    found = {scheme: one.logon(scheme) for scheme in SCHEMES}
    shown = _alike({scheme: f"{NAMES[zone]}: {setting.shown}" for scheme, (zone, setting) in found.items()}, one.name)
    known = {scheme: logs_on(setting, zone) for scheme, (zone, setting) in found.items()}
    state = state_of([*known.values()])
    if state is State.COMPLIANT:
        return Finding("ZONE-2", subject, state, shown)
    if state is State.UNKNOWN:
        why = "no policy has the logon setting of the zone, and the user's own is not known, or is none that is known"
        return Finding("ZONE-2", subject, state, shown, reason=why, about=(one.name,))
    number, setting = next(found[scheme] for scheme in SCHEMES if known[scheme] is False)
    who = "a policy sets it, and is where to change it" if setting.policy else "it is a user's or the computer's own"
    reason = (
        f"in the zone {NAMES[number]} the browser does not log on by itself ({setting.shown}): {who}; set it in "
        f"{hand_off.LOGON_POLICY}"
    )
    latent, more = _less(known, one.lists_decide())
    return Finding(
        "ZONE-2",
        subject,
        state,
        shown,
        "automatic logon",
        remedy=Remedy.HAND_OFF,
        reason=reason + more,
        step=latent,
        about=(one.name,),
        commands=hand_off.logon_values(number, setting),
    )


def integrated(user: User) -> Finding:
    subject = f"Integrated Windows Authentication for {user.name}"
    on, by = negotiates(user)
    shown = by.shown if by else "the default of Windows" if on else "not known"
    if on:
        return Finding("ZONE-2", subject, State.COMPLIANT, shown)
    if on is None:
        return Finding("ZONE-2", subject, State.UNKNOWN, shown, reason=f"the user's {NEGOTIATE} is not known")
    reason = (
        '"Enable Integrated Windows Authentication" is off (Internet Options, Advanced), so that Internet Explorer, '
        "pages in its mode and Office use NTLM and never Kerberos; a restart of the browser is needed after it is set"
    )
    return Finding(
        "ZONE-2", subject, State.DRIFT, shown, f"{NEGOTIATE} = 1", None, Remedy.HAND_OFF, reason,
        commands=hand_off.negotiate_values(by) if by else (),
    )  # fmt: skip


def lists(one: Browsing, names: Sequence[str]) -> Iterator[Finding]:
    for browser in (*CHROMIUM, FIREFOX):
        subject = f"{browser} and {one.name} for {one.user.name}"
        if browser not in one.lists:
            yield Finding("ZONE-3", subject, State.NOT_APPLICABLE, reason=f"{browser} is not on this client")
        else:
            yield _list(one, browser, subject, names)


def _list(one: Browsing, browser: str, subject: str, names: Sequence[str]) -> Finding:
    found = one.lists[browser]
    shown = _alike({scheme: allowed.shown for scheme, allowed in found.items()}, one.name)
    known = {scheme: allowed.sends for scheme, allowed in found.items()}
    state = state_of([*known.values()])
    if state is State.COMPLIANT:
        return Finding("ZONE-3", subject, state, shown)
    wrong = next(allowed for allowed in found.values() if allowed.sends is (None if state is State.UNKNOWN else False))
    if state is State.UNKNOWN:
        return Finding("ZONE-3", subject, state, shown, reason=wrong.problem, about=(one.name,))
    latent, more = _less(known, False)
    if browser == FIREFOX:
        template, values = hand_off.firefox_policy(names), hand_off.firefox_values(names)
    else:
        template = hand_off.TEMPLATES[browser].format(wrong.policy)
        added = ("negotiate",) if wrong.policy != ALLOW else names
        values = hand_off.list_values(one.user, browser, wrong.policy, added)
    return Finding(
        "ZONE-3",
        subject,
        state,
        shown,
        "sends a ticket",
        remedy=Remedy.HAND_OFF,
        reason=f"{wrong.problem} ({wrong.by}); set it in {template}, and restart the browser{more}",
        step=latent,
        about=(one.name,),
        commands=values,
    )


def _alike(found: Mapping[str, str], name: str) -> Any:
    """One text where both URLs have the same."""
    values = [*found.values()]
    return values[0] if len(set(values)) == 1 else {f"{scheme}://{name}": text for scheme, text in found.items()}


def _less(known: Mapping[str, bool | None], lists_decide: bool) -> tuple[Step | None, str]:
    """Where it breaks no ticket of this user, or only with one of the schemes: the step, and what is said of it."""
    if lists_decide:
        return Step.LATENT, LISTS_DECIDE
    if True in known.values():
        wrong = next(scheme for scheme, fine in known.items() if fine is False)
        return Step.LATENT, ONE_SCHEME.format(f"{wrong}://")
    return None, ""
