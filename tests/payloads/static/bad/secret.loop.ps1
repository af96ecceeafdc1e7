# data: a secret by way of a loop
param($Arguments, $Secrets)
foreach ($word in $Secrets.Values) { Write-Output -InputObject $word }
