# data: an abbreviation
param($Arguments, $Secrets)
Get-NetAdapter -IncludeHid
