# data: a command that came after 5.1
param($Arguments, $Secrets)
Get-Error -Newest 1
