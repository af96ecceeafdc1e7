# data: something that is no PowerShell
param($Arguments, $Secrets)
if ($Arguments { 1 }
