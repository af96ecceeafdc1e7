# data: a parameter that the own function does not have
param($Arguments, $Secrets)
function Get-Sum($First, $Second) { $First + $Second }
Get-Sum -First 1 -Third 2
