"""The description of a computer beside the nodes: what is wrong is said with the field, what was found and expected."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import CLIENT, DOMAIN_CONTROLLER, Computer

GOOD = {"computer_name": "PC1", "farms": ["intranet", "extranet"]}


def test_a_client_has_a_name_and_the_farms_whose_names_its_users_open() -> None:
    assert Computer.from_description(GOOD, CLIENT) == Computer(CLIENT, "PC1", ("intranet", "extranet"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (None, "kerberos_client: "),
        ({"computer_name": "PC1"}, "kerberos_client.farms: "),
        ({**GOOD, "addresses": []}, "kerberos_client.addresses: "),
        (
            {**GOOD, "computer_name": "pc1.example.com"},
            "kerberos_client.computer_name: found 'pc1.example.com', expected",
        ),
        ({**GOOD, "computer_name": "A-NAME-OF-SIXTEEN"}, "kerberos_client.computer_name: "),
        ({**GOOD, "farms": "intranet"}, "kerberos_client.farms: "),
        ({**GOOD, "farms": ["in tranet"]}, "kerberos_client.farms[0]: found 'in tranet', expected the name of a farm"),
        ({**GOOD, "farms": ["intranet", "intranet"]}, "kerberos_client.farms: intranet is given twice; remove one"),
    ],
)
def test_a_wrong_one_is_refused_with_a_message_to_show(given: Any, said: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # its beginning is compared
        Computer.from_description(given, CLIENT)
    assert str(caught.value).startswith(said)
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # its beginning is compared
        Computer.from_description(given, DOMAIN_CONTROLLER)
    assert str(caught.value).startswith(said.replace("kerberos_client", "kerberos_domain_controller"))
