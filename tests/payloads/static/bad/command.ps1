# data: a command that Windows does not have
param($Arguments, $Secrets)
Get-NetworkAdapter -Name LAN
