# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which addresses an adapter shows to DNS (DNS-2), and which of them Windows can use at all (DNS-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...model.finding import Finding, Remedy, State
from .adapters import IPV6, PREFERRED, Adapter, BoundAddress
from .intent import Intent

WAITING = "Tentative"
USELESS = ("Duplicate", "Deprecated", "Invalid")
STORES = {
    "skip_as_source": "",
    "persistent_skip_as_source": " after a restart",
}  # setting -> what the subject ends with
REGISTERED = "the node registers a virtual address under its own name, and uses it as a source address"
TO_BE_REGISTERED = (
    "once its adapter registers (DNS-1), the node registers a virtual address under its own name; it uses it as a "
    "source address already"
)
NOT_REGISTERED = "the node does not register its own address"
NEEDLESS = "the adapter does not register, so that its addresses stay out of DNS without SkipAsSource"
LAST = (
    "; not changed, because the adapter has no other address of this version of IP that Windows could send from: give "
    "the adapter an own one, or move the virtual address to an adapter that does not register"
)


def states(adapters: Sequence[Adapter], intent: Intent) -> list[Finding]:
    """Those of the description's addresses that Windows does not use although they are on an adapter."""
    return [
        _state(bound, "own" if bound.value in intent.own else "virtual")
        for adapter in adapters
        for bound in adapter.addresses
        if bound.value in intent.own | intent.virtual and bound.state != PREFERRED
    ]


def _state(bound: BoundAddress, kind: str) -> Finding:
    subject = f"state of {kind} address {bound.text}"
    if bound.state == WAITING:
        reason = (
            "Windows is still looking for a duplicate of it, or the adapter has no connection: check again in a minute"
        )
        return Finding("DNS-1", subject, State.PENDING, bound.state, PREFERRED, reason=reason)
    if bound.state not in USELESS:
        reason = f"its state is {bound.state!r}, expected {PREFERRED} or one of {', '.join((WAITING, *USELESS))}"
        return Finding("DNS-1", subject, State.UNKNOWN, reason=reason)
    reason = "Windows does not use it for new connections: look at the adapter's settings"
    if bound.state == "Duplicate":
        other = "as on a copy of this node" if kind == "own" else "as on a node that is no host of the cluster any more"
        reason = (
            f"another computer of the network has it too, {other}, and Windows does not use it here: remove it there"
        )
    return Finding("DNS-1", subject, State.DRIFT, bound.state, PREFERRED, reason=reason)


def visibility(adapters: Sequence[Adapter], intent: Intent) -> list[Finding]:
    return [
        _of_own(adapter, bound) if bound.value in intent.own else _of_virtual(adapter, bound, intent)
        for adapter in adapters
        for bound in adapter.addresses
        if bound.value in intent.own | intent.virtual
    ]


def further(adapters: Sequence[Adapter], intent: Intent) -> list[Finding]:
    """Addresses that the node registers with its own ones, and that nobody has described."""
    reason = (
        "the node registers it under its own name, and the description does not have it, so whoever asks for the node "
        "may be sent to it (KB558115): add it to the node's own_addresses, to virtual_addresses where it is the "
        "cluster's, set SkipAsSource for it, or waive DNS-2 for this subject"
    )
    return [
        Finding("DNS-2", f"further address {bound.text}", State.DRIFT, "registered", "not registered", reason=reason)
        for adapter in adapters
        if adapter.carries(intent.own)
        for bound in adapter.registered()
        if bound.value not in intent.own | intent.virtual
    ]


def in_each_store(finding: Finding, bound: BoundAddress) -> list[Finding]:
    """What a fix of this finding of visibility writes. An address that is not kept for the next start stays so."""
    of_address = (finding.key or ())[:-1]
    changes = [
        replace(finding, key=(*of_address, setting), subject=finding.subject + end, found=getattr(bound, setting))
        for setting, end in STORES.items()
    ]
    return [change for change in changes if change.found not in (None, change.wanted)]


def _of_own(adapter: Adapter, bound: BoundAddress) -> Finding:
    state = State.COMPLIANT if bound.visible else State.DRIFT
    return _finding(adapter, bound, state, False, NOT_REGISTERED)


def _of_virtual(adapter: Adapter, bound: BoundAddress, intent: Intent) -> Finding:
    if bound.hidden:
        return _finding(adapter, bound, State.COMPLIANT, True)
    if bound.value.version == IPV6 and not adapter.of(intent.own, IPV6) and adapter.carries(intent.own):
        return _of_virtual_ipv6(adapter, bound)
    if adapter.carries(intent.own):
        reason = TO_BE_REGISTERED if adapter.registers is False else REGISTERED
        if _another_is_usable(adapter, bound, intent):
            return _finding(adapter, bound, State.DRIFT, True, reason)
        return replace(_finding(adapter, bound, State.DRIFT, True, reason + LAST), remedy=Remedy.REPORT)
    # An adapter of the cluster alone would lose the last address that it can send from.
    finding = replace(_finding(adapter, bound, State.NOT_APPLICABLE, None, NEEDLESS), remedy=Remedy.REPORT)
    if adapter.registers is None:
        return replace(finding, state=State.UNKNOWN, reason="whether its adapter registers is not known")
    if adapter.registers:
        return _following(finding, f"adapter {adapter.name} does not register any more (DNS-1)")
    return finding


def _of_virtual_ipv6(adapter: Adapter, bound: BoundAddress) -> Finding:
    """On the own adapter, whose own addresses are all of IPv4: IPv6 as a whole has nothing to register there."""
    finding = replace(_finding(adapter, bound, State.NOT_APPLICABLE, None, NEEDLESS), remedy=Remedy.REPORT)
    if not adapter.ipv6_settings:
        return replace(finding, state=State.UNKNOWN, reason="whether its adapter registers IPv6 is not known")
    if adapter.registration_enabled_ipv6 == 0:
        return finding
    return _following(finding, f"adapter {adapter.name} does not register IPv6 any more (DNS-3)")


def _following(finding: Finding, done: str) -> Finding:
    shown = replace(finding, state=State.DRIFT, found="registered", wanted="not registered")
    return replace(shown, remedy=Remedy.FOLLOWS, reason=f"{REGISTERED}; done when {done}")


def _another_is_usable(adapter: Adapter, bound: BoundAddress, intent: Intent) -> bool:
    """Whether Windows can still send from the adapter in this version of IP, once what should be hidden is hidden."""
    return any(
        other.state == PREFERRED and (other.value in intent.own or other.visible)
        for other in adapter.addresses
        if other.value.version == bound.value.version
        and other.value not in intent.virtual
        and not other.value.is_link_local
    )


def _finding(adapter: Adapter, bound: BoundAddress, state: State, wanted: bool | None, reason: str = "") -> Finding:
    key = ("adapters", adapter.id, "addresses", bound.text, "skip_as_source")
    given = "" if state is State.COMPLIANT else reason
    return Finding("DNS-2", f"SkipAsSource of {bound.text}", state, _shown(bound), wanted, key, Remedy.FIX, given)


def _shown(bound: BoundAddress) -> bool | str:
    if bound.persistent_skip_as_source in (None, bound.skip_as_source):
        return bound.skip_as_source
    now, then = ("on", "off") if bound.skip_as_source else ("off", "on")
    return f"{now}, and {then} after a restart"
