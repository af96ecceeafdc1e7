# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The names that accounts are searched by. Each is compared with a whole value of an attribute that has an index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...model.addresses import parse

PORTS = ("", ":80", ":443")
HTTP, HOST = "HTTP", "HOST"
COMPUTER = 15  # characters of a computer's name in its account

# What was meant to be HTTP/<name>. The directory takes them, and no client ever asks for them.
MALFORMED = (
    *("HTTP/http://{}", "HTTP/http://{}/", "HTTP/https://{}", "HTTP/https://{}/", "HTTP/{}/", "HTTP//{}"),
    *("HTTPS/{}", "HTTP:/{}", "HTTP://{}", "http://{}/", "https://{}", "https://{}/", "HTTP\\{}"),
)


def service_principals(
    names: Iterable[str], targets: Iterable[str], nodes: Iterable[str], domain: str, mapped: Iterable[str]
) -> list[str]:
    """Everything that may answer for a name of the farm, and HTTP/ of the nodes.

    targets: host names that aliases lead to, which browsers ask for. mapped: classes besides HOST that stand for HTTP.
    The directory does not tell upper case from lower case.
    """
    farm = _once(part for name in (*names, *targets) for part in (name, short(name)))
    classes = _once((HTTP, HOST, *mapped))
    found = [f"{kind}/{name}{port}" for name in farm for kind in classes for port in PORTS]
    found += [form.format(name) for name in farm for form in MALFORMED]
    found += [f"{HTTP}/{name}{port}" for name in node_names(nodes, domain) for port in PORTS]
    return _once(found)


def node_names(nodes: Iterable[str], domain: str) -> list[str]:
    """Short and full, as far as the inventory shows them."""
    return _once(name for node in nodes for name in (short(node), node if "." in node else f"{node}.{domain}"))


def computers(nodes: Iterable[str]) -> list[str]:
    """sAMAccountName of the nodes' own accounts."""
    return _once(f"{short(node)[:COMPUTER]}$" for node in nodes)


def account_names(names: Iterable[str], nodes: Iterable[str]) -> list[str]:
    """sAMAccountName of accounts that could be taken for a node, or for the farm."""
    return _once(form for name in (*nodes, *names) for form in _forms(short(name)))


def principal_names(names: Iterable[str], nodes: Iterable[str], domain: str) -> list[str]:
    """userPrincipalName of the same."""
    whole = [name for name in (*nodes, *names) if name.lower().endswith(f".{domain}")]
    return _once(f"{name}@{domain}" for name in (*account_names(names, nodes), *whole))


def not_addresses(nodes: Iterable[str]) -> list[str]:
    """An inventory may have an address in place of a name."""
    return [node for node in nodes if not _is_address(node)]


def short(name: str) -> str:
    return name.partition(".")[0]


def _is_address(node: str) -> bool:
    try:
        parse(node)
    except ValueError:
        return False
    return True


def _forms(label: str) -> Iterator[str]:
    yield from (label, f"{label}$", f"{label[:COMPUTER]}$")


def _once(names: Iterable[str]) -> list[str]:
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(name.lower(), name)
    return list(known.values())
