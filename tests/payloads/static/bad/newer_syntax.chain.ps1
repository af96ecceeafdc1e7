# data: a pipeline chain
param($Arguments, $Secrets)
Test-Path -LiteralPath C:\ && Get-Date
