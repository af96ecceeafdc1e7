# What Windows shows of this host's state in its clusters, by each way there is, beside each other.
# data: {"installed", "clusters": [{name, interface, address: the cluster's first, network_address: the bytes that show the mode,
#                                   host, driver_state, status: by the key, problem, ms}],
#        "instances": [{name, status}]: of an enumeration, which asks other hosts, "instances_problem", "instances_ms",
#        "program": whether nlb.exe is there, "lines": what it writes, "code": its exit code or null, "program_ms",
#        "event": number of the newest event 28 or 29 or null, "values": its values, "event_problem", "ms"}
param($Arguments, $Secrets)

#uses preflight/questions/clock.ps1
#uses facts/cluster/host.ps1

function Get-Text($Caught) { $Caught.Exception.GetBaseException().Message.Trim() }

# The other bytes of a network address are those of the cluster's IP address.
function Get-StateFact($Interface) {
    $before = $clock.ElapsedMilliseconds
    $answer = @{ name = [string] $Interface.Cluster; interface = [string] $Interface.InterfaceName; address = ''; network_address = '' }
    $answer += @{ host = $null; driver_state = ''; status = $null; problem = '' }
    try {
        $driver = Get-NlbClusterDriverInfo -InterfaceName $Interface.InterfaceName
        $answer.address, $answer.host = [string] $driver.ClusterIPAddress, [int] $driver.HostId
        $answer.network_address = [string] $driver.ClusterMacAddress -replace '^(01-00-5E|.{5}).*$', '$1'
        $answer.driver_state = [string] $driver.CurrentHostState
        $answer.status = [int] (Get-CimInstance -InputObject (Get-HostKey $driver)).StatusCode
    }
    catch { $answer.problem = Get-Text $_ }
    $answer.ms = [int] ($clock.ElapsedMilliseconds - $before)
    $answer
}

$installed = [bool] (Get-Command -Name Get-NlbClusterNodeNetworkInterface -CommandType Cmdlet, Function -ErrorAction Ignore)
# Where no adapter was ever bound, the cmdlets fail, although that is an ordinary answer.
$used = $installed -and (Test-Path -LiteralPath 'HKLM:\SYSTEM\CurrentControlSet\Services\WLBS\Parameters\Interface')
$bound = @(if ($used) { Get-NlbClusterNodeNetworkInterface | Where-Object { $_.NlbBound } })
$clusters = @(foreach ($interface in $bound) { Get-StateFact $interface })

$instances, $lines, $values, $code, $event_id, $instances_problem, $event_problem = @(), @(), @(), $null, $null, '', ''
$before = $clock.ElapsedMilliseconds
if ($bound.Count) {
    try {
        $found = @(Get-CimInstance -Namespace root/MicrosoftNLB -ClassName MicrosoftNLB_Node -OperationTimeoutSec 20)
        $instances = @(foreach ($one in $found) { @{ name = [string] $one.Name; status = [int] $one.StatusCode } })
    }
    catch { $instances_problem = Get-Text $_ }
}
$instances_ms = [int] ($clock.ElapsedMilliseconds - $before)

$before = $clock.ElapsedMilliseconds
$program = Test-Path -LiteralPath "$env:SystemRoot\System32\nlb.exe"
if ($program -and $bound.Count) {
    $lines = @(foreach ($line in & "$env:SystemRoot\System32\nlb.exe" query all local) { [string] $line })
    $code = [int] $LASTEXITCODE
}
$program_ms = [int] ($clock.ElapsedMilliseconds - $before)

try {
    $newest = Get-WinEvent -FilterHashtable @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-NLB'; Id = 28, 29 } -MaxEvents 1
    $event_id = [int] $newest.Id
    $values = @(foreach ($property in $newest.Properties) { [string] $property.Value })
}
catch { $event_problem = [string] $_.FullyQualifiedErrorId }

@{
    installed = $installed; clusters = $clusters
    instances = $instances; instances_problem = $instances_problem; instances_ms = $instances_ms
    program = $program; lines = $lines; code = $code; program_ms = $program_ms
    event = $event_id; values = $values; event_problem = $event_problem; ms = [int] $clock.ElapsedMilliseconds
}
