"""All rules together."""

from tests.payloads.static import command_rules, dotnet_rules, language_rules
from tests.payloads.static.finding import Finding
from tests.payloads.static.syntax_tree import Parsed


def findings(parsed: Parsed, script: str) -> list[Finding]:
    tree = parsed.trees[script]
    return [
        *language_rules.findings(tree),
        *command_rules.findings(tree, parsed.aliases),
        *dotnet_rules.findings(tree),
    ]
