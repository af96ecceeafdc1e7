# data: a parameter that the command does not have
param($Arguments, $Secrets)
Get-DnsClient -Adapter LAN
