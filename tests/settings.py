"""A node's settings: its state without what is kept on a node for a rollback, and what Windows remembers of logons."""

from lab.node_files import NodeState

NO_SETTINGS = ("journal", "lease", "configuration", "logons", "failed_logons")


def settings_of(state: NodeState) -> NodeState:
    return {name: value for name, value in state.items() if name not in NO_SETTINGS}
