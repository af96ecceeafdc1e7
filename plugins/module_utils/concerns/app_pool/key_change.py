# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether another identity of a pool makes its applications, or what is below them, decrypt with another key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...facts.authentication.decrypting_key import SPECIFIC_USER, DecryptingKey, decrypting_account
from ...facts.authentication.locations import Authentication, Location
from ...facts.iis.server import Pool


def key_change(pool: Pool, account: str, site: str, applications: Sequence[str], authentication: Authentication) -> str:
    """In words which key changes, were the pool to run as account; empty where none does.

    What is not known changes too: nobody may lose the ability to log on because a setting could not be read.
    """
    if not authentication.installed:
        return ""
    for path, location in _locations(site, applications, authentication):
        if location is None or location.problem:
            why = location.problem if location else "the node has not shown its settings"
            return f"it is not known whose key {site}{path} decrypts with ({why})"
        if not location.windows.enabled:
            continue
        settings = (
            authentication.computer,
            location.windows.use_kernel_mode,
            location.windows.use_app_pool_credentials,
        )
        before = decrypting_account(pool.identity_type, pool.user_name, *settings)
        after = decrypting_account(SPECIFIC_USER, account, *settings)
        if not _same(before, after):
            return f"{site}{path} would decrypt with the key of {after.account}, not with that of {before.account}"
    return ""


def _locations(
    site: str, applications: Sequence[str], authentication: Authentication
) -> Iterator[tuple[str, Location | None]]:
    """The applications, each with the folders below it that may have settings of their own."""
    for path in applications:
        yield path, authentication.location(site, path)
        yield from ((folder.path, folder) for folder in authentication.below(site, path))


def _same(before: DecryptingKey, after: DecryptingKey) -> bool:
    if before.of_computer or after.of_computer:
        return before.of_computer and after.of_computer
    return before.account.lower() == after.account.lower()
