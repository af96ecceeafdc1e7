"""The findings of a masked answer about a site's folders are those of the answer itself, without the farm's names."""

import json
import re

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control.sids import pool_sid
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.site_acl import concern as site_acl
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.masking.fields import Masking, masked
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.masking.sids import SID
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.decisions import case as cases

always = settings(max_examples=100)

NODE = ["WEB1", "example.com"]
DOMAIN, OTHER = "S-1-5-21-1004336348-1177238915-682003330", "S-1-5-21-7623811015-3361044348-30300820"
FIRST, SECOND = "S-1-5-21-1000000000-1000000000-1000000001", "S-1-5-21-1000000000-1000000000-1000000002"
TRUSTED_INSTALLER = "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"


@pytest.fixture(params=cases.files("site_acl"), ids=cases.sentence)
def node(request):
    """Arguments and answers of each case of the concern."""
    case = cases.read(request.param)
    return case.arguments, [*case.answers]


def both(node):
    """The masking that has seen all of it, and what it made of it."""
    masking = Masking(NODE, site_acl.MASKING)
    for _ in range(2):
        after = tuple(masking.data(part, "") for part in node)
    return masking, after


def pairs(before, after):
    """Each text with its mask, wherever there is one."""
    if isinstance(before, dict):
        return {pair for name in before for pair in pairs(before[name], after[name])}
    if isinstance(before, list | tuple):
        return {pair for one, other in zip(before, after, strict=True) for pair in pairs(one, other)}
    return {(before, after)} if isinstance(before, str) and before != after else set()


def essence(node, mask):
    """All findings of a node, what would be written there, and what is compared with others, through a mask."""
    arguments, answers = node
    plan = Plan.from_arguments(site_acl, arguments)
    reading = Reading(plan, tuple(site_acl.findings(answers, plan.intent)), tuple(answers))
    findings = [
        [_through(mask, value) for value in (*(f.key or ()), *f.as_dict().values())]
        for f in (*reading.findings, *reading.changes())
    ]
    return sorted(map(repr, findings)), {mask(subject): value for subject, value in reading.view().items()}


def _through(mask, value):
    if isinstance(value, list):  # inherited entries, which are sorted by their text
        return sorted(_through(mask, one) for one in value)
    return mask(value) if isinstance(value, str) else value


def test_findings_of_the_masked_answers_are_the_masked_findings(node):
    masking, after = both(node)
    assert after == masked(*node, NODE, site_acl.MASKING)
    masks = {text: mask for text, mask in pairs(node, after) if not re.match(f"O:|D:[A-Z_]*\\(|{SID}", text)}
    # The product's own text about web.config stays, even where a pool is called web.
    found = "|".join([SID, r"web\.config", *map(re.escape, sorted(masks, key=len, reverse=True))])

    def mask(text):
        if re.match(r"(?:D:[A-Z_]*)?\([A-Z]+;", text):
            return masking.sids(text)
        return re.sub(found, lambda one: masks.get(one[0], masking.sids(one[0])), text)

    assert essence(after, str) == essence(node, mask)


def test_no_name_and_no_identifier_is_left(node):
    text = json.dumps(masked(*node, NODE, site_acl.MASKING)).lower()
    for telling in ("intranet", "example", "svc-", "reports", "1004336348"):
        assert telling not in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"C:\inetpub\wwwroot\hr\bin\Fabrikam.Pay.dll", r"C:\inetpub\wwwroot\part1\bin\part2.dll"),
        (r"c:\INETPUB\HR\Web.config", r"c:\INETPUB\part1\Web.config"),
        (r"D:\contoso\contoso.old\web.config.bak", r"D:\name3\name3.old\web.config.bak"),
        (r"D:\portal.contoso", r"D:\part1"),
        (r"\\web1.contoso.com\pay$\a b", r"\\name1.name3.name4\part1$\part2"),
        (r"\\10.0.0.7\data", r"\\192.0.2.1\part1"),
        ("/hr/Portal", "/part1/part2"),
        ("/", "/"),
        ("C:\\", "C:\\"),
        ("", ""),
    ],
)
def test_what_a_path_becomes(text, expected):
    assert Masking(["WEB1", "WEB2", "contoso.com"]).path(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"CONTOSO\svc-web", r"name1\name3"),
        (r"CONTOSO\svc-web$", r"name1\name3$"),
        ("svc.web@contoso.com", "name3@name1.name2"),
        (r"CONTOSO\Pay Roll", r"name1\name3"),
        (r".\web", r".\name3"),
        (r"BUILTIN\Users", r"BUILTIN\Users"),
        (r"NT Authority\Authenticated Users", r"NT Authority\Authenticated Users"),
        (r"NT SERVICE\PayRoll", r"NT SERVICE\name3"),
        ("Everyone", "Everyone"),
        (r"IIS AppPool\Pay Roll", r"IIS AppPool\name3"),
        (f"{DOMAIN}-1105", f"{FIRST}-1001"),
        ("", ""),
    ],
)
def test_what_an_account_becomes(text, expected):
    assert Masking(["contoso.com"]).account(text) == expected


def test_a_dacl_keeps_what_decides_a_right():
    masking = Masking([])
    given = (
        f"D:PAI(D;OICI;FX;;;{OTHER}-1105)(A;OICI;FA;;;SY)(A;;0x1200a9;;;DU)(A;;FR;;;{DOMAIN}-513)(A;;FR;;;{DOMAIN}-1105)"
        f"(A;;FA;;;{TRUSTED_INSTALLER})(A;;FA;;;S-1-5-32-568)(A;;FA;;;S-1-5-21-0-0-0-497)(A;;FA;;;s-1-15-2-1-4000000000)"
    )
    assert masking.sids(given) == (
        f"D:PAI(D;OICI;FX;;;{FIRST}-1001)(A;OICI;FA;;;SY)(A;;0x1200a9;;;DU)(A;;FR;;;{SECOND}-513)(A;;FR;;;{SECOND}-1002)"
        f"(A;;FA;;;{TRUSTED_INSTALLER})(A;;FA;;;S-1-5-32-568)(A;;FA;;;S-1-5-21-0-0-0-497)(A;;FA;;;S-1-15-2-1-65536)"
    )


def test_a_condition_becomes_another_one():
    given = '(XA;;FX;;;WD;(@User.Project == "Fabri)kam" && Member_of {SID(BA)}))(A;;FX;;;AU)(XD;;FX;;;WD;(@User.a==1))'
    assert Masking([]).sids(given) == "(XA;;FX;;;WD;(Exists condition1))(A;;FX;;;AU)(XD;;FX;;;WD;(Exists condition2))"


def test_a_member_without_an_identifier_has_a_name_that_does_not_stay():
    groups = [{"sid": f"{DOMAIN}-1001", "name": "Payroll", "members": [f"{DOMAIN}-1105", r"FABRIKAM\jdoe", "S-1-5-11"]}]
    _, after = masked({}, {"local_groups": groups}, [], site_acl.MASKING)
    (group,) = after["local_groups"]
    assert group["members"] == [f"{FIRST}-1002", r"name2\name3", "S-1-5-11"]


def test_the_identifier_of_a_pool_is_that_of_its_masked_name():
    answers = [
        {"dacls": [f"D:(A;;FX;;;{pool_sid('Pay Roll')})(A;;FX;;;{pool_sid('Gone')})"]},
        {"pools": [{"name": "PAY Roll"}], "accounts": [{"name": r"IIS APPPOOL\pay roll", "sid": pool_sid("pay roll")}]},
    ]
    _, (lists, named) = masked({}, answers, [], site_acl.MASKING)
    mask = named["pools"][0]["name"]
    assert named["accounts"] == [{"name": rf"IIS APPPOOL\{mask}", "sid": pool_sid(mask)}]
    assert f"(A;;FX;;;{pool_sid(mask)})" in lists["dacls"][0]
    gone = re.findall(SID, lists["dacls"][0])[1]
    assert gone.startswith("S-1-5-82-")
    assert gone not in (pool_sid("Gone"), pool_sid(mask))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a link, which is never followed", "a link, which is never followed"),
        (
            r"Access to the path 'C:\inetpub\hr\a.htm' is denied.",
            r"Access to the path 'C:\inetpub\part1\part2.htm' is denied.",
        ),
        (r"Cannot find C:\inetpub\hr\a.htm", "reason 1"),
        (r"CONTOSO\svc-web is a group", r"name1\name3 is a group"),
        ("svc-web@CONTOSO: no such user", "name3@name1: no such user"),
        (r"FABRIKAM\jdoe owns it", "reason 1"),
        ("the domain CONTOSO does not answer (10.0.0.2)", "the domain name1 does not answer (192.0.2.1)"),
        (f"{DOMAIN}-1105 has no name", f"{FIRST}-1001 has no name"),
        ('The property "Pay Roll" is not there', 'The property "quoted 1" is not there'),
        ("", ""),
        ("The RPC server is unavailable. (0x800706BA)", "The RPC server is unavailable. (0x800706BA)"),
        ("Get-NlbClusterVip: The device is not ready.", "Get-NlbClusterVip: The device is not ready."),
        ("The network path FILESRV01 was not found", "reason 1"),
        ("The network path filesrv01 was not found", "reason 1"),
        ("Jane Doe has no rights here", "reason 1"),
        ("cannot open the database of SQLPROD9", "reason 1"),
        ("Der RPC-Server ist nicht verfügbar", "reason 1"),
    ],
)
def test_what_a_reason_becomes(text, expected):
    masking = Masking(["contoso.com"])
    masking.account(r"CONTOSO\svc-web")
    assert masking.reason(text) == expected


NUMBERS = st.lists(st.integers(0, 2**32 - 1), min_size=5, max_size=5)
SIDS = st.one_of(
    st.builds("{}-{}".format, st.sampled_from([DOMAIN, OTHER]), st.integers(500, 1500)),
    st.sampled_from(["S-1-1-0", "S-1-5-18", "S-1-5-32-545", TRUSTED_INSTALLER, DOMAIN, "S-1-5-21-0-0-0-497"]),
    st.lists(st.integers(0, 2**32 - 1), min_size=5, max_size=5).map(
        lambda parts: f"S-1-5-80-{'-'.join(map(str, parts))}"
    ),
    st.sampled_from(["Intranet", "gone1", "name1"]).map(pool_sid),
)


@always
@given(st.lists(SIDS, unique=True))
def test_identifiers_stay_apart_and_keep_their_kind(sids):
    masking = Masking([])
    masking.pool("Intranet")
    masks = [masking.sids(sid) for sid in sids]
    assert len(set(masks)) == len(sids)
    for sid, mask in zip(sids, masks, strict=True):
        assert sid.split("-")[:4] == mask.split("-")[:4]
        assert sid.count("-") == mask.count("-")
        last = sid.rpartition("-")[2]
        assert not (sid.startswith("S-1-5-21-") and int(last) < 1000) or mask.endswith(f"-{last}")


PARTS = st.sampled_from(
    ["inetpub", "Bin", "web.config", "a", "a.b", "a.htm", "a.old", "part1", "name1", "web1", "x y", "$"]
)


@always
@given(st.lists(st.lists(PARTS, min_size=1, max_size=3).map("\\".join), unique_by=str.lower))
def test_paths_stay_apart_and_what_is_below_stays_below(paths):
    masking = Masking(["web1"])
    masks = [masking.path(f"C:\\{path}").lower() for path in paths]
    assert len(set(masks)) == len(paths)
    for path, mask in zip(paths, masks, strict=True):
        for other, other_mask in zip(paths, masks, strict=True):
            assert path.lower().startswith(f"{other.lower()}\\") == mask.startswith(f"{other_mask}\\")
