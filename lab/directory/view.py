"""What one domain controller has of the forest, or its global catalog: an object is found by its name or by a value."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from lab.directory import names, schema, values
from lab.directory.file import DirectoryState
from lab.directory.schema import Attribute

UNIVERSAL = 8  # of groupType
HIDDEN = "hidden"  # in the state only: attributes, in lower case, that only administrators are shown
# An attribute of an object -> that of the objects it names.
BACK = {"member": "memberof", "msds-psoappliesto": "msds-psoapplied"}
OF_NAMES = uuid.UUID("4a7a3c1e-5a0c-4e0a-9d7e-1c0e3b1f2d4c")


class Entry:
    """An object. values: attribute in lower case -> values as in the state."""

    def __init__(self, name: str, attributes: Mapping[str, Sequence[Any]]) -> None:
        self.name = name
        self.parts = names.parts(name)
        kind, value = names.own(name)
        self.values: dict[str, list[Any]] = {of.lower(): list(given) for of, given in attributes.items()}
        self.values.setdefault(kind.lower(), [value])
        self.values |= {"name": [value], "distinguishedname": [name]}
        self.values.setdefault("objectguid", [str(uuid.uuid5(OF_NAMES, ",".join(self.parts)))])
        self._comparable: dict[str, frozenset[Any]] = {}

    def first(self, attribute: str) -> Any:
        """None where the attribute is not set. attribute: in lower case."""
        return next(iter(self.values.get(attribute, ())), None)

    def comparable(self, attribute: Attribute) -> frozenset[Any]:
        key = attribute.name.lower()
        if key not in self._comparable:
            given = (values.wire(value, attribute.syntax) for value in self.values.get(key, ()))
            self._comparable[key] = frozenset(values.comparable(value, attribute.syntax) for value in given)
        return self._comparable[key]


class View:
    """controller: of the state. catalog: as its port for the global catalog shows the forest."""

    def __init__(self, state: DirectoryState, controller: str, catalog: bool = False) -> None:
        self.controller: dict[str, Any] = state["controllers"][controller]
        self.catalog = catalog
        self.domain = names.of_domain(self.controller["domain"])
        # Object -> the SIDs that may write its service principal names, besides administrators.
        self.writers = {names.parts(name): frozenset(sids) for name, sids in state.get("writers", {}).items()}
        self.entries = {entry.parts: entry for entry in self._held(state)}
        self._with_back_links()
        if catalog:
            for entry in self.entries.values():
                self._without_what_a_catalog_lacks(entry)
        self._found: dict[str, dict[Any, list[Entry]]] = {}

    @cached_property
    def partitions(self) -> list[str]:
        """Names of those that are held here, the domain's first."""
        return [name for name in self.all_partitions if self._holds(name)]

    @cached_property
    def all_partitions(self) -> list[str]:
        """Of the forest: what its crossRefs name."""
        found = [entry.first("ncname") for entry in self.entries.values() if "crossref" in _classes(entry)]
        return sorted(
            found, key=lambda name: (not self._is_domain(name), names.parts(name) != names.parts(self.domain))
        )

    def with_value(self, attribute: Attribute, value: Any) -> list[Entry]:
        """value: comparable."""
        key = attribute.name.lower()
        if key not in self._found:
            known = self._found[key] = {}
            for entry in self.entries.values():
                for each in entry.comparable(attribute):
                    known.setdefault(each, []).append(entry)
        return self._found[key].get(value, [])

    def partition_of(self, name: str) -> str | None:
        """The one of the forest that the name belongs to."""
        parts = names.parts(name)
        found = [known for known in self.all_partitions if parts[-len(names.parts(known)) :] == names.parts(known)]
        return max(found, key=len, default=None)

    def _held(self, state: DirectoryState) -> Iterator[Entry]:
        objects, behind = state["objects"], self.controller["behind"]
        for name in {**objects, **behind}:
            if not self._holds(name) or behind.get(name, {}) is None:  # it has not arrived yet
                continue
            attributes = {**objects.get(name, {}), **behind.get(name, {})}
            yield Entry(name, {of: given for of, given in attributes.items() if given})

    def _holds(self, name: str) -> bool:
        """All of the forest but other domains; as a catalog all but what applications store, such as DNS zones."""
        parts = names.parts(name)
        if "dc=domaindnszones" in parts:
            return not self.catalog and parts[-len(names.parts(self.domain)) :] == names.parts(self.domain)
        if "dc=forestdnszones" in parts:
            return not self.catalog
        return self.catalog or not self._is_domain(name) or names.domain_of(name) == self.controller["domain"]

    @staticmethod
    def _is_domain(name: str) -> bool:
        return not {"cn=configuration", "dc=domaindnszones", "dc=forestdnszones"} & set(names.parts(name))

    def _with_back_links(self) -> None:
        for entry in list(self.entries.values()):
            for forward, back in BACK.items():
                for name in entry.values.get(forward, ()):
                    if (target := self.entries.get(names.parts(name))) and self._is_seen(entry, back):
                        target.values.setdefault(back, []).append(entry.name)

    def _is_seen(self, group: Entry, back: str) -> bool:
        """A catalog has the members of another domain's groups only of universal ones."""
        own = names.domain_of(group.name) == self.controller["domain"]
        return back != "memberof" or own or bool((group.first("grouptype") or 0) & UNIVERSAL)

    def _without_what_a_catalog_lacks(self, entry: Entry) -> None:
        for name in list(entry.values):
            known = schema.attribute(name)
            if name != HIDDEN and (known is None or not known.catalog):
                del entry.values[name]
        if not self._is_seen(entry, "memberof"):
            entry.values.pop("member", None)


def _classes(entry: Entry) -> set[str]:
    return {name.lower() for name in entry.values.get("objectclass", ())}
