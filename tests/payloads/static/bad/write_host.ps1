# data: a line that is no answer
param($Arguments, $Secrets)
Write-Host -Object 'done'
