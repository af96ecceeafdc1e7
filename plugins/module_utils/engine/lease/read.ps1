# Which run holds this node, and until when by the node's own clock.
# data: {"run", "until", "drained"}, the first two null where no run holds it; until is UTC, such as 2026-01-31 08:00:00
# drained: whether the run may write what recycles worker processes
param($Arguments, $Secrets)
#uses node/own_folder.ps1
#uses engine/lease/lease.ps1

Read-Lease
