"""Under which name a client is recorded, and what is masked of it."""

from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import CLIENT, Computer
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.recording_files import Recorder, of_computer

from lab import intranet

FARM = farm_of(intranet.without_directory(1))
HOSTS = ["web1", "pc1"]


@pytest.mark.parametrize(
    ("farms", "masked", "name", "names"),
    [
        (("intranet",), True, "client-2", ("pc1", "web1")),
        (("intranet",), False, "pc1", None),
        (("extranet", "intranet"), True, "client-2-farm-2", ("pc1", "web1")),
        (("extranet", "intranet"), False, "pc1-farm-2", None),
    ],
)
def test_a_client_is_recorded_once_for_each_of_its_farms(farms, masked, name, names):
    assert of_computer(Path(), masked, Computer(CLIENT, "PC1", farms), FARM, "pc1", HOSTS) == Recorder(
        Path(), name, names
    )
