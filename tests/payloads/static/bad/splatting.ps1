# data: parameters that do not stand there
param($Arguments, $Secrets)
$given = @{ Name = 'LAN' }
Get-NetAdapter @given
