# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""All that the page shows, as plain data: the template only writes it down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.key_switch_text import NOTICE, STAY
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.catalogue import catalogue
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.farms import farms
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.findings import findings
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.history import history
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.matrix import matrices
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.overview import overview, worst_first
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.unknown import unknown
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.verdicts import CLASSES as OF_STEPS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.verdicts import (
    cached,
    switches,
    verdicts,
    without_cause,
    working,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.waivers import waivers
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.words import CLASSES
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.path_text import TAKEN_BACK
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.shown_paths import HEADING, MEANING
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.verdict import WORKS


def view(report: Mapping[str, Any], histories: Mapping[str, Any]) -> dict[str, Any]:
    chosen = worst_first(report["farms"])
    reasons = unknown(report["mode"], chosen)
    return {
        "report": report,
        "overview": overview(report, histories, reasons),
        "verdicts": verdicts(chosen),
        "without_cause": without_cause(chosen),
        "working": working(chosen),
        "works": WORKS,
        "cached": cached(chosen),
        "switches": switches(chosen),
        "switched": {"notice": NOTICE, "stay": STAY},
        "path": {
            "heading": HEADING,
            "meaning": MEANING,
            "taken_back": TAKEN_BACK,
            "classes": OF_STEPS,
        },
        "unknown": reasons,
        "farms": farms(chosen, histories, report["time"]),
        "findings": findings(chosen),
        "matrices": matrices(chosen),
        "timelines": [farm for farm in chosen if farm.get("timeline")],
        "waivers": waivers(chosen, report["time"]),
        "history": history(chosen, histories),
        "catalogue": catalogue(chosen),
        "classes": CLASSES,
    }
