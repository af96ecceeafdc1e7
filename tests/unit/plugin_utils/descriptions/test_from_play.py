"""The farms of a play, from the variables of its hosts."""

import pytest
from ansible.errors import AnsibleUndefinedVariable
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.from_play import (
    WrongFarm,
    described,
    refusal,
)


def description(name, *nodes, **more):
    return {
        "name": name,
        "names": [name],
        "virtual_addresses": ["10.0.0.50"],
        "nodes": {node: {"own_addresses": [f"10.0.0.{10 + number}"]} for number, node in enumerate(nodes)},
        **more,
    }


INTRANET, EXTRANET = description("intranet", "web1", "web2"), description("extranet", "web8")


class Hostvars(dict):
    """As Ansible's: raw_get gives what is written, looking up what is made of it. rendered: the hosts looked up."""

    def __init__(self, variables, render=lambda host, farm: farm):
        super().__init__(variables)
        self.render, self.rendered = render, []

    def raw_get(self, host):
        return super().__getitem__(host)

    def __getitem__(self, host):
        self.rendered.append(host)
        return {name: self.render(host, value) for name, value in super().__getitem__(host).items()}


def play(**farms):
    """The farms of these hosts. Raises ValueError where one is wrong, as a fix does."""
    hostvars = Hostvars({host: {} if farm is None else {"kerberos_farm": farm} for host, farm in farms.items()})
    found, wrong = described({"ansible_play_hosts_all": list(farms), "hostvars": hostvars})
    if wrong:
        raise ValueError(refusal(found, wrong))
    return found


def test_each_farm_is_there_once_in_the_order_of_the_hosts():
    assert [farm.name for farm in play(web8=EXTRANET, web1=INTRANET, web2=INTRANET)] == ["extranet", "intranet"]


def test_one_host_brings_its_whole_farm():
    (farm,) = play(web2=INTRANET)
    assert list(farm.nodes) == ["web1", "web2"]


def test_a_play_without_hosts_has_no_farm():
    assert play() == []


def test_hosts_outside_the_play_are_not_looked_at():
    hostvars = Hostvars({"web1": {"kerberos_farm": INTRANET}, "db1": {"kerberos_farm": "nonsense"}, "db2": {}})
    found, wrong = described({"ansible_play_hosts_all": ["web1"], "hostvars": hostvars})
    assert ([farm.name for farm in found], wrong) == (["intranet"], [])


def test_a_description_that_hosts_share_is_rendered_once():
    hostvars = Hostvars({host: {"kerberos_farm": INTRANET} for host in ("web1", "web2")})
    described({"ansible_play_hosts_all": ["web1", "web2"], "hostvars": hostvars})
    assert hostvars.rendered == ["web1"]


def test_a_description_with_a_template_is_rendered_for_every_host():
    farms = {"web1": "intranet", "web8": "extranet"}
    written = {"kerberos_farm": {**description("x", "web1", "web8"), "name": "{{ farm_of_this_host }}"}}
    hostvars = Hostvars(dict.fromkeys(farms, written), lambda host, farm: {**farm, "name": farms[host]})
    play = {"ansible_play_hosts_all": list(farms), "hostvars": hostvars}
    assert [farm.name for farm in described(play)[0]] == ["intranet", "extranet"]


@pytest.mark.parametrize(
    ("hosts", "message"),
    [
        (
            {"web1": INTRANET, "web2": None},
            "web2: has no variable kerberos_farm; describe its farm in group_vars (see inventory/example), "
            "or set kerberos_hosts to the group of the farm's nodes",
        ),
        (
            {"web1": INTRANET, "web2": {**INTRANET, "names": ["other"]}},
            "web2: its kerberos_farm has the name intranet, as that of another host, but other content",
        ),
        (
            {"web3": INTRANET},
            "kerberos_farm.nodes: has no web3, only web1, web2; "
            "add the host with its own_addresses, by its inventory name, or remove it from the farm's group",
        ),
        (
            {"web1": {**INTRANET, "name": "our intranet"}},
            "kerberos_farm.name: found 'our intranet', expected a short name such as intranet, without blanks",
        ),
    ],
    ids=["no description", "two descriptions of one name", "not in its farm", "a bad description"],
)
def test_hosts_whose_farm_is_in_doubt_are_refused_with_a_message_to_show(hosts, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        play(**hosts)
    assert str(caught.value) == message


def test_a_wrong_description_spoils_its_own_farm_only():
    wrong = {**EXTRANET, "colour": "red"}
    hosts = {"web1": {"kerberos_farm": INTRANET}, "web8": {"kerberos_farm": wrong}}
    hosts |= {"web9": {"kerberos_farm": {**wrong, "name": "a b"}}, "db1": {}, "db2": {}}
    groups = {"all": list(hosts), "databases": ["db1", "db2"]}
    play = {"ansible_play_hosts_all": list(hosts), "hostvars": Hostvars(hosts), "groups": groups}
    farms, found = described(play)
    assert [farm.name for farm in farms] == ["intranet"]
    assert [(farm.name, farm.hosts) for farm in found] == [
        ("extranet", ("web8",)),
        ("web9", ("web9",)),
        ("databases", ("db1", "db2")),
    ]
    assert found[0].problem.startswith("kerberos_farm.colour: this field is not known")
    assert found[2].problem.startswith("db1, db2: have no variable kerberos_farm")


def test_a_farm_is_spoilt_by_any_of_its_hosts():
    hosts = {"web1": {"kerberos_farm": INTRANET}, "web3": {"kerberos_farm": INTRANET}}
    farms, (wrong,) = described({"ansible_play_hosts_all": list(hosts), "hostvars": Hostvars(hosts)})
    assert (farms, wrong.name, wrong.hosts) == ([], "intranet", ("web1", "web3"))


TEMPLATE = "{{ of_this_host }}"


def of_two_farms(web8, web9, cannot=("web9",)):
    """The farms, and the wrong ones, where the templates of some hosts cannot be replaced by values."""

    def render(host, farm):
        if host in cannot:
            raise AnsibleUndefinedVariable("'of_this_host' is undefined")
        return BOTH if TEMPLATE in str(farm) else farm

    hosts = {"web1": INTRANET, "web2": INTRANET, "web8": web8, "web9": web9}
    hostvars = Hostvars({host: {"kerberos_farm": farm} if farm else {} for host, farm in hosts.items()}, render)
    farms, wrong = described({"ansible_play_hosts_all": list(hosts), "hostvars": hostvars})
    assert [farm.name for farm in farms] == ["intranet"], "the other farm is as it was"
    return wrong


BOTH = description("extranet", "web8", "web9")
UNDEFINED = "kerberos_farm: 'of_this_host' is undefined"


@pytest.mark.parametrize("field", ["site", "name"])
def test_a_template_that_fails_for_one_host_spoils_its_farm_only(field):
    """Its name is the description's own, or, where that is the template, of the farm that has the host as a node."""
    written = {**BOTH, field: TEMPLATE}
    assert of_two_farms(written, written) == [WrongFarm("extranet", ("web8", "web9"), f"web9: {UNDEFINED}")]


def test_a_template_that_fails_for_every_host_of_a_farm():
    written = {**BOTH, "site": TEMPLATE}
    found = of_two_farms(written, written, ("web8", "web9"))
    assert found == [WrongFarm("extranet", ("web8", "web9"), UNDEFINED)]


def test_templates_that_fail_for_different_reasons_are_one_wrong_farm():
    other = {**BOTH, "colour": "red"}
    (found,) = of_two_farms({**BOTH, "site": TEMPLATE}, other, ("web8",))
    assert (found.name, found.hosts, found.problem) == ("extranet", ("web8", "web9"), f"web8: {UNDEFINED}")


def test_a_host_without_a_description_spoils_the_farm_that_has_it_as_a_node():
    (found,) = of_two_farms({**BOTH, "site": TEMPLATE}, None)
    assert (found.name, found.hosts) == ("extranet", ("web8", "web9"))
    assert found.problem.startswith("web9: has no variable kerberos_farm")
