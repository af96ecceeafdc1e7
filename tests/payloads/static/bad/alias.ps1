# data: a command under its short name
param($Arguments, $Secrets)
foreach ($item in gci -LiteralPath C:\) { $item.Name }
