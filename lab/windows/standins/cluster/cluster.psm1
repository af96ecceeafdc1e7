# NetworkLoadBalancingClusters over state.cluster; without state.cluster the node never had the feature.
# What that cannot express stands in state.cluster_driver, where there is one, with any of these:
#   segment      see lab/facts/cluster.py
#   slow         after so many more looks at the status a stop or a start is done; -1: never
#   broken       whether a stop or a start is an error
#   status       refused: the provider of MicrosoftNLB_Node does not answer
#   silent       by interface, the cmdlet that does not answer about the cluster there
#   enumeration  what is seen of other hosts: nothing (alone), their states of some time ago (stale), or error, which is what
#                a session without credentials for a second host gets
#   query        what nlb.exe is: missing, or unlike, with another output than expected
#   events       the System log: none, joining, bits, or the hosts that it names
#   language     of the texts: de
# state.cluster_peers has what the node hears of the other hosts, see lab/facts/cluster.py.

$nlbService = 'SYSTEM\CurrentControlSet\Services\WLBS'
$nlbMarker = 'ProgramData/nlb.kerberos/drained.json'
$nlbOnTheWay = $null
$nlbStopped, $nlbConverging, $nlbConverged, $nlbDefault, $nlbDraining, $nlbSuspended = 1005, 1006, 1007, 1008, 1009, 1013

function Enter-cluster($Concern) {
    if ($Concern.installed) { $null = $Machine.Make("$nlbService\Parameters") }
    if ((Get-NlbFurther query) -eq 'missing') { [IO.File]::Delete("$Root/Windows/System32/nlb.exe") }
    foreach ($cluster in $Concern.clusters) {
        $adapter = $State.dns_registration.adapters | Where-Object { $_.name -eq $cluster.interface }
        $null = $Machine.Make("$nlbService\Parameters\Interface\$($adapter.id)")
    }
    if ($null -eq $Concern.marker.run) { return }
    Write-DriveFile $nlbMarker (ConvertTo-Json -InputObject @{ run = $Concern.marker.run; time = $Concern.marker.time })
    Set-DriveAcl 'ProgramData/nlb.kerberos' 'O:BAG:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)'
}

function Exit-cluster($Concern) {
    $Concern.marker.run = $Concern.marker.time = $null
    foreach ($file in Get-DriveFile 'ProgramData/nlb.kerberos' 'drained.json') {
        $marker = ConvertFrom-Json -InputObject ([IO.File]::ReadAllText($file.FullName))
        $Concern.marker.run = $marker.run
        $Concern.marker.time = $marker.time
    }
}

function Get-NlbFurther([string] $Name) { if ($State.Contains('cluster_driver')) { $State.cluster_driver[$Name] } }

function Test-NlbAnswer([string] $Command, [string] $Interface) {
    $silent = Get-NlbFurther silent
    if ($silent -and $silent[$Interface] -eq $Command) { throw 'The device is not ready.' }
}

function Get-NlbBound([string] $Interface) {
    $bound = @($State.cluster.clusters | Where-Object { -not $Interface -or $_.interface -eq $Interface })
    if (-not $bound.Count) { throw "not emulated: no cluster on interface '$Interface'" }
    $bound
}

function Get-NlbClusterNodeNetworkInterface {
    foreach ($adapter in $State.dns_registration.adapters) {
        $cluster = $State.cluster.clusters | Where-Object { $_.interface -eq $adapter.name }
        [pscustomobject]@{
            PSTypeName       = 'Microsoft.NetworkLoadBalancingClusters.PowerShell.NodeNetworkInterface'
            InterfaceName    = [string] $adapter.name
            NlbBound         = [bool] $cluster
            Cluster          = if ($cluster) { [string] $cluster.name } else { '' }
            DhcpEnabled      = $false
            ClusterPrimaryIP = if ($cluster) { [string] $cluster.addresses[0] } else { '' }
        }
    }
}

function Get-NlbClusterVip {
    Test-NlbAnswer Get-NlbClusterVip $InterfaceName
    foreach ($cluster in Get-NlbBound $InterfaceName) {
        foreach ($address in $cluster.addresses) {
            [pscustomobject]@{
                PSTypeName = 'Microsoft.NetworkLoadBalancingClusters.PowerShell.ClusterVip'
                IPAddress  = [string] $address
                SubnetMask = if ($address.Contains(':')) { '::' } else { '255.255.255.0' }
            }
        }
    }
}

# The rules are the same on all nodes, unless the state has those of another node.
function Get-NlbClusterPortRule {
    Test-NlbAnswer Get-NlbClusterPortRule $InterfaceName
    foreach ($cluster in Get-NlbBound $InterfaceName) {
        foreach ($rule in $State.cluster.port_rules) {
            if ($rule.cluster -ne $cluster.name) { continue }
            [pscustomobject]@{
                PSTypeName       = 'Microsoft.NetworkLoadBalancingClusters.PowerShell.PortRule'
                Cluster          = [string] $cluster.name
                NodeName         = [string] $State.cluster.own.name
                VirtualIPAddress = [string] $rule.address
                StartPort        = [uint32] $rule.start
                EndPort          = [uint32] $rule.end
                Affinity         = [string] $rule.affinity
                FilteringMode    = [string] $rule.mode
                Protocol         = [string] $rule.protocol
                PortState        = 'Enabled'
            }
        }
    }
}

$nlbMac = @{ unicast = '02-BF-0A-00-00-32'; multicast = '03-BF-0A-00-00-32'; igmp = '01-00-5E-7F-00-32'; '' = '' }

function Get-NlbClusterDriverInfo {
    Test-NlbAnswer Get-NlbClusterDriverInfo $InterfaceName
    $cluster = @(Get-NlbBound $InterfaceName)[0]
    if (-not $OpenConnections) {
        $stopped = @{ $nlbStopped = 'Stopped'; $nlbSuspended = 'Suspended' }
        return [pscustomobject]@{
            PSTypeName               = 'Microsoft.NetworkLoadBalancingClusters.PowerShell.DriverInfo'
            FullyQualifiedDomainName = [string] $cluster.name
            HostId                   = [uint32] $cluster.host
            ClusterName              = ([string] $cluster.name).Split('.')[0]
            ClusterIPAddress         = [string] $cluster.addresses[0]
            ClusterMacAddress        = $nlbMac[[string] $cluster.mode]
            CurrentHostState         = if ($stopped.ContainsKey([int] $cluster.status)) { $stopped[[int] $cluster.status] } else { 'Started' }
        }
    }
    if ($null -eq $cluster.connections) { throw 'the driver does not answer' }
    for ($number = 0; $number -lt $cluster.connections; $number++) {
        [pscustomobject]@{ SourceIPAddress = '10.0.7.20'; SourcePort = 50000 + $number; DestinationPort = 80 }
    }
}

function Stop-NlbClusterNode {
    if (-not $Drain -or -not $PSBoundParameters.ContainsKey('Timeout')) { throw 'not emulated: Stop-NlbClusterNode that does not drain' }
    if ($Timeout -lt 1) { throw 'not emulated: no time to drain' }
    $cluster = @(Get-NlbBound $InterfaceName)[0]
    Start-NlbWay $cluster $nlbDraining $nlbStopped
    $cluster.connections = 0
}

function Start-NlbClusterNode { Start-NlbWay @(Get-NlbBound $InterfaceName)[0] $nlbConverging $nlbConverged }

function Start-NlbWay($Cluster, [int] $Meanwhile, [int] $End) {
    if (Get-NlbFurther broken) { throw 'The RPC server is unavailable.' }
    $slow = Get-NlbFurther slow
    if (-not $slow) { Set-NlbStatus $Cluster $End; return }
    Set-NlbStatus $Cluster $Meanwhile
    $script:nlbOnTheWay = @{ cluster = $Cluster; status = $End; looks = $slow }
}

# Each look brings a node that is on its way a little further.
function Step-NlbWay {
    if ($nlbOnTheWay -and $nlbOnTheWay.looks -gt 0) { $nlbOnTheWay.looks-- }
    if (-not $nlbOnTheWay -or $nlbOnTheWay.looks -ne 0) { return }
    Set-NlbStatus $nlbOnTheWay.cluster $nlbOnTheWay.status
    $script:nlbOnTheWay = $null
}

function Get-NlbPeer($Cluster) { if ($State.Contains('cluster_peers')) { $State.cluster_peers[$Cluster.name] } }

# As lab/facts/cluster.py has it: hosts that are converged or draining are in the cluster, the converged one with the
# lowest number is the default host.
function Set-NlbStatus($Cluster, [int] $Status) {
    $peers = @(Get-NlbPeer $Cluster)
    $within = @($peers | Where-Object { $_.status -in $nlbConverged, $nlbDraining } | ForEach-Object { $_.host })
    $taking = @($peers | Where-Object { $_.status -eq $nlbConverged } | ForEach-Object { $_.host })
    $lowest = ($taking + $Cluster.host | Measure-Object -Minimum).Minimum
    $Cluster.status = if ($Status -eq $nlbConverged -and $lowest -eq $Cluster.host) { $nlbDefault } else { $Status }
    $Cluster.converged_with = if ($Status -in $nlbConverged, $nlbDraining) { @($within + $Cluster.host | Sort-Object -Unique) } else { $null }
}
