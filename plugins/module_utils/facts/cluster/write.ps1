# Drains and stops this node of its cluster, or starts it again, and waits until that is done.
# Follows write_lease, which creates the folder of nlb.kerberos, or refuses one with other permissions.
# arguments: {"own": {state: Stopped|Started}, "interface", "hosts": [{name, state}] as they were read,
#             "marker": {run, time}, "timeout": seconds for connections to end, "wait": seconds in all}
param($Arguments, $Secrets)

$interface = $Arguments.interface
$file = Join-Path -Path $env:ProgramData -ChildPath 'nlb.kerberos\drained.json'
$computer = (Get-CimInstance -ClassName Win32_ComputerSystem).Name

function Get-ShortName($Name) {
    $first = ([string] $Name -split '\.')[0]
    $first.Substring(0, [Math]::Min(15, $first.Length))
}

# Another run may be changing another node: a decision on an earlier state may no longer be valid.
$seen = @(Get-NlbClusterNode -InterfaceName $interface)
$now = @(foreach ($node in $seen) { "$($node.Name) $($node.State)" }) | Sort-Object
$then = @(foreach ($node in $Arguments.hosts) { "$($node.name) $($node.state)" }) | Sort-Object
if ("$now" -ne "$then") { throw "the cluster has changed since it was read: it was $($then -join ', '), now it is $($now -join ', ')" }
$own = @($seen | Where-Object { (Get-ShortName $_.Name) -eq (Get-ShortName $computer) })[0]

$stops = $Arguments.own.state -eq 'Stopped'
if (-not $stops -and -not (Test-Path -LiteralPath $file)) { throw 'nlb.kerberos did not stop this node: the administrator who stopped it must start it' }

# Atomically, and before the stop: a run that is killed afterwards must leave a marker that the next run may start the node.
if ($stops) {
    $text = ConvertTo-Json -InputObject @{ run = $Arguments.marker.run; time = $Arguments.marker.time }
    Set-Content -LiteralPath "$file.new" -Value $text -Encoding UTF8
    Move-Item -LiteralPath "$file.new" -Destination $file -Force
}

# The cmdlets may return before or after the node has the wanted state: only its state shows that.
$wanted = if ($stops) { '^Stopped$' } else { '^Converged' }
$watch = [Diagnostics.Stopwatch]::StartNew()
$state = [string] $own.State
if ($state -notmatch $wanted) {
    if ($stops) { $null = Stop-NlbClusterNode -InterfaceName $interface -Drain -Timeout ([uint32] $Arguments.timeout) }
    else { $null = Start-NlbClusterNode -InterfaceName $interface }
    $state = [string] (Get-NlbClusterNode -InterfaceName $interface -NodeName $own.Name).State
}
while ($state -notmatch $wanted) {
    if ($watch.Elapsed.TotalSeconds -gt $Arguments.wait) { throw "this node is still $state after $([int] $watch.Elapsed.TotalSeconds) seconds" }
    Start-Sleep -Seconds 1
    $state = [string] (Get-NlbClusterNode -InterfaceName $interface -NodeName $own.Name).State
}
if (-not $stops) { Remove-Item -LiteralPath $file }
@{}
