"""Both ways to a node, in this process: the winrm connection that Ansible gives an action, and a module's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from ansible.playbook.play_context import PlayContext
from ansible.plugins.loader import connection_loader
from ansible_collections.nlb.kerberos.plugins.action.audit import ActionModule
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask
from ansible_collections.nlb.kerberos.plugins.module_utils.node.connection_option import ConnectionOption
from ansible_collections.nlb.kerberos.plugins.module_utils.node.own_connection import ask_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

from lab import intranet
from lab.winrm.endpoint import Account


@dataclass(frozen=True)
class Listener:
    """Address and account of a connection. transport: basic over https, or ntlm over http with encrypted messages."""

    host: str
    port: int
    account: Account
    scheme: str
    transport: str
    authority: Path


Connect = Callable[[Listener], AbstractContextManager[Ask]]


@contextmanager
def by_ansible(listener: Listener) -> Iterator[Ask]:
    """The connection that Ansible loads for ansible_connection: winrm, in the action plugin of one task."""
    connection = connection_loader.get("winrm", PlayContext())
    connection.set_options(
        var_options={
            "ansible_host": listener.host,
            "ansible_port": listener.port,
            "ansible_user": listener.account.user,
            "ansible_password": listener.account.password,
            "ansible_winrm_scheme": listener.scheme,
            "ansible_winrm_transport": listener.transport,
            "_extras": {"ansible_winrm_ca_trust_path": str(listener.authority)},
        }
    )
    try:
        yield ActionModule(SimpleNamespace(delegate_to=None), connection, None, None, None).ask(
            intranet.own_addresses(1)
        )
    finally:
        with suppress(Exception):  # as Ansible does at the end of a task
            connection.close()


@contextmanager
def by_pywinrm(listener: Listener) -> Iterator[Ask]:
    """What a module uses that was given the option node."""
    node = ConnectionOption.from_arguments(
        {
            "host": listener.host,
            "port": listener.port,
            "user": listener.account.user,
            "password": listener.account.password,
            "transport": listener.transport,
            "scheme": listener.scheme,
            "ca": str(listener.authority),
            "validate_certificates": True,
        }
    )
    yield ask_of(node, intranet.own_addresses(1), scripts())
