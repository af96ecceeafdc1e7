# The clusters of Network Load Balancing that this node is in, as it sees them. No other node is queried.
# arguments: {"virtual_addresses": []}
# data: {"installed", "clusters": [{name, interface, addresses: [], mode}], "hosts": [{cluster, name, state, priority}],
#        "port_rules": [{cluster, start, end, protocol, affinity, mode, address}], "own": {name, state},
#        "marker": {run, time}, "connections", "left_addresses": []}
# own.state is null where no cluster has this node, connections where the driver reports none. The marker is written by
# the run that drained this node. left_addresses: virtual ones on an adapter that Network Load Balancing is not bound to.
param($Arguments, $Secrets)

$driver = 'HKLM:\SYSTEM\CurrentControlSet\Services\WLBS'

# Some interfaces show a computer's name with its domain, and some cut it off.
function Get-ShortName($Name) {
    $first = ([string] $Name -split '\.')[0]
    $first.Substring(0, [Math]::Min(15, $first.Length))
}

# The table of a cluster is documented, the property behind its column is not.
function Get-ClusterMode($Cluster) {
    foreach ($name in 'Mode', 'OperationMode') {
        if ($Cluster.PSObject.Properties.Match($name).Count) { return [string] $Cluster.$name }
    }
    ''
}

$installed = Test-Path -LiteralPath $driver
# Where no adapter was ever bound, the cmdlets fail, although that is an ordinary answer.
$bound = @(if (Test-Path -LiteralPath "$driver\Parameters\Interface") {
    foreach ($interface in Get-NlbClusterNodeNetworkInterface) { if ($interface.NlbBound) { [string] $interface.InterfaceName } }
})

$computer = [string] (Get-CimInstance -ClassName Win32_ComputerSystem).Name
$state = $connections = $null
$clusters = $hosts = $rules = @()
foreach ($interface in $bound) {
    $cluster = Get-NlbCluster -InterfaceName $interface
    $name = [string] $cluster.Name
    $clusters += @{
        name = $name; interface = $interface; mode = Get-ClusterMode $cluster
        addresses = @(foreach ($address in Get-NlbClusterVip -InterfaceName $interface) { [string] $address.IPAddress })
    }
    foreach ($node in Get-NlbClusterNode -InterfaceName $interface) {
        $hosts += @{ cluster = $name; name = [string] $node.Name; state = [string] $node.State; priority = [int] $node.HostPriority }
        if ((Get-ShortName $node.Name) -ne (Get-ShortName $computer)) { continue }
        $state = [string] $node.State
        foreach ($rule in Get-NlbClusterPortRule -InterfaceName $interface -NodeName $node.Name) {
            $rules += @{
                cluster = $name; start = [int] $rule.StartPort; end = [int] $rule.EndPort; protocol = [string] $rule.Protocol
                affinity = [string] $rule.Affinity; mode = [string] $rule.FilteringMode; address = [string] $rule.VirtualIPAddress
            }
        }
    }
    # The driver of a stopped host may report none.
    $open = try { @(Get-NlbClusterDriverInfo -InterfaceName $interface -OpenConnections).Count } catch { $null }
    if ($null -ne $open) { $connections += $open }
}

$run = $time = $null
$file = Join-Path -Path $env:ProgramData -ChildPath 'nlb.kerberos\drained.json'
if (Test-Path -LiteralPath $file) {
    $marker = ConvertFrom-Json -InputObject (Get-Content -LiteralPath $file -Encoding UTF8 -Raw)
    $run = [string] $marker.run
    $time = [string] $marker.time
}

@{
    installed      = $installed
    clusters       = $clusters
    hosts          = $hosts
    port_rules     = $rules
    own            = @{ name = $computer; state = $state }
    marker         = @{ run = $run; time = $time }
    connections    = $connections
    left_addresses = @(foreach ($address in Get-NetIPAddress -PolicyStore ActiveStore) {
        $bare = ([string] $address.IPAddress -split '%')[0]
        if ($Arguments.virtual_addresses -contains $bare -and $bound -notcontains $address.InterfaceAlias) { $bare }
    })
}
