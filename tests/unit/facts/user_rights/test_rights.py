"""What is a setting of a user right, and how it is written: trustee by trustee."""

from ansible_collections.nlb.kerberos.plugins.module_utils.facts.user_rights import rights
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.user_rights.rights import BATCH, SERVICE, UserRights
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, Remedy, State

SVC = "S-1-5-21-1-2-3-1120"
ACCOUNT = {"name": "EX\\svc", "sid": SVC, "groups": [], "groups_known": True, "reason": "", "code": None}


def user_rights(service=(), policies_unknown=""):
    held = {**dict.fromkeys(rights.WORDS, ()), **dict.fromkeys(rights.DENIED_BY.values(), ()), SERVICE: service}
    answer = {
        "rights": [{"right": right, "trustees": list(trustees)} for right, trustees in held.items()],
        "policies": [],
        "policies_unknown": policies_unknown,
        "trustees": [{"text": sid, "sid": sid} for sid in service],
        "names": [],
    }
    return UserRights.from_answers({"accounts": [ACCOUNT], "local_groups": []}, answer)


def drift(right, sid=SVC, found="not granted", wanted="granted"):
    return Finding("POOL-3", f"{right} of {sid}", State.DRIFT, found, wanted, ("rights", right, sid), Remedy.FIX)


def test_what_windows_adds_to_a_right_is_no_change_of_what_was_granted():
    granted = rights.settings(user_rights(service=[SVC]))
    later = rights.settings(user_rights(service=["S-1-5-82-0", SVC]))
    key = ("rights", SERVICE, SVC)
    assert granted[key] == later[key] == "granted"
    assert rights.settings(user_rights())[key] == "not granted"


def test_a_right_that_several_pools_need_is_granted_once():
    assert [change.key for change in rights.planned([drift(BATCH), drift(SERVICE), drift(BATCH)])] == [
        ("rights", BATCH, SVC),
        ("rights", SERVICE, SVC),
    ]


def test_what_is_granted_and_what_is_taken_away_is_one_call():
    (call,) = rights.calls([drift(BATCH), drift(BATCH, "S-1-5-20", "granted", "not granted"), drift(SERVICE)])
    assert call.arguments == {
        "rights": [
            {"right": BATCH, "grant": [SVC], "remove": ["S-1-5-20"]},
            {"right": SERVICE, "grant": [SVC], "remove": []},
        ]
    }
    assert rights.calls([]) == []


def test_a_right_whose_policy_is_not_known_is_never_called_local():
    given = user_rights(policies_unknown="logging is off")
    finding = given.finding("POOL-3", "right", given.accounts.service("EX\\svc"), BATCH)
    assert finding.remedy is Remedy.FIX
    assert "whether a group policy sets SeBatchLogonRight is not known, because logging is off" in finding.reason
