# NetworkLoadBalancingClusters over state.cluster; without state.cluster the node never had the feature.
# What that cannot express stands in state.cluster_driver, where there is one, with any of these:
#   segment  see lab/facts/cluster.py
#   slow     after so many more looks at the node a stop or a start is done; -1: never
#   broken   whether a stop or a start is an error

$nlbService = 'SYSTEM\CurrentControlSet\Services\WLBS'
$nlbMarker = 'ProgramData/nlb.kerberos/drained.json'
$nlbOnTheWay = $null

function Enter-cluster($Concern) {
    if ($Concern.installed) { $null = $Machine.Make("$nlbService\Parameters") }
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

function Get-NlbBound([string] $Interface) {
    $bound = @($State.cluster.clusters | Where-Object { -not $Interface -or $_.interface -eq $Interface })
    if (-not $bound.Count) { throw "not emulated: no cluster on interface '$Interface'" }
    $bound
}

function Get-NlbClusterNodeNetworkInterface {
    foreach ($adapter in $State.dns_registration.adapters) {
        $cluster = $State.cluster.clusters | Where-Object { $_.interface -eq $adapter.name }
        $name = if ($cluster) { $cluster.name } else { '' }
        [pscustomobject]@{
            PSTypeName    = 'Microsoft.NetworkLoadBalancingClusters.PowerShell.NodeNetworkInterface'
            InterfaceName = [string] $adapter.name
            NlbBound      = [bool] $cluster
            Cluster       = [string] $name
            DhcpEnabled   = $false
        }
    }
}

function Get-NlbCluster {
    foreach ($cluster in Get-NlbBound $InterfaceName) {
        [pscustomobject]@{
            PSTypeName = 'Microsoft.NetworkLoadBalancingClusters.PowerShell.Cluster'
            Name       = [string] $cluster.name
            Mode       = [string] $cluster.mode
        }
    }
}

function Get-NlbClusterVip {
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

# Each look brings a node that is on its way a little further.
function Get-NlbClusterNode {
    if ($nlbOnTheWay -and $nlbOnTheWay.looks -gt 0) { $nlbOnTheWay.looks-- }
    if ($nlbOnTheWay -and $nlbOnTheWay.looks -eq 0) { Set-NlbOwnState $nlbOnTheWay.state; $script:nlbOnTheWay = $null }
    foreach ($cluster in Get-NlbBound $InterfaceName) {
        foreach ($node in $State.cluster.hosts) {
            if ($node.cluster -ne $cluster.name -or ($NodeName -and $NodeName -ne $node.name)) { continue }
            [pscustomobject]@{
                PSTypeName    = 'Microsoft.NetworkLoadBalancingClusters.PowerShell.Node'
                Cluster       = [string] $cluster.name
                Name          = [string] $node.name
                InterfaceName = [string] $cluster.interface
                Host          = ''
                State         = [string] $node.state
                HostPriority  = [int] $node.priority
            }
        }
    }
}

# The rules are the same on all nodes, unless the state has those of another node.
function Get-NlbClusterPortRule {
    foreach ($cluster in Get-NlbBound $InterfaceName) {
        foreach ($rule in $State.cluster.port_rules) {
            if ($rule.cluster -ne $cluster.name) { continue }
            [pscustomobject]@{
                PSTypeName       = 'Microsoft.NetworkLoadBalancingClusters.PowerShell.PortRule'
                Cluster          = [string] $cluster.name
                NodeName         = [string] $NodeName
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

function Get-NlbClusterDriverInfo {
    $null = Get-NlbBound $InterfaceName
    if (-not $OpenConnections) { throw 'not emulated: Get-NlbClusterDriverInfo without -OpenConnections' }
    if ($null -eq $State.cluster.connections) { throw 'the driver does not answer' }
    for ($number = 0; $number -lt $State.cluster.connections; $number++) {
        [pscustomobject]@{ SourceIPAddress = '10.0.7.20'; SourcePort = 50000 + $number; DestinationPort = 80 }
    }
}

function Stop-NlbClusterNode {
    if (-not $Drain -or -not $PSBoundParameters.ContainsKey('Timeout')) { throw 'not emulated: Stop-NlbClusterNode that does not drain' }
    if ($Timeout -lt 1) { throw 'not emulated: no time to drain' }
    Start-NlbWay $InterfaceName Draining Stopped
    $State.cluster.connections = 0
    Get-NlbOwnNode $InterfaceName
}

function Start-NlbClusterNode {
    Start-NlbWay $InterfaceName Converging Converged
    Get-NlbOwnNode $InterfaceName
}

function Start-NlbWay([string] $Interface, [string] $Meanwhile, [string] $End) {
    $null = Get-NlbBound $Interface
    $further = if ($State.Contains('cluster_driver')) { $State.cluster_driver } else { @{} }
    if ($further['broken']) { throw 'The RPC server is unavailable.' }
    $slow = $further['slow']
    if (-not $slow) { Set-NlbOwnState $End; return }
    Set-NlbOwnState $Meanwhile
    $script:nlbOnTheWay = @{ state = $End; looks = $slow }
}

function Get-NlbOwnHost { $State.cluster.hosts | Where-Object { $_.name -eq $State.cluster.own.name } }

function Get-NlbOwnNode([string] $Interface) { Get-NlbClusterNode -InterfaceName $Interface -NodeName (Get-NlbOwnHost).name }

function Set-NlbOwnState([string] $Now) {
    $State.cluster.own.state = $Now
    (Get-NlbOwnHost).state = $Now
}
