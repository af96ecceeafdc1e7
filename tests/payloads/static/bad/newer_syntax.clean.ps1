# data: a clean block
param($Arguments, $Secrets)
function Get-One { process { 1 } clean { $null = 2 } }
Get-One
