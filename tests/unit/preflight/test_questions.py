"""What preflight asks besides, what it shows of the answers, and how it records them."""

import json
from dataclasses import replace

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight import preflight
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.questions import asked
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

from tests.unit.answer_shapes import texts
from tests.unit.emulated_node import FARM, EmulatedNode

POOL = {"kind": "pool", "name": "Intranet"}


def answered(**state):
    node = EmulatedNode()
    for path, value in state.items():
        part, _, name = path.partition("__")
        node.state[part][name] = value
    found, problem = asked.ask(node.ask, FARM)
    assert not problem
    return {one.question.name: one for one in found}


def sentences(**state):
    return [sentence for one in answered(**state).values() for sentence in one.sentences()]


def test_a_healthy_node_whose_session_has_credentials_has_nothing_to_be_told():
    (other,) = sentences(accounts__token_error=1326)
    assert other.startswith("groups are not known where Windows refuses a token (error 1326)")
    (first,) = sentences()
    assert first.startswith("no account's groups are known: Windows refuses their tokens")
    assert sentences(accounts__token_error=None) == []


def test_a_computer_of_no_domain_cannot_be_a_node_of_a_farm_with_kerberos():
    found = sentences(computer__domain_role=2, computer__domain="WORKGROUP", accounts__token_error=None)
    assert found == [
        "this computer is in no domain (workgroup WORKGROUP): no ticket can be issued for it, so that the farm cannot "
        "have Kerberos with it; join it to the domain of the service account"
    ]


@pytest.mark.parametrize(
    ("rsop", "why"),
    [("off", "RSoPLogging is 0"), ("nothing", "RSOP_GPO"), ("unreadable", "Invalid namespace")],
)
def test_policies_that_windows_does_not_show_are_told(rsop, why):
    (found,) = sentences(user_rights__rsop=rsop, accounts__token_error=None)
    assert found.startswith("which group policy sets a user right is not known here: ")
    assert why in found


@pytest.mark.parametrize(
    ("code", "told"),
    [(0, []), (1, ["secedit /export ends with 1"]), (3, ["secedit /export ends with 3: completed with warnings"])],
)
def test_an_export_of_rights_that_fails_is_told(code, told):
    data = {"logging": None, "problem": "", "policies": 1, "secedit": code}
    assert list(asked.APPLIED_POLICIES.sentences(data)) == told


def test_a_cmdlet_of_network_load_balancing_that_fails_is_told():
    objects = [{"command": "Get-NlbCluster", "problem": ""}, {"command": "Get-NlbClusterVip", "problem": "denied"}]
    assert list(asked.CLUSTER_OBJECTS.sentences({"objects": objects})) == ["Get-NlbClusterVip fails: denied"]


def test_what_iis_refuses_now_and_then_is_told_by_its_number():
    states = [{**POOL, "state": "Started", "hresult": None}, {**POOL, "state": "", "hresult": -2147024681}]
    assert list(asked.POOL_STATES.sentences({"states": states})) == [
        "the state of pool Intranet could not be read 1 of 3 times (0x800700D7)"
    ]


def test_a_password_that_a_copy_does_not_give_is_told():
    pools = [{"pool": "a", "here": True, "by_path": True}, {"pool": "b", "here": True, "by_path": False}]
    (found,) = asked.STORED_PASSWORDS.sentences({"pools": pools})
    assert "password of pool b " in found


def test_each_request_of_a_site_is_told_in_a_line():
    request = {"address": "127.0.0.1", "port": 80, "secure": False, "name": "intranet.example.com", "ms": 12}
    found = asked.SITE_REQUESTS.sentences(
        {
            "requests": [
                {**request, "status": 401, "schemes": ["Negotiate", "NTLM"], "problem": ""},
                {**request, "status": 200, "schemes": [], "problem": ""},
                {**request, "status": 0, "schemes": [], "problem": "refused"},
            ]
        }
    )
    assert [line.partition(": ")[2] for line in found] == [
        "401, offers Negotiate, NTLM (12 ms)",
        "200, offers no authentication (12 ms)",
        "refused (12 ms)",
    ]


def test_a_request_is_sent_by_the_name_of_the_farm_and_only_where_it_is_asked_for():
    assert asked.SITE_REQUESTS not in asked.QUESTIONS
    assert asked.SITE_REQUESTS.call(FARM).arguments == {"site": "Intranet", "name": "intranet.example.com"}


def test_a_question_that_fails_spoils_its_own_answer_only():
    node = EmulatedNode()
    del node.state["iis"]
    found, problem = asked.ask(node.ask, FARM)
    assert not problem
    failed = {one.question.name for one in found if one.problem}
    assert failed == {"services", "pool_states", "stored_passwords", "site_roots"}
    assert [sentence for one in found for sentence in one.sentences() if "has no answer" in sentence]


def test_a_node_that_gives_no_answer_has_the_reason_once():
    def ask(calls, stop=False):
        raise NodeError("the connection broke")

    assert asked.ask(ask, FARM) == ([], "the connection broke")


def test_no_question_is_among_the_payloads_that_a_node_needs():
    payloads = preflight.call(scripts(), ()).arguments["scripts"]
    assert not payloads.keys() & {question.payload for question in (*asked.QUESTIONS, *asked.ON_REQUEST)}
    assert {question.payload for question in asked.QUESTIONS} <= scripts().keys()


def test_answers_are_recorded_without_names_and_with_the_reason_of_those_that_failed():
    found = list(answered().values())
    found[-1] = asked.Answered(found[-1].question, problem=r"read_cluster_objects: EXAMPLE\svc-intranet may not")
    recorded = asked.recorded(found, ("WEB1", "example.com"))
    text = json.dumps(recorded).lower()
    assert recorded.keys() == {question.name for question in asked.QUESTIONS}
    assert not [name for name in ("example", "svc-", "intranet", "ansible@") if name in text]
    assert recorded["tokens"]["tokens"][0]["number"] == 1312


def test_answers_are_recorded_as_they_are_where_that_is_asked_for():
    recorded = asked.recorded(list(answered().values()), None)
    assert recorded["session"]["user"] == r"EXAMPLE\ansible"


def test_a_stopped_helper_service_of_iis_is_told_and_no_other_one():
    services = [{"name": name, "state": "Stopped", "start": "Disabled"} for name in ("W3SVC", "AppHostSvc")]
    (found,) = asked.SERVICES.sentences({"services": services})
    assert found.startswith("AppHostSvc is Stopped (start: Disabled): ")


@pytest.mark.parametrize(("longest", "opened", "told"), [(260, False, 1), (259, False, 0), (260, True, 0)])
def test_a_long_path_is_told_where_powershell_opens_none(longest, opened, told):
    root = {"path": r"D:\intranet", "longest": longest}
    assert len(list(asked.SITE_ROOTS.sentences({"long_paths": opened, "roots": [root]}))) == told


def test_a_state_that_no_provider_shows_is_told_by_its_cluster():
    cluster = {"name": "a.example.com", "problem": "Provider load failure"}
    fine = {"name": "b.example.com", "problem": ""}
    assert list(asked.CLUSTER_STATES.sentences({"clusters": [cluster, fine]})) == [
        "the state of this host in cluster a.example.com is not shown: Provider load failure"
    ]


def test_questions_about_the_site_are_asked_where_the_farm_names_one():
    assert asked.chosen(FARM, on_request=False) == asked.QUESTIONS
    assert asked.chosen(FARM, on_request=True) == (*asked.QUESTIONS, *asked.ON_REQUEST)
    nameless = asked.chosen(replace(FARM, site=None), on_request=True)
    assert nameless == tuple(one for one in asked.QUESTIONS if one not in asked.OF_THE_SITE)


@pytest.mark.parametrize("question", [*asked.QUESTIONS, *asked.ON_REQUEST], ids=lambda question: question.name)
def test_every_answer_has_its_time_and_every_text_in_it_a_mask(question):
    assert question.shape["ms"] is int
    assert texts(question.shape) == set(question.masking)
