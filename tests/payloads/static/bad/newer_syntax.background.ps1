# data: a background job
param($Arguments, $Secrets)
Get-Date &
