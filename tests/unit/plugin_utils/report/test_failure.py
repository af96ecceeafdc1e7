"""Why a run fails: one sentence for each reason, and none where it does not fail."""

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.failure import failure
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import Fixing
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.run_results import RunResults

NOTHING = RunResults({}, {}, {})


def farm(name, problem=None, **counts):
    return {"name": name, "problem": problem, "counts": {"could not check": 0, "drift": 0, "compliant": 2, **counts}}


def of(*farms, results=NOTHING, fails_on=("drift", "could not check"), problems=()):
    return failure({"farms": farms}, results, fails_on, problems)


def test_a_run_that_found_what_does_not_fail_it():
    assert of(farm("intranet")) == ""
    assert of(farm("intranet", drift=3), fails_on=["could not check"]) == ""


def test_each_farm_and_state_is_counted():
    assert of(farm("intranet", drift=3), farm("extranet", **{"could not check": 1})) == (
        "farm intranet: 3 of 5 checks: drift; farm extranet: 1 of 3 checks: could not check (see the report above)"
    )


def test_a_farm_whose_description_is_wrong_fails_the_run_whatever_fails_it_else():
    wrong = farm("intranet", "no such field", **{"could not check": 4})
    assert of(wrong, fails_on=[]) == "farm intranet: no such field (see the report above)"
    assert of(wrong) == "farm intranet: no such field (see the report above)"


def test_a_node_that_is_not_fixed_or_does_not_serve():
    fixed = {"web1": Fixing(failure="why"), "web2": Fixing()}
    assert of(results=RunResults({}, fixed, {"web3": "does not serve: pool x is Stopped"})) == (
        "web1 could not be fixed, and no node after it was changed; web3 does not serve: pool x is Stopped "
        "(see the report above)"
    )
    undone = RunResults({}, {"web1": Fixing(failure="why", undoes=["run-1"])}, {})
    assert of(results=undone).startswith("web1 could not be rolled back, and")


def test_what_could_not_be_written_stands_last():
    assert of(farm("intranet", drift=1), problems=["kerberos_reports.csv: x is no file"]) == (
        "farm intranet: 1 of 3 checks: drift; kerberos_reports.csv: x is no file (see the report above)"
    )
    assert of(problems=["kerberos_reports.csv: x is no file"]).startswith("kerberos_reports.csv: ")
