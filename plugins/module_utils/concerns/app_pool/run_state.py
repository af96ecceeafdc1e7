# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The state of IIS' services, of a site and of its pools (POOL-4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...facts.iis.server import Service
from ...model.finding import Finding, Key, Remedy, State
from .pools import SitePools
from .stopped_pools import has_failed_to_log_on, why_stopped

STARTED, STOPPED, UNKNOWN, RUNNING = "Started", "Stopped", "Unknown", "Running"
TRANSITIONAL, STARTING = ("Starting", "Stopping"), ("StartPending", "ContinuePending")
ON_PURPOSE = "{} is off, so it may be stopped on purpose, and no fix starts it: start it, and turn {} on"


def check_states(site: SitePools) -> Iterator[Finding]:
    here = site.site
    missing = [service for service in site.server.services if service.state != RUNNING]
    yield from map(_service, missing)
    reason = "requests for it are not answered"
    found = _state(f"state of site {here.name}", ("sites", here.name, "state"), here.state, reason, missing)
    yield _kept_stopped(found, "serverAutoStart") if here.kept_stopped and not missing else found
    for use in site.pools:
        pool = use.pool
        reason = "requests to its applications are answered with 503"
        if pool.state == STOPPED and pool.auto_start and (why := why_stopped(pool)):
            reason = f"{reason}; {why}"
        found = _state(
            f"state of pool {pool.name}", ("pools", pool.name, "state"), pool.state, reason, missing, pool.problem
        )
        if found.state is State.DRIFT and has_failed_to_log_on(pool):
            found = replace(found, follows_from=("POOL-2", "POOL-3"))
        yield _kept_stopped(found, "autoStart") if pool.kept_stopped and not missing else found
    for path, pool_name in site.missing.items():
        yield Finding(
            "POOL-4", f"pool of application {path}", State.DRIFT, f"{pool_name}, which does not exist", "a pool",
            reason="its requests are answered with 503; create the pool, or assign the application to another one",
        )  # fmt: skip


def _kept_stopped(found: Finding, setting: str) -> Finding:
    return replace(found, remedy=Remedy.REPORT, reason=f"{found.reason}; {ON_PURPOSE.format(setting, setting)}")


def _service(service: Service) -> Finding:
    """One that does not run; that both run shows in the states of site and pools. Only reported: no fix stops one."""
    about = f"service {service.name}"
    found = f"{service.state}, start type {service.start}"
    if service.state in STARTING:
        return Finding("POOL-4", about, State.PENDING, found, RUNNING, reason="check again in a minute")
    reason = "no site of this node answers; no fix starts it, because it may be stopped on purpose: "
    reason += f"start it with Start-Service {service.name}"
    if service.start == "Disabled":
        reason += ", after its start type was set to another one"
    return Finding("POOL-4", about, State.DRIFT, found, RUNNING, reason=reason)


def _state(subject: str, key: Key, state: str, reason: str, missing: Sequence[Service], problem: str = "") -> Finding:
    """missing: the services that do not run."""
    if missing:
        names = " and ".join(service.name for service in missing)
        why = f"it does not run without {names}"
        pending = all(service.state in STARTING for service in missing)
        return Finding("POOL-4", subject, State.PENDING if pending else State.DRIFT, "not running", STARTED, reason=why)
    if state == UNKNOWN:
        why = "the Windows Process Activation Service does not report it"
        if problem:
            why += f": {problem}"
        return Finding("POOL-4", subject, State.UNKNOWN, state, STARTED, key, reason=why)
    if state in TRANSITIONAL:
        return Finding("POOL-4", subject, State.PENDING, state, STARTED, key, reason="check again in a minute")
    if state == STARTED:
        return Finding("POOL-4", subject, State.COMPLIANT, state, STARTED, key, Remedy.FIX)
    return Finding("POOL-4", subject, State.DRIFT, state, STARTED, key, Remedy.FIX, reason)
