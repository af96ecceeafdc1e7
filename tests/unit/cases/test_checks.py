"""A case fails where it expects anything else than what is: each part of it, made wrong."""

import json
from dataclasses import replace

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import Control
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy

from tests.changes import changed
from tests.decisions import case as cases
from tests.decisions import checks

PATH = cases.FOLDER / "app_pool/the-pool-is-stopped.json"
DATA = json.loads(PATH.read_text(encoding="utf-8"))
FINDING, COMPLIANT, WRITES = DATA["findings"][-1], DATA["compliant"], DATA["writes"]
POOL_5 = COMPLIANT["POOL-5"]


@pytest.mark.parametrize(
    ("check", "wrong"),
    [
        (checks.findings_are_these_and_no_others, {"findings": []}),
        (checks.findings_are_these_and_no_others, {"findings": [FINDING, FINDING]}),
        (checks.findings_are_these_and_no_others, {"findings": [[*FINDING[:3], {**FINDING[3], "found": "Started"}]]}),
        (checks.findings_are_these_and_no_others, {"findings": [[*FINDING[:3], {**FINDING[3], "reason": "never"}]]}),
        (checks.findings_are_these_and_no_others, {"findings": [FINDING[:3]]}),
        (checks.findings_are_these_and_no_others, {"compliant": changed(COMPLIANT, {"[-]": "POOL-5"})}),
        (checks.findings_are_these_and_no_others, {"compliant": {**COMPLIANT, "POOL-5": [*POOL_5, "more"]}}),
        (checks.a_fix_writes_exactly_this, {"writes": []}),
        (checks.a_fix_writes_exactly_this, {"writes": [*WRITES, *WRITES]}),
        (checks.a_fix_writes_exactly_this, {"writes": [{**WRITES[0], "arguments": {}}]}),
        (checks.a_fix_writes_exactly_this, {"writes": [dict(reversed(WRITES[0].items()))]}),
    ],
)
def test_a_case_that_expects_something_else_fails(check, wrong):
    check(cases.case("app_pool", DATA))
    with pytest.raises(AssertionError):
        check(cases.case("app_pool", {**DATA, **wrong}))


def test_an_answer_that_no_payload_prints_fails():
    case = cases.node("load_balancing", {"read_cluster": {"[-]": "marker"}})
    with pytest.raises(AssertionError, match="read_cluster: has no marker"):
        checks.answers_have_the_shape_that_the_payloads_print(case)


class Concern:
    """A concern with something taken from it."""

    def __init__(self, concern, **instead):
        self.concern, self.instead = concern, instead

    def __getattr__(self, name):
        return self.instead.get(name) or getattr(self.concern, name)


@pytest.mark.parametrize(
    ("check", "instead"),
    [
        (checks.every_control_has_a_finding, {"CONTROLS": [Control("POOL-99", "it is there", Remedy.REPORT)]}),
        (checks.the_plan_done_leaves_only_what_is_not_fixed, {"writes": lambda *_: []}),
        (checks.a_rollback_gives_every_former_setting_back, {"writes": lambda *_: []}),
    ],
)
def test_a_concern_that_does_not_do_what_it_plans_fails(check, instead):
    case = cases.case("app_pool", DATA)
    with pytest.raises((AssertionError, KeyError)):
        check(replace(case, concern=Concern(case.concern, **instead)))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            {"wants": []},
            "found wants, expected nothing but why, given, findings, compliant, writes, arguments, secrets",
        ),
        ({"why": " "}, "why: found nothing, expected a sentence: what is to be learnt from the case"),
        ({"given": {"read_dns_registration": {}}}, "given: found read_dns_registration, expected what is read: read_"),
        (
            {"given": {"read_iis": {"pool": 1}}},
            "given read_iis: pool: there is no pool; there is pools, sites, services, ",
        ),
        ({"secrets": ["passwort"]}, "secrets: found passwort, expected one of password"),
    ],
)
def test_a_case_that_is_not_written_as_it_must_be_is_refused(wrong, message):
    with pytest.raises(cases.CaseError) as caught:
        cases.case("app_pool", {**DATA, **wrong})
    assert str(caught.value).startswith(message)


def test_a_case_without_one_of_its_parts_is_refused():
    for name in cases.REQUIRED:
        with pytest.raises(cases.CaseError, match=f"found no {name}, expected why, given, findings, compliant, writes"):
            cases.case("app_pool", changed(DATA, {"[-]": name}))
