"""The report of an audit of a fleet, without Ansible and without a network."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NODES_ALONE, farm_of, named
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import AUDIT, AboutRun, collection_version
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.report import report

from bench.audited import Audits
from bench.farm import description, host
from bench.shape import Shape
from lab.fault import Fault


class Fleet:
    def __init__(self, shape: Shape) -> None:
        self._numbers = range(1, shape.nodes + 1)
        self._farms = {farm: farm_of(description(farm, shape.nodes)) for farm in range(1, shape.farms + 1)}
        self._audits = Audits(shape.nodes)

    def report(self, faulty: Mapping[tuple[int, int], Fault], time: datetime, run: int = 0) -> dict[str, Any]:
        """faulty: (farm, node), both counted from 1. run: the number of the run."""
        found = {
            host(farm, number): self._audits.of(number, faulty.get((farm, number)))
            for farm in self._farms
            for number in self._numbers
        }
        about = AboutRun(f"{time:%Y%m%dT%H%M%SZ}-{run:06x}", AUDIT, collection_version())
        return report(list(self._farms.values()), found, named(NODES_ALONE), about, time)
