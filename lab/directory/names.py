"""Distinguished names: their parts, and whether one lies below another."""

from __future__ import annotations

import re
from functools import lru_cache

AT_COMMA = re.compile(r"(?<!\\),")


@lru_cache(maxsize=16384)
def parts(name: str) -> tuple[str, ...]:
    """From the object's own to the root's, in lower case: two names of one object have the same."""
    return tuple(part.strip().lower() for part in AT_COMMA.split(name)) if name else ()


def own(name: str) -> tuple[str, str]:
    """Type and value of the first part: CN and web1."""
    kind, _, value = AT_COMMA.split(name)[0].partition("=")
    return kind.strip(), re.sub(r"\\(.)", r"\1", value.strip())


def above(name: str) -> str:
    return AT_COMMA.split(name, 1)[1] if AT_COMMA.search(name) else ""


def escaped(value: str) -> str:
    """As one value of a distinguished name."""
    return re.sub(r'([,\\#+<>;"=])', r"\\\1", value)


def is_name(text: str) -> bool:
    return all("=" in part for part in parts(text))


def of_domain(domain: str) -> str:
    """DC=example,DC=com of example.com."""
    return ",".join(f"DC={label}" for label in domain.split("."))


def domain_of(name: str) -> str:
    """example.com of any name that ends with DC=example,DC=com."""
    return ".".join(part.removeprefix("dc=") for part in parts(name) if part.startswith("dc="))
