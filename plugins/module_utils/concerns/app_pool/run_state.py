# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The state of IIS' services, of a site and of its pools (POOL-4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...facts.authentication.decrypting_key import SPECIFIC_USER
from ...facts.iis.server import Pool, Service
from ...model.finding import Finding, Key, Remedy, State
from .identity import is_managed
from .pools import SitePools

STARTED, UNKNOWN, RUNNING = "Started", "Unknown", "Running"
TRANSITIONAL, STARTING = ("Starting", "Stopping"), ("StartPending", "ContinuePending")
ON_PURPOSE = "autoStart is off, so it may be stopped on purpose, and no fix starts it: start it, and turn autoStart on"


def check_states(site: SitePools) -> Iterator[Finding]:
    here = site.site
    missing = [service for service in site.server.services if service.state != RUNNING]
    yield from map(_service, missing)
    yield _state(
        f"state of site {here.name}",
        ("sites", here.name, "state"),
        here.state,
        "requests for it are not answered",
        missing,
    )
    for use in site.pools:
        pool = use.pool
        reason = "requests to its applications are answered with 503"
        found = _state(
            f"state of pool {pool.name}", ("pools", pool.name, "state"), pool.state, reason, missing, pool.problem
        )
        if pool.kept_stopped and not missing:
            found = replace(found, remedy=Remedy.REPORT, reason=f"{reason}; {ON_PURPOSE}")
        yield found
        yield from _next_start(pool)
    for path, pool_name in site.missing.items():
        yield Finding(
            "POOL-4", f"pool of application {path}", State.DRIFT, f"{pool_name}, which does not exist", "a pool",
            reason="its requests are answered with 503; create the pool, or assign the application to another one",
        )  # fmt: skip


def password_subject(pool: Pool) -> str:
    return f"password of pool {pool.name}"


def _next_start(pool: Pool) -> Iterator[Finding]:
    """What keeps a pool that may run now from running after its next start."""
    if pool.identity_type == SPECIFIC_USER and not (pool.has_password or is_managed(pool.user_name)):
        reason = (
            f"IIS has no password of {pool.user_name} that this node can decrypt, so the next worker process cannot "
            "log on, and requests are answered with 503; set the pool's identity again, with the password, or repair "
            "the node's key containers where the configuration came from another server"
        )
        found = "not known to this node"
        yield Finding("POOL-4", password_subject(pool), State.DRIFT, found, "known", reason=reason)
    if not pool.auto_start and pool.state == STARTED:
        reason = "autoStart is off, so the pool stays stopped when IIS or the node has started again: turn it on"
        yield Finding("POOL-4", f"autoStart of pool {pool.name}", State.DRIFT, False, True, reason=reason)


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
