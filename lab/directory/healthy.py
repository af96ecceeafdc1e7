"""The directory of a healthy farm."""

from __future__ import annotations

from lab import healthy
from lab.directory import accounts, forest
from lab.directory.file import DirectoryState
from lab.dns import zones


def directory(nodes: int) -> DirectoryState:
    return {
        "objects": {**forest.objects(), **accounts.objects(nodes), **zones.objects(nodes)},
        "controllers": forest.controllers(),
        "passwords": {"svc-intranet": healthy.SECRETS["password"]},
    }
