# Drains and stops this node in one cluster, or starts it again, and waits until that is done.
# Follows write_lease, which creates the folder of nlb.kerberos, or refuses one with other permissions.
# arguments: {"own": {state: Stopped|Started}, "interface", "host", "status" as they were read, "marker": {run, time},
#             "timeout": seconds for connections to end, "wait": seconds in all}
param($Arguments, $Secrets)
#uses node/own_file.ps1
#uses facts/cluster/host.ps1

$words = @{ 1005 = 'stopped'; 1006 = 'converging'; 1007 = 'converged'; 1009 = 'draining'; 1013 = 'suspended'; 1014 = 'disconnected from the network' }
$interface = $Arguments.interface
$file = Join-Path -Path $env:ProgramData -ChildPath 'nlb.kerberos\drained.json'

# 1008 is the converged host that handles what no port rule covers: which one that is changes with every other host.
function Get-Status { $now = Get-HostStatus (Get-NlbClusterDriverInfo -InterfaceName $interface); if ($now -eq 1008) { 1007 } else { $now } }
function Get-Word($Status) { if ($null -ne $Status -and $words.ContainsKey([int] $Status)) { $words[[int] $Status] } else { 'in a state that is not known' } }

# A decision on an earlier state may no longer be valid.
$own = [int] (Get-NlbClusterDriverInfo -InterfaceName $interface).HostId
$status = Get-Status
$then = if ($Arguments.status -eq 1008) { 1007 } else { $Arguments.status }
if ($own -ne $Arguments.host -or $status -ne $then) {
    throw "this node has changed since it was read: it was host $($Arguments.host), $(Get-Word $then), now it is host $own, $(Get-Word $status)"
}

$stops = $Arguments.own.state -eq 'Stopped'
if (-not $stops -and -not (Test-Path -LiteralPath $file)) { throw 'nlb.kerberos did not stop this node: the administrator who stopped it must start it' }

# Before the stop: a run that is killed afterwards must leave a marker that the next run may start the node. At once: Move-Item
# -Force deletes the old file first, and without one a node that is stopped counts as another administrator's.
if ($stops) {
    $text = ConvertTo-Json -InputObject @{ run = $Arguments.marker.run; time = $Arguments.marker.time }
    Save-OwnFile $file $text
}

# The cmdlets may return before or after the node has the wanted state: only its state shows that.
$wanted = if ($stops) { 1005 } else { 1007 }
$watch = [Diagnostics.Stopwatch]::StartNew()
if ($status -ne $wanted) {
    if ($stops) { $null = Stop-NlbClusterNode -InterfaceName $interface -Drain -Timeout ([uint32] $Arguments.timeout) }
    else { $null = Start-NlbClusterNode -InterfaceName $interface }
    $status = Get-Status
}
while ($status -ne $wanted) {
    if ($watch.Elapsed.TotalSeconds -gt $Arguments.wait) { throw "this node is still $(Get-Word $status) after $([int] $watch.Elapsed.TotalSeconds) seconds" }
    Start-Sleep -Seconds 1
    $status = Get-Status
}
if (-not $stops) { Remove-Item -LiteralPath $file }
@{}
