# data: a secret as an argument of a function
param($Arguments, $Secrets)
function Get-Length($Text) { $Text.Length }
Get-Length $Secrets.password
