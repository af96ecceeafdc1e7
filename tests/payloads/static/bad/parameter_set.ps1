# data: parameters of two sets
param($Arguments, $Secrets)
Set-DnsClient -InterfaceIndex 4 -InterfaceAlias LAN -RegisterThisConnectionsAddress $true
