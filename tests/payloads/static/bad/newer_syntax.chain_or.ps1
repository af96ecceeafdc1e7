# data: a pipeline chain with or
param($Arguments, $Secrets)
Test-Path -LiteralPath C:\ || Get-Date
