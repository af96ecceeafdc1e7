# data: a mandatory parameter is left out
param($Arguments, $Secrets)
New-ItemProperty -LiteralPath HKLM:\SOFTWARE -Value 1
