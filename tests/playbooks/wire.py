"""A lab inside the test process, as the playbooks' inventory finds it."""

from __future__ import annotations

from pathlib import Path

from lab import simulation, wired
from lab.wired import asked, leases_expired
from tests.playbooks.controller import Controller
from tests.wire.rolled_back import rolled_back

__all__ = ["BROKEN", "WiredLab", "asked", "broken_node", "leases_expired", "rolled_back"]

# One fault of each setting that dns_registration fixes by its only write.
BROKEN = (
    "dns_registration/virtual-address-registered",
    "dns_registration/own-address-skipped",
    "dns_registration/dynamic-update-disabled",
    "dns_registration/own-adapter-not-registered",
)

INVENTORY = """
kerberos:
  hosts:
    web1:
      ansible_host: {address}
  vars:
    ansible_connection: winrm
    ansible_port: {port}
    ansible_winrm_scheme: {scheme}
    ansible_winrm_transport: {transport}
    ansible_winrm_ca_trust_path: {folder}/ca.pem
    ansible_user: administrator
    ansible_password: "{{{{ lookup('ansible.builtin.file', '{folder}/password') }}}}"
    kerberos_farm:
      name: intranet
      names: [intranet.example.com, intranet]
      virtual_addresses: [10.0.0.50, "2001:db8::50"]
      nodes:
        web1:
          own_addresses: [10.0.0.11, "2001:db8::1:1"]
      directory:
        domain_controllers: ["{network}.5:{ldap}", "{network}.6:{ldap}"]
        global_catalogs: ["{network}.5:{catalog}"]
      dns_servers: ["{network}.5:{dns}"]
    kerberos_directory_user: EXAMPLE\\auditor
    kerberos_directory_password: "{{{{ ansible_password }}}}"
"""


class WiredLab(wired.WiredLab):
    def inventory(self, path: Path, *, ntlm: bool = False) -> Path:
        port, scheme, transport = (5985, "http", "ntlm") if ntlm else (5986, "https", "basic")
        address = simulation.address(self.network, 1)
        text = INVENTORY.format(
            address=address,
            port=port,
            scheme=scheme,
            transport=transport,
            folder=self.folder,
            network=self.network,
            ldap=self.directory.ports.ldap,
            catalog=self.directory.ports.catalog,
            dns=self.dns.port,
        )
        path.write_text(text, encoding="utf-8")
        return path


def broken_node(wired: WiredLab, work: Path) -> Controller:
    """The controller of a lab of one node, which has all of BROKEN."""
    wired.reset()
    wired.payloads.clear()
    controller = Controller(wired.folder, wired.inventory(work / "hosts.yml"), work, nodes=1)
    for fault in BROKEN:
        controller.inject(fault, "web1")
    return controller
