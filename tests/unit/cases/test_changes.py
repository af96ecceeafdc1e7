"""The language in which cases name what is different: what each change does, and what a wrong one is answered with."""

import pytest

from tests.changes import changed
from tests.paths import PathError, at

DATA = {
    "enabled": True,
    "policies": {"suffixes": None},
    "providers": ["Negotiate", "NTLM"],
    "pools": [
        {"name": "Intranet", "state": "Started", "processes": []},
        {"name": "LAN [1]", "state": "Started", "processes": [{"id": 4, "path": "C:\\a.b"}]},
    ],
    "rules": [
        {"protocol": "Tcp", "start": 80, "mode": "Multiple"},
        {"protocol": "Udp", "start": 80, "mode": "Multiple"},
    ],
}


@pytest.mark.parametrize(
    ("path", "value", "reached"),
    [
        ("enabled", False, "enabled"),
        ("policies.suffixes", 1, "policies.suffixes"),
        ("pools[name=Intranet].state", "Stopped", "pools[name=Intranet].state"),
        ('pools[name="LAN [1]"].processes[id=4].path', "D:\\", 'pools[name="LAN [1]"].processes[id=4].path'),
        ('pools[name="LAN [1]"].processes[path=C:\\a.b].id', 5, 'pools[name="LAN [1]"].processes[path=C:\\a.b].id'),
        ("rules[protocol=Udp][start=80].mode", "Single", "rules[protocol=Udp].mode"),
        ("rules[protocol=Udp]", {"protocol": "Both", "start": 1}, "rules[protocol=Both]"),
        ("enabled", 1, "enabled"),
    ],
)
def test_a_value_is_set_where_the_path_leads_and_nowhere_else(path, value, reached):
    after = changed(DATA, {path: value})
    found = at(after, reached)
    assert (found, type(found)) == (value, type(value))
    assert changed(after, {reached: at(DATA, path)}) == DATA


@pytest.mark.parametrize(
    ("path", "value", "member", "left"),
    [
        ("providers[+]", "Kerberos", "providers", ["Negotiate", "NTLM", "Kerberos"]),
        ("providers[+]", ["a", "b"], "providers", ["Negotiate", "NTLM", "a", "b"]),
        ("providers[-]", "Negotiate", "providers", ["NTLM"]),
        ("providers[-]", ["NTLM", "Negotiate"], "providers", []),
        ("rules[-]", {"start": 80, "protocol": "Tcp"}, "rules", [DATA["rules"][1]]),
        ("pools[name=Intranet].processes[+]", {"id": 1}, "pools[name=Intranet].processes", [{"id": 1}]),
        ("policies[+]", {"names": 1}, "policies", {"suffixes": None, "names": 1}),
        ("policies[-]", "suffixes", "policies", {}),
        ("[-]", ["pools", "rules", "policies", "providers"], "", {"enabled": True}),
    ],
)
def test_items_and_members_come_and_go(path, value, member, left):
    assert at(changed(DATA, {path: value}), member) == left


def test_changes_are_made_one_after_the_other_and_the_data_stays():
    before = repr(DATA)
    after = changed(DATA, {"=": {"pools": []}, "pools[+]": {"name": "new", "state": 1}, "pools[name=new].state": 2})
    assert after == {"pools": [{"name": "new", "state": 2}]}
    assert repr(DATA) == before


def test_a_value_of_a_case_is_no_part_of_what_is_made_from_it():
    value = []
    changed({"a": 1, "b": {}}, {"a": value, "b[+]": {"c": value}})["a"].append(1)
    assert value == []


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("sites", [], "sites: there is no sites; there is enabled, policies, providers, pools, rules"),
        (
            "pools[name=Extranet].state",
            "x",
            "pools[name=Extranet].state: no items have name=Extranet, expected one; "
            "there is name=Intranet; name=LAN [1]",
        ),
        (
            "rules[start=80].mode",
            "x",
            "rules[start=80].mode: 2 items have start=80, expected one; there is start=80; start=80",
        ),
        ("providers[name=NTLM]", "x", 'no items have name=NTLM, expected one; there is "Negotiate"; "NTLM"'),
        ("pools.state", "x", "pools.state: state is looked for in a list; name one of its items by [field=value]"),
        ("pools.0.state", "x", "pools.0.state: 0 is looked for in a list; name one of its items by [field=value]"),
        ("enabled.now", 1, "enabled.now: now is looked for in true, which has no members"),
        ("policies[a=1]", 1, 'policies[a=1]: an item is looked for in {"suffixes": null}, which is no list'),
        ("pools[name=LAN [1]].state", "x", "found '[name=LAN [1]].state', expected .member, [field=value] or, at the"),
        ("pools[0].state", "x", "pools[0].state: found '[0].state', expected .member, [field=value] or, at the end"),
        ("pools[+].state", "x", "pools[+].state: found '[+].state', expected .member, [field=value] or, at the end"),
        ("enabled", True, "enabled: is true already; leave it out"),
        ("", {}, "found no path, expected one such as policies.enabled; = replaces everything"),
        ("policies[+]", {"suffixes": 1}, "policies[+]: suffixes is there already; change it by its own path"),
        ("enabled[+]", 1, "enabled[+]: found 1 for true, expected items of a list or members"),
        ("policies[-]", "names", "policies[-]: there is no names; there is suffixes"),
        ("providers[-]", "Basic", 'providers[-]: there is no "Basic"; there is ["Negotiate", "NTLM"]'),
        ("pools[-]", {"name": "x"}, "pools[-]: no items have name=x, expected one; there is name=Intranet; name=LAN"),
    ],
)
def test_what_cannot_be_changed_is_an_error_that_names_the_path_and_what_is_there(path, value, message):
    with pytest.raises(PathError) as caught:
        changed(DATA, {path: value})
    assert message in str(caught.value)
