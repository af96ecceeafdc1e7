"""A farm in flat variables: the same description, and messages that name the variable."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.flat_variables import farm

SHARED = {
    "kerberos_farm_name": "intranet",
    "kerberos_farm_names": "intranet.example.com, intranet",
    "kerberos_virtual_addresses": "10.0.0.50,2001:db8::50",
    "kerberos_site": "Intranet",
    "kerberos_service_account": "EXAMPLE\\svc-intranet",
    "kerberos_readers": "EXAMPLE\\Intranet Users, EXAMPLE\\Board",
    "kerberos_objects": "20000",
    "kerberos_on_request": "ACL-3",
    "kerberos_dns_servers": "10.0.0.2, 10.0.0.3:5353",
}
DIRECTORY = {
    "kerberos_directory_domain": "example.com",
    "kerberos_directory_domain_controllers": "dc1.example.com, dc2.example.com:10389",
    "kerberos_directory_global_catalogs": "dc1.example.com",
    "kerberos_directory_protocol": "ldaps",
}
OPTIONAL = ("site", "service_account", "readers", "objects", "on_request", "dns_servers")
OWN = {"web1": "10.0.0.11, 2001:db8::1:1", "web2": "10.0.0.12"}


def hosts(own=OWN, **changed):
    return {host: {**SHARED, "kerberos_own_addresses": addresses, **changed} for host, addresses in own.items()}


def test_it_is_the_description_that_is_written_in_full():
    given = farm(hosts())
    assert given == {
        "name": "intranet",
        "names": ["intranet.example.com", "intranet"],
        "virtual_addresses": ["10.0.0.50", "2001:db8::50"],
        "nodes": {
            "web1": {"own_addresses": ["10.0.0.11", "2001:db8::1:1"]},
            "web2": {"own_addresses": ["10.0.0.12"]},
        },
        "site": "Intranet",
        "service_account": "EXAMPLE\\svc-intranet",
        "readers": ["EXAMPLE\\Intranet Users", "EXAMPLE\\Board"],
        "objects": 20000,
        "on_request": ["ACL-3"],
        "dns_servers": ["10.0.0.2", "10.0.0.3:5353"],
    }
    farm_of(given)


def test_where_the_directory_is_has_a_variable_a_field():
    given = farm(hosts(**DIRECTORY))
    assert given["directory"] == {
        "domain": "example.com",
        "domain_controllers": ["dc1.example.com", "dc2.example.com:10389"],
        "global_catalogs": ["dc1.example.com"],
        "protocol": "ldaps",
    }
    assert farm(hosts(**dict.fromkeys(DIRECTORY, " "))) == farm(hosts())
    with pytest.raises(ValueError, match=r"^kerberos_directory_domain: found 'EXAMPLE', expected the DNS name"):
        farm(hosts(kerberos_directory_domain="EXAMPLE"))
    with pytest.raises(ValueError, match=r"^kerberos_directory_domain_controllers: found 'ldap://dc1'"):
        farm(hosts(kerberos_directory_domain_controllers="ldap://dc1"))


@pytest.mark.parametrize("name", [f"kerberos_{name}" for name in OPTIONAL])
@pytest.mark.parametrize("empty", ["", " ", None])
def test_what_a_survey_leaves_empty_is_left_out(name, empty):
    assert set(farm(hosts(**{name: empty}))) == set(farm(hosts())) - {
        name.removeprefix("kerberos_").replace("farm_", "")
    }


def test_a_text_area_of_a_survey_has_lines():
    given = farm(hosts(kerberos_farm_names="intranet.example.com\nintranet\n", kerberos_readers="A\\b c\nA\\d\n"))
    assert given["names"] == ["intranet.example.com", "intranet"]
    assert given["readers"] == ["A\\b c", "A\\d"]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"kerberos_farm_name": ""}, "kerberos_farm_name: is missing or empty"),
        ({"kerberos_farm_names": None}, "kerberos_farm_names: is missing or empty"),
        ({"kerberos_virtual_addresses": " , "}, "kerberos_virtual_addresses: is missing or empty"),
        ({"kerberos_farm_name": "our intranet"}, "kerberos_farm_name: found 'our intranet', expected a short name"),
        ({"kerberos_farm_names": "http://intranet"}, "kerberos_farm_names: found 'http://intranet', expected a host"),
        ({"kerberos_farm_names": "a, b, a"}, "kerberos_farm_names: a is given twice"),
        ({"kerberos_virtual_addresses": "10.0.0.500"}, "kerberos_virtual_addresses: found '10.0.0.500', expected an"),
        ({"kerberos_service_account": "svc"}, "kerberos_service_account: found 'svc', expected DOMAIN"),
        ({"kerberos_readers": "everybody"}, "kerberos_readers: found 'everybody', expected DOMAIN"),
        ({"kerberos_objects": "many"}, "kerberos_objects: found 'many', expected a whole number"),
        ({"kerberos_on_request": "ACL-3, ACL-1"}, "kerberos_on_request: found 'ACL-1', expected a control"),
        ({"kerberos_own_addresses": ""}, "kerberos_own_addresses of web1: is missing or empty"),
        ({"kerberos_own_addresses": "10.0.0"}, "kerberos_own_addresses of web1: found '10.0.0', expected an IP"),
        (
            {"kerberos_own_addresses": "10.0.0.50"},
            "kerberos_own_addresses of web1: 10.0.0.50 is in kerberos_virtual_addresses too",
        ),
    ],
)
def test_a_message_names_the_variable(changed, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        farm(hosts(**changed))
    assert str(caught.value).startswith(message)
    assert "kerberos_farm." not in str(caught.value)


def test_an_address_of_two_nodes_names_both():
    with pytest.raises(ValueError, match=r"^kerberos_own_addresses of web2: .* in kerberos_own_addresses of web1 too"):
        farm(hosts({"web1": "10.0.0.11", "web2": "10.0.0.11"}))


def test_hosts_that_disagree_are_named():
    given = {"web1": {**hosts()["web1"]}, "web2": {**hosts()["web2"], "kerberos_farm_name": "extranet"}}
    with pytest.raises(ValueError, match=r"^kerberos_farm_name: is 'intranet' for web1 and 'extranet' for web2"):
        farm(given)


def test_a_group_without_hosts():
    with pytest.raises(ValueError, match="the group of the farm's nodes has no hosts"):
        farm({})
