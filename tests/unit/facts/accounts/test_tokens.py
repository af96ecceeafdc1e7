"""Which security identifiers stand in whose token, and of which it is not known."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.accounts import tokens
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.accounts.tokens import Accounts
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.iis.server import Pool

D = "S-1-5-21-1-2-3"
USERS, LOCAL_GROUP = "S-1-5-32-545", "S-1-5-21-9-9-9-1001"
POOL_WEB = "S-1-5-82-2971860261-2701350812-2118117159-340795515-2183480550"


def accounts(*known, groups=(), trustees=()):
    return Accounts.from_answer(
        {
            "accounts": list(known),
            "local_groups": [{"sid": sid, "name": name, "members": members} for sid, name, members in groups],
        },
        trustees,
    )


def account(name, sid, groups=None, reason="it is a group", code=None):
    known = groups is not None
    shown = "" if known else reason
    return {"name": name, "sid": sid, "groups": groups or [], "groups_known": known, "reason": shown, "code": code}


def pool(identity_type, user_name="", logon_type="LogonBatch", manual=False):
    return Pool("web", identity_type, user_name, logon_type, manual, "Started", True, False, ())


def test_accounts_are_asked_about_once_by_the_first_of_their_spellings():
    call = tokens.read("Intranet", "EX\\svc", "EX\\Readers", None, "ex\\SVC", "svc@ex")
    assert call.payload == "read_accounts"
    assert call.arguments == {"site": "Intranet", "accounts": ["EX\\svc", "EX\\Readers", "svc@ex"]}


@pytest.mark.parametrize(
    ("identity_type", "sid", "words"),
    [
        ("ApplicationPoolIdentity", POOL_WEB, "IIS AppPool\\web"),
        ("NetworkService", "S-1-5-20", "NT AUTHORITY\\NETWORK SERVICE"),
        ("LocalService", "S-1-5-19", "NT AUTHORITY\\LOCAL SERVICE"),
        ("LocalSystem", "S-1-5-18", "NT AUTHORITY\\SYSTEM"),
    ],
)
def test_every_worker_process_has_its_pools_own_sid_and_iis_iusrs(identity_type, sid, words):
    identity = accounts().pool(pool(identity_type))
    assert (identity.sid, identity.words) == (sid, f"pool identity {words}")
    # As whoami /all shows it in worker processes: a service, and at the console.
    assert identity.token >= {sid, POOL_WEB, "S-1-5-32-568", "S-1-1-0", "S-1-5-11", "S-1-5-6", "S-1-2-1"}
    assert "S-1-5-3" not in identity.token
    assert ("S-1-5-82-0" in identity.token) is (identity_type == "ApplicationPoolIdentity")
    assert ("S-1-5-32-544" in identity.token) is (identity_type == "LocalSystem")
    assert identity.undetermined_groups == frozenset()


def test_iis_iusrs_is_left_out_where_the_pool_says_so():
    assert "S-1-5-32-568" not in accounts().pool(pool("NetworkService", manual=True)).token


def test_the_kind_of_logon_is_in_the_token_and_no_other():
    known = account("EX\\svc", f"{D}-1105", ["S-1-5-2", f"{D}-513"])
    batch = accounts(known).pool(pool("SpecificUser", "ex\\SVC"))
    service = accounts(known).pool(pool("SpecificUser", "EX\\svc", "LogonService"))
    assert (batch.token & {"S-1-5-2", "S-1-5-3", "S-1-5-6"}) == {"S-1-5-3"}
    assert (service.token & {"S-1-5-2", "S-1-5-3", "S-1-5-6"}) == {"S-1-5-6"}
    assert (accounts(known).reader("EX\\svc").token & {"S-1-5-2", "S-1-5-3", "S-1-5-6"}) == {"S-1-5-2"}


def test_groups_of_the_node_are_joined_by_any_member_in_the_token():
    given = accounts(
        account("EX\\Readers", f"{D}-1201"),
        groups=[(USERS, "Users", ["S-1-5-11"]), (LOCAL_GROUP, "Web", [f"{D}-1201"]), ("S-1-5-32-546", "Guests", [])],
    )
    assert given.reader("EX\\Readers").token >= {USERS, LOCAL_GROUP}
    assert "S-1-5-32-546" not in given.reader("EX\\Readers").token


def test_of_a_group_it_is_not_known_which_groups_of_the_domain_it_is_in():
    given = accounts(
        account("EX\\Readers", f"{D}-1201"),
        account("EX\\svc", f"{D}-1105", [f"{D}-513"]),
        groups=[(LOCAL_GROUP, "Web", [f"{D}-1300"]), ("S-1-5-32-544", "Administrators", [f"{D}-512", f"{D}-1301"])],
        trustees=["S-1-5-18", f"{D}-1105", f"{D}-1201", f"{D}-1202", f"{D}-513", f"{D}-519", "S-1-5-32-544"],
    )
    reader = given.reader("EX\\Readers")
    assert reader.undetermined_groups == {f"{D}-1202", f"{D}-1300", f"{D}-1301", f"{D}-513", LOCAL_GROUP}
    assert reader.problem == "the groups of EX\\Readers are not known"
    assert reader.cause == "groups are not known: it is a group"
    assert given.service("EX\\svc").undetermined_groups == frozenset()


@pytest.mark.parametrize(
    ("code", "remedy"),
    [(1312, "CredSSP"), (1326, "Windows Authorization Access Group"), (5, "administrator of the node")],
)
def test_why_groups_are_not_known_is_the_same_for_all_accounts_and_has_what_to_do(code, remedy):
    given = accounts(
        account("EX\\svc", f"{D}-1105", reason="ein Text", code=code),
        account("EX\\Readers", f"{D}-1201", reason="ein Text", code=code),
    )
    causes = {given.service("EX\\svc").cause, given.reader("EX\\Readers").cause}
    assert len(causes) == 1
    assert remedy in causes.pop()


@pytest.mark.parametrize("known", [[], [account("EX\\svc", None, reason="no such account")]])
def test_an_account_that_cannot_be_resolved_has_no_sid_and_a_reason(known):
    identity = accounts(*known).service("EX\\svc")
    assert identity.sid is None
    assert identity.problem.startswith("EX\\svc is not known to this node: ")


def test_names_are_shown_where_the_node_reports_them():
    given = accounts(account("EX\\Readers", f"{D}-1201"), groups=[(LOCAL_GROUP, "Web", [])])
    assert [given.name(sid) for sid in (f"{D}-1201", LOCAL_GROUP, "S-1-1-0", f"{D}-1999")] == [
        "EX\\Readers",
        "Web",
        "Everyone",
        f"{D}-1999",
    ]


def test_a_group_is_no_service_account():
    known = accounts(account("WEB1\\Operators", LOCAL_GROUP), groups=[(LOCAL_GROUP, "WEB1\\Operators", [])])
    assert known.service("WEB1\\Operators").problem == "WEB1\\Operators is a group, and a group cannot log on"


def test_a_pool_of_an_unknown_type_is_not_interpreted():
    with pytest.raises(ValueError, match="pool web has the identity type 'Fnord', which is not known"):
        accounts().pool(pool("Fnord"))
