"""What a task on one node is given of the farm's description."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.for_node import description_for

WRITTEN = {
    "name": "intranet",
    "names": ["intranet.example.com"],
    "virtual_addresses": ["10.0.0.50"],
    "nodes": {"web1": {"own_addresses": ["10.0.0.11"]}, "web2": {"own_addresses": "{{ elsewhere }}"}},
    "waivers": [
        {"control": "DNS-6", "reason": "everywhere", "owner": "J. Doe"},
        {"control": "DNS-1", "reason": "web2 alone", "owner": "J. Doe", "nodes": ["web2"]},
    ],
}


def _rendering(seen):
    def render(value):
        seen.append(value)
        return value

    return render


def test_a_node_is_given_its_own_part_of_the_description_and_nothing_else_is_rendered():
    seen = []
    given = description_for("web1", {"kerberos_farm": WRITTEN}, _rendering(seen))
    assert given["nodes"] == {"web1": {"own_addresses": ["10.0.0.11"]}}
    assert given["waivers"] == [{"control": "DNS-6", "reason": "everywhere", "owner": "J. Doe", "nodes": ["web1"]}]
    assert "elsewhere" not in str(seen)
    farm = farm_of(given)
    assert farm.waivers_of("web1") == [{"control": "DNS-6", "reason": "everywhere", "owner": "J. Doe"}]


@pytest.mark.parametrize(
    "written", [None, "a text", {**WRITTEN, "nodes": []}, {**WRITTEN, "waivers": ["a text"]}], ids=str
)
def test_what_does_not_look_like_a_description_is_left_for_the_check_to_refuse(written):
    given = description_for("web1", {"kerberos_farm": written}, lambda value: value)
    assert given == written
    with pytest.raises(ValueError, match="kerberos_farm"):
        farm_of(given)


def test_a_host_that_is_not_in_the_description_is_refused():
    given = description_for(
        "web9", {"kerberos_farm": {**WRITTEN, "nodes": {"web1": WRITTEN["nodes"]["web1"]}}}, lambda v: v
    )
    with pytest.raises(ValueError, match="has no web9"):
        farm_of({**given, "waivers": []}).own_addresses("web9")
