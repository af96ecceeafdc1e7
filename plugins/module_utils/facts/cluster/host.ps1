# The state of this host in one cluster as a number, which no language changes: StatusCode of MicrosoftNLB_Node.
# Payloads begin with these lines: each line is one statement. $Driver is what Get-NlbClusterDriverInfo shows of the interface.
# By its key: an enumeration of the class asks the other hosts as well. A cluster's key is "<its address>:<number of the host>".
function Get-HostKey($Driver) { New-CimInstance -ClientOnly -Namespace root/MicrosoftNLB -ClassName MicrosoftNLB_Node -Key Name -Property @{ Name = "$($Driver.ClusterIPAddress):$($Driver.HostId)" } }
# Where the provider does not answer, the driver shows a host that is stopped or suspended, and nothing further of one that is started.
function Get-DriverStatus($Driver) { $state = [string] $Driver.CurrentHostState; if ($state -eq 'Stopped') { 1005 } elseif ($state -eq 'Suspended') { 1013 } else { $null } }
function Get-HostStatus($Driver) { try { [int] (Get-CimInstance -InputObject (Get-HostKey $Driver)).StatusCode } catch { Get-DriverStatus $Driver } }
